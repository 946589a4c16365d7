#include "iamsim/match/glob.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/evaluation_options.h"
#include "match/arn_components.h"
#include "match/operators/families.h"

namespace iamsim {
namespace {

static_assert(defaults::kArnFieldsAreCaseSensitive, "OP-4: no component is folded here");

// CO-28: component by component, so that a `*` never crosses a border.
Comparison Like(absl::string_view policy, absl::string_view context) {
  if (!IsArn(context)) return Comparison::kMalformedContextValue;
  if (!IsArnPattern(policy)) return Comparison::kMalformedPolicyValue;
  for (int i = 0; i < kArnBorders; ++i) {
    const absl::string_view pattern = TakeComponent(glob_code::kFieldSeparator, &policy);
    if (!GlobMatch(pattern, TakeComponent(':', &context))) return Comparison::kNo;
  }
  return GlobMatch(policy, context) ? Comparison::kYes : Comparison::kNo;
}

constexpr BaseOperator kOperators[] = {
    {"ArnEquals", false, BaseOperator::Values::kArn, Like},
    {"ArnNotEquals", true, BaseOperator::Values::kArn, Like},
    {"ArnLike", false, BaseOperator::Values::kArn, Like},
    {"ArnNotLike", true, BaseOperator::Values::kArn, Like},
};

}  // namespace

absl::Span<const BaseOperator> ArnOperators() { return kOperators; }

}  // namespace iamsim
