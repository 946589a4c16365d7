#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "iamsim/audit/diff.h"
#include "iamsim/snapshot/change.h"
#include "snapshot/entries.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using entries::A;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kRole[] = "arn:aws:iam::111122223333:role/R";
constexpr char kOther[] = "arn:aws:iam::111122223333:role/S";
constexpr char kRead[] = "arn:aws:iam::111122223333:policy/Read";

struct WorldOptions {
  const char* guard_action = "s3:DeleteBucket";
  const char* read_action = "s3:*";
  const char* unit = "ou-1";
  Tags tags;
  bool boundary = false;
  bool other_role = true;
};

std::shared_ptr<const Snapshot> World(const WorldOptions& options = {}) {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = "999999999999"});
  builder.AddServiceControlPolicy(
      "guard", entries::Document("guard", PolicyKind::kServiceControl,
                                 absl::StrCat(R"({"Version": "2012-10-17", "Statement": [
      {"Sid": "Same", "Effect": "Deny", "Action": "ec2:*", "Resource": "*"},
      {"Sid": "Guard", "Effect": "Deny", "Action": ")",
                                              options.guard_action, R"(", "Resource": "*",
       "Condition": {"StringEquals": {"aws:PrincipalTag/team": "ml"}}},
      {"Sid": "Place", "Effect": "Deny", "Action": "sqs:*", "Resource": "*",
       "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-2"}}}]})")));
  builder.AddOrganizationUnit({.id = "r-1",
                               .parent = "",
                               .service_control = {"FullAWSAccess", "guard"},
                               .resource_control = {},
                               .accounts = {}});
  for (const char* unit : {"ou-1", "ou-2"}) {
    SnapshotBuilder::OrganizationUnitEntry entry{.id = unit,
                                                 .parent = "r-1",
                                                 .service_control = {"FullAWSAccess"},
                                                 .resource_control = {},
                                                 .accounts = {}};
    if (entry.id == options.unit) entry.accounts = {"111122223333"};
    builder.AddOrganizationUnit(std::move(entry));
  }
  builder.SetAccountPolicies("111122223333", {"FullAWSAccess"}, {});
  builder.AddManagedPolicy(entries::Managed(kRead, options.read_action));
  for (const char* arn : {kRole, kOther}) {
    if (arn == kOther && !options.other_role) continue;
    SnapshotBuilder::PrincipalEntry role = entries::Role(arn);
    role.attached_policy_arns = {kRead};
    role.tags = options.tags;
    if (options.boundary && arn == kRole) role.boundary_arn = kRead;
    builder.AddPrincipal(std::move(role));
  }
  builder.AddResource({.arn = A("arn:aws:s3:::b"), .policy = entries::OfResource("b")});
  return builder.Build().snapshot;
}

std::vector<std::string> Statements(const WorldDifference& difference) {
  std::vector<std::string> lines;
  for (const ChangedStatement& changed : difference.statements) {
    const Reach& reach = changed.reach;
    lines.push_back(absl::StrCat(
        changed.policy().name, "#",
        changed.statement().sid.value_or(absl::StrCat(changed.statement().index)), " ",
        StatementChangeName(changed.change), " at ", absl::StrJoin(changed.targets, ","), ": ",
        reach.everyone ? "everyone" : "", absl::StrJoin(reach.accounts, ","),
        absl::StrJoin(reach.principals, ","), " ", absl::StrJoin(reach.resource_accounts, ","),
        absl::StrJoin(reach.resources, ",")));
  }
  return lines;
}

std::vector<std::string> Others(const WorldDifference& difference) {
  std::vector<std::string> lines;
  for (const OtherDifference& other : difference.others) {
    lines.push_back(absl::StrCat(other.what, " ",
                                 other.statements.has_value() ? other.statements->size() : 999));
  }
  return lines;
}

TEST(CompareWorlds, TwoReadingsOfOneWorldDoNotDiffer) {
  const WorldDifference difference = CompareWorlds(World(), World());
  EXPECT_THAT(Statements(difference), IsEmpty());
  EXPECT_THAT(Others(difference), IsEmpty());
}

TEST(CompareWorlds, FindsTheChangedStatementOfAServiceControlPolicy) {
  EXPECT_THAT(Statements(CompareWorlds(World(), World({.guard_action = "s3:*"}))),
              ElementsAre("guard#Guard changed at r-1: 111122223333 "));
}

TEST(CompareWorlds, AManagedPolicyIsOneHoweverManyHaveIt) {
  EXPECT_THAT(Statements(CompareWorlds(World(), World({.read_action = "s3:Get*"}))),
              ElementsAre(absl::StrCat("Read#0 changed at ", kRole, ",", kOther, ": ", kRole, ",",
                                       kOther, " ")));
}

TEST(CompareWorlds, AttachedAndDetachedPoliciesHaveAllTheirStatements) {
  const auto before = World();
  const auto after = ApplyChanges(*before, {DetachPolicy{"guard", "r-1"}});
  ASSERT_THAT(after, IsOk());
  EXPECT_THAT(Statements(CompareWorlds(before, *after)),
              ElementsAre("guard#Same removed at r-1: 111122223333 ",
                          "guard#Guard removed at r-1: 111122223333 ",
                          "guard#Place removed at r-1: 111122223333 "));
  EXPECT_EQ(Statements(CompareWorlds(*after, before)).front(),
            "guard#Same added at r-1: 111122223333 ");
}

TEST(CompareWorlds, APolicyOfAResourceConcernsEveryone) {
  const auto before = World();
  const auto after = ApplyChanges(*before, {RemoveStatement{"arn:aws:s3:::b", "0"}});
  ASSERT_THAT(after, IsOk());
  EXPECT_THAT(Statements(CompareWorlds(before, *after)),
              ElementsAre("b#0 removed at arn:aws:s3:::b: everyone arn:aws:s3:::b"));
}

// RC-4: the place is in keys that statements read.
TEST(CompareWorlds, AMovedAccountConcernsStatementsThatReadItsPlace) {
  const WorldDifference difference = CompareWorlds(World(), World({.unit = "ou-2"}));
  EXPECT_THAT(Others(difference), ElementsAre("the place of account `111122223333` 2"));
}

TEST(CompareWorlds, ChangedTagsConcernStatementsThatReadThem) {
  const WorldDifference difference = CompareWorlds(World(), World({.tags = {{"team", "ml"}}}));
  EXPECT_THAT(Others(difference), ElementsAre(absl::StrCat("the tags of `", kRole, "` 2"),
                                              absl::StrCat("the tags of `", kOther, "` 2")));
}

TEST(CompareWorlds, ABoundaryThatIsSetNowConcernsEverything) {
  EXPECT_THAT(Others(CompareWorlds(World(), World({.boundary = true}))),
              ElementsAre(absl::StrCat("the permissions boundary of `", kRole, "` 999")));
}

TEST(CompareWorlds, NamesPrincipalsOfOneWorldOnly) {
  const WorldDifference difference = CompareWorlds(World(), World({.other_role = false}));
  EXPECT_THAT(difference.only_before, ElementsAre(kOther));
  EXPECT_THAT(difference.only_after, IsEmpty());
}

}  // namespace
}  // namespace iamsim
