#include <optional>

#include "iamsim/match/boolean.h"
#include "iamsim/model/evaluation_options.h"
#include "match/operators/families.h"

namespace iamsim {
namespace {

// CO-25
Comparison Equals(absl::string_view policy, absl::string_view context) {
  const std::optional<bool> left = ParseBool(context);
  if (!left.has_value()) return Comparison::kMalformedContextValue;
  const std::optional<bool> right = ParseBool(policy);
  if (!right.has_value()) return Comparison::kMalformedPolicyValue;
  return *left == *right ? Comparison::kYes : Comparison::kNo;
}

constexpr BaseOperator kOperators[] = {
    {"Bool", false,
     defaults::kExpandVariablesInBool ? BaseOperator::Values::kTemplate  // VA-3, OP-11
                                      : BaseOperator::Values::kPlain,
     Equals},
};

}  // namespace

absl::Span<const BaseOperator> BoolOperators() { return kOperators; }

}  // namespace iamsim
