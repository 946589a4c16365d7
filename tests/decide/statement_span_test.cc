#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/decide/simulation.h"
#include "iamsim/policy/parse.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;

std::string ShowSpan(const StatementSpan& span) {
  return absl::StrCat(span.begin.line, ":", span.begin.column, "-", span.end.line, ":",
                      span.end.column);
}

std::vector<std::string> SpansOf(PolicyKind kind, absl::string_view text) {
  const ParsedPolicy parsed = ParsePolicyText(text, "", kind);
  EXPECT_THAT(parsed.status(), IsOk());
  std::vector<std::string> spans;
  for (const Statement& statement : parsed.policy->statements) {
    spans.push_back(ShowSpan(SpanOf(*parsed.policy, statement)));
  }
  return spans;
}

// What AWS has published: examples of the AWS CLI, answers in blogs, forums and issues.
TEST(StatementSpanTest, AgreesWithPublishedPositions) {
  EXPECT_THAT(
      SpansOf(PolicyKind::kIdentity,
              R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*",)"
              R"("Resource":"*","Condition":{"DateGreaterThan":)"
              R"({"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}})"),
      ElementsAre("1:38-1:167"));
  EXPECT_THAT(SpansOf(PolicyKind::kIdentity,
                      R"({"Version": "2012-10-17", "Statement": [{"Sid": "s3", "Effect": "Allow",)"
                      R"( "Action": ["s3:GetObject", "s3:DeleteObject"], "Resource": )"
                      R"(["arn:aws:s3:::tims-fancy-bucket/only-here/*"]}]})"),
              ElementsAre("1:41-1:180"));
  EXPECT_THAT(
      SpansOf(PolicyKind::kResource,
              R"({"Version":"2012-10-17","Statement":[{"Sid":"DenyInsecureTransport",)"
              R"("Effect":"Deny","Principal":"*","Action":"*","Resource":)"
              R"(["arn:aws:s3:::tims-fancy-bucket/*","arn:aws:s3:::tims-fancy-bucket"],)"
              R"("Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Sid":"DenyTimDelete",)"
              R"("Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":)"
              R"("arn:aws:s3:::tims-fancy-bucket/*","Condition":{"ArnLike":{"aws:PrincipalArn":)"
              R"("arn:aws:iam::112233445566:role/tims-test-role"}}}]})"),
      ElementsAre("1:38-1:248", "1:248-1:470"));
  // AdministratorAccess, and a policy at an indent of four.
  EXPECT_THAT(SpansOf(PolicyKind::kIdentity, R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
})"),
              ElementsAre("3:17-8:6"));
  EXPECT_THAT(SpansOf(PolicyKind::kIdentity, R"({
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "codecommit:ListRepositories"
            ],"Resource": "*"
        }
    ]
})"),
              ElementsAre("3:19-9:10"));
}

}  // namespace
}  // namespace iamsim
