// Calls that hand a role to a service: PA-1, PA-4, PA-5.

#include <gtest/gtest.h>

#include <utility>

#include "iamsim/decide/decide.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

constexpr const char* kDeploy = "arn:aws:iam::111122223333:role/Deploy";
constexpr const char* kJobRole = "arn:aws:iam::111122223333:role/JobRole";

class PassRoleTest : public testing::Test {
 protected:
  PassRoleTest() {
    request_.principal = kDeploy;
    request_.action = "emr-serverless:StartJobRun";
    request_.resource = "arn:aws:emr-serverless:eu-west-1:111122223333:/applications/a1";
    request_.resource_tags = Tags{{"team", "ml"}};
    request_.pass_role = PassedRole{kJobRole, ""};
  }
  void AddRole(const char* arn, absl::string_view statements, absl::string_view trusted_service,
               absl::string_view trust_condition = "") {
    SnapshotBuilder::PrincipalEntry role;
    role.arn = *ParseArn(arn);
    role.tags = {{"team", "ml"}};
    role.inline_policies = {Document("inline", PolicyKind::kIdentity, PolicyText(statements))};
    role.trust_policy =
        Document("trust", PolicyKind::kTrust,
                 PolicyText(absl::StrCat(R"({"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": ")",
                                         trusted_service, R"("})", trust_condition, "}")));
    builder_.AddAccountDetails(role.arn.account());
    builder_.AddPrincipal(std::move(role));
  }
  // Deploy may start jobs, and pass roles where `pass` says so.
  ChainResult Ask(absl::string_view pass, absl::string_view trusted_service,
                  absl::string_view trust_condition = "") {
    AddRole(kDeploy,
            absl::StrCat(R"({"Effect": "Allow", "Action": "emr-serverless:*",
                "Resource": "*"})",
                         pass.empty() ? "" : ",", pass),
            "ec2.amazonaws.com");
    AddRole(kJobRole, R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})", trusted_service,
            trust_condition);
    const auto result =
        DecideChain(*builder_.Build().snapshot, World::kSnapshot, request_, EvaluationOptions());
    EXPECT_THAT(result, IsOk());
    return result.ok() ? *result : ChainResult();
  }

  SnapshotBuilder builder_;
  Request request_;
};

constexpr absl::string_view kPassToEmr =
    R"({"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
        "Condition": {"StringEquals": {"iam:PassedToService": "emr-serverless.amazonaws.com"}}})";

TEST_F(PassRoleTest, NeedsTheActionThePassAndTheTrust) {
  const ChainResult result = Ask(kPassToEmr, "emr-serverless.amazonaws.com");
  EXPECT_TRUE(result.decision.allowed());
  ASSERT_EQ(result.also.size(), 2U);
  EXPECT_EQ(result.also[0].context.action.text(), "iam:PassRole");
  EXPECT_EQ(result.also[0].context.caller.entity_arn, kDeploy);
  EXPECT_EQ(result.also[1].context.action.text(), "sts:AssumeRole");
  EXPECT_EQ(result.also[1].context.caller.text, "emr-serverless.amazonaws.com");
}

TEST_F(PassRoleTest, FailsWithoutThePass) {
  const ChainResult result = Ask("", "emr-serverless.amazonaws.com");
  EXPECT_EQ(result.decision.kind, DecisionKind::kImplicitDeny);
  EXPECT_TRUE(result.step->decision.allowed());
}

// PA-4: the condition names the service that gets the role.
TEST_F(PassRoleTest, FailsWithAnotherService) {
  request_.pass_role->service = "lambda.amazonaws.com";
  EXPECT_FALSE(Ask(kPassToEmr, "lambda.amazonaws.com").decision.allowed());
}

// PA-5.
TEST_F(PassRoleTest, FailsWhenTheRoleDoesNotTrustTheService) {
  const ChainResult result = Ask(kPassToEmr, "glue.amazonaws.com");
  EXPECT_EQ(result.decision.kind, DecisionKind::kImplicitDeny);
  EXPECT_TRUE(result.also[0].decision.allowed());
  EXPECT_FALSE(result.also[1].decision.allowed());
}

// PA-3: the role's tags do not count, nor do those of the resource of the call.
TEST_F(PassRoleTest, HasNoResourceTags) {
  request_.context["aws:ResourceTag/team"] = ContextValue::Scalar("ml");
  const ChainResult result = Ask(R"({"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
              "Condition": {"StringEquals": {"aws:ResourceTag/team": "ml"}}})",
                                 "emr-serverless.amazonaws.com");
  EXPECT_EQ(result.decision.kind, DecisionKind::kImplicitDeny);
}

// RC-23: what the service says when it assumes the role later is given, or not known.
TEST_F(PassRoleTest, AsksTheTrustWithWhatTheServiceSays) {
  constexpr absl::string_view kOwnAccount =
      R"(, "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}})";
  EXPECT_EQ(Ask(kPassToEmr, "emr-serverless.amazonaws.com", kOwnAccount).decision.kind,
            DecisionKind::kConditional);
  request_.context["aws:SourceAccount"] = ContextValue::Scalar("111122223333");
  EXPECT_TRUE(Ask(kPassToEmr, "emr-serverless.amazonaws.com", kOwnAccount).decision.allowed());
}

TEST_F(PassRoleTest, IsNotAskedWhenTheActionIsDenied) {
  request_.action = "glue:StartJobRun";
  EXPECT_TRUE(Ask(kPassToEmr, "emr-serverless.amazonaws.com").also.empty());
}

TEST(ServiceToPassTo, IsTheServiceThatRunsTheCode) {
  EXPECT_EQ(ServiceToPassTo("lambda:CreateFunction"), "lambda.amazonaws.com");
  EXPECT_EQ(ServiceToPassTo("ECS:RunTask"), "ecs-tasks.amazonaws.com");
}

}  // namespace
}  // namespace iamsim
