#include <optional>

#include "iamsim/match/cidr.h"
#include "match/operators/families.h"

namespace iamsim {
namespace {

// CO-27
Comparison Contains(absl::string_view policy, absl::string_view context) {
  const std::optional<IpAddress> address = ParseIpAddress(context);
  if (!address.has_value()) return Comparison::kMalformedContextValue;
  const std::optional<Cidr> range = ParseCidr(policy);
  if (!range.has_value()) return Comparison::kMalformedPolicyValue;
  return range->Contains(*address) ? Comparison::kYes : Comparison::kNo;
}

constexpr BaseOperator kOperators[] = {
    {"IpAddress", false, BaseOperator::Values::kPlain, Contains},
    {"NotIpAddress", true, BaseOperator::Values::kPlain, Contains},
};

}  // namespace

absl::Span<const BaseOperator> IpOperators() { return kOperators; }

}  // namespace iamsim
