// Tested by tests/io/write_report_test.cc.
#include "io/write/markdown_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "io/write/case_words.h"

namespace iamsim {

std::string MarkdownCell(absl::string_view text) {
  const std::string line = OneLine(text);
  if (line.empty()) return "";
  // A bar ends the cell even in a code span, and a backtick the span.
  if (line.find_first_of("|`") == std::string::npos) return absl::StrCat("`", line, "`");
  constexpr absl::string_view kSpecial = "\\`*_{}[]()<>&#+!|~$";
  std::string out = "<code>";
  for (const char c : line) {
    if (kSpecial.find(c) == absl::string_view::npos) {
      out.push_back(c);
    } else {
      absl::StrAppendFormat(&out, "&#%d;", c);
    }
  }
  return absl::StrCat(out, "</code>");
}

}  // namespace iamsim
