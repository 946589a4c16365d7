#include "fast/typed_test.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "iamsim/match/condition_operator.h"
#include "support/ask.h"

namespace iamsim {
namespace {

// Policy values and context values of all types, some malformed.
constexpr const char* kTexts[] = {
    "",
    "a",
    "A",
    "*",
    "?",
    "a*",
    "*a",
    "abc",
    "\xC3\xA9",
    "\xC3*",
    "\xFA",
    "true",
    "TRUE",
    "false",
    "False",
    "0",
    "1",
    "1.0",
    "-2e3",
    "2026",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.5+01:00",
    "2026-13-01",
    "2026-1-01",
    "10.0.0.0/8",
    "10.1.2.3",
    "10.1.2.3/33",
    "2001:db8::/32",
    "2001:db8::7",
    "arn:aws:iam::111122223333:role/a",
    "arn:aws:iam::111122223333:role/a/b:c",
    "arn:aws:iam::*:role/a*",
    "arn:aws:iam::*:role/?",
    "arn:*:*:*:*:*",
    "arn:aws:*:role/a",
    "a?n:aws:iam::111122223333:role/a",
    "arn:aws:iam:",
};

Condition ConditionOf(absl::string_view op, std::vector<std::string> values) {
  const ConditionOperator parsed = *ParseConditionOperator(op);
  Condition out{.op = parsed,
                .key = "aws:x",
                .values = values,
                .compiled = ConditionValues(parsed, values, /*variables_enabled=*/true)};
  return out;
}

bool Asked(const Condition& condition, const std::string& value) {
  const ContextValue context = ContextValue::Scalar(value);
  return TestCondition(condition.op, condition.compiled.constants(), &context, EvaluationOptions());
}

TEST(TypedTest, IsEqualToTestCondition) {
  std::size_t typed = 0;
  for (const BaseOperator* base : AllBaseOperators()) {
    for (const char* suffix : {"", "IfExists"}) {
      for (const char* first : kTexts) {
        for (const char* second : {"a", "true", "10.0.0.0/8", "2026-01-01", "arn:*:*:*:*:*"}) {
          const Condition condition =
              ConditionOf(std::string(base->name) + suffix, {first, second});
          const TypedTest test(condition);
          if (!test.exists()) continue;
          ++typed;
          for (const char* value : kTexts) {
            EXPECT_EQ(test.Holds(value), Asked(condition, value))
                << base->name << " " << first << ", " << second << " and " << value;
          }
        }
      }
    }
  }
  // StringEquals, StringLike, Arn, Bool, Ip, Date and Numeric, negations included.
  EXPECT_EQ(typed, 23U * 2 * std::size(kTexts) * 5);
}

TEST(TypedTest, LeavesWhatIsNotConstantOrNotScalar) {
  for (const char* op : {"ForAnyValue:StringEquals", "ForAllValues:ArnLike", "Null",
                         "StringEqualsIgnoreCase", "BinaryEquals"}) {
    EXPECT_FALSE(TypedTest(ConditionOf(op, {"true"})).exists()) << op;
  }
  EXPECT_FALSE(TypedTest(ConditionOf("StringLike", {"a", "${aws:username}"})).exists());
  EXPECT_FALSE(TypedTest(ConditionOf("StringEquals", {})).exists());
  EXPECT_FALSE(TypedTest().exists());
}

}  // namespace
}  // namespace iamsim
