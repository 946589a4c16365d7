#include "iamsim/snapshot/change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "iamsim/snapshot/documents.h"
#include "snapshot/entries.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using entries::A;
using entries::Describe;
using entries::NamesOf;
using entries::ServiceControl;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kAnn[] = "arn:aws:iam::111122223333:user/ann";
constexpr char kDeploy[] = "arn:aws:iam::111122223333:role/Deploy";
constexpr char kDevs[] = "arn:aws:iam::111122223333:group/devs";
constexpr char kRead[] = "arn:aws:iam::111122223333:policy/Read";
constexpr char kWrite[] = "arn:aws:iam::111122223333:policy/Write";
constexpr char kBucket[] = "arn:aws:s3:::bucket";
constexpr char kBareBucket[] = "arn:aws:s3:::bare";

std::shared_ptr<const AttachedPolicy> TwoStatements(absl::string_view name) {
  return entries::Document(name, PolicyKind::kServiceControl,
                           R"({"Version": "2012-10-17", "Statement": [
      {"Sid": "NoS3", "Effect": "Deny", "Action": "s3:*", "Resource": "*"},
      {"Effect": "Deny", "Action": "ec2:*", "Resource": "*",
       "Condition": {"Bool": {"aws:SecureTransport": "false"},
                     "StringEquals": {"aws:PrincipalTag/team": "ml"}}}]})");
}

// ann is in devs, which has Read; Deploy has Write and an inline policy. The unit ou-ml stands
// below the root and holds 111122223333; ou-empty holds nobody.
std::shared_ptr<const Snapshot> World() {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = "999999999999"});
  builder.AddServiceControlPolicy("guard", TwoStatements("guard"));
  builder.AddServiceControlPolicy("spare", ServiceControl("spare"));
  builder.AddResourceControlPolicy("fence", entries::ResourceControl("fence"));
  builder.AddOrganizationUnit({.id = "r-1",
                               .parent = "",
                               .service_control = {"FullAWSAccess"},
                               .resource_control = {},
                               .accounts = {"999999999999"}});
  builder.AddOrganizationUnit({.id = "ou-ml",
                               .parent = "r-1",
                               .service_control = {"FullAWSAccess", "guard"},
                               .resource_control = {"fence"},
                               .accounts = {"111122223333"}});
  builder.AddOrganizationUnit({.id = "ou-empty",
                               .parent = "r-1",
                               .service_control = {"spare"},
                               .resource_control = {},
                               .accounts = {}});
  builder.SetAccountPolicies("111122223333", {"FullAWSAccess"}, {});
  builder.SetAccountName("111122223333", "studio");
  builder.AddAccountDetails("777788889999");
  builder.AddManagedPolicy(entries::Managed(kRead));
  builder.AddManagedPolicy(entries::Managed(kWrite));
  builder.AddGroup({.arn = A(kDevs), .inline_policies = {}, .attached_policy_arns = {kRead}});
  SnapshotBuilder::PrincipalEntry ann = entries::User(kAnn);
  ann.groups = {"devs"};
  builder.AddPrincipal(std::move(ann));
  SnapshotBuilder::PrincipalEntry deploy = entries::Role(kDeploy);
  deploy.inline_policies = {entries::Allow("own")};
  deploy.attached_policy_arns = {kWrite};
  deploy.boundary_arn = kRead;
  deploy.trust_policy = entries::Trust("trust");
  builder.AddPrincipal(std::move(deploy));
  builder.AddResource({.arn = A(kBucket), .policy = entries::OfResource("bucket")});
  builder.AddResource({.arn = A(kBareBucket)});
  return builder.Build().snapshot;
}

class ChangeTest : public ::testing::Test {
 protected:
  std::shared_ptr<const Snapshot> Apply(const std::vector<Change>& changes) const {
    absl::StatusOr<std::shared_ptr<const Snapshot>> changed = ApplyChanges(*world_, changes);
    EXPECT_THAT(changed, IsOk());
    return changed.ok() ? *changed : world_;
  }
  static std::vector<std::string> Levels(const Snapshot& snapshot,
                                         absl::string_view account = "111122223333") {
    return Describe(snapshot.FindAccount(account)->service_control.value());
  }
  static std::vector<std::string> Policies(const Snapshot& snapshot, absl::string_view arn) {
    return NamesOf(snapshot.FindPrincipal(arn)->identity_policies);
  }
  void Refuse(const std::vector<Change>& changes, const std::string& why) const {
    EXPECT_THAT(ApplyChanges(*world_, changes), Fails(HasSubstr(why)));
  }

