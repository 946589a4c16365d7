#include "iamsim/match/action_pattern.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "iamsim/match/glob.h"

namespace iamsim {

// MA-1, MA-3: one glob over the whole string, without regard to case. The codes of wildcards are no
// letters. Dumps hold hundreds of thousands of patterns, most of which are names.
ActionPattern::ActionPattern(absl::string_view text) : text_(text) {
  bool has_wildcards = false;
  for (const char c : text) has_wildcards |= c == '*' || c == '?';
  if (!has_wildcards) return;
  encoded_ = EncodeGlob(text);
  absl::AsciiStrToLower(&encoded_);
}

bool ActionPattern::Matches(const Action& action) const {
  if (!has_wildcards()) return absl::EqualsIgnoreCase(text_, action.lower());
  // Most patterns are about another service, which their first letter mostly tells.
  const char first = encoded_.front();
  const bool is_letter = first != glob_code::kAnyRun && first != glob_code::kAnyOne;
  if (is_letter && !absl::StartsWith(action.lower(), absl::string_view(&first, 1))) return false;
  return GlobMatch(encoded_, action.lower());
}

}  // namespace iamsim
