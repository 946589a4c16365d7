// Tested by tests/base/json_sequence_test.cc.
#include "iamsim/base/json_sequence.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"

namespace iamsim {
namespace {

constexpr std::size_t kNone = absl::string_view::npos;

// One past the string that begins at `text[at]`, or kNone: strings do not go over lines.
std::size_t EndOfString(absl::string_view text, std::size_t at) {
  for (std::size_t i = at + 1; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '"') return i + 1;
    if (text[i] == '\\') ++i;
  }
  return kNone;
}

// One past the object that begins at `text[at]`, or kNone when it does not end.
std::size_t EndOfObject(absl::string_view text, std::size_t at) {
  std::size_t depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    switch (text[i]) {
      case '"':
        i = EndOfString(text, i);
        if (i == kNone) return kNone;
        --i;
        break;
      case '{':
      case '[':
        ++depth;
        break;
      case '}':
      case ']':
        if (--depth == 0) return i + 1;
        break;
      default:
        break;
    }
  }
  return kNone;
}

// The next line after `at` that begins with `{`, or the end.
std::size_t NextObjectLine(absl::string_view text, std::size_t at) {
  const std::size_t end = text.find("\n{", at);
  return end == kNone ? text.size() : end + 1;
}

}  // namespace

std::vector<JsonSequenceItem> SplitJsonSequence(absl::string_view text) {
  std::vector<JsonSequenceItem> items;
  std::uint32_t line = 1;
  std::size_t at = 0;
  std::size_t next_line = 0;  // NextObjectLine(text, at), looked for once a line
  // After an object that does not end, every line that begins with `{` begins a new one; looking to
  // the end of the text for each would cost the square of its length.
  bool by_lines = false;
  const auto advance = [&](std::size_t to) {
    line += static_cast<std::uint32_t>(std::count(text.data() + at, text.data() + to, '\n'));
    at = to;
  };
  while (at < text.size()) {
    if (absl::ascii_isspace(static_cast<unsigned char>(text[at]))) {
      advance(at + 1);
      continue;
    }
    if (next_line <= at) next_line = NextObjectLine(text, at);
    std::size_t end = kNone;
    if (text[at] == '{') {
      end = EndOfObject(by_lines ? text.substr(0, next_line) : text, at);
      by_lines = by_lines || end == kNone;
    }
    if (end == kNone) end = next_line;
    items.push_back({absl::StripTrailingAsciiWhitespace(text.substr(at, end - at)), line});
    advance(end);
  }
  return items;
}

}  // namespace iamsim
