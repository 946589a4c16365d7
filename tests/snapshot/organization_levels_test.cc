#include <gmock/gmock.h>

#include "snapshot/entries.h"

namespace iamsim {
namespace {

using entries::Describe;
using entries::MessagesOf;
using entries::ResourceControl;
using entries::ServiceControl;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Unit = SnapshotBuilder::OrganizationUnitEntry;

constexpr char kStudio[] = "111122223333";
constexpr char kManagement[] = "999999999999";

// root r-ab12 → ou-ml → ou-dev → 111122223333, with 999999999999 at the root.
SnapshotBuilder ThreeLevels() {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = kManagement});
  builder.AddOrganizationUnit(
      {.id = "ou-dev", .parent = "ou-ml", .service_control = {"guard"}, .accounts = {kStudio}});
  builder.AddOrganizationUnit({.id = "r-ab12",
                               .service_control = {"FullAWSAccess"},
                               .resource_control = {"fence"},
                               .accounts = {kManagement}});
  builder.AddOrganizationUnit({.id = "ou-ml", .parent = "r-ab12"});
  builder.SetAccountPolicies(kStudio, {"p-FullAWSAccess", "guard"}, {"RCPFullAWSAccess"});
  builder.AddServiceControlPolicy("guard", ServiceControl("guard"));
  builder.AddResourceControlPolicy("fence", ResourceControl("fence"));
  return builder;
}

// SC-2: root, each unit down, account. RP-4: RCPFullAWSAccess is on every level, once.
TEST(OrganizationLevelsTest, LevelsGoFromTheRootToTheAccount) {
  SnapshotBuilder builder = ThreeLevels();
  const SnapshotBuilder::Result result = builder.Build();
  const AccountRecord& account = *result.snapshot->FindAccount(kStudio);
  EXPECT_TRUE(account.in_organization);
  EXPECT_THAT(Describe(*account.service_control),
              ElementsAre("r-ab12: FullAWSAccess", "ou-ml:", "ou-dev: guard",
                          "111122223333: FullAWSAccess guard"));
  EXPECT_THAT(Describe(*account.resource_control),
              ElementsAre("r-ab12: RCPFullAWSAccess fence", "ou-ml: RCPFullAWSAccess",
                          "ou-dev: RCPFullAWSAccess", "111122223333: RCPFullAWSAccess"));
  EXPECT_THAT(MessagesOf(result.diagnostics), IsEmpty());
  EXPECT_TRUE(result.snapshot->organization()->accounts_are_known);
}

// RC-4: a trailing slash; an account right under the root has the root only.
TEST(OrganizationLevelsTest, PathEndsInASlash) {
  SnapshotBuilder builder = ThreeLevels();
  const std::shared_ptr<const Snapshot> snapshot = builder.Build().snapshot;
  EXPECT_EQ(snapshot->FindAccount(kStudio)->organization_path, "o-1/r-ab12/ou-ml/ou-dev/");
  EXPECT_EQ(snapshot->FindAccount(kManagement)->organization_path, "o-1/r-ab12/");
}

// SC-1 and RP-1: the management account is in the organization, but no policy binds it.
TEST(OrganizationLevelsTest, ManagementAccountHasNoLevels) {
  SnapshotBuilder builder = ThreeLevels();
  builder.SetAccountPolicies(kManagement, {"guard"}, {"fence"});
  const AccountRecord account = *builder.Build().snapshot->FindAccount(kManagement);
  EXPECT_TRUE(account.in_organization);
  EXPECT_TRUE(account.is_management_account);
  EXPECT_FALSE(account.service_control.has_value());
  EXPECT_FALSE(account.resource_control.has_value());
}

TEST(OrganizationLevelsTest, ManagementAccountIsInTheOrganizationWithoutAUnit) {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = kManagement});
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_TRUE(result.snapshot->FindAccount(kManagement)->in_organization);
  EXPECT_EQ(result.snapshot->FindAccount(kManagement)->organization_path, "");
  EXPECT_FALSE(result.snapshot->organization()->accounts_are_known);
}

