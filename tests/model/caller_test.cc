#include "iamsim/model/caller.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <ostream>

#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct CallerCase {
  const char* label;
  const char* text;
  CallerKind kind;
  const char* partition;
  const char* account;
  const char* name;
  const char* session_name;
  const char* entity_arn;
  bool path_is_known;
};

void PrintTo(const CallerCase& row, std::ostream* out) { *out << row.text; }

class ParseCallerTest : public ::testing::TestWithParam<CallerCase> {};

TEST_P(ParseCallerTest, TakesThePrincipalApart) {
  const CallerCase& want = GetParam();
  const absl::StatusOr<Caller> caller = ParseCaller(want.text);
  ASSERT_THAT(caller, IsOk());
  EXPECT_EQ(caller->kind, want.kind);
  EXPECT_EQ(caller->text, want.text);
  EXPECT_EQ(caller->partition, want.partition);
  EXPECT_EQ(caller->account, want.account);
  EXPECT_EQ(caller->name, want.name);
  EXPECT_EQ(caller->session_name, want.session_name);
  EXPECT_EQ(caller->entity_arn, want.entity_arn);
  EXPECT_EQ(caller->path_is_known, want.path_is_known);
  EXPECT_EQ(caller->session_arn, *want.session_name == '\0' ? "" : want.text);
  EXPECT_EQ(caller->unique_id, "");
  EXPECT_EQ(caller->federated_by, "");
  EXPECT_EQ(caller->canonical_user_id, "");
}

// The entity ARN is the aws:PrincipalArn of table 4.1 (RC-1).
INSTANTIATE_TEST_SUITE_P(
    Table, ParseCallerTest,
    ::testing::ValuesIn<CallerCase>({
        {"User", "arn:aws:iam::111122223333:user/bob", CallerKind::kUser, "aws", "111122223333",
         "bob", "", "arn:aws:iam::111122223333:user/bob", true},
        {"UserWithPath", "arn:aws:iam::111122223333:user/team/ml/bob", CallerKind::kUser, "aws",
         "111122223333", "bob", "", "arn:aws:iam::111122223333:user/team/ml/bob", true},
        {"RoleIsASessionWithoutName", "arn:aws:iam::111122223333:role/Exec",
         CallerKind::kRoleSession, "aws", "111122223333", "Exec", "",
         "arn:aws:iam::111122223333:role/Exec", true},
        {"RoleWithPath", "arn:aws-us-gov:iam::111122223333:role/team/ci/Deploy",
         CallerKind::kRoleSession, "aws-us-gov", "111122223333", "Deploy", "",
         "arn:aws-us-gov:iam::111122223333:role/team/ci/Deploy", true},
        // PR-8, QK-7: the session's ARN hides the path.
        {"Session", "arn:aws:sts::111122223333:assumed-role/Exec/nb-1", CallerKind::kRoleSession,
         "aws", "111122223333", "Exec", "nb-1", "arn:aws:iam::111122223333:role/Exec", false},
        // PR-11: the path has a region that the session does not show.
        {"IdentityCenterSession",
         "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ann@x.org",
         CallerKind::kRoleSession, "aws", "111122223333", "AWSReservedSSO_Admin_0123456789abcdef",
         "ann@x.org", "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef",
         false},
        {"ChineseSession", "arn:aws-cn:sts::111122223333:assumed-role/R/s",
         CallerKind::kRoleSession, "aws-cn", "111122223333", "R", "s",
         "arn:aws-cn:iam::111122223333:role/R", false},
        {"FederatedUser", "arn:aws:sts::111122223333:federated-user/ann",
         CallerKind::kFederatedUser, "aws", "111122223333", "ann", "",
         "arn:aws:sts::111122223333:federated-user/ann", true},
        {"Root", "arn:aws:iam::111122223333:root", CallerKind::kRoot, "aws", "111122223333", "", "",
         "arn:aws:iam::111122223333:root", true},
        // PR-10.
        {"SamlProvider", "arn:aws:iam::111122223333:saml-provider/Okta",
         CallerKind::kIdentityProvider, "aws", "111122223333", "Okta", "",
         "arn:aws:iam::111122223333:saml-provider/Okta", true},
        {"OidcProvider",
         "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0F",
         CallerKind::kIdentityProvider, "aws", "111122223333",
         "oidc.eks.eu-west-1.amazonaws.com/id/0F", "",
         "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0F", true},
        {"CognitoIsAProviderNotAService", "cognito-identity.amazonaws.com",
         CallerKind::kIdentityProvider, "aws", "", "cognito-identity.amazonaws.com", "", "", true},
        {"LoginWithAmazon", "www.amazon.com", CallerKind::kIdentityProvider, "aws", "",
         "www.amazon.com", "", "", true},
        {"Facebook", "graph.facebook.com", CallerKind::kIdentityProvider, "aws", "",
         "graph.facebook.com", "", "", true},
        {"Google", "accounts.google.com", CallerKind::kIdentityProvider, "aws", "",
         "accounts.google.com", "", "", true},
        {"Service", "lambda.amazonaws.com", CallerKind::kService, "aws", "", "lambda.amazonaws.com",
         "", "", true},
        {"RegionalService", "logs.eu-west-1.amazonaws.com", CallerKind::kService, "aws", "",
         "logs.eu-west-1.amazonaws.com", "", "", true},
        {"CognitoUserPools", "cognito-idp.amazonaws.com", CallerKind::kService, "aws", "",
         "cognito-idp.amazonaws.com", "", "", true},
        {"ChineseService", "ec2.amazonaws.com.cn", CallerKind::kService, "aws-cn", "",
         "ec2.amazonaws.com.cn", "", "", true},
        {"EuropeanService", "ec2.amazonaws.eu", CallerKind::kService, "aws-eusc", "",
         "ec2.amazonaws.eu", "", "", true},
        {"AlexaService", "alexa-appkit.amazon.com", CallerKind::kService, "aws", "",
         "alexa-appkit.amazon.com", "", "", true},
        {"Anonymous", "anonymous", CallerKind::kAnonymous, "aws", "", "", "", "", true},
        {"StarIsAnonymous", "*", CallerKind::kAnonymous, "aws", "", "", "", "", true},
    }),
    [](const ::testing::TestParamInfo<CallerCase>& row) { return row.param.label; });

