#ifndef IAMSIM_ENGINE_MATCH_OPERATORS_ORDERING_H_
#define IAMSIM_ENGINE_MATCH_OPERATORS_ORDERING_H_

#include "absl/strings/string_view.h"
#include "iamsim/match/condition_operator.h"

namespace iamsim {

// A comparison of the Numeric and Date families: whether `Relation` (std::less<>, …) holds between
// the context value and the policy value as `kParse` reads them. CO-12: what does not parse equals
// nothing and orders with nothing.
template <auto kParse, class Relation>
Comparison CompareParsed(absl::string_view policy, absl::string_view context) {
  const auto left = kParse(context);
  if (!left.has_value()) return Comparison::kMalformedContextValue;
  const auto right = kParse(policy);
  if (!right.has_value()) return Comparison::kMalformedPolicyValue;
  return Relation{}(*left, *right) ? Comparison::kYes : Comparison::kNo;
}

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_MATCH_OPERATORS_ORDERING_H_