  std::shared_ptr<const Snapshot> world_ = World();
};

TEST_F(ChangeTest, NoChangeSharesEverything) {
  const std::shared_ptr<const Snapshot> same = Apply({});
  EXPECT_EQ(same->principals().data(), world_->principals().data());
  EXPECT_EQ(same->accounts().data(), world_->accounts().data());
}

TEST_F(ChangeTest, ReplacedDocumentKeepsItsNameAndStandsWhereverThePolicyIsAttached) {
  const auto changed =
      Apply({ReplacePolicy{PolicyKind::kServiceControl, "guard", ServiceControl("new.json")}});
  EXPECT_THAT(Levels(*changed), ElementsAre("r-1: FullAWSAccess", "ou-ml: FullAWSAccess guard",
                                            "111122223333: FullAWSAccess"));
  const auto& now = changed->FindAccount("111122223333")->service_control->at(1).policies[1];
  EXPECT_EQ(now->policy->statements.size(), 1U);
  EXPECT_EQ(changed->FindUnit("ou-ml")->service_control->at(1).policies[1], now);
  // What has no such policy is shared.
  EXPECT_EQ(changed->principals().data(), world_->principals().data());
  EXPECT_EQ(changed->resources().data(), world_->resources().data());
  EXPECT_NE(changed->accounts().data(), world_->accounts().data());
}

TEST_F(ChangeTest, ReplacesManagedPoliciesAlsoWhereTheyAreBoundaries) {
  const auto changed =
      Apply({ReplacePolicy{PolicyKind::kIdentity, kRead, entries::Managed("new.json", "ec2:*")}});
  const PrincipalRecord& deploy = *changed->FindPrincipal(kDeploy);
  EXPECT_EQ(deploy.permissions_boundary->policy->statements[0].actions[0].text(), "ec2:*");
  EXPECT_EQ(deploy.permissions_boundary->arn, kRead);
  EXPECT_EQ(changed->FindPrincipal(kAnn)->identity_policies[0], deploy.permissions_boundary);
  EXPECT_EQ(changed->FindGroup(kDevs)->policies[0], deploy.permissions_boundary);
}

TEST_F(ChangeTest, ReplacesOrGivesThePolicyOfAResourceAndTheTrustOfARole) {
  const auto changed =
      Apply({ReplacePolicy{PolicyKind::kResource, kBucket, entries::OfResource("a.json")},
             ReplacePolicy{PolicyKind::kResource, kBareBucket, entries::OfResource("b.json")},
             ReplacePolicy{PolicyKind::kTrust, kDeploy, entries::Trust("t.json")}});
  EXPECT_NE(changed->FindResource(kBucket)->policy, world_->FindResource(kBucket)->policy);
  ASSERT_NE(changed->FindResource(kBareBucket)->policy, nullptr);
  EXPECT_NE(changed->FindPrincipal(kDeploy)->trust_policy,
            world_->FindPrincipal(kDeploy)->trust_policy);
}

TEST_F(ChangeTest, NewPolicyMustBeAttachedByTheSameChanges) {
  const ReplacePolicy fresh{PolicyKind::kServiceControl, "fresh", ServiceControl("f.json")};
  EXPECT_THAT(Levels(*Apply({fresh, AttachPolicy{"fresh", "ou-ml"}})),
              ElementsAre("r-1: FullAWSAccess", "ou-ml: FullAWSAccess guard fresh",
                          "111122223333: FullAWSAccess"));
  Refuse({fresh}, "service control policy `fresh` is not in the snapshot");
}

TEST_F(ChangeTest, AttachesToUnitsAccountsAndTheRootByIdOrName) {
  const auto changed = Apply({AttachPolicy{"spare", "r-1"}, AttachPolicy{"spare", "studio"},
                              DetachPolicy{"guard", "ou-ml"}});
  EXPECT_THAT(Levels(*changed), ElementsAre("r-1: FullAWSAccess spare", "ou-ml: FullAWSAccess",
                                            "111122223333: FullAWSAccess spare"));
  EXPECT_THAT(Describe(changed->FindUnit("ou-empty")->service_control.value()),
              ElementsAre("r-1: FullAWSAccess spare", "ou-empty: spare"));
}

