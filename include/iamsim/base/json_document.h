#ifndef IAMSIM_BASE_JSON_DOCUMENT_H_
#define IAMSIM_BASE_JSON_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/source_place.h"

namespace iamsim {

struct JsonLimits {
  std::size_t max_bytes = std::size_t{10} << 20;  // never more than 4 GiB
  int max_depth = 64;
  bool allow_comments = false;  // `//` and `/* */`
};

// Where a text stands that is part of a larger one: places are those of the larger one.
struct JsonOrigin {
  SourcePosition start;
  std::string pointer;  // of the text's root
};

enum class JsonKind : std::uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject };

class JsonNode;

// One parsed JSON text: immutable, with the byte range of every value. Duplicate keys, numbers that
// 64 bits cannot hold (an integer beyond int64/uint64, a decimal beyond double), invalid UTF-8,
// NUL characters, a byte order mark, trailing text and whatever exceeds `limits` are errors
// (SourceError with file, pointer where known, line and column). Linear in the text.
// Thread-compatible: a const document may be read from many threads.
class JsonDocument {
 public:
  static absl::StatusOr<std::shared_ptr<const JsonDocument>> Parse(std::string text,
                                                                   std::string file,
                                                                   const JsonLimits& limits = {},
                                                                   JsonOrigin origin = {});
  ~JsonDocument();
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  // Handles into this document; they must not outlive it.
  JsonNode root() const;
  absl::string_view text() const { return text_; }
  const std::string& file() const { return file_; }
  // `offset` as positions count it: from the start of the text, or of the larger one that holds it.
  // Logarithmic in the number of lines.
  SourcePosition PositionAt(std::size_t offset) const;

 private:
  friend class JsonNode;
  friend class JsonAssembler;
  friend struct JsonParsers;
  struct Characters;
  struct Value;
  JsonDocument(std::string text, std::string file, JsonOrigin origin);
  absl::string_view Resolve(const Characters& characters) const;
  SourcePosition Locate(std::size_t text_offset) const;
  absl::Status CheckEncoding() const;
  void FindLines();

  std::string text_;
  std::string file_;
  JsonOrigin origin_;
  std::vector<Value> values_;
  std::string strings_;  // decoded strings that contain escapes
  std::vector<std::uint32_t> line_starts_;
};

// A value of a JsonDocument: a cheap handle, valid as long as its document.
class JsonNode {
 public:
  JsonKind kind() const;
  bool is_object() const { return kind() == JsonKind::kObject; }
  bool is_array() const { return kind() == JsonKind::kArray; }
  bool is_string() const { return kind() == JsonKind::kString; }
  // "an object", "a string", …: for messages.
  absl::string_view kind_name() const;
  // A string's characters; a number's, boolean's or null's source text. Empty for containers.
  absl::string_view text() const;
  // The bytes of this value as written.
  absl::string_view source() const;
  // Members of an object or elements of an array; 0 for scalars. Constant time.
  std::size_t size() const;
  // Elements in document order, or an object's values in document order. Linear in size().
  std::vector<JsonNode> children() const;
  // The member name under which this value stands; empty for elements and the root.
  absl::string_view key() const;
  SourcePosition key_position() const;
  // The member name as written, with its quotes; empty where key() is.
  absl::string_view key_source() const;
  // The member called `name` (case-sensitive). Linear in size().
  std::optional<JsonNode> Find(absl::string_view name) const;

  SourcePosition begin() const;  // first byte of the value
  SourcePosition end() const;    // one past its last byte
  std::string pointer() const;   // RFC 6901
  SourcePlace place() const;
  // A SourceError at this value.
  absl::Status Error(absl::string_view message) const;
  const JsonDocument& document() const { return *document_; }

 private:
  friend class JsonDocument;
  friend class JsonAssembler;
  JsonNode(const JsonDocument* document, std::uint32_t index)
      : document_(document), index_(index) {}
  const JsonDocument::Value& value() const;

  const JsonDocument* document_;
  std::uint32_t index_;
};

// The string of a string node, or an Error that names `what` ("`Sid`").
absl::StatusOr<std::string> ReadString(const JsonNode& node, absl::string_view what);
// true/false of a boolean node, or an Error.
absl::StatusOr<bool> ReadBool(const JsonNode& node, absl::string_view what);
// A string, or an array of strings: the strings; anything else an Error.
absl::StatusOr<std::vector<std::string>> ReadStringList(const JsonNode& node,
                                                        absl::string_view what);
// An Error for the first member of `object` that is not in `allowed`, with the nearest name.
absl::Status RejectUnknownMembers(const JsonNode& object,
                                  const std::vector<absl::string_view>& allowed);

}  // namespace iamsim

#endif  // IAMSIM_BASE_JSON_DOCUMENT_H_
