#include "decide/services/s3_public_policy.h"

#include <gtest/gtest.h>

#include "support/ask.h"

namespace iamsim {
namespace {

struct PublicCase {
  const char* name;
  const char* principal;
  const char* condition;
  bool is_public;
};

class S3PublicPolicy : public ::testing::TestWithParam<PublicCase> {};

TEST_P(S3PublicPolicy, IsRecognised) {  // S3-4
  const PublicCase& row = GetParam();
  const std::string statement =
      std::string(R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal": )") +
      row.principal + R"(, "Condition": )" + row.condition + "}";
  const auto policy = Document("bucket", PolicyKind::kResource, PolicyText(statement));
  ASSERT_NE(policy->policy, nullptr);
  EXPECT_EQ(IsPublicBucketPolicy(*policy->policy), row.is_public) << statement;
}

INSTANTIATE_TEST_SUITE_P(
    Table, S3PublicPolicy,
    ::testing::ValuesIn<PublicCase>({
        {"Everyone", R"("*")", "{}", true},
        {"EveryoneAsAws", R"({"AWS": "*"})", "{}", true},
        {"AnAccount", R"({"AWS": "111122223333"})", "{}", false},
        {"AService", R"({"Service": "logging.s3.amazonaws.com"})", "{}", false},
        {"OneOrganization", R"("*")", R"({"StringEquals": {"aws:PrincipalOrgID": "o-1"}})", false},
        {"AnyOrganization", R"("*")", R"({"StringLike": {"aws:PrincipalOrgID": "o-*"}})", true},
        {"AbsentKeyPasses", R"("*")", R"({"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}})",
         true},
        {"VacuousSetOperator", R"("*")",
         R"({"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1"}})", true},
        {"NegatedOperator", R"("*")", R"({"StringNotEquals": {"aws:SourceVpc": "vpc-1"}})", true},
        {"FixedVpc", R"("*")", R"({"StringEquals": {"aws:SourceVpc": "vpc-1"}})", false},
        {"VariableValue", R"("*")", R"({"StringEquals": {"aws:SourceVpc": "${aws:username}"}})",
         true},
        {"OneOfTheValuesIsOpen", R"("*")",
         R"({"StringLike": {"aws:SourceVpc": ["vpc-1", "vpc-*"]}})", true},
        {"NarrowRange", R"("*")", R"({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})", false},
        {"SlashEight", R"("*")", R"({"IpAddress": {"aws:SourceIp": "11.0.0.0/8"}})", false},
        {"WideRange", R"("*")", R"({"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}})", true},
        {"WideIpv6Range", R"("*")", R"({"IpAddress": {"aws:SourceIp": "2001::/16"}})", true},
        {"UnrelatedKey", R"("*")", R"({"StringEquals": {"s3:prefix": "a"}})", true},
        {"AnySessionOfARole", R"("*")", R"({"StringLike": {"aws:userid": "AROAX:*"}})", true},
        {"AccessPointsOfOneAccount", R"("*")",
         R"({"ArnLike": {"s3:DataAccessPointArn": "arn:aws:s3:us-east-1:111122223333:accesspoint/*"}})",
         false},
        {"AccessPointsOfAnyAccount", R"("*")",
         R"({"ArnLike": {"s3:DataAccessPointArn": "arn:aws:s3:us-east-1:*:accesspoint/x"}})", true},
    }),
    [](const auto& row) { return std::string(row.param.name); });

TEST(S3PublicPolicyOfSeveralStatements, OneSufficesAndADenyDoesNot) {  // S3-4
  const auto policy = Document(
      "bucket", PolicyKind::kResource,
      PolicyText(R"({"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"},
                    {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:*",
                     "Resource": "*"})"));
  EXPECT_FALSE(IsPublicBucketPolicy(*policy->policy));
}

}  // namespace
}  // namespace iamsim
