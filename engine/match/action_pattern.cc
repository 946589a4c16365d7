#include "iamsim/match/action_pattern.h"

#include "absl/strings/ascii.h"
#include "iamsim/match/glob.h"

namespace iamsim {

// MA-1, MA-3: one glob over the whole string, without regard to case. The codes of wildcards are no
// letters. Dumps hold hundreds of thousands of patterns, so it is done in one pass.
ActionPattern::ActionPattern(absl::string_view text)
    : text_(text), encoded_(EncodeGlob(text)), has_wildcards_(false) {
  for (char& c : encoded_) {
    has_wildcards_ |= c == glob_code::kAnyRun || c == glob_code::kAnyOne;
    c = absl::ascii_tolower(static_cast<unsigned char>(c));
  }
}

bool ActionPattern::Matches(const Action& action) const {
  return has_wildcards_ ? GlobMatch(encoded_, action.lower()) : encoded_ == action.lower();
}

}  // namespace iamsim
