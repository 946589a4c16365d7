// RE-1 … RE-3, OP-21: to whom a decision is attributed when several layers could be named.

#include <gtest/gtest.h>

#include "support/ask.h"

namespace iamsim {
namespace {

constexpr absl::string_view kAllowAll = R"({"Effect": "Allow", "Action": "*", "Resource": "*"})";
constexpr absl::string_view kDenyAll =
    R"({"Sid": "No", "Effect": "Deny", "Action": "*", "Resource": "*"})";

Request ReadObject() {
  Request request;
  request.principal = "arn:aws:iam::111122223333:role/Reader";
  request.action = "s3:GetObject";
  request.resource = "arn:aws:s3:::bucket/key";
  request.resource_account = "111122223333";
  return request;
}

std::vector<PolicyLevel> OneLevel(absl::string_view statements) {
  return {{"r-root", {Document("scp", PolicyKind::kServiceControl, PolicyText(statements))}}};
}

PolicyList Identity(absl::string_view statements) {
  return {Document("identity.json", PolicyKind::kIdentity, PolicyText(statements))};
}

TEST(FindDecider, NamesTheServiceControlPolicyBeforeTheIdentityPolicy) {  // RE-2, OP-21
  Request request = ReadObject();
  request.policies.identity = Identity(kDenyAll);
  request.policies.service_control = OneLevel(kDenyAll);
  const Decision decision = DecideAlone(request);
  EXPECT_EQ(decision.kind, DecisionKind::kExplicitDeny);
  EXPECT_EQ(decision.decided_by.layer, PolicyKind::kServiceControl);
  EXPECT_EQ(decision.decided_by.target, "r-root");
  ASSERT_TRUE(decision.decided_by.statement.has_value());
  EXPECT_EQ(decision.decided_by.statement->sid, "No");
}

TEST(FindDecider, AnExplicitDenyIsNotHiddenByAnImplicitOne) {  // RE-3
  Request request = ReadObject();
  request.policies.identity = Identity(kDenyAll);
  request.policies.service_control = std::vector<PolicyLevel>{{"r-root", {}}};
  const Decision decision = DecideAlone(request);
  EXPECT_EQ(decision.kind, DecisionKind::kExplicitDeny);
  EXPECT_EQ(decision.decided_by.layer, PolicyKind::kIdentity);
}

TEST(FindDecider, NamesTheLevelThatDoesNotAllow) {  // RE-1, SC-2
  Request request = ReadObject();
  request.policies.identity = Identity(kAllowAll);
  request.policies.service_control = OneLevel(kAllowAll);
  request.policies.service_control->push_back({"ou-1", {}});
  request.policies.service_control->push_back({"111122223333", {}});
  const Explanation explanation = Explain(ResolveAlone(request));
  EXPECT_EQ(explanation.decision.kind, DecisionKind::kImplicitDeny);
  EXPECT_EQ(explanation.decision.decided_by.target, "ou-1");
  EXPECT_EQ(explanation.missing, "no service control policy at ou-1 allows s3:GetObject");
}

TEST(FindDecider, OfSeveralImplicitDenialsTheFirstInOrderIsNamed) {  // RE-2
  Request request = ReadObject();
  request.policies.permissions_boundary.emplace();
  request.policies.session.emplace();
  EXPECT_EQ(DecideAlone(request).decided_by.layer, PolicyKind::kIdentity);
  request.policies.identity = Identity(kAllowAll);
  EXPECT_EQ(DecideAlone(request).decided_by.layer, PolicyKind::kPermissionsBoundary);
  request.policies.permissions_boundary = Identity(kAllowAll);
  EXPECT_EQ(DecideAlone(request).decided_by.layer, PolicyKind::kSession);
}

TEST(FindDecider, AcrossAccountsTheResourcePolicyIsNamedFirst) {  // RE-2, RE-3
  Request request = ReadObject();
  request.resource_account = "444455556666";
  const Decision decision = DecideAlone(request);
  EXPECT_EQ(decision.kind, DecisionKind::kImplicitDeny);
  EXPECT_EQ(decision.decided_by.layer, PolicyKind::kResource);
}

TEST(FindDecider, ReportsEveryMatchingDenyOfALayer) {  // RE-2
  Request request = ReadObject();
  request.policies.identity = Identity(
      R"({"Sid": "A", "Effect": "Deny", "Action": "s3:*", "Resource": "*"},
         {"Sid": "B", "Effect": "Allow", "Action": "s3:*", "Resource": "*"},
         {"Sid": "C", "Effect": "Deny", "Action": "*", "Resource": "*"})");
  const Decision decision = DecideAlone(request);
  ASSERT_EQ(decision.layers.size(), 1u);
  ASSERT_EQ(decision.layers[0].statements.size(), 2u);
  EXPECT_EQ(decision.layers[0].statements[0].sid, "A");
  EXPECT_EQ(decision.layers[0].statements[1].sid, "C");
}

TEST(FindDecider, AWildcardGrantIsNamedWhereLimitsDoNotAllow) {  // EV-12, OP-16
  Request request = ReadObject();
  request.policies.permissions_boundary.emplace();
  request.policies.resource = {Document(
      "bucket.json", PolicyKind::kResource,
      PolicyText(R"({"Sid": "Everyone", "Effect": "Allow", "Principal": "*", "Action": "s3:*",
                     "Resource": "*"})"))};
  const Decision decision = DecideAlone(request);
  EXPECT_EQ(decision.kind, DecisionKind::kAllowed);
  EXPECT_EQ(decision.decided_by.layer, PolicyKind::kResource);
  ASSERT_TRUE(decision.decided_by.statement.has_value());
  EXPECT_EQ(decision.decided_by.statement->sid, "Everyone");
}

TEST(FindDecider, ARuleThatRefusesSaysSo) {  // PA-2
  Request request = ReadObject();
  request.action = "iam:PassRole";
  request.resource = "arn:aws:iam::444455556666:role/Other";
  request.policies.identity = Identity(kAllowAll);
  const Explanation explanation = Explain(ResolveAlone(request));
  EXPECT_EQ(explanation.decision.decided_by.rule, "PA-2");
  EXPECT_EQ(explanation.missing, "a role of another account cannot be passed (PA-2)");
}

TEST(FindDecider, AConditionalAnswerNamesTheUndecidedStatement) {
  Request request = ReadObject();
  request.context_is_complete = false;
  request.policies.identity = Identity(
      R"({"Sid": "Vpc", "Effect": "Allow", "Action": "s3:*", "Resource": "*",
          "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}})");
  const Decision decision = DecideAlone(request);
  EXPECT_EQ(decision.kind, DecisionKind::kConditional);
  ASSERT_TRUE(decision.decided_by.statement.has_value());
  EXPECT_EQ(decision.decided_by.statement->sid, "Vpc");
  EXPECT_EQ(decision.decided_by.statement->file, "identity.json");
}

}  // namespace
}  // namespace iamsim