// SC-2: what a policy is attached to decides; without that it may stand anywhere.
TEST(OrganizationLevelsTest, PoliciesWithoutTargetsMayStandOnEveryLevel) {
  SnapshotBuilder builder = ThreeLevels();
  builder.AddServiceControlWithoutTargets("org/targets/p-2.json");
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_THAT(Describe(*result.snapshot->FindAccount(kStudio)->service_control),
              ElementsAre("r-ab12: FullAWSAccess org/targets/p-2.json?",
                          "ou-ml: org/targets/p-2.json?", "ou-dev: guard org/targets/p-2.json?",
                          "111122223333: FullAWSAccess guard org/targets/p-2.json?"));
  builder = ThreeLevels();
  builder.AddResourceControlWithoutTargets("rcps");
  EXPECT_THAT(
      Describe(*builder.Build().snapshot->FindAccount(kStudio)->resource_control),
      ElementsAre("r-ab12: RCPFullAWSAccess fence rcps?", "ou-ml: RCPFullAWSAccess rcps?",
                  "ou-dev: RCPFullAWSAccess rcps?", "111122223333: RCPFullAWSAccess rcps?"));
}

TEST(OrganizationLevelsTest, AccountsWithoutAPlaceInAnIncompleteOrganizationAreNotOutside) {
  SnapshotBuilder builder = ThreeLevels();
  builder.SetOrganization({.id = "o-1", .management_account = kManagement});
  builder.AddAccountDetails("444455556666");
  builder.AddResource({.arn = entries::A("arn:aws:s3:::b"), .account = "777788889999"});
  SnapshotBuilder::Result result = builder.Build();
  EXPECT_FALSE(result.snapshot->FindAccount("444455556666")->service_control.has_value());
  EXPECT_THAT(MessagesOf(result.diagnostics), IsEmpty());

  builder = SnapshotBuilder();
  builder.SetOrganization({.id = "o-1", .management_account = kManagement, .is_incomplete = true});
  builder.AddOrganizationUnit({.id = "r-ab12", .accounts = {kStudio}});
  builder.AddAccountDetails("444455556666");
  builder.AddResource({.arn = entries::A("arn:aws:s3:::b"), .account = "777788889999"});
  result = builder.Build();
  EXPECT_FALSE(result.snapshot->organization()->accounts_are_known);
  EXPECT_THAT(Describe(*result.snapshot->FindAccount(kStudio)->service_control),
              ElementsAre("r-ab12:", "111122223333:"));
  EXPECT_FALSE(result.snapshot->FindAccount(kManagement)->service_control.has_value());
  for (const char* account : {"444455556666", "777788889999"}) {
    const AccountRecord& record = *result.snapshot->FindAccount(account);
    EXPECT_FALSE(record.in_organization);
    EXPECT_EQ(Describe(*record.service_control)[0],
              absl::StrCat(": service control policies above ", account, "?"));
    EXPECT_EQ(Describe(*record.resource_control)[0],
              absl::StrCat(": resource control policies above ", account, "?"));
  }
  EXPECT_THAT(MessagesOf(result.diagnostics), ::testing::SizeIs(2));
}

TEST(OrganizationLevelsTest, AnAccountOfTheOrganizationThatNoUnitListsIsTold) {
  SnapshotBuilder builder = ThreeLevels();
  builder.AddOrganizationAccount("444455556666");
  builder.AddOrganizationAccount(kManagement);
  const SnapshotBuilder::Result result = builder.Build();
  const AccountRecord& account = *result.snapshot->FindAccount("444455556666");
  EXPECT_TRUE(account.in_organization);
  EXPECT_THAT(Describe(*account.service_control),
              ElementsAre(": service control policies above 444455556666?", "444455556666:"));
  EXPECT_THAT(MessagesOf(result.diagnostics),
              ElementsAre("account `444455556666` is in the organization, but stands in no "
                          "organizational unit of the input"));
}

// The accounts of a second organization are not outside of every organization.
TEST(OrganizationLevelsTest, ASecondOrganizationMakesTheFirstIncomplete) {
  SnapshotBuilder builder = ThreeLevels();
  builder.SetOrganization({.id = "o-2", .management_account = "444455556666"});
  builder.AddAccountDetails("777788889999");
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_TRUE(result.snapshot->FindAccount("777788889999")->service_control.has_value());
}

