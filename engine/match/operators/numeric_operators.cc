#include <functional>

#include "iamsim/match/decimal.h"
#include "match/operators/families.h"
#include "match/operators/ordering.h"

namespace iamsim {
namespace {

constexpr auto kPlain = BaseOperator::Values::kPlain;

// CO-23
constexpr BaseOperator kOperators[] = {
    {"NumericEquals", false, kPlain, CompareParsed<Decimal::Parse, std::equal_to<>>},
    {"NumericNotEquals", true, kPlain, CompareParsed<Decimal::Parse, std::equal_to<>>},
    {"NumericLessThan", false, kPlain, CompareParsed<Decimal::Parse, std::less<>>},
    {"NumericLessThanEquals", false, kPlain, CompareParsed<Decimal::Parse, std::less_equal<>>},
    {"NumericGreaterThan", false, kPlain, CompareParsed<Decimal::Parse, std::greater<>>},
    {"NumericGreaterThanEquals", false, kPlain,
     CompareParsed<Decimal::Parse, std::greater_equal<>>},
};

}  // namespace

absl::Span<const BaseOperator> NumericOperators() { return kOperators; }

}  // namespace iamsim
