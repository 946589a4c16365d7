#include <gmock/gmock.h>

#include "request/world.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using world::Alone;
using world::Ask;
using world::Give;
using world::InSnapshot;

TEST(ResolveCallerTest, SessionOfAKnownRoleHasTheRolesPath) {
  const absl::StatusOr<RequestContext> context = InSnapshot(Ask(world::kExecSession));
  ASSERT_THAT(context, IsOk());
  EXPECT_EQ(context->caller.entity_arn, world::kExec);
  EXPECT_TRUE(context->caller.path_is_known);
  EXPECT_EQ(context->caller.session_arn, world::kExecSession);
  EXPECT_TRUE(context->session_name_is_known);
}

// PR-8.
TEST(ResolveCallerTest, SessionOfAnUnknownRoleHasNoPath) {
  const absl::StatusOr<RequestContext> context = Alone(Ask(world::kExecSession));
  ASSERT_THAT(context, IsOk());
  EXPECT_EQ(context->caller.entity_arn, "arn:aws:iam::111122223333:role/Exec");
  EXPECT_FALSE(context->caller.path_is_known);
}

TEST(ResolveCallerTest, RoleIsASessionWhoseNameIsUnknown) {
  const absl::StatusOr<RequestContext> context = Alone(Ask(world::kExec));
  ASSERT_THAT(context, IsOk());
  EXPECT_FALSE(context->session_name_is_known);
  EXPECT_EQ(context->caller.session_arn, "");
}

TEST(ResolveCallerTest, HopNamesTheSession) {
  SessionState session;
  session.session_name = "hop";
  const absl::StatusOr<RequestContext> context = InSnapshot(Ask(world::kExec), session);
  ASSERT_THAT(context, IsOk());
  EXPECT_TRUE(context->session_name_is_known);
  EXPECT_EQ(context->caller.session_arn, "arn:aws:sts::111122223333:assumed-role/Exec/hop");
}

TEST(ResolveCallerTest, UniqueIdIsTheGivenOneElseTheSnapshots) {
  Request request = Ask(world::kAnn);
  EXPECT_EQ(InSnapshot(request)->caller.unique_id, "AIDAANN");
  EXPECT_EQ(Alone(request)->caller.unique_id, "");
  request.principal_id = "AIDAOTHER";
  EXPECT_EQ(InSnapshot(request)->caller.unique_id, "AIDAOTHER");
}

TEST(ResolveCallerTest, NamesAreAbbreviatedInASnapshotOnly) {
  EXPECT_EQ(InSnapshot(Ask("role/Exec"))->caller.entity_arn, world::kExec);
  EXPECT_THAT(Alone(Ask("role/Exec")), Fails(HasSubstr("`role/Exec`")));
}

TEST(ResolveCallerTest, PrincipalsOfASnapshotMustExist) {
  struct Row {
    const char* principal;
    const char* message;
  };
  const Row rows[] = {
      {"arn:aws:iam::111122223333:user/team/anne",
       "did you mean `arn:aws:iam::111122223333:user/team/ann`"},
      {"arn:aws:iam::111122223333:role/Exec",
       "did you mean `arn:aws:iam::111122223333:role/service-role/Exec`"},
      {"arn:aws:sts::111122223333:assumed-role/Exce/s", "did you mean `Exec`"},
      {"Exce", "did you mean `Exec`"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.principal);
    const absl::StatusOr<RequestContext> context = InSnapshot(Ask(row.principal));
    EXPECT_THAT(context, Fails(HasSubstr(row.message)));
    EXPECT_EQ(context.status().code(), absl::StatusCode::kNotFound);
  }
}

