#ifndef IAMSIM_BASE_JSON_LINES_H_
#define IAMSIM_BASE_JSON_LINES_H_

#include <cstddef>
#include <istream>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/line_reader.h"

namespace iamsim {

// JSON Lines: one value a line; blank lines do not count. Memory is bounded by the longest line
// that JsonLimits allow.
class JsonLines {
 public:
  // `in` must outlive the reader. `file`: what errors name; empty for standard input.
  JsonLines(std::istream& in, std::string file);

  // Goes to the next line that is not blank; false at the end.
  bool Advance();
  // Of the line: how many came before it, its text (empty when it is too long), good until the next
  // Advance(), and its place.
  std::size_t index() const { return index_; }
  absl::string_view text() const { return text_; }
  JsonOrigin origin() const;
  // The line as JSON. Errors have their place in the file; the next line can be read all the same.
  absl::StatusOr<std::shared_ptr<const JsonDocument>> Parse() const;

  // Whether the input could be read to its end.
  absl::Status status() const;

 private:
  std::istream& in_;
  std::string file_;
  LineReader reader_;
  absl::string_view text_;
  std::size_t index_ = 0;
  bool is_first_ = true;
  bool is_too_long_ = false;
};

}  // namespace iamsim

#endif  // IAMSIM_BASE_JSON_LINES_H_
