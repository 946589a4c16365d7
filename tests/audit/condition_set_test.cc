#include "audit/permissions/condition_set.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iamsim {
namespace {

Conditions One(const std::string& op, const std::string& key, std::vector<std::string> values) {
  const absl::StatusOr<ConditionOperator> parsed = ParseConditionOperator(op);
  EXPECT_TRUE(parsed.ok()) << op;
  return {MakeCondition(*parsed, key, std::move(values))};
}

// "StringLike k a,b & …", "never", or "?" when no statement can say it.
std::string Join(const Conditions& a, const Conditions& b) {
  const std::optional<Conjunction> joined = Conjoin(a, b);
  if (!joined) return "?";
  if (joined->never) return "never";
  std::vector<std::string> texts;
  for (const Condition& condition : joined->conditions) {
    texts.push_back(absl::StrCat(condition.op.name(), " ", condition.key, " ",
                                 absl::StrJoin(condition.values, ",")));
  }
  return absl::StrJoin(texts, " & ");
}

// CO-1: of different keys or operators both stand side by side.
TEST(ConjoinTest, KeepsDifferentKeysAndOperators) {
  EXPECT_EQ(Join(One("StringLike", "k", {"a"}), One("StringLike", "l", {"b"})),
            "StringLike k a & StringLike l b");
  EXPECT_EQ(Join(One("StringLike", "k", {"a"}), One("StringNotLike", "K", {"b"})),
            "StringLike k a & StringNotLike K b");
  EXPECT_EQ(Join(One("StringLike", "k", {"a", "b"}), One("StringLike", "K", {"b", "a"})),
            "StringLike k a,b");
}

TEST(ConjoinTest, JoinsValuesWhereThatIsExact) {
  EXPECT_EQ(Join(One("StringEquals", "k", {"a", "b"}), One("StringEquals", "k", {"b", "c"})),
            "StringEquals k b");
  EXPECT_EQ(Join(One("StringLike", "k", {"a*", "b"}), One("StringLike", "k", {"a*"})),
            "StringLike k a*");
  EXPECT_EQ(Join(One("StringNotLike", "k", {"a"}), One("StringNotLike", "k", {"b"})),
            "StringNotLike k a,b");
  EXPECT_EQ(Join(One("ForAllValues:StringEquals", "k", {"a", "b"}),
                 One("ForAllValues:StringEquals", "k", {"b", "c"})),
            "ForAllValues:StringEquals k b");
  EXPECT_EQ(Join(One("StringEquals", "k", {"a"}), One("StringEquals", "k", {"b"})), "never");
  EXPECT_EQ(Join(One("Bool", "k", {"true"}), One("Bool", "k", {"FALSE"})), "never");
  EXPECT_EQ(Join(One("Null", "k", {"true"}), One("Null", "k", {"false"})), "never");
}

// CO-28, VA-8: the same comparison has other names.
TEST(ConjoinTest, RespellsTheSecond) {
  EXPECT_EQ(Join(One("ArnLike", "k", {"arn:a*"}), One("ArnLike", "k", {"arn:*b"})),
            "ArnLike k arn:a* & ArnEquals k arn:*b");
  EXPECT_EQ(Join(One("StringEquals", "k", {"${a:b}"}), One("StringEquals", "k", {"a*"})),
            "StringEquals k ${a:b} & StringLike k a${*}");
}

// CO-7: another value may satisfy each of two ForAnyValue conditions.
TEST(ConjoinTest, RefusesTheRest) {
  EXPECT_EQ(Join(One("StringLike", "k", {"a*"}), One("StringLike", "k", {"*b"})), "?");
  EXPECT_EQ(Join(One("ForAnyValue:StringNotLike", "k", {"a"}),
                 One("ForAnyValue:StringNotLike", "k", {"b"})),
            "?");
  EXPECT_EQ(Join(One("NumericLessThan", "k", {"1"}), One("NumericLessThan", "k", {"2"})), "?");
  EXPECT_EQ(Join(One("StringEqualsIfExists", "k", {"a"}), One("StringEqualsIfExists", "k", {"b"})),
            "StringEqualsIfExists k a & StringLikeIfExists k b");
  // PG-16: an empty list has its own rules.
  EXPECT_EQ(Join(One("StringLike", "k", {}), One("StringLike", "k", {"a"})), "?");
}

}  // namespace
}  // namespace iamsim
