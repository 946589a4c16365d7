#include "iamsim/base/utf8.h"
#include "iamsim/match/glob.h"
#include "match/operators/families.h"

namespace iamsim {
namespace {

Comparison Answer(bool equal) { return equal ? Comparison::kYes : Comparison::kNo; }

// CO-20. Texts are UTF-8: equal code points are equal bytes.
Comparison Equals(absl::string_view policy, absl::string_view context) {
  return Answer(policy == context);
}

// CO-21
Comparison EqualsIgnoreCase(absl::string_view policy, absl::string_view context) {
  return Answer(FoldCase(policy) == FoldCase(context));
}

// CO-22
Comparison Like(absl::string_view policy, absl::string_view context) {
  return Answer(GlobMatch(policy, context));
}

constexpr BaseOperator kOperators[] = {
    {"StringEquals", false, BaseOperator::Values::kTemplate, Equals},
    {"StringNotEquals", true, BaseOperator::Values::kTemplate, Equals},
    {"StringEqualsIgnoreCase", false, BaseOperator::Values::kTemplate, EqualsIgnoreCase},
    {"StringNotEqualsIgnoreCase", true, BaseOperator::Values::kTemplate, EqualsIgnoreCase},
    {"StringLike", false, BaseOperator::Values::kGlob, Like},
    {"StringNotLike", true, BaseOperator::Values::kGlob, Like},
};

}  // namespace

absl::Span<const BaseOperator> StringOperators() { return kOperators; }

}  // namespace iamsim
