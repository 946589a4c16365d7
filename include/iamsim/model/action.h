#ifndef IAMSIM_MODEL_ACTION_H_
#define IAMSIM_MODEL_ACTION_H_

#include <string>

#include "absl/base/attributes.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// One action of a request, `prefix:Name`. Compared without regard to case (MA-1).
class Action {
 public:
  Action() = default;

  const std::string& text() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return text_; }  // as written
  const std::string& lower() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return lower_; }
  absl::string_view service() const ABSL_ATTRIBUTE_LIFETIME_BOUND;  // lower case prefix
  absl::string_view name() const ABSL_ATTRIBUTE_LIFETIME_BOUND;     // lower case, after the colon
  // `other` in lower case, such as "sts:assumerole".
  bool Is(absl::string_view other) const { return lower_ == other; }

 private:
  friend absl::StatusOr<Action> ParseAction(absl::string_view text);
  std::string text_;
  std::string lower_;
};

// InvalidArgument unless `text` is a prefix, a colon and a name, without wildcards or spaces.
absl::StatusOr<Action> ParseAction(absl::string_view text);

// The calls that a role's trust policy decides: sts:AssumeRole*, sts:TagSession and
// sts:SetSourceIdentity (TR-1, CH-3, CH-6).
bool IsTrustAction(const Action& action);

}  // namespace iamsim

#endif  // IAMSIM_MODEL_ACTION_H_
