#include <gmock/gmock.h>

#include "request/world.h"

namespace iamsim {
namespace {

using world::Alone;
using world::Ask;
using world::Incomplete;
using world::Show;

struct StsKeyCase {
  const char* rule;
  const char* principal;
  const char* action;
  const char* key;
  const char* want;
};

class StsKeysTest : public ::testing::TestWithParam<StsKeyCase> {};

TEST_P(StsKeysTest, ExistForSomeCallsOnly) {
  const StsKeyCase& row = GetParam();
  SCOPED_TRACE(absl::StrCat(row.rule, " ", row.principal, " ", row.action, " ", row.key));
  EXPECT_EQ(Show(Alone(Incomplete(Ask(row.principal, row.action, world::kExec))), row.key),
            row.want);
}

constexpr char kWithSaml[] = "sts:AssumeRoleWithSAML";
constexpr char kWithWebIdentity[] = "sts:AssumeRoleWithWebIdentity";

INSTANTIATE_TEST_SUITE_P(
    Table, StsKeysTest,
    ::testing::ValuesIn<StsKeyCase>({
        {"RC-41", world::kAnn, "sts:AssumeRole", "sts:ExternalId", "unknown"},
        {"RC-41", world::kAnn, "sts:AssumeRole", "sts:RoleSessionName", "unknown"},
        {"RC-41", world::kAnn, "sts:AssumeRole", "sts:SourceIdentity", "unknown"},
        {"RC-41", world::kAnn, "sts:TagSession", "sts:TransitiveTagKeys", "unknown"},
        {"RC-41", world::kAnn, "iam:GetRole", "sts:ExternalId", "absent"},
        {"RC-41", world::kAnn, "iam:GetRole", "sts:RoleSessionName", "absent"},
        {"RC-41", world::kAnn, "iam:GetRole", "sts:SourceIdentity", "absent"},
        {"RC-41", world::kAnn, "iam:GetRole", "sts:TransitiveTagKeys", "absent"},
        {"RC-41", world::kAnn, "sts:AssumeRole", "sts:DurationSeconds", "absent"},
        {"RC-41", world::kAnn, "sts:AssumeRole", "sts:AWSServiceName", "absent"},
        {"RC-41", world::kAnn, "sts:GetServiceBearerToken", "sts:AWSServiceName", "unknown"},
        {"RC-41", world::kAnn, "sts:GetServiceBearerToken", "sts:DurationSeconds", "unknown"},

        {"RC-42", world::kSaml, kWithSaml, "saml:aud", "unknown"},
        {"RC-42", world::kSaml, kWithSaml, "saml:cn", "unknown"},
        {"RC-42", world::kSaml, "sts:TagSession", "saml:aud", "unknown"},
        {"RC-42", world::kOidc, kWithWebIdentity, "saml:aud", "absent"},
        {"RC-42", world::kAnn, "iam:GetRole", "saml:sub", "absent"},
        {"RC-42", world::kService, "iam:GetRole", "saml:sub", "absent"},
        {"RC-42 subset persists", world::kExec, "iam:GetRole", "saml:sub", "unknown"},
        {"RC-42 subset persists", world::kExec, "iam:GetRole", "saml:sub_type", "unknown"},
        {"RC-42 subset persists", world::kExec, "iam:GetRole", "saml:aud", "absent"},
        {"RC-42 subset persists", world::kExec, "iam:GetRole", "saml:iss", "absent"},

        {"RC-42", "accounts.google.com", kWithWebIdentity, "accounts.google.com:aud", "unknown"},
        {"RC-42", "accounts.google.com", kWithWebIdentity, "graph.facebook.com:id", "absent"},
        {"RC-42", world::kOidc, kWithWebIdentity, "token.example.com:sub", "unknown"},
        {"RC-42", world::kOidc, kWithWebIdentity, "accounts.google.com:aud", "absent"},
        {"RC-42", world::kSaml, kWithSaml, "accounts.google.com:aud", "absent"},
        {"RC-42", world::kAnn, "iam:GetRole", "www.amazon.com:user_id", "absent"},
        {"RC-42", world::kAnn, "iam:GetRole", "cognito-identity.amazonaws.com:sub", "absent"},
        {"RC-42", world::kExec, "iam:GetRole", "cognito-identity.amazonaws.com:sub", "unknown"},
    }));

TEST(StsKeysOfAHopTest, SessionOfAHopRemembersNoProvider) {
  SessionState session;
  session.assumed = true;
  const absl::StatusOr<RequestContext> context =
      Alone(Incomplete(Ask(world::kExec, "iam:GetRole", world::kExec)), session);
  EXPECT_EQ(Show(context, "saml:sub"), "absent");
  EXPECT_EQ(Show(context, "accounts.google.com:sub"), "absent");
}

}  // namespace
}  // namespace iamsim
