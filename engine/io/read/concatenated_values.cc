// Tested by tests/io/concatenated_values_test.cc.
#include "io/read/concatenated_values.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/ascii.h"

namespace iamsim {
namespace {

// One past the string that opens at `at`.
std::size_t SkipString(absl::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at + 1;
}

// One past the comment at `at`, or `at` when there is none.
std::size_t SkipComment(absl::string_view text, std::size_t at) {
  const absl::string_view opening = text.substr(at, 2);
  if (opening != "//" && opening != "/*") return at;
  const absl::string_view closing = opening == "//" ? "\n" : "*/";
  const std::size_t end = text.find(closing, at + 2);
  return end == absl::string_view::npos ? text.size() : end + closing.size();
}

// One past the object or array that opens at `at`; past the end when it does not close.
std::size_t SkipValue(absl::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = SkipString(text, at);
      continue;
    }
    if (const std::size_t after = SkipComment(text, at); after != at) {
      at = after;
      continue;
    }
    ++at;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) break;
  }
  return at;
}

std::size_t SkipSpace(absl::string_view text, std::size_t at) {
  while (at < text.size()) {
    const std::size_t after = SkipComment(text, at);
    if (after != at) {
      at = after;
    } else if (absl::ascii_isspace(static_cast<unsigned char>(text[at]))) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

}  // namespace

std::vector<ConcatenatedValue> SplitValues(absl::string_view text) {
  std::vector<ConcatenatedValue> values;
  std::uint32_t line = 1;
  std::size_t line_start = 0;
  std::size_t counted = 0;
  for (std::size_t at = SkipSpace(text, 0); at < text.size();) {
    for (; counted < at; ++counted) {
      if (text[counted] != '\n') continue;
      ++line;
      line_start = counted + 1;
    }
    const bool opens = text[at] == '{' || text[at] == '[';
    std::size_t end = opens ? SkipValue(text, at) : text.size();
    if (end > text.size()) end = text.size();
    const auto column = static_cast<std::uint32_t>(at - line_start + 1);
    values.push_back({text.substr(at, end - at), {.offset = at, .line = line, .column = column}});
    at = SkipSpace(text, end);
  }
  return values;
}

}  // namespace iamsim