TEST_F(ChangeTest, AttachingAndDetachingGoesBackToTheSameDocuments) {
  const auto there = Apply({AttachPolicy{"spare", "ou-ml"}, AttachPolicy{kWrite, "user/ann"}});
  const auto back =
      ApplyChanges(*there, {DetachPolicy{"spare", "ou-ml"}, DetachPolicy{kWrite, "user/ann"}});
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(Levels(**back), Levels(*world_));
  EXPECT_EQ(Policies(**back, kAnn), Policies(*world_, kAnn));
}

TEST_F(ChangeTest, WhatAUserHasThroughAGroupStaysWhenItIsDetachedFromTheUser) {
  const auto both = Apply({AttachPolicy{"Read", kAnn}});
  EXPECT_THAT(Policies(*both, kAnn), ElementsAre("Read"));
  const auto from_user = ApplyChanges(*both, {DetachPolicy{"Read", kAnn}});
  ASSERT_THAT(from_user, IsOk());
  EXPECT_THAT(Policies(**from_user, kAnn), ElementsAre("Read"));
  const auto from_group = ApplyChanges(*both, {DetachPolicy{"Read", "group/devs"}});
  ASSERT_THAT(from_group, IsOk());
  EXPECT_THAT(Policies(**from_group, kAnn), ElementsAre("Read"));
  const auto from_both =
      ApplyChanges(*both, {DetachPolicy{"Read", kDevs}, DetachPolicy{"Read", kAnn}});
  ASSERT_THAT(from_both, IsOk());
  EXPECT_THAT(Policies(**from_both, kAnn), IsEmpty());
  Refuse({DetachPolicy{"Read", kAnn}}, "`Read` is not attached to");
}

TEST_F(ChangeTest, AttachingToAGroupReachesItsUsers) {
  EXPECT_THAT(Policies(*Apply({AttachPolicy{kWrite, kDevs}}), kAnn), ElementsAre("Read", "Write"));
}

TEST_F(ChangeTest, AMovedAccountHasThePoliciesOfItsNewPlace) {
  const auto changed =
      Apply({MoveAccount{"studio", "ou-empty"}, AttachPolicy{"guard", "ou-empty"}});
  EXPECT_THAT(Levels(*changed), ElementsAre("r-1: FullAWSAccess", "ou-empty: spare guard",
                                            "111122223333: FullAWSAccess"));
  EXPECT_EQ(changed->FindAccount("111122223333")->organization_path, "o-1/r-1/ou-empty/");
  EXPECT_EQ(changed->FindAccount("111122223333")->resource_control->size(), 3U);
}

// SC-1: AWS attaches FullAWSAccess to an account that joins.
TEST_F(ChangeTest, AnOutsideAccountJoins) {
  const auto changed = Apply({MoveAccount{"777788889999", "ou-ml"}});
  EXPECT_TRUE(changed->FindAccount("777788889999")->in_organization);
  EXPECT_THAT(Levels(*changed, "777788889999"),
              ElementsAre("r-1: FullAWSAccess", "ou-ml: FullAWSAccess guard",
                          "777788889999: FullAWSAccess"));
}

TEST_F(ChangeTest, TheManagementAccountMovesWithoutBeingBound) {
  const auto changed = Apply({MoveAccount{"999999999999", "ou-ml"}});
  EXPECT_FALSE(changed->FindAccount("999999999999")->service_control.has_value());
  EXPECT_EQ(changed->FindAccount("999999999999")->organization_path, "o-1/r-1/ou-ml/");
}

TEST_F(ChangeTest, RemovesStatementsBySidAndByIndex) {
  const auto one = Apply({RemoveStatement{"guard", "NoS3"}});
  const auto& left = one->FindAccount("111122223333")->service_control->at(1).policies[1]->policy;
  ASSERT_EQ(left->statements.size(), 1U);
  EXPECT_EQ(left->statements[0].index, 1U);
  const auto both = Apply({RemoveStatement{"guard", "0"}, RemoveStatement{"guard", "1"}});
  EXPECT_THAT(
      both->FindAccount("111122223333")->service_control->at(1).policies[1]->policy->statements,
      IsEmpty());
}

