#ifndef IAMSIM_IO_QUESTION_FILE_H_
#define IAMSIM_IO_QUESTION_FILE_H_

#include <cstddef>
#include <fstream>
#include <istream>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/audit/batch.h"
#include "iamsim/base/json_lines.h"

namespace iamsim {

// A question file (formats.md), read line by line: ReadQuestion() says what a line holds.
class QuestionFile {
 public:
  // `path` "-": `standard_input`, which must outlive the result. NotFound: "path: cannot open".
  static absl::StatusOr<std::unique_ptr<QuestionFile>> Open(const std::string& path,
                                                            std::istream& standard_input);

  // The next question; nothing at the end. A line that is none is an error with its place, and the
  // next call goes on behind it.
  std::optional<absl::StatusOr<BatchQuestion>> Next();

  // Next() in two steps, for who does not want every question: goes to the next line, if there is
  // one; its number among the questions, from 0, and its text; the question that it holds.
  bool Advance() { return lines_->Advance(); }
  std::size_t index() const { return lines_->index(); }
  absl::string_view text() const { return lines_->text(); }
  absl::StatusOr<BatchQuestion> Read() const;

  // Whether the file could be read to its end.
  absl::Status status() const { return lines_->status(); }

 private:
  QuestionFile() = default;

  std::ifstream file_;
  std::optional<JsonLines> lines_;
};

// How many lines `path` has; 0 for "-", and when it cannot be read. For progress.
std::size_t CountLines(const std::string& path);

}  // namespace iamsim

#endif  // IAMSIM_IO_QUESTION_FILE_H_
