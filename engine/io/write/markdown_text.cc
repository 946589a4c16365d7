// Tested by tests/io/write_diff_test.cc.
#include "io/write/markdown_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace iamsim {
namespace {

std::string OneLine(absl::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      absl::StrAppendFormat(&line, "\\x%02x", byte);
    } else {
      line.push_back(c);
    }
  }
  return line;
}

}  // namespace

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
