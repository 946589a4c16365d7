#include <gmock/gmock.h>

#include "request/world.h"

namespace iamsim {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using world::Ask;
using world::Give;
using world::Incomplete;
using world::InSnapshot;
using world::Show;

struct SessionKeyCase {
  const char* rule;
  const char* key;
  // Whether the key is unknown (may be there) or absent, by kind of caller.
  bool user, session, federated, root, service, anonymous;
};

class SessionKeysTest : public ::testing::TestWithParam<SessionKeyCase> {};

TEST_P(SessionKeysTest, ExistsForSomeKindsOnly) {
  const SessionKeyCase& row = GetParam();
  SCOPED_TRACE(absl::StrCat(row.rule, " ", row.key));
  const std::pair<const char*, bool> callers[] = {
      {world::kAnn, row.user},  {world::kExec, row.session},    {world::kFederated, row.federated},
      {world::kRoot, row.root}, {world::kService, row.service}, {"anonymous", row.anonymous}};
  for (const auto& [principal, possible] : callers) {
    SCOPED_TRACE(principal);
    Request request = Incomplete(Ask(principal));
    if (request.principal == world::kFederated) request.federated_by = world::kAnn;
    EXPECT_EQ(Show(InSnapshot(request), row.key), possible ? "unknown" : "absent");
    request.context_is_complete = true;
    EXPECT_EQ(Show(InSnapshot(request), row.key), "absent");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, SessionKeysTest,
    ::testing::ValuesIn<SessionKeyCase>({
        {"4.1", "aws:TokenIssueTime", true, true, true, true, false, false},
        {"RC-6", "aws:MultiFactorAuthPresent", true, true, false, true, false, false},
        {"RC-6", "aws:MultiFactorAuthAge", true, true, false, true, false, false},
        {"4.1", "aws:FederatedProvider", false, true, false, false, false, false},
        {"CH-6", "aws:SourceIdentity", false, true, false, false, false, false},
        {"TR-9", "aws:AssumedRoot", false, false, false, true, false, false},
        {"RC-27", "aws:SignInSessionArn", true, true, false, true, false, false},
        {"RC-27", "aws:ChatbotSourceArn", false, true, false, false, false, false},
        {"RC-27", "aws:Ec2InstanceSourceVpc", false, true, false, false, false, false},
        {"RC-27", "aws:Ec2InstanceSourcePrivateIPv4", false, true, false, false, false, false},
        {"RC-27", "ec2:RoleDelivery", false, true, false, false, false, false},
        {"RC-27", "ec2:SourceInstanceArn", false, true, false, false, false, false},
        {"RC-27", "lambda:SourceFunctionArn", false, true, false, false, false, false},
        {"RC-27", "codebuild:BuildArn", false, true, false, false, false, false},
        {"RC-27", "codebuild:ProjectArn", false, true, false, false, false, false},
        {"RC-27", "glue:RoleAssumedBy", false, true, false, false, false, false},
        {"RC-27", "glue:CredentialIssuingService", false, true, false, false, false, false},
        {"RC-27", "ssm:SourceInstanceArn", false, true, false, false, false, false},
        {"RC-27", "identitystore:UserId", false, true, false, false, false, false},
    }));

TEST(SessionStateTest, SessionOfAHopHasNothingThatAServiceIssues) {
  SessionState session;
  session.assumed = true;
  const absl::StatusOr<RequestContext> context = InSnapshot(Incomplete(Ask(world::kExec)), session);
  EXPECT_EQ(Show(context, "aws:SourceIdentity"), "absent");  // CH-6
  EXPECT_EQ(Show(context, "aws:FederatedProvider"), "absent");
  EXPECT_EQ(Show(context, "lambda:SourceFunctionArn"), "absent");  // RC-27
  // Not chained: the user may have used MFA.
  EXPECT_EQ(Show(context, "aws:MultiFactorAuthPresent"), "unknown");
}

// CH-6.
TEST(SessionStateTest, SourceIdentityIsCarried) {
  SessionState session;
  session.assumed = true;
  session.source_identity = "ann";
  EXPECT_EQ(Show(InSnapshot(Ask(world::kExec), session), "aws:SourceIdentity"), "ann");
}

// OP-20, RC-6: MFA is not carried through role chaining, even where the context of the whole chain
// gives it.
TEST(SessionStateTest, MfaIsAbsentAfterChaining) {
  SessionState session;
  session.assumed = true;
  session.chained = true;
  Request request = Incomplete(Ask(world::kExec));
  EXPECT_EQ(Show(InSnapshot(request, session), "aws:MultiFactorAuthPresent"), "absent");
  EXPECT_EQ(Show(InSnapshot(request, session), "aws:MultiFactorAuthAge"), "absent");
  Give(request, "aws:multifactorauthpresent", "true");
  EXPECT_EQ(Show(InSnapshot(request), "aws:MultiFactorAuthPresent"), "true");
  const absl::StatusOr<RequestContext> context = InSnapshot(request, session);
  EXPECT_EQ(Show(context, "aws:MultiFactorAuthPresent"), "absent");
  EXPECT_THAT(context->warnings, Contains(HasSubstr("role chaining")));
}

}  // namespace
}  // namespace iamsim