// SC-3.
TEST(OrganizationLevelsTest, AccountOutsideHasNoLevels) {
  SnapshotBuilder builder = ThreeLevels();
  builder.AddAccountDetails("777788889999");
  const AccountRecord account = *builder.Build().snapshot->FindAccount("777788889999");
  EXPECT_FALSE(account.in_organization);
  EXPECT_FALSE(account.service_control.has_value());
  EXPECT_FALSE(account.resource_control.has_value());
}

// SC-3: a disabled type is absent; the other one is not.
TEST(OrganizationLevelsTest, DisabledTypeHasNoLevels) {
  SnapshotBuilder builder = ThreeLevels();
  builder.DisableServiceControl();
  AccountRecord account = *builder.Build().snapshot->FindAccount(kStudio);
  EXPECT_FALSE(account.service_control.has_value());
  EXPECT_TRUE(account.resource_control.has_value());
  builder = ThreeLevels();
  builder.DisableResourceControl();
  account = *builder.Build().snapshot->FindAccount(kStudio);
  EXPECT_TRUE(account.service_control.has_value());
  EXPECT_FALSE(account.resource_control.has_value());
}

// SC-3: FullAWSAccess is not assumed where data are given without it. RP-4: RCPFullAWSAccess is.
TEST(OrganizationLevelsTest, OnlyTheResourceControlDefaultIsAssumed) {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = kManagement});
  builder.AddOrganizationUnit({.id = "r-1", .accounts = {kStudio}});
  const AccountRecord account = *builder.Build().snapshot->FindAccount(kStudio);
  EXPECT_THAT(Describe(*account.service_control), ElementsAre("r-1:", "111122223333:"));
  EXPECT_THAT(Describe(*account.resource_control),
              ElementsAre("r-1: RCPFullAWSAccess", "111122223333: RCPFullAWSAccess"));
}

TEST(OrganizationLevelsTest, PoliciesAreFoundByNameIdOrArn) {
  struct Row {
    const char* added_as;
    const char* name;
    const char* arn;
    const char* reference;
    const char* want;
  };
  constexpr char kGuardArn[] =
      "arn:aws:organizations::999999999999:policy/o-1/service_control_policy/p-guard01";
  const Row rows[] = {
      {"guard", "guard", "", "guard", "guard"},
      {"p-guard01", "guard", kGuardArn, "guard", "guard"},
      {"guard", "guard", kGuardArn, "p-guard01", "guard"},
      {"guard", "guard", kGuardArn, kGuardArn, "guard"},
      {kGuardArn, "guard", "", "p-guard01", "guard"},
      {"p-guard01", "guard", "", kGuardArn, "guard"},
      {"x", "x", "", "FullAWSAccess", "FullAWSAccess"},
      {"x", "x", "", "p-FullAWSAccess", "FullAWSAccess"},
      {"x", "x", "", "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
       "FullAWSAccess"},
      {"x", "x", "", "guard", "guard?"},
      {"x", "x", "", kGuardArn, "p-guard01?"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(absl::StrCat(row.added_as, " as ", row.reference));
    SnapshotBuilder builder;
    builder.SetOrganization({.id = "o-1", .management_account = kManagement});
    builder.AddOrganizationUnit(
        {.id = "r-1", .service_control = {row.reference}, .accounts = {kStudio}});
    builder.AddServiceControlPolicy(row.added_as, ServiceControl(row.name, row.arn));
    const SnapshotBuilder::Result result = builder.Build();
    EXPECT_EQ(Describe(*result.snapshot->FindAccount(kStudio)->service_control)[0],
              absl::StrCat("r-1: ", row.want));
    const bool missing = absl::string_view(row.want).back() == '?';
    EXPECT_EQ(result.diagnostics.size(), missing ? 1u : 0u);
  }
}

TEST(OrganizationLevelsTest, UnknownPolicyIsToldOnce) {
  SnapshotBuilder builder;
  builder.AddOrganizationUnit({.id = "r-1", .service_control = {"guard"}, .accounts = {kStudio}});
  builder.SetAccountPolicies(kStudio, {"guard"}, {});
  EXPECT_THAT(MessagesOf(builder.Build().diagnostics),
              ElementsAre(AllOf(HasSubstr("`guard`"), HasSubstr("`r-1`"))));
}

// RP-4: the built-in one in all its spellings, and never twice; PG-13 does not bind AWS itself.
TEST(OrganizationLevelsTest, ResourceControlDefaultIsKnownByAllItsNames) {
  for (const char* reference :
       {"RCPFullAWSAccess", "p-RCPFullAWSAccess", "p-rcpfullawsaccess",
        "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess"}) {
    SCOPED_TRACE(reference);
    SnapshotBuilder builder;
    builder.SetOrganization({.id = "o-1", .management_account = kManagement});
    builder.AddOrganizationUnit(
        {.id = "r-1", .resource_control = {reference}, .accounts = {kStudio}});
    const SnapshotBuilder::Result result = builder.Build();
    const std::vector<PolicyLevel> levels =
        *result.snapshot->FindAccount(kStudio)->resource_control;
    EXPECT_EQ(Describe(levels)[0], "r-1: RCPFullAWSAccess");
    EXPECT_EQ(levels[0].policies[0]->policy->kind, PolicyKind::kResourceControl);
    EXPECT_THAT(result.diagnostics, IsEmpty());
  }
}

TEST(OrganizationLevelsTest, DocumentOfADumpIsPreferredToTheBuiltInOne) {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = kManagement});
  builder.AddOrganizationUnit(
      {.id = "r-1", .service_control = {"p-FullAWSAccess"}, .accounts = {kStudio}});
  const auto own = ServiceControl("FullAWSAccess");
  builder.AddServiceControlPolicy("p-FullAWSAccess", own);
  const std::vector<PolicyLevel> levels =
      *builder.Build().snapshot->FindAccount(kStudio)->service_control;
  EXPECT_EQ(levels[0].policies[0], own);
}