// What nobody has loaded is missing, not absent.
TEST(ResolveCallerTest, PoliciesOfAnAccountBeyondTheSnapshotAreMissing) {
  for (const char* principal :
       {"arn:aws:iam::222233334444:role/Partner", "arn:aws:iam::222233334444:user/pat",
        "arn:aws:sts::222233334444:assumed-role/Partner/s"}) {
    SCOPED_TRACE(principal);
    const absl::StatusOr<RequestContext> context = InSnapshot(Ask(principal));
    ASSERT_THAT(context, IsOk());
    ASSERT_EQ(context->policies.identity.size(), 1U);
    EXPECT_EQ(context->policies.identity[0]->policy, nullptr);
    EXPECT_EQ(context->policies.identity[0]->document_id(), context->caller.entity_arn);
    EXPECT_THAT(context->warnings, Contains(HasSubstr("`222233334444` are not in the snapshot")));
  }
}

TEST(ResolveCallerTest, OtherCallersNeedNotBeInTheSnapshot) {
  for (const char* principal : {"arn:aws:iam::222233334444:root", world::kService, "anonymous"}) {
    EXPECT_THAT(InSnapshot(Ask(principal)), IsOk()) << principal;
  }
}

// TR-7, PR-10.
TEST(ResolveCallerTest, IdentityProvidersOnlyAssumeRoles) {
  struct Row {
    const char* principal;
    const char* action;
    bool ok;
  };
  const Row rows[] = {
      {world::kSaml, "sts:AssumeRoleWithSAML", true},
      {world::kOidc, "sts:AssumeRoleWithWebIdentity", true},
      {"accounts.google.com", "sts:AssumeRoleWithWebIdentity", true},
      {world::kSaml, "sts:TagSession", true},
      {world::kSaml, "sts:SetSourceIdentity", true},
      {world::kSaml, "sts:AssumeRole", false},
      {world::kOidc, "s3:GetObject", false},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(absl::StrCat(row.principal, " ", row.action));
    const Request request = Ask(row.principal, row.action, world::kExec);
    if (row.ok) {
      EXPECT_THAT(Alone(request), IsOk());
    } else {
      EXPECT_THAT(Alone(request), Fails(AllOf(HasSubstr(row.action), HasSubstr("TagSession"))));
    }
  }
}

// ST-3: a federated user stands on the user who made it.
TEST(ResolveCallerTest, FederatedUserNamesTheUserBehindIt) {
  Request request = Ask(world::kFederated);
  EXPECT_THAT(Alone(request), IsOk());
  EXPECT_THAT(InSnapshot(request), Fails(HasSubstr("federatedBy")));
  request.federated_by = world::kAnn;
  EXPECT_EQ(InSnapshot(request)->caller.federated_by, world::kAnn);
  request.federated_by = world::kRoot;
  EXPECT_THAT(InSnapshot(request), IsOk());
  for (const char* wrong :
       {"arn:aws:iam::111122223333:user/nobody", world::kExec, "arn:aws:iam::777788889999:root"}) {
    request.federated_by = wrong;
    EXPECT_THAT(InSnapshot(request), Fails(HasSubstr(wrong)));
  }
}

TEST(ResolveCallerTest, UserBehindAnyoneElseIsIgnored) {
  Request request = Ask(world::kExec);
  request.federated_by = world::kAnn;
  const absl::StatusOr<RequestContext> context = InSnapshot(request);
  ASSERT_THAT(context, IsOk());
  EXPECT_EQ(context->caller.federated_by, "");
  EXPECT_THAT(context->warnings, Contains(HasSubstr("federatedBy")));
}

