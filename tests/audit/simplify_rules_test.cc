#include "audit/permissions/simplify_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "iamsim/policy/print.h"

namespace iamsim {
namespace {

Rule Allow(std::vector<std::string> actions, std::vector<std::string> resources,
           bool not_action = false, Conditions conditions = {}) {
  Rule rule{.actions = {not_action, {}}, .resources = {}, .conditions = std::move(conditions)};
  for (const std::string& action : actions) rule.actions.patterns.emplace_back(action);
  for (const std::string& resource : resources) rule.resources.Add(ResourceGlob(resource));
  return rule;
}

Conditions Tls() {
  const absl::StatusOr<ConditionOperator> op = ParseConditionOperator("Bool");
  EXPECT_TRUE(op.ok());
  return {MakeCondition(*op, "aws:SecureTransport", {"true"})};
}

// "s3:Get*,s3:PutObject on *; …"
std::string Show(const std::vector<Rule>& rules) {
  std::string text;
  for (const Rule& rule : rules) {
    if (!text.empty()) text += "; ";
    if (rule.actions.negated) text += "not ";
    for (const ActionGlob& action : rule.actions.patterns) text += action.text() + " ";
    text += "on";
    for (const ResourceGlob& resource : rule.resources.patterns) text += " " + resource.text();
    if (!rule.conditions.empty()) text += " if";
  }
  return text;
}

TEST(SimplifyRulesTest, UnitesTheSameResourcesAndTheSameActions) {
  EXPECT_EQ(Show(Simplify({Allow({"s3:PutObject"}, {"*"}), Allow({"s3:Get*"}, {"*"})})),
            "s3:Get* s3:PutObject on *");
  EXPECT_EQ(Show(Simplify(
                {Allow({"s3:Get*"}, {"arn:aws:s3:::a"}), Allow({"s3:Get*"}, {"arn:aws:s3:::b"})})),
            "s3:Get* on arn:aws:s3:::a arn:aws:s3:::b");
  EXPECT_EQ(Show(Simplify({Allow({"s3:Get*"}, {"*"}), Allow({"s3:Put*"}, {"*"}, false, Tls())})),
            "s3:Get* on *; s3:Put* on * if");
}

TEST(SimplifyRulesTest, DropsWhatIsSaidAlready) {
  EXPECT_EQ(Show(Simplify({Allow({"s3:GetObject", "S3:getobject", "s3:Get*"}, {"*"})})),
            "s3:Get* on *");
  EXPECT_EQ(Show(Simplify({Allow({"s3:GetObject", "s3:PutObject"}, {"arn:aws:s3:::b/*"}),
                           Allow({"s3:Get*"}, {"*"})})),
            "s3:PutObject on arn:aws:s3:::b/*; s3:Get* on *");
  // A condition less says more.
  EXPECT_EQ(Show(Simplify({Allow({"s3:Get*"}, {"*"}, false, Tls()), Allow({"*"}, {"*"})})),
            "* on *");
}

// Of two that cover each other one stays.
TEST(SimplifyRulesTest, NeverDropsBoth) {
  EXPECT_EQ(Show(Simplify({Allow({"s3:**"}, {"*"}), Allow({"s3:*"}, {"*"})})), "s3:** on *");
  EXPECT_EQ(
      Show(Simplify({Allow({"s3:*"}, {"arn:aws:sqs:*"}), Allow({"s3:*"}, {"arn:aws:sqs:*:*:*"})})),
      "s3:* on arn:aws:sqs:*");
}

TEST(SimplifyRulesTest, LeavesNotActionAlone) {
  EXPECT_EQ(Show(Simplify({Allow({"iam:*"}, {"*"}, true), Allow({"s3:Get*"}, {"*"}),
                           Allow({"iam:Get*"}, {"*"})})),
            "not iam:* on *; iam:Get* on *");
}

// PG-9: Sids are unique, letters and digits.
TEST(MakeDocumentTest, GivesEveryStatementItsSid) {
  Rule first = Allow({"s3:Get*"}, {"*"});
  first.sid = "Read it";
  Rule second = Allow({"s3:Put*"}, {"*"}, false, Tls());
  second.sid = "Readit";
  Rule deny = Allow({"iam:*"}, {"*"});
  deny.effect = Effect::kDeny;
  const Policy policy = MakeDocument({first, second}, {deny});
  ASSERT_EQ(policy.statements.size(), 3U);
  EXPECT_EQ(policy.statements[0].sid, "Readit");
  EXPECT_EQ(policy.statements[1].sid, "Readitx2");
  EXPECT_EQ(policy.statements[2].sid, "Deny1");
}

}  // namespace
}  // namespace iamsim
