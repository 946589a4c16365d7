#ifndef IAMSIM_MATCH_ACTION_PATTERN_H_
#define IAMSIM_MATCH_ACTION_PATTERN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/model/action.h"

namespace iamsim {

// One entry of Action or NotAction: MA-1 … MA-3. Immutable.
class ActionPattern {
 public:
  explicit ActionPattern(absl::string_view text);

  const std::string& text() const { return text_; }
  bool has_wildcards() const { return !encoded_.empty(); }
  bool Matches(const Action& action) const;

 private:
  std::string text_;
  std::string encoded_;  // lower case; empty without wildcards
};

}  // namespace iamsim

#endif  // IAMSIM_MATCH_ACTION_PATTERN_H_