TEST(ParseCallerTest, SaysWhatIsWrong) {
  const struct {
    const char* text;
    const char* message;
  } rows[] = {
      {"", "found ``"},
      {"111122223333",
       "`111122223333`, an account; its root user is "
       "`arn:aws:iam::111122223333:root`"},
      {"arn:aws:iam::111122223333:group/g", "a group, which makes no requests"},  // PR-6
      {"arn:aws:iam::111122223333:user/*", "a pattern"},                          // PR-3
      {"arn:aws:sts::111122223333:assumed-role/R/?", "a pattern"},
      {"arn:aws:iam::111122223333:user/", "found `arn:aws:iam::111122223333:user/`"},
      {"arn:aws:iam::111122223333:user/path/", "found `arn:aws:iam::111122223333:user/path/`"},
      {"arn:aws:iam::111122223333:role/", "found `arn:aws:iam::111122223333:role/`"},
      {"arn:aws:iam::111122223333:policy/P", "found `arn:aws:iam::111122223333:policy/P`"},
      {"arn:aws:iam::111122223333:federated-user/x", "found `arn:aws:iam::"},
      {"arn:aws:sts::111122223333:role/R", "found `arn:aws:sts::111122223333:role/R`"},
      {"arn:aws:sts::111122223333:assumed-role/R", "`assumed-role/ROLE/SESSION`"},
      {"arn:aws:sts::111122223333:assumed-role/R/", "`assumed-role/ROLE/SESSION`"},
      {"arn:aws:sts::111122223333:assumed-role//s", "`assumed-role/ROLE/SESSION`"},
      {"arn:aws:sts::111122223333:assumed-role/p/R/s", "(without a path)"},
      {"arn:aws:sts::111122223333:federated-user/", "found `arn:aws:sts::"},
      {"arn:aws:iam::11112222333:user/bob", "without a 12-digit account"},
      {"arn:aws:iam::aws:role/R", "without a 12-digit account"},
      {"arn::iam::111122223333:user/bob", "without a partition"},
      {"arn:aws:iam:eu-west-1:111122223333:user/bob", "with a region"},
      {"arn:aws:s3:::bucket", "an ARN of `s3`"},
      {"arn:aws:iam::111122223333", "found `arn:aws:iam::111122223333`"},
      {"lambda", "found `lambda`"},
      {"service:lambda.amazonaws.com", "found `service:lambda.amazonaws.com`"},
      {".amazonaws.com", "found `.amazonaws.com`"},
      {"*.amazonaws.com", "found `*.amazonaws.com`"},  // PR-3
      {"lambda.example.com", "found `lambda.example.com`"},
      {"lambda amazonaws.com", "found `lambda amazonaws.com`"},
      {"Anonymous", "did you mean `anonymous`?"},
      {"account.google.com", "did you mean `accounts.google.com`?"},
      {"bob\nann", "found `bob\\nann`"},
  };
  for (const auto& row : rows) {
    EXPECT_THAT(ParseCaller(row.text), Fails(AllOf(HasSubstr("expected a principal: "),
                                                   HasSubstr(row.message), Not(HasSubstr("\n")))))
        << row.text;
  }
}

