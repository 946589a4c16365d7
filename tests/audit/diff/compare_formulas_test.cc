#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "iamsim/audit/diff.h"

namespace iamsim {
namespace {

Formula On(std::string op, std::string key, std::vector<std::string> values) {
  return Formula::Leaf({.op = std::move(op), .key = std::move(key), .values = std::move(values)});
}
Formula Missing(std::string document) { return Formula::Leaf({.document = std::move(document)}); }

// "-", "denied", "allowed", "both" or "?".
std::string Words(const DecisionShift& shift) {
  const bool denied = !shift.newly_denied_when.IsFalse();
  const bool allowed = !shift.newly_allowed_when.IsFalse();
  if (shift.may_differ) return "?";
  return denied && allowed ? "both" : denied ? "denied" : allowed ? "allowed" : "-";
}

struct FormulaCase {
  const char* name;
  Formula before;
  Formula after;
  const char* want;
};

class CompareFormulasTest : public ::testing::TestWithParam<FormulaCase> {};

TEST_P(CompareFormulasTest, Compares) {
  const FormulaCase& test = GetParam();
  EXPECT_EQ(Words(CompareFormulas(test.before, test.after, {})), test.want);
}

const Formula kVpc = On("StringEquals", "aws:SourceVpc", {"vpc-1"});
const Formula kNotVpc = On("StringNotEquals", "aws:SourceVpc", {"vpc-1"});
const Formula kTag = On("StringEquals", "aws:PrincipalTag/team", {"ml"});

INSTANTIATE_TEST_SUITE_P(
    Table, CompareFormulasTest,
    ::testing::ValuesIn<FormulaCase>({
        {"Same", kVpc, kVpc, "-"},
        {"Constants", true, false, "denied"},
        {"FromDeniedToConditional", false, kVpc, "allowed"},
        {"FromAllowedToConditional", true, kVpc, "denied"},
        {"OneConditionMore", kVpc, And(kVpc, kTag), "denied"},
        {"OneAlternativeMore", kVpc, Or(kVpc, kTag), "allowed"},
        {"AnotherCondition", kVpc, kTag, "both"},
        // CO-6: a negated operator is the negation of its opposite, also for an absent key.
        {"NegatedOperator", kVpc, Not(kNotVpc), "-"},
        {"NegatedOperatorIfExists", kVpc,
         Not(On("StringNotEqualsIfExists", "aws:SourceVpc", {"vpc-1"})), "-"},
        {"OpposedOperator", kVpc, kNotVpc, "both"},
        {"DeMorgan", Not(And(kVpc, kTag)), Or(Not(kVpc), Not(kTag)), "-"},
        {"OneValueMore", kVpc, On("StringEquals", "aws:SourceVpc", {"vpc-1", "vpc-2"}), "allowed"},
        {"WiderPattern", kVpc, On("StringLike", "aws:SourceVpc", {"vpc-*"}), "allowed"},
        {"WiderNetwork", On("IpAddress", "aws:SourceIp", {"10.0.0.0/24"}),
         On("IpAddress", "aws:SourceIp", {"10.0.0.0/8"}), "allowed"},
        {"LaterDate", On("DateLessThan", "aws:CurrentTime", {"2026-01-01T00:00:00Z"}),
         On("DateLessThan", "aws:CurrentTime", {"2027-01-01T00:00:00Z"}), "allowed"},
        // IfExists lets an absent key pass.
        {"IfExists", On("Bool", "aws:MultiFactorAuthPresent", {"true"}),
         On("BoolIfExists", "aws:MultiFactorAuthPresent", {"true"}), "allowed"},
        // The same set of values in another order is another leaf, and no context tells them apart.
        {"ValuesInAnotherOrder", On("StringEquals", "aws:SourceVpc", {"a", "b"}),
         On("StringEquals", "aws:SourceVpc", {"b", "a"}), "?"},
        {"MissingDocument", Missing("arn:aws:iam::1:policy/Lost"), true, "allowed"},
    }),
    [](const auto& param) { return param.param.name; });

TEST(CompareFormulas, LooksAtFewContextsOfManyLeaves) {
  std::vector<Formula> before;
  std::vector<Formula> after;
  for (int i = 0; i < 40; ++i) {
    const std::string key = "aws:PrincipalTag/" + std::to_string(i);
    before.push_back(On("StringEquals", key, {"a", "b"}));
    after.push_back(On("StringEquals", key, {"b", "a"}));
  }
  EXPECT_EQ(Words(CompareFormulas(AllOf(before), AllOf(after), {})), "?");
}

}  // namespace
}  // namespace iamsim
