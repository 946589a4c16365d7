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
  return has_wildcards() ? GlobMatch(encoded_, action.lower())
                         : absl::EqualsIgnoreCase(text_, action.lower());
}

}  // namespace iamsim
