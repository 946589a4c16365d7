#include "iamsim/match/condition_operator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(AllBaseOperatorsTest, ListsEveryOperatorInFamilyOrder) {
  std::vector<std::string> names;
  for (const BaseOperator* base : AllBaseOperators()) names.emplace_back(base->name);
  EXPECT_THAT(
      names,
      ElementsAre("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase",
                  "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike", "NumericEquals",
                  "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
                  "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals",
                  "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
                  "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnNotEquals",
                  "ArnLike", "ArnNotLike"));
}

TEST(AllBaseOperatorsTest, NegatedOperatorsAreThoseOfCo6) {
  std::vector<std::string> names;
  for (const BaseOperator* base : AllBaseOperators()) {
    if (base->negated) names.emplace_back(base->name);
  }
  EXPECT_THAT(names, ElementsAre("StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike",
                                 "NumericNotEquals", "DateNotEquals", "NotIpAddress",
                                 "ArnNotEquals", "ArnNotLike"));
}

TEST(ParseConditionOperatorTest, ReadsEveryForm) {  // CO-4
  for (const BaseOperator* base : AllBaseOperators()) {
    for (const char* set : {"", "ForAllValues:", "ForAnyValue:"}) {
      for (const char* suffix : {"", "IfExists"}) {
        const std::string text = std::string(set) + base->name + suffix;
        SCOPED_TRACE(text);
        const absl::StatusOr<ConditionOperator> op = ParseConditionOperator(text);
        ASSERT_THAT(op, IsOk());
        EXPECT_EQ(op->base, base);
        EXPECT_EQ(op->if_exists, suffix[0] != '\0');
        EXPECT_EQ(op->set == SetOperator::kNone, set[0] == '\0');
        EXPECT_EQ(op->name(), text);
        EXPECT_TRUE(op->canonical_spelling);
        EXPECT_FALSE(op->is_null_test());
      }
    }
  }
}

TEST(ParseConditionOperatorTest, ReadsNull) {  // CO-11
  const absl::StatusOr<ConditionOperator> plain = ParseConditionOperator("Null");
  ASSERT_THAT(plain, IsOk());
  EXPECT_TRUE(plain->is_null_test());
  EXPECT_EQ(plain->name(), "Null");
  const absl::StatusOr<ConditionOperator> set = ParseConditionOperator("ForAnyValue:Null");
  ASSERT_THAT(set, IsOk());
  EXPECT_EQ(set->set, SetOperator::kForAnyValue);
  EXPECT_EQ(set->name(), "ForAnyValue:Null");
}

TEST(ParseConditionOperatorTest, AcceptsAnyCaseAndSaysSo) {  // CO-4
  const absl::StatusOr<ConditionOperator> op =
      ParseConditionOperator("foranyvalue:STRINGLIKEifexists");
  ASSERT_THAT(op, IsOk());
  EXPECT_EQ(op->name(), "ForAnyValue:StringLikeIfExists");
  EXPECT_EQ(op->set, SetOperator::kForAnyValue);
  EXPECT_TRUE(op->if_exists);
  EXPECT_FALSE(op->canonical_spelling);
  EXPECT_FALSE(ParseConditionOperator("null")->canonical_spelling);
}

TEST(ParseConditionOperatorTest, RejectsTheRest) {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"StringEqual", "unknown condition operator `StringEqual`, did you mean `StringEquals`?"},
      {"StringEqualsIfExist", "did you mean `StringEqualsIfExists`?"},
      {"ForAnyValue:StringLikes", "did you mean `ForAnyValue:StringLike`?"},
      {"BoolNotEquals", "unknown condition operator `BoolNotEquals`"},  // CO-6
      {"Sounds", "expected a condition operator such as `StringEquals`, found `Sounds`"},
      {"", "expected a condition operator such as `StringEquals`, found ``"},
      {"ForAllValues:", "found `ForAllValues:`"},
      {"IfExists", "expected a condition operator"},
      {"ForAllValue:StringEquals",
       "expected the set operator `ForAllValues` or `ForAnyValue`, found `ForAllValue`, did you "
       "mean `ForAllValues`?"},
      {"StringEquals:x", "expected the set operator"},
      {"ForAnyValue:ForAllValues:Bool", "expected a condition operator"},
      {" StringEquals", "did you mean `StringEquals`?"},
      {"String\nEquals", "`String\\nEquals`, did you mean `StringEquals`?"},
  };
  for (const auto& row : cases) {
    EXPECT_THAT(ParseConditionOperator(row.text), Fails(HasSubstr(row.message))) << row.text;
  }
}

TEST(ParseConditionOperatorTest, NullTakesNoIfExists) {  // CO-4, CO-31
  for (const char* text : {"NullIfExists", "nullifexists", "ForAllValues:NullIfExists"}) {
    EXPECT_THAT(ParseConditionOperator(text),
                Fails(HasSubstr(std::string("`") + text + "` is not a condition operator")));
  }
}

}  // namespace
}  // namespace iamsim
