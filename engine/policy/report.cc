#include "policy/report.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/base/utf8.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxPerSeverity = 100;
constexpr std::size_t kMaxQuotedBytes = 120;

}  // namespace

Spot At(const JsonNode& value) { return {value, value.begin().offset}; }

Spot AtKey(const JsonNode& member) { return {member, member.key_position().offset}; }

void Report::Add(Severity severity, absl::string_view rule, const Spot& spot,
                 absl::string_view message) {
  std::size_t& count = severity == Severity::kError ? errors_ : warnings_;
  if (++count > kMaxPerSeverity) return;
  SourcePlace place = spot.node.place();
  place.position = spot.node.document().PositionAt(spot.offset);
  diagnostics_.push_back({.severity = severity,
                          .rule = std::string(rule),
                          .place = std::move(place),
                          .message = std::string(message)});
}

Diagnostics Report::Take() {
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return a.place.position->offset < b.place.position->offset;
                   });
  return std::exchange(diagnostics_, {});
}

std::string Quoted(absl::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && length < kMaxQuotedBytes) {
    length += CodePointLength(text.substr(length));
  }
  // Written as in JSON, so that a line break in it stays on one line.
  const std::string quoted = JsonQuote(text.substr(0, length));
  const absl::string_view inner = absl::string_view(quoted).substr(1, quoted.size() - 2);
  return absl::StrCat("`", inner, length < text.size() ? "…`" : "`");
}

std::string Found(const JsonNode& node) {
  return node.is_string() ? Quoted(node.text()) : std::string(node.kind_name());
}

}  // namespace iamsim
