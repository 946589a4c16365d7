#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/ask.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;

Request StartJob() {
  Request request;
  request.principal = "arn:aws:iam::111122223333:role/Runner";
  request.action = "emr-serverless:StartJobRun";
  request.resource = "arn:aws:emr-serverless:us-east-1:111122223333:/applications/a1";
  return request;
}

NearMiss Nearest(absl::string_view statements) {
  Request request = StartJob();
  request.context["aws:SourceVpc"] = ContextValue::Scalar("vpc-9");
  request.policies.identity = {Document("p.json", PolicyKind::kIdentity, PolicyText(statements))};
  const Explanation explanation = Explain(ResolveAlone(request));
  EXPECT_EQ(explanation.missing, "no identity policy of Runner allows emr-serverless:StartJobRun");
  EXPECT_FALSE(explanation.near_misses.empty());
  return explanation.near_misses.empty() ? NearMiss() : explanation.near_misses.front();
}

TEST(Explain, SaysWhichActionsTheNearestStatementLists) {
  const NearMiss miss = Nearest(
      R"({"Effect": "Allow", "Action": ["emr-serverless:GetJobRun", "emr-serverless:StartApplication"],
          "Resource": "*"})");
  EXPECT_EQ(miss.differs_in, "Action");
  EXPECT_EQ(miss.detail,
            "lists `emr-serverless:StartApplication` and 1 more, not `emr-serverless:StartJobRun`");
}

TEST(Explain, SaysWhichResourceTheNearestStatementCovers) {
  const NearMiss miss = Nearest(
      R"({"Effect": "Allow", "Action": "emr-serverless:*",
          "Resource": "arn:aws:emr-serverless:us-east-1:111122223333:/applications/b*"})");
  EXPECT_EQ(miss.differs_in, "Resource");
  EXPECT_THAT(miss.detail, HasSubstr("/applications/b*`, not `arn:aws:emr-serverless"));
}

TEST(Explain, SaysWhichConditionFailsAndWhatTheRequestHas) {
  const NearMiss miss = Nearest(
      R"({"Effect": "Allow", "Action": "emr-serverless:*", "Resource": "*",
          "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}})");
  EXPECT_EQ(miss.differs_in, "Condition");
  EXPECT_EQ(miss.detail, "requires StringEquals aws:SourceVpc `vpc-1`; the request has `vpc-9`");
}

TEST(Explain, PrefersTheStatementThatFailsByOneElement) {
  const NearMiss miss = Nearest(
      R"({"Sid": "TwoOff", "Effect": "Allow", "Action": "emr-serverless:Get*",
          "Resource": "arn:aws:emr-serverless:eu-west-1:111122223333:/*"},
         {"Sid": "OneOff", "Effect": "Allow", "Action": "emr-serverless:Start*",
          "Resource": "arn:aws:emr-serverless:eu-west-1:111122223333:/*"},
         {"Sid": "OtherService", "Effect": "Allow", "Action": "s3:*", "Resource": "*"})");
  EXPECT_EQ(miss.statement.sid, "OneOff");
}

TEST(Explain, NamesTheTrustedPrincipalsOfATrustPolicy) {  // TR-1
  Request request;
  request.principal = "arn:aws:iam::111122223333:role/Runner";
  request.action = "sts:AssumeRole";
  request.resource = "arn:aws:iam::111122223333:role/Target";
  request.policies.resource = {
      Document("trust.json", PolicyKind::kTrust,
               PolicyText(R"({"Effect": "Allow", "Action": "sts:AssumeRole",
                     "Principal": {"AWS": "arn:aws:iam::111122223333:role/Other"}})"))};
  const Explanation explanation = Explain(ResolveAlone(request));
  EXPECT_EQ(explanation.missing,
            "the trust policy of Target does not admit Runner to sts:AssumeRole");
  ASSERT_EQ(explanation.near_misses.size(), 1u);
  EXPECT_EQ(explanation.near_misses[0].differs_in, "Principal");
  EXPECT_THAT(explanation.near_misses[0].detail, HasSubstr("role/Other`, not `arn:aws:iam"));
}

TEST(Explain, AddsNothingToAnAllow) {
  Request request = StartJob();
  request.policies.identity = {
      Document("p.json", PolicyKind::kIdentity,
               PolicyText(R"({"Effect": "Allow", "Action": "*", "Resource": "*"})"))};
  const Explanation explanation = Explain(ResolveAlone(request));
  EXPECT_TRUE(explanation.decision.allowed());
  EXPECT_EQ(explanation.missing, "");
  EXPECT_TRUE(explanation.near_misses.empty());
}

}  // namespace
}  // namespace iamsim
