// Tested by tests/io/question_file_test.cc.
#include "iamsim/io/question_file.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/read.h"

namespace iamsim {

absl::StatusOr<std::unique_ptr<QuestionFile>> QuestionFile::Open(const std::string& path,
                                                                 std::istream& standard_input) {
  std::unique_ptr<QuestionFile> out(new QuestionFile());
  if (path == "-") {
    out->lines_.emplace(standard_input, "");
    return out;
  }
  out->file_.open(path, std::ios::binary);
  if (!out->file_) return absl::NotFoundError(absl::StrCat(path, ": cannot open"));
  out->lines_.emplace(out->file_, path);
  return out;
}

std::optional<absl::StatusOr<BatchQuestion>> QuestionFile::Next() {
  if (!Advance()) return std::nullopt;
  return Read();
}

absl::StatusOr<BatchQuestion> QuestionFile::Read() const {
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const JsonDocument> document, lines_->Parse());
  return ReadQuestion(document->root());
}

std::size_t CountLines(const std::string& path) {
  if (path == "-") return 0;
  std::ifstream in(path, std::ios::binary);
  std::vector<char> block(std::size_t{1} << 16);
  std::size_t lines = 0;
  while (in) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    lines += static_cast<std::size_t>(std::count(block.begin(), block.begin() + in.gcount(), '\n'));
  }
  return lines;
}

}  // namespace iamsim