TEST(OrganizationLevelsTest, PolicyNamedTwiceWithOtherContentsIsAWarning) {
  SnapshotBuilder builder = ThreeLevels();
  builder.AddServiceControlPolicy("guard", ServiceControl("guard", "arn:aws:other::::x"));
  EXPECT_THAT(MessagesOf(builder.Build().diagnostics),
              ElementsAre(HasSubstr("service control policy `guard` is described twice")));
}

// ---- damage: what it hides is missing, not absent

bool HasError(const Diagnostics& diagnostics, absl::string_view text) {
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::kError &&
        diagnostic.message.find(std::string(text)) != std::string::npos) {
      return true;
    }
  }
  return false;
}

TEST(OrganizationDamageTest, UnknownParentHidesTheLevelsAbove) {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = kManagement});
  builder.AddOrganizationUnit({.id = "r-1"});
  builder.AddOrganizationUnit({.id = "ou-a",
                               .parent = "ou-lost",
                               .service_control = {"FullAWSAccess"},
                               .accounts = {kStudio}});
  const SnapshotBuilder::Result result = builder.Build();
  const AccountRecord& account = *result.snapshot->FindAccount(kStudio);
  EXPECT_THAT(Describe(*account.service_control),
              ElementsAre("ou-lost: service control policies above ou-a?", "ou-a: FullAWSAccess",
                          "111122223333:"));
  EXPECT_TRUE(account.in_organization);
  EXPECT_EQ(account.organization_path, "");
  EXPECT_TRUE(HasError(result.diagnostics, "`ou-lost`"));
}

TEST(OrganizationDamageTest, CycleEnds) {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = kManagement});
  builder.AddOrganizationUnit({.id = "r-1"});
  builder.AddOrganizationUnit({.id = "ou-a", .parent = "ou-b", .accounts = {kStudio}});
  builder.AddOrganizationUnit({.id = "ou-b", .parent = "ou-c"});
  builder.AddOrganizationUnit({.id = "ou-c", .parent = "ou-a"});
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_THAT(MessagesOf(result.diagnostics),
              ElementsAre("organizational units stand in a cycle: `ou-a` below `ou-b` below `ou-c` "
                          "below `ou-a`"));
  EXPECT_THAT(Describe(*result.snapshot->FindAccount(kStudio)->service_control),
              ElementsAre("ou-a: service control policies above ou-c?",
                          "ou-c:", "ou-b:", "ou-a:", "111122223333:"));
}

