#ifndef IAMSIM_BASE_JSON_WRITER_H_
#define IAMSIM_BASE_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// Writes JSON in the order of the calls, compact (indent 0) or indented. Strings are written as
// UTF-8 with the escapes that RFC 8259 requires, bytes that are not UTF-8 as U+FFFD. Misuse (a
// value without a key inside an object) is a bug of the caller and fails an IAMSIM_CHECK.
class JsonWriter {
 public:
  explicit JsonWriter(int indent = 0) : indent_(indent) {}

  JsonWriter& BeginObject();
  JsonWriter& EndObject();
  JsonWriter& BeginArray();
  JsonWriter& EndArray();
  JsonWriter& Key(absl::string_view key);
  JsonWriter& String(absl::string_view value);
  JsonWriter& Integer(std::int64_t value);
  JsonWriter& Bool(bool value);
  JsonWriter& Null();
  // `json` is one complete JSON value, written as it is.
  JsonWriter& Raw(absl::string_view json);

  JsonWriter& Member(absl::string_view key, absl::string_view value) {
    return Key(key).String(value);
  }
  JsonWriter& Strings(absl::string_view key, const std::vector<std::string>& values);

  const std::string& text() const { return text_; }
  // The finished text; the writer can then be used for another one.
  std::string Take();

 private:
  void BeforeValue();
  void End(bool object);
  void NewLine();

  struct Level {
    bool object = false;
    bool empty = true;
  };
  int indent_;
  bool after_key_ = false;
  absl::InlinedVector<Level, 16> levels_;
  std::string text_;
};

// `text` as a JSON string with its quotes.
std::string JsonQuote(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_BASE_JSON_WRITER_H_
