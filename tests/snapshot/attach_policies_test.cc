#include <gmock/gmock.h>

#include "snapshot/entries.h"

namespace iamsim {
namespace {

using entries::Allow;
using entries::Managed;
using entries::MessagesOf;
using entries::NamesOf;
using entries::User;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kAnn[] = "arn:aws:iam::111122223333:user/ann";
constexpr char kReadOnly[] = "arn:aws:iam::aws:policy/ReadOnlyAccess";

SnapshotBuilder::GroupEntry Group(absl::string_view arn) {
  SnapshotBuilder::GroupEntry group;
  group.arn = entries::A(arn);
  return group;
}

TEST(AttachPoliciesTest, OrderIsInlineThenAttachedThenGroups) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry ann = User(kAnn);
  ann.inline_policies = {Allow("inline")};
  ann.attached_policy_arns = {kReadOnly};
  ann.groups = {"devs"};
  builder.AddPrincipal(ann);
  SnapshotBuilder::GroupEntry devs = Group("arn:aws:iam::111122223333:group/team/devs");
  devs.inline_policies = {Allow("devs-inline")};
  devs.attached_policy_arns = {"arn:aws:iam::111122223333:policy/Deploy"};
  builder.AddGroup(devs);
  builder.AddManagedPolicy(Managed("arn:aws:iam::111122223333:policy/Deploy"));
  builder.AddManagedPolicy(Managed(kReadOnly));
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_THAT(MessagesOf(result.diagnostics), IsEmpty());
  EXPECT_THAT(NamesOf(result.snapshot->FindPrincipal(kAnn)->identity_policies),
              ElementsAre("inline", "ReadOnlyAccess", "devs-inline", "Deploy"));
}

// Paths and partitions do not matter, accounts do; what is given by ARN comes first.
TEST(AttachPoliciesTest, PoliciesByNameFillWhatIsNotGivenByArn) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry ann = User(kAnn);
  ann.attached_policy_arns = {"arn:aws-cn:iam::aws:policy/service-role/Other",
                              "arn:aws:iam::444455556666:policy/Other", kReadOnly,
                              "arn:aws:iam::111122223333:policy/Broken"};
  ann.boundary_arn = "arn:aws-cn:iam::aws:policy/service-role/Other";
  builder.AddPrincipal(ann);
  builder.AddManagedPolicy(Managed(kReadOnly, "s3:*"));
  auto broken = std::make_shared<AttachedPolicy>();
  broken->arn = "arn:aws:iam::111122223333:policy/Broken";
  builder.AddManagedPolicy(broken);
  builder.AddManagedPolicyByName("aws", "Other", Allow("Other"));
  builder.AddManagedPolicyByName("aws", "Other", Allow("Other", "ec2:*"));
  builder.AddManagedPolicyByName("aws", "ReadOnlyAccess", Allow("ReadOnlyAccess", "ec2:*"));
  builder.AddManagedPolicyByName("111122223333", "Broken", Allow("Broken"));
  const SnapshotBuilder::Result result = builder.Build();
  const PrincipalRecord& record = *result.snapshot->FindPrincipal(kAnn);
  ASSERT_EQ(record.identity_policies.size(), 4U);
  const AttachedPolicy& other = *record.identity_policies[0];
  EXPECT_EQ(other.arn, "arn:aws-cn:iam::aws:policy/service-role/Other");
  EXPECT_EQ(other.policy->statements[0].actions[0].text(), "s3:*");
  EXPECT_EQ(record.permissions_boundary.get(), &other);
  EXPECT_EQ(record.identity_policies[1]->policy, nullptr);
  EXPECT_EQ(record.identity_policies[2]->policy->statements[0].actions[0].text(), "s3:*");
  EXPECT_NE(record.identity_policies[3]->policy, nullptr);
  EXPECT_THAT(MessagesOf(result.diagnostics), ElementsAre(HasSubstr("444455556666:policy/Other")));
}

TEST(AttachPoliciesTest, GroupsAreFoundByNameInTheUsersAccountOnlyAndByArn) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry ann = User(kAnn);
  ann.groups = {"devs", "arn:aws:iam::111122223333:group/ops"};
  builder.AddPrincipal(ann);
  for (const char* arn :
       {"arn:aws:iam::444455556666:group/devs", "arn:aws:iam::111122223333:group/devs",
        "arn:aws:iam::111122223333:group/ops"}) {
    SnapshotBuilder::GroupEntry group = Group(arn);
    group.inline_policies = {Allow(absl::StrCat("of ", arn))};
    builder.AddGroup(group);
  }
  EXPECT_THAT(NamesOf(builder.Build().snapshot->FindPrincipal(kAnn)->identity_policies),
              ElementsAre("of arn:aws:iam::111122223333:group/devs",
                          "of arn:aws:iam::111122223333:group/ops"));
}

