#include "io/write/text_lines.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

absl::string_view ColorOf(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::kAllowed:
      return "\x1b[32m";
    case DecisionKind::kExplicitDeny:
    case DecisionKind::kImplicitDeny:
      return "\x1b[31m";
    case DecisionKind::kConditional:
      return "\x1b[33m";
  }
  return "";
}

}  // namespace

std::size_t DisplayWidth(absl::string_view text) {
  // Every byte but the continuation bytes of UTF-8 begins a character.
  return static_cast<std::size_t>(
      absl::c_count_if(text, [](char c) { return (c & '\xC0') != '\x80'; }));
}

std::string Pad(absl::string_view text, std::size_t width) {
  const std::size_t used = DisplayWidth(text);
  return absl::StrCat(text, std::string(std::max(width, used + 2) - used, ' '));
}

std::string Shorten(absl::string_view text, std::size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  std::size_t end = 0;
  for (std::size_t columns = 0; columns + 1 < width; ++columns) {
    for (++end; end < text.size() && (text[end] & '\xC0') == '\x80';) ++end;
  }
  return absl::StrCat(text.substr(0, end), "…");
}

std::string Paint(absl::string_view text, DecisionKind kind, const TextStyle& style) {
  if (!style.color) return std::string(text);
  return absl::StrCat(ColorOf(kind), text, "\x1b[0m");
}

std::string RightAligned(absl::string_view left, absl::string_view right, DecisionKind kind,
                         const TextStyle& style) {
  const std::size_t page = style.width > 0 ? static_cast<std::size_t>(style.width) : 0;
  const std::size_t taken = DisplayWidth(right);
  return absl::StrCat(Pad(left, page > taken ? page - taken : 0), Paint(right, kind, style));
}

std::string JoinCells(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& cell : cells) {
    if (cell.empty()) continue;
    absl::StrAppend(&out, out.empty() ? "" : "  ", cell);
  }
  return out;
}

}  // namespace iamsim
