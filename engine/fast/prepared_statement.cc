// Tested by prepared_statement_test.cc, against ResourcePattern::Matches.
#include "fast/prepared_statement.h"

#include <algorithm>

#include "absl/strings/match.h"

namespace iamsim {
namespace {

// Where the literal text at the front of `text` ends: at a wildcard, at what may be a variable, or
// at a byte that is no UTF-8 and stands for something else in patterns (match/glob.h).
std::size_t LiteralLength(absl::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && text[i] != '*' && text[i] != '?' && text[i] != '$' &&
         static_cast<unsigned char>(text[i]) < 0xF8) {
    ++i;
  }
  return i;
}

}  // namespace

PreparedPattern PreparePattern(const ResourcePattern& pattern, bool variables_enabled) {
  PreparedPattern out{.source = &pattern};
  if (pattern.is_star()) {
    out.kind = PreparedPattern::Kind::kStar;
    return out;
  }
  const absl::string_view text = pattern.text();
  out.prefix = text.substr(0, LiteralLength(text));
  const absl::string_view rest = text.substr(out.prefix.size());
  if (rest.empty() && !pattern.is_short()) out.kind = PreparedPattern::Kind::kExact;
  // MR-3: a run at the very end crosses colons in any field; MR-4 then adds nothing.
  if (rest == "*") out.kind = PreparedPattern::Kind::kPrefix;
  const ArnFields fields = SplitFields(text, kArnFields, variables_enabled);
  if (fields.size() < kArnFields) return out;
  const absl::string_view sixth = fields.back();
  if (out.prefix.size() + sixth.size() >= text.size()) return out;
  out.after_colon = sixth.substr(0, LiteralLength(sixth));
  return out;
}

bool PreparedStatement::Covers(std::uint32_t action) const {
  const auto after = std::upper_bound(
      actions.begin(), actions.end(), action,
      [](std::uint32_t wanted, const ActionSpan& span) { return wanted < span.begin; });
  return after != actions.begin() && action < (after - 1)->end;
}

}  // namespace iamsim
