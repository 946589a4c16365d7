#include <gtest/gtest.h>

#include "match/condition_case.h"

namespace iamsim {
namespace {

constexpr const char* kNoon = "2024-02-29T12:00:00Z";
constexpr const char* kNoonElsewhere = "2024-02-29T14:00:00+02:00";
constexpr const char* kMorning = "2024-02-29T08:00:00Z";

TEST(DateOperatorsTest, CompareInstants) {  // CO-24
  ExpectConditions({
      {"equal across zones", "DateEquals", {kNoon}, One(kNoonElsewhere), true},
      {"equal to epoch seconds", "DateEquals", {kNoon}, One("1709208000"), true},
      {"date only is midnight", "DateEquals", {"2024-02-29"}, One("2024-02-29T00:00:00Z"), true},
      {"OP-19: digits are epoch seconds",
       "DateEquals",
       {"2024"},
       One("1970-01-01T00:33:44Z"),
       true},
      {"not equal", "DateEquals", {kNoon}, One(kMorning), false},
      {"negated, equal", "DateNotEquals", {kNoon}, One(kNoonElsewhere), false},
      {"negated, other", "DateNotEquals", {kNoon}, One(kMorning), true},
      {"less", "DateLessThan", {kNoon}, One(kMorning), true},
      {"less, equal", "DateLessThan", {kNoon}, One(kNoonElsewhere), false},
      {"less, greater", "DateLessThan", {kMorning}, One(kNoon), false},
      {"less or equal, equal", "DateLessThanEquals", {kNoon}, One(kNoonElsewhere), true},
      {"less or equal, less", "DateLessThanEquals", {kNoon}, One(kMorning), true},
      {"less or equal, greater", "DateLessThanEquals", {kMorning}, One(kNoon), false},
      {"greater", "DateGreaterThan", {kMorning}, One(kNoon), true},
      {"greater, equal", "DateGreaterThan", {kNoon}, One(kNoonElsewhere), false},
      {"greater, less", "DateGreaterThan", {kNoon}, One(kMorning), false},
      {"greater or equal, equal", "DateGreaterThanEquals", {kNoon}, One(kNoonElsewhere), true},
      {"greater or equal, greater", "DateGreaterThanEquals", {kMorning}, One(kNoon), true},
      {"greater or equal, less", "DateGreaterThanEquals", {kNoon}, One(kMorning), false},
      {"no wildcards", "DateEquals", {"2024-*"}, One("2024-02-29"), false},
      {"no variables", "DateEquals", {"${aws:x, '2024-02-29'}"}, One("2024-02-29"), false},
  });
}

TEST(DateOperatorsTest, MalformedOperands) {  // CO-12, OP-10, OP-25
  for (const char* op : {"DateEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
                         "DateGreaterThanEquals"}) {
    ExpectConditions({{"malformed policy value", op, {"yesterday"}, One(kNoon), false},
                      {"malformed context value", op, {kNoon}, One("2024-02-30"), false}});
  }
  ExpectConditions({
      {"OP-25: malformed policy value", "DateNotEquals", {"yesterday"}, One(kNoon), true},
      {"OP-10: malformed context value", "DateNotEquals", {kNoon}, One("yesterday"), false},
      {"context wins when both are", "DateNotEquals", {"yesterday"}, One("yesterday"), false},
  });
}
}  // namespace
}  // namespace iamsim
