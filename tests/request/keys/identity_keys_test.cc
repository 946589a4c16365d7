#include <gmock/gmock.h>

#include "request/world.h"

namespace iamsim {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using world::Alone;
using world::Ask;
using world::Incomplete;
using world::InSnapshot;
using world::Show;

// Table 4.1, one row per key and kind of caller. `alone` is what a self-contained question with an
// incomplete context knows.
struct KeyCase {
  const char* rule;
  const char* principal;
  const char* key;
  const char* in_snapshot;
  const char* alone;
};

class IdentityKeysTest : public ::testing::TestWithParam<KeyCase> {
 protected:
  static Request Question() {
    const bool is_provider = absl::string_view(GetParam().principal) == world::kSaml;
    Request request = is_provider ? Ask(world::kSaml, "sts:AssumeRoleWithSAML", world::kExec)
                                  : Ask(GetParam().principal);
    if (request.principal == world::kFederated) request.federated_by = world::kAnn;
    return request;
  }
};

TEST_P(IdentityKeysTest, FollowsFromTheCaller) {
  SCOPED_TRACE(absl::StrCat(GetParam().rule, " ", GetParam().principal, " ", GetParam().key));
  const Request request = Question();
  EXPECT_EQ(Show(InSnapshot(Incomplete(request)), GetParam().key), GetParam().in_snapshot);
  EXPECT_EQ(Show(Alone(Incomplete(request)), GetParam().key), GetParam().alone);
  // A complete context derives the same values; what is not known is absent.
  const std::string complete = Show(Alone(request), GetParam().key);
  EXPECT_EQ(complete,
            absl::string_view(GetParam().alone) == "unknown" ? "absent" : GetParam().alone);
}

constexpr char kArn[] = "aws:PrincipalArn";
constexpr char kAccount[] = "aws:PrincipalAccount";
constexpr char kType[] = "aws:PrincipalType";
constexpr char kUserId[] = "aws:userid";
constexpr char kUserName[] = "aws:username";
constexpr char kIsService[] = "aws:PrincipalIsAWSService";

INSTANTIATE_TEST_SUITE_P(
    Table, IdentityKeysTest,
    ::testing::ValuesIn<KeyCase>({
        {"4.1", world::kAnn, kArn, world::kAnn, world::kAnn},
        {"RC-1", world::kExec, kArn, world::kExec, world::kExec},
        {"RC-1", world::kExecSession, kArn, world::kExec, "arn:aws:iam::111122223333:role/Exec"},
        {"4.1", world::kFederated, kArn, world::kFederated, world::kFederated},
        {"RC-1", world::kRoot, kArn, world::kRoot, world::kRoot},
        {"OP-15", world::kService, kArn, "absent", "absent"},
        {"4.1", "anonymous", kArn, "absent", "absent"},
        {"TR-7", world::kSaml, kArn, "absent", "absent"},

        {"4.1", world::kAnn, kAccount, world::kStudio, world::kStudio},
        {"4.1", world::kExecSession, kAccount, world::kStudio, world::kStudio},
        {"4.1", world::kFederated, kAccount, world::kStudio, world::kStudio},
        {"4.1", world::kRoot, kAccount, world::kStudio, world::kStudio},
        {"OP-15", world::kService, kAccount, "absent", "absent"},
        {"4.1", "anonymous", kAccount, "anonymous", "anonymous"},
        {"TR-7", world::kSaml, kAccount, "absent", "absent"},

        {"RC-2", world::kAnn, kType, "User", "User"},
        {"RC-2", world::kExecSession, kType, "AssumedRole", "AssumedRole"},
        {"RC-2", world::kFederated, kType, "FederatedUser", "FederatedUser"},
        {"RC-2", world::kRoot, kType, "Account", "Account"},
        {"OP-15", world::kService, kType, "absent", "absent"},
        {"RC-2", "anonymous", kType, "Anonymous", "Anonymous"},
        {"TR-7", world::kSaml, kType, "absent", "absent"},

        {"RC-2", world::kAnn, kUserId, "AIDAANN", "unknown"},
        {"RC-2", world::kExecSession, kUserId, "AROAEXEC:nb-1", "unknown"},
        {"RC-2 session name unknown", world::kExec, kUserId, "unknown", "unknown"},
        {"RC-2", world::kFederated, kUserId, "111122223333:fed", "111122223333:fed"},
        {"RC-2", world::kRoot, kUserId, world::kStudio, world::kStudio},
        {"OP-15", world::kService, kUserId, "absent", "absent"},
        {"RC-2", "anonymous", kUserId, "anonymous", "anonymous"},
        {"TR-7", world::kSaml, kUserId, "absent", "absent"},

        {"RC-2 no path", world::kAnn, kUserName, "ann", "ann"},
        {"4.1", world::kExec, kUserName, "absent", "absent"},
        {"4.1", world::kFederated, kUserName, "absent", "absent"},
        {"4.1", world::kRoot, kUserName, "absent", "absent"},
        {"4.1", world::kService, kUserName, "absent", "absent"},

        {"RC-5", world::kAnn, kIsService, "false", "false"},
        {"RC-5", world::kExec, kIsService, "false", "false"},
        {"RC-5", world::kServiceLinked, kIsService, "false", "false"},
        {"RC-5", world::kFederated, kIsService, "false", "false"},
        {"RC-5", world::kRoot, kIsService, "false", "false"},
        {"RC-5", world::kService, kIsService, "true", "true"},
        {"RC-5", "anonymous", kIsService, "absent", "absent"},
        {"RC-5", world::kSaml, kIsService, "absent", "absent"},

        {"4.1", world::kService, "aws:PrincipalServiceName", world::kService, world::kService},
        {"4.1", world::kService, "aws:PrincipalServiceNamesList", "[lambda.amazonaws.com]",
         "[lambda.amazonaws.com]"},
        {"4.1", world::kExec, "aws:PrincipalServiceName", "absent", "absent"},
        {"4.1", world::kExec, "aws:PrincipalServiceNamesList", "absent", "absent"},

        {"RC-4", world::kExec, "aws:PrincipalOrgID", "o-1", "unknown"},
        {"RC-4, RC-26", world::kExec, "aws:PrincipalOrgPaths", "[o-1/r-1/ou-ml/]", "unknown"},
        {"RC-4 includes management", world::kOrgAdmin, "aws:PrincipalOrgID", "o-1", "unknown"},
        {"RC-4 root", world::kRoot, "aws:PrincipalOrgID", "o-1", "unknown"},
        {"RC-4 outside", world::kStranger, "aws:PrincipalOrgID", "absent", "unknown"},
        {"RC-4 outside", world::kStranger, "aws:PrincipalOrgPaths", "absent", "unknown"},
        {"QK-2", world::kService, "aws:PrincipalOrgID", "absent", "absent"},
        {"T-44", "anonymous", "aws:PrincipalOrgID", "absent", "absent"},
        {"TR-7", world::kSaml, "aws:PrincipalOrgID", "absent", "absent"},

        {"4.1", world::kAnn, "aws:PrincipalTag/team", "ml", "unknown"},
        {"4.1", world::kAnn, "aws:PrincipalTag/other", "absent", "unknown"},
        {"CO-2", world::kExec, "AWS:principaltag/STAGE", "dev", "unknown"},
        {"4.1", world::kFederated, "aws:PrincipalTag/team", "ml", "unknown"},
        {"4.1", world::kRoot, "aws:PrincipalTag/team", "absent", "absent"},
        {"4.1", world::kService, "aws:PrincipalTag/team", "absent", "absent"},
        {"4.1", "anonymous", "aws:PrincipalTag/team", "absent", "absent"},
    }));

TEST(PrincipalTagsTest, GivenTagsReplaceTheSnapshots) {
  Request request = Incomplete(Ask(world::kExec));
  request.principal_tags = Tags{{"team", "other"}};
  EXPECT_EQ(Show(InSnapshot(request), "aws:PrincipalTag/team"), "other");
  EXPECT_EQ(Show(InSnapshot(request), "aws:PrincipalTag/Stage"), "absent");
  EXPECT_EQ(Show(Alone(request), "aws:PrincipalTag/Stage"), "absent");
}

// RC-3: session tags win over those of the role, ignoring case.
TEST(PrincipalTagsTest, SessionTagsOverrideIgnoringCase) {
  Request request = Incomplete(Ask(world::kExec));
  request.session_tags = {{"TEAM", "asked"}, {"job", "train"}};
  absl::StatusOr<RequestContext> context = InSnapshot(request);
  EXPECT_EQ(Show(context, "aws:PrincipalTag/team"), "asked");
  EXPECT_EQ(Show(context, "aws:PrincipalTag/Stage"), "dev");
  EXPECT_EQ(Show(context, "aws:PrincipalTag/job"), "train");
  EXPECT_EQ(Show(context, "aws:PrincipalTag/other"), "absent");

  SessionState session;
  session.tags = {{"Team", "inherited"}};
  context = InSnapshot(request, session);
  EXPECT_EQ(Show(context, "aws:PrincipalTag/team"), "inherited");

  // Known session tags say nothing of the role's own.
  context = Alone(request, session);
  EXPECT_EQ(Show(context, "aws:PrincipalTag/team"), "inherited");
  EXPECT_EQ(Show(context, "aws:PrincipalTag/other"), "unknown");
}

TEST(PrincipalTagsTest, UsersHaveNoSessionTags) {
  Request request = Ask(world::kAnn);
  request.session_tags = {{"team", "asked"}};
  EXPECT_EQ(Show(InSnapshot(request), "aws:PrincipalTag/team"), "ml");
}

// CO-3, OP-9.
TEST(PrincipalTagsTest, TwoSpellingsOfOneSourceAreBothKept) {
  Request request = Ask(world::kExec);
  request.principal_tags = Tags{{"Team", "a"}, {"team", "b"}};
  const absl::StatusOr<RequestContext> context = Alone(request);
  EXPECT_EQ(Show(context, "aws:PrincipalTag/team"), "a | b");
  EXPECT_THAT(context->warnings, Contains(HasSubstr("aws:PrincipalTag/team")));
}

TEST(PrincipalTagsTest, EmptyValueIsAValue) {
  Request request = Incomplete(Ask(world::kExec));
  request.principal_tags = Tags{{"team", ""}};
  EXPECT_EQ(Alone(request)->keys.Find("aws:PrincipalTag/team"), ContextKeys::State::kPresent);
}

TEST(OrganizationKeysTest, AccountsOfAnUnknownTreeAreUnknown) {
  SnapshotBuilder builder;
  world::AddPrincipals(builder);
  const Request request = Incomplete(Ask(world::kExec));
  absl::StatusOr<RequestContext> context =
      Resolve(*builder.Build().snapshot, World::kSnapshot, request, {});
  EXPECT_EQ(Show(context, "aws:PrincipalOrgID"), "unknown");

  world::AddPrincipals(builder);
  builder.SetOrganization({.id = "o-1", .management_account = world::kManagement});
  const std::shared_ptr<const Snapshot> snapshot = builder.Build().snapshot;
  EXPECT_EQ(Show(Resolve(*snapshot, World::kSnapshot, request, {}), "aws:PrincipalOrgID"),
            "unknown");
  context = Resolve(*snapshot, World::kSnapshot, Incomplete(Ask(world::kOrgAdmin)), {});
  EXPECT_EQ(Show(context, "aws:PrincipalOrgID"), "o-1");
  EXPECT_EQ(Show(context, "aws:PrincipalOrgPaths"), "unknown");
}

TEST(UserIdTest, GivenIdAndSessionMakeIt) {
  Request request = Ask(world::kExecSession);
  request.principal_id = "AROAX";
  EXPECT_EQ(Show(Alone(request), "aws:userid"), "AROAX:nb-1");
}

}  // namespace
}  // namespace iamsim