// SC-1: a session's ARN does not show the path of its role, aws:PrincipalArn does.
TEST(ResolveCallerTest, ServiceLinkedRoleIsRecognized) {
  constexpr char kSession[] = "arn:aws:sts::111122223333:assumed-role/Linked/s";
  EXPECT_TRUE(Alone(Ask(world::kServiceLinked))->caller.is_service_linked_role());
  EXPECT_TRUE(InSnapshot(Ask(kSession))->caller.is_service_linked_role());
  EXPECT_FALSE(Alone(Ask(kSession))->caller.is_service_linked_role());

  Request request = Ask(kSession);
  Give(request, "aws:PrincipalArn", world::kServiceLinked);
  const absl::StatusOr<RequestContext> context = Alone(request);
  ASSERT_THAT(context, IsOk());
  EXPECT_TRUE(context->caller.is_service_linked_role());
  EXPECT_FALSE(context->caller.path_is_known);
  EXPECT_THAT(context->warnings, IsEmpty());

  // The ARN of another role is no evidence.
  Give(request, "aws:PrincipalArn",
       "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/Other");
  EXPECT_FALSE(Alone(request)->caller.is_service_linked_role());
  Give(request, "aws:PrincipalArn",
       "arn:aws:iam::444455556666:role/aws-service-role/x.amazonaws.com/Linked");
  EXPECT_FALSE(Alone(request)->caller.is_service_linked_role());
}

// TR-9.
TEST(ResolveCallerTest, AssumeRootIsForManagementAndDelegatedAdministrators) {
  EXPECT_EQ(InSnapshot(Ask(world::kOrgAdmin))->may_assume_root, true);
  EXPECT_EQ(InSnapshot(Ask(world::kExec))->may_assume_root, false);
  EXPECT_EQ(InSnapshot(Ask("arn:aws:iam::222233334444:root"))->may_assume_root, false);
  EXPECT_EQ(Alone(Ask(world::kOrgAdmin))->may_assume_root, std::nullopt);

  SnapshotBuilder builder = world::Builder();
  builder.SetDelegatedAdministrator(world::kStudio);
  EXPECT_EQ(
      Resolve(*builder.Build().snapshot, World::kSnapshot, Ask(world::kExec), {})->may_assume_root,
      true);
  SnapshotBuilder without;
  world::AddPrincipals(without);
  EXPECT_EQ(
      Resolve(*without.Build().snapshot, World::kSnapshot, Ask(world::kExec), {})->may_assume_root,
      std::nullopt);
}

// PR-6 and PR-3: the errors of ParseCaller come through.
TEST(ResolveCallerTest, GroupsAndPatternsAreErrors) {
  EXPECT_THAT(InSnapshot(Ask("arn:aws:iam::111122223333:group/g")), Fails(HasSubstr("group")));
  EXPECT_THAT(Alone(Ask("arn:aws:iam::111122223333:role/*")), Fails(HasSubstr("pattern")));
  EXPECT_THAT(InSnapshot(Ask("")), Fails(HasSubstr("expected")));
  EXPECT_THAT(InSnapshot(Ask("111122223333")), Fails(HasSubstr("111122223333:root")));
}

TEST(ResolveCallerTest, TagsOfCallersWithoutTagsAreIgnoredAloud) {
  Request request = Ask(world::kRoot);
  request.principal_tags = Tags{{"team", "ml"}};
  EXPECT_THAT(Alone(request)->warnings, Contains(HasSubstr("principalTags")));
  request = Ask(world::kAnn);
  request.session_tags = {{"team", "ml"}};
  EXPECT_THAT(Alone(request)->warnings, Contains(HasSubstr("session tags")));
}

TEST(ResolveCallerTest, MalformedActionIsAnError) {
  EXPECT_THAT(Alone(Ask(world::kExec, "GetObject")), Fails(HasSubstr("GetObject")));
}

TEST(ResolveCallerTest, HypotheticalPrincipalNeedNotBeInTheSnapshot) {
  Request request = Ask("arn:aws:iam::111122223333:user/nobody");
  EXPECT_THAT(InSnapshot(request), Fails(HasSubstr("is not in the snapshot")));
  request.principal_is_hypothetical = true;
  const absl::StatusOr<RequestContext> context = InSnapshot(request);
  ASSERT_THAT(context, IsOk());
  EXPECT_THAT(context->policies.identity, IsEmpty());
  EXPECT_TRUE(context->policies.service_control.has_value());  // those of the account
  request.principal = std::string(world::kAnn);
  EXPECT_EQ(InSnapshot(request)->caller.unique_id, "AIDAANN");
}

}  // namespace
}  // namespace iamsim
