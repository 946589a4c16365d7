#include <cstddef>

#include "iamsim/match/glob.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/evaluation_options.h"
#include "match/operators/families.h"

namespace iamsim {
namespace {

constexpr int kBorders = 5;  // between the six components

static_assert(defaults::kArnFieldsAreCaseSensitive, "OP-4: no component is folded here");

// Removes what precedes the first `border` from the front of `text`, with the border.
absl::string_view TakeComponent(char border, absl::string_view* text) {
  const std::size_t end = text->find(border);
  const absl::string_view component = text->substr(0, end);
  text->remove_prefix(end + 1);
  return component;
}

// CO-12, CO-29: an ARN pattern begins with `arn:` and has all six components.
bool IsArnPattern(absl::string_view policy) {
  int borders = 0;
  for (const char c : policy) borders += c == glob_code::kFieldSeparator ? 1 : 0;
  return borders == kBorders && policy.substr(0, policy.find(glob_code::kFieldSeparator)) == "arn";
}

// CO-28: component by component, so that a `*` never crosses a border.
Comparison Like(absl::string_view policy, absl::string_view context) {
  if (!IsArn(context)) return Comparison::kMalformedContextValue;
  if (!IsArnPattern(policy)) return Comparison::kMalformedPolicyValue;
  for (int i = 0; i < kBorders; ++i) {
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