TEST(OrganizationDamageTest, UnitBelowItselfEnds) {
  SnapshotBuilder builder;
  builder.AddOrganizationUnit({.id = "ou-a", .parent = "ou-a", .accounts = {kStudio}});
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_TRUE(HasError(result.diagnostics, "`ou-a` below `ou-a`"));
}

TEST(OrganizationDamageTest, AccountInTwoUnitsStaysInTheFirst) {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = kManagement});
  builder.AddOrganizationUnit({.id = "r-1"});
  builder.AddOrganizationUnit({.id = "ou-a", .parent = "r-1", .accounts = {kStudio}});
  builder.AddOrganizationUnit({.id = "ou-b", .parent = "r-1", .accounts = {kStudio}});
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_EQ(result.snapshot->FindAccount(kStudio)->organization_path, "o-1/r-1/ou-a/");
  EXPECT_TRUE(HasError(result.diagnostics, "two organizational units, `ou-a` and `ou-b`"));
}

TEST(OrganizationDamageTest, SecondRootIsAnError) {
  SnapshotBuilder builder;
  builder.AddOrganizationUnit({.id = "r-1"});
  builder.AddOrganizationUnit({.id = "r-2", .accounts = {kStudio}});
  EXPECT_TRUE(HasError(builder.Build().diagnostics, "expected one root, found `r-1` and `r-2`"));
}

TEST(OrganizationDamageTest, UnitDescribedTwiceIsAWarning) {
  SnapshotBuilder builder;
  builder.AddOrganizationUnit({.id = "r-1", .accounts = {kStudio}});
  builder.AddOrganizationUnit({.id = "r-1", .accounts = {"444455556666"}});
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_THAT(MessagesOf(result.diagnostics), ElementsAre(HasSubstr("`r-1` is described twice")));
  EXPECT_EQ(result.snapshot->FindAccount("444455556666"), nullptr);
}

TEST(OrganizationDamageTest, AccountMustHaveTwelveDigits) {
  SnapshotBuilder builder;
  builder.AddOrganizationUnit({.id = "r-1", .accounts = {"12345"}});
  EXPECT_TRUE(HasError(builder.Build().diagnostics, "`12345`"));
}

TEST(OrganizationDamageTest, AccountWithPoliciesButWithoutAPlaceIsBoundByWhatNobodyKnows) {
  SnapshotBuilder builder;
  builder.SetAccountPolicies(kStudio, {"FullAWSAccess"}, {});
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_THAT(
      Describe(*result.snapshot->FindAccount(kStudio)->service_control),
      ElementsAre(": service control policies above 111122223333?", "111122223333: FullAWSAccess"));
  EXPECT_TRUE(HasError(result.diagnostics, "no organizational unit"));
}

TEST(OrganizationDamageTest, VeryDeepTreeIsCut) {
  SnapshotBuilder builder;
  builder.AddOrganizationUnit({.id = "u0"});
  constexpr int kDepth = 2000;
  for (int i = 1; i <= kDepth; ++i) {
    Unit unit;
    unit.id = absl::StrCat("u", i);
    unit.parent = absl::StrCat("u", i - 1);
    if (i == kDepth) unit.accounts = {kStudio};
    builder.AddOrganizationUnit(std::move(unit));
  }
  const SnapshotBuilder::Result result = builder.Build();
  const std::vector<PolicyLevel> levels = *result.snapshot->FindAccount(kStudio)->service_control;
  EXPECT_LT(levels.size(), 20u);
  EXPECT_EQ(levels[0].policies[0]->policy, nullptr);
  EXPECT_TRUE(HasError(result.diagnostics, "levels deep"));
}

}  // namespace
}  // namespace iamsim
