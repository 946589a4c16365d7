#include "iamsim/match/action_pattern.h"

#include "absl/strings/ascii.h"
#include "iamsim/match/glob.h"

namespace iamsim {

// MA-1, MA-3: one glob over the whole string, without regard to case.
ActionPattern::ActionPattern(absl::string_view text)
    : text_(text),
      encoded_(EncodeGlob(absl::AsciiStrToLower(text))),
      has_wildcards_(text.find_first_of("*?") != absl::string_view::npos) {}

bool ActionPattern::Matches(const Action& action) const {
  return has_wildcards_ ? GlobMatch(encoded_, action.lower()) : encoded_ == action.lower();
}

}  // namespace iamsim
