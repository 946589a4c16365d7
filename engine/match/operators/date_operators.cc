#include <functional>

#include "iamsim/match/timestamp.h"
#include "match/operators/families.h"
#include "match/operators/ordering.h"

namespace iamsim {
namespace {

constexpr auto kPlain = BaseOperator::Values::kPlain;

// CO-24
constexpr BaseOperator kOperators[] = {
    {"DateEquals", false, kPlain, CompareParsed<ParseTimestamp, std::equal_to<>>},
    {"DateNotEquals", true, kPlain, CompareParsed<ParseTimestamp, std::equal_to<>>},
    {"DateLessThan", false, kPlain, CompareParsed<ParseTimestamp, std::less<>>},
    {"DateLessThanEquals", false, kPlain, CompareParsed<ParseTimestamp, std::less_equal<>>},
    {"DateGreaterThan", false, kPlain, CompareParsed<ParseTimestamp, std::greater<>>},
    {"DateGreaterThanEquals", false, kPlain, CompareParsed<ParseTimestamp, std::greater_equal<>>},
};

}  // namespace

absl::Span<const BaseOperator> DateOperators() { return kOperators; }

}  // namespace iamsim
