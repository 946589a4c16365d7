#include <gtest/gtest.h>

#include "match/condition_case.h"

namespace iamsim {
namespace {

TEST(NumericOperatorsTest, Compare) {  // CO-23
  ExpectConditions({
      {"T-19: equal", "NumericEquals", {"2"}, One("2.0"), true},
      {"exact, not as doubles",
       "NumericEquals",
       {"9007199254740992"},
       One("9007199254740993"),
       false},
      {"exponent", "NumericEquals", {"1e3"}, One("1000"), true},
      {"one of several", "NumericEquals", {"1", "2"}, One("2"), true},
      {"not equal, equal", "NumericNotEquals", {"2"}, One("2.00"), false},
      {"not equal, other", "NumericNotEquals", {"2"}, One("3"), true},
      {"less", "NumericLessThan", {"10"}, One("9.99"), true},
      {"less, equal", "NumericLessThan", {"10"}, One("10"), false},
      {"less, greater", "NumericLessThan", {"10"}, One("10.01"), false},
      {"less or equal, equal", "NumericLessThanEquals", {"10"}, One("10.0"), true},
      {"less or equal, less", "NumericLessThanEquals", {"10"}, One("-3"), true},
      {"less or equal, greater", "NumericLessThanEquals", {"10"}, One("11"), false},
      {"greater", "NumericGreaterThan", {"10"}, One("11"), true},
      {"greater, equal", "NumericGreaterThan", {"10"}, One("10"), false},
      {"greater, less", "NumericGreaterThan", {"10"}, One("9"), false},
      {"greater or equal, equal", "NumericGreaterThanEquals", {"6"}, One("6"), true},
      {"greater or equal, greater", "NumericGreaterThanEquals", {"6"}, One("7"), true},
      {"greater or equal, less", "NumericGreaterThanEquals", {"6"}, One("5"), false},
      {"any of several bounds", "NumericLessThan", {"1", "5"}, One("3"), true},
      {"no variables", "NumericEquals", {"${aws:x, '1'}"}, One("1"), false},
  });
}

TEST(NumericOperatorsTest, MalformedOperands) {  // CO-12, OP-10, OP-25
  for (const char* op : {"NumericEquals", "NumericLessThan", "NumericLessThanEquals",
                         "NumericGreaterThan", "NumericGreaterThanEquals"}) {
    ExpectConditions({{"malformed policy value", op, {"0x10"}, One("16"), false},
                      {"malformed context value", op, {"16"}, One("0x10"), false},
                      {"empty context value", op, {"16"}, One(""), false}});
  }
  ExpectConditions({
      {"OP-25: malformed policy value", "NumericNotEquals", {"NaN"}, One("1"), true},
      {"OP-10: malformed context value", "NumericNotEquals", {"1"}, One("NaN"), false},
      {"context wins when both are", "NumericNotEquals", {"NaN"}, One("NaN"), false},
  });
}
}  // namespace
}  // namespace iamsim