TEST(AttachPoliciesTest, PolicyAttachedTwiceCountsOnce) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry ann = User(kAnn);
  ann.attached_policy_arns = {kReadOnly};
  ann.groups = {"devs"};
  builder.AddPrincipal(ann);
  SnapshotBuilder::GroupEntry devs = Group("arn:aws:iam::111122223333:group/devs");
  devs.attached_policy_arns = {kReadOnly};
  builder.AddGroup(devs);
  builder.AddManagedPolicy(Managed(kReadOnly));
  EXPECT_THAT(NamesOf(builder.Build().snapshot->FindPrincipal(kAnn)->identity_policies),
              ElementsAre("ReadOnlyAccess"));
}

// What is missing is never treated as absent.
TEST(AttachPoliciesTest, UnknownManagedPolicyStaysAsMissing) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry ann = User(kAnn);
  ann.attached_policy_arns = {kReadOnly};
  builder.AddPrincipal(ann);
  SnapshotBuilder::PrincipalEntry bob = User("arn:aws:iam::111122223333:user/bob");
  bob.attached_policy_arns = {kReadOnly};
  builder.AddPrincipal(bob);
  const SnapshotBuilder::Result result = builder.Build();
  const PolicyList& policies = result.snapshot->FindPrincipal(kAnn)->identity_policies;
  ASSERT_EQ(policies.size(), 1u);
  EXPECT_EQ(policies[0]->policy, nullptr);
  EXPECT_EQ(policies[0]->name, "ReadOnlyAccess");
  EXPECT_EQ(policies[0]->document_id(), kReadOnly);
  // Told once, for both users.
  EXPECT_THAT(MessagesOf(result.diagnostics),
              ElementsAre(AllOf(HasSubstr(kReadOnly), HasSubstr(kAnn))));
}

TEST(AttachPoliciesTest, UnknownBoundaryIsABoundaryWithoutADocument) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry ann = User(kAnn);
  ann.boundary_arn = "arn:aws:iam::111122223333:policy/team/Boundary";
  builder.AddPrincipal(ann);
  const SnapshotBuilder::Result result = builder.Build();
  const auto& boundary = result.snapshot->FindPrincipal(kAnn)->permissions_boundary;
  ASSERT_NE(boundary, nullptr);
  EXPECT_EQ(boundary->policy, nullptr);
  EXPECT_EQ(boundary->name, "Boundary");
  EXPECT_EQ(boundary->arn, "arn:aws:iam::111122223333:policy/team/Boundary");
  EXPECT_THAT(MessagesOf(result.diagnostics), ElementsAre(HasSubstr("permissions boundary")));
}

TEST(AttachPoliciesTest, NoBoundaryIsNone) {
  SnapshotBuilder builder;
  builder.AddPrincipal(User(kAnn));
  EXPECT_EQ(builder.Build().snapshot->FindPrincipal(kAnn)->permissions_boundary, nullptr);
}

TEST(AttachPoliciesTest, UnknownGroupStaysAsMissing) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry ann = User(kAnn);
  ann.groups = {"devs"};
  builder.AddPrincipal(ann);
  const SnapshotBuilder::Result result = builder.Build();
  const PolicyList& policies = result.snapshot->FindPrincipal(kAnn)->identity_policies;
  ASSERT_EQ(policies.size(), 1u);
  EXPECT_EQ(policies[0]->policy, nullptr);
  EXPECT_EQ(policies[0]->name, "devs");
  EXPECT_THAT(MessagesOf(result.diagnostics),
              ElementsAre(AllOf(HasSubstr("group `devs`"), HasSubstr(kAnn))));
}

TEST(AttachPoliciesTest, GroupsHaveTheDocumentsThatTheirUsersHave) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry ann = User(kAnn);
  ann.groups = {"devs"};
  builder.AddPrincipal(ann);
  SnapshotBuilder::GroupEntry ops = Group("arn:aws:iam::111122223333:group/ops");
  builder.AddGroup(ops);
  SnapshotBuilder::GroupEntry devs = Group("arn:aws:iam::111122223333:group/team/devs");
  devs.inline_policies = {Allow("devs-inline")};
  devs.attached_policy_arns = {kReadOnly, kReadOnly};
  builder.AddGroup(devs);
  builder.AddManagedPolicy(Managed(kReadOnly));
  const std::shared_ptr<const Snapshot> snapshot = builder.Build().snapshot;
  ASSERT_EQ(snapshot->groups().size(), 2U);
  const GroupRecord* found = snapshot->FindGroup("arn:aws:iam::111122223333:group/team/devs");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->name, "devs");
  EXPECT_THAT(NamesOf(found->policies), ElementsAre("devs-inline", "ReadOnlyAccess"));
  EXPECT_EQ(found->policies, snapshot->FindPrincipal(kAnn)->identity_policies);
  EXPECT_EQ(snapshot->FindGroup("arn:aws:iam::111122223333:group/devs"), nullptr);
  EXPECT_EQ(snapshot->FindGroup(kAnn), nullptr);
}

}  // namespace
}  // namespace iamsim