TEST(CallerTest, ServiceLinkedRoleIsKnownByItsPathOnly) {  // SC-1
  const struct {
    const char* text;
    bool want;
  } rows[] = {
      {"arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
       true},
      {"arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForECS/s", false},
      {"arn:aws:iam::111122223333:role/AWSServiceRoleForECS", false},
      {"arn:aws:iam::111122223333:role/team/aws-service-role/R", false},
      {"arn:aws:iam::111122223333:role/aws-service-role-x/R", false},
      {"arn:aws:iam::111122223333:user/aws-service-role/bob", false},
      {"ecs.amazonaws.com", false},
      {"anonymous", false},
  };
  for (const auto& row : rows) {
    const absl::StatusOr<Caller> caller = ParseCaller(row.text);
    ASSERT_THAT(caller, IsOk()) << row.text;
    EXPECT_EQ(caller->is_service_linked_role(), row.want) << row.text;
  }
}

TEST(CallerTest, SessionOfAServiceLinkedRoleOnceItsRoleIsFound) {  // SC-1
  absl::StatusOr<Caller> caller =
      ParseCaller("arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForECS/s");
  ASSERT_THAT(caller, IsOk());
  caller->entity_arn =
      "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
  EXPECT_TRUE(caller->is_service_linked_role());
}

TEST(CallerTest, EntityNameIsTheLastPathElement) {
  EXPECT_EQ(EntityName("role/a/b/Name"), "Name");
  EXPECT_EQ(EntityName("user/bob"), "bob");
  EXPECT_EQ(EntityName("root"), "root");
  EXPECT_EQ(EntityName("role/"), "");
}

TEST(CallerTest, KindsHaveNames) {
  const struct {
    CallerKind kind;
    const char* name;
  } rows[] = {
      {CallerKind::kUser, "IAM user"},
      {CallerKind::kRoleSession, "role session"},
      {CallerKind::kFederatedUser, "federated user"},
      {CallerKind::kRoot, "root user"},
      {CallerKind::kService, "service principal"},
      {CallerKind::kIdentityProvider, "identity provider"},
      {CallerKind::kAnonymous, "anonymous caller"},
  };
  static_assert(std::size(rows) == kCallerKindCount);
  for (const auto& row : rows) EXPECT_EQ(CallerKindName(row.kind), row.name);
}

}  // namespace
}  // namespace iamsim