TEST_F(ChangeTest, DroppedConditionsAndStatementsLeaveTheRest) {
  const auto guard = TwoStatements("guard");
  const auto without = DropCondition(*guard, 1, 0);
  ASSERT_EQ(without->policy->statements[1].conditions.size(), 1U);
  EXPECT_EQ(without->policy->statements[1].conditions[0].key, "aws:PrincipalTag/team");
  EXPECT_EQ(DropStatement(*without, 0)->policy->statements[0].index, 1U);
  EXPECT_EQ(guard->policy->statements[1].conditions.size(), 2U);
}

struct RefusedCase {
  const char* name;
  std::vector<Change> changes;
  const char* why;
};

class RefusedChangeTest : public ::testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedChangeTest, SaysWhy) {
  EXPECT_THAT(ApplyChanges(*World(), GetParam().changes), Fails(HasSubstr(GetParam().why)));
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedChangeTest,
    ::testing::ValuesIn<RefusedCase>({
        {"UnknownPolicy",
         {AttachPolicy{"gaurd", "ou-ml"}},
         "service control policy `gaurd` is not in the snapshot, did you mean `guard`?"},
        {"UnknownUnit",
         {AttachPolicy{"guard", "ou-m"}},
         "found `ou-m`, which is none of the snapshot, did you mean `ou-ml`?"},
        {"UnknownPrincipal", {AttachPolicy{"Write", "Deplo"}}, "did you mean `Deploy`?"},
        {"UnknownGroup", {AttachPolicy{"Write", "group/dev"}}, "did you mean `devs`?"},
        {"UnknownStatement",
         {RemoveStatement{"guard", "NoS4"}},
         "policy `guard` has no statement `NoS4`, did you mean `NoS3`? (it has "},
        {"IndexTooLarge", {RemoveStatement{"guard", "2"}}, "has no statement `2`"},
        {"UnknownAccount", {MoveAccount{"111122223334", "ou-ml"}}, "did you mean `111122223333`?"},
        {"UnknownPlace", {MoveAccount{"studio", "ou-mm"}}, "did you mean `ou-ml`?"},
        {"WrongKindOfTarget",
         {AttachPolicy{"guard", kDeploy}},
         "identity policy `guard` is not in the snapshot"},
        {"InlinePolicy", {AttachPolicy{"own", kAnn}}, "is an inline policy of"},
        {"AttachedAlready", {AttachPolicy{"guard", "ou-ml"}}, "is attached to `ou-ml` already"},
        {"NotAttached", {DetachPolicy{"guard", "r-1"}}, "`guard` is not attached to `r-1`"},
        {"ManagementAccount", {AttachPolicy{"guard", "999999999999"}}, "do not apply to"},
        {"BuiltinResourceControl", {DetachPolicy{"RCPFullAWSAccess", "ou-ml"}}, "RP-4"},
        {"TwoMoves",
         {MoveAccount{"studio", "ou-empty"}, MoveAccount{"111122223333", "r-1"}},
         "two changes contradict each other: move account `studio` to `ou-empty`, and move"},
        {"AttachAndDetach",
         {AttachPolicy{"spare", "ou-ml"}, DetachPolicy{"spare", "ou-ml"}},
         "two changes contradict each other"},
        {"TwoReplacements",
         {ReplacePolicy{PolicyKind::kServiceControl, "guard", ServiceControl("a.json")},
          ReplacePolicy{PolicyKind::kServiceControl, "guard", ServiceControl("b.json")}},
         "two changes contradict each other: replace `guard`"},
        {"ReplacedAndShortened",
         {ReplacePolicy{PolicyKind::kServiceControl, "guard", ServiceControl("a.json")},
          RemoveStatement{"guard", "NoS3"}},
         "two changes contradict each other"},
        {"ShortenedAndReplaced",
         {RemoveStatement{"guard", "NoS3"},
          ReplacePolicy{PolicyKind::kServiceControl, "guard", ServiceControl("a.json")}},
         "two changes contradict each other"},
        {"OneStatementTwice",
         {RemoveStatement{"guard", "NoS3"}, RemoveStatement{"guard", "0"}},
         "two changes contradict each other"},
    }),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace iamsim
