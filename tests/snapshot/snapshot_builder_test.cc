#include "iamsim/snapshot/snapshot_builder.h"

#include <gmock/gmock.h>

#include "snapshot/entries.h"

namespace iamsim {
namespace {

using entries::Allow;
using entries::Managed;
using entries::MessagesOf;
using entries::NamesOf;
using entries::Role;
using entries::User;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kDeploy[] = "arn:aws:iam::111122223333:role/Deploy";

TEST(SnapshotBuilderTest, NothingAddedMakesAnEmptyWorld) {
  const SnapshotBuilder::Result result = SnapshotBuilder().Build();
  EXPECT_THAT(result.diagnostics, IsEmpty());
  EXPECT_TRUE(result.snapshot->principals().empty());
  EXPECT_FALSE(result.snapshot->organization().has_value());
}

TEST(SnapshotBuilderTest, ListsAreSorted) {
  SnapshotBuilder builder;
  builder.AddPrincipal(User("arn:aws:iam::444455556666:user/b"));
  builder.AddPrincipal(User("arn:aws:iam::111122223333:user/c"));
  builder.AddPrincipal(Role("arn:aws:iam::111122223333:role/d"));
  builder.AddResource({.arn = entries::A("arn:aws:s3:::z")});
  builder.AddResource({.arn = entries::A("arn:aws:s3:::a")});
  builder.AddVpcEndpoint({.id = "vpce-2"});
  builder.AddVpcEndpoint({.id = "vpce-1"});
  const std::shared_ptr<const Snapshot> snapshot = builder.Build().snapshot;
  std::vector<std::string> ids;
  for (const auto& principal : snapshot->principals()) ids.push_back(principal.arn.text());
  for (const auto& account : snapshot->accounts()) ids.push_back(account.id);
  for (const auto& resource : snapshot->resources()) ids.push_back(resource.arn.text());
  for (const auto& endpoint : snapshot->vpc_endpoints()) ids.push_back(endpoint.id);
  EXPECT_THAT(ids,
              ElementsAre("arn:aws:iam::111122223333:role/d", "arn:aws:iam::111122223333:user/c",
                          "arn:aws:iam::444455556666:user/b", "111122223333", "444455556666",
                          "arn:aws:s3:::a", "arn:aws:s3:::z", "vpce-1", "vpce-2"));
}

TEST(SnapshotBuilderTest, SameDescriptionTwiceIsSilent) {
  SnapshotBuilder builder;
  for (int i = 0; i < 2; ++i) {
    SnapshotBuilder::PrincipalEntry role = Role(kDeploy);
    role.inline_policies = {Allow("inline")};  // another object with the same text
    builder.AddPrincipal(role);
    builder.AddManagedPolicy(Managed("arn:aws:iam::111122223333:policy/P"));
    builder.AddResource(
        {.arn = entries::A("arn:aws:s3:::b"), .policy = entries::OfResource("bucket")});
  }
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_THAT(MessagesOf(result.diagnostics), IsEmpty());
  EXPECT_EQ(result.snapshot->principals().size(), 1u);
  EXPECT_EQ(result.snapshot->resources().size(), 1u);
}

TEST(SnapshotBuilderTest, FirstOfTwoDescriptionsWinsWithAWarning) {
  SnapshotBuilder builder;
  for (const char* name : {"first", "second"}) {
    SnapshotBuilder::PrincipalEntry role = Role(kDeploy);
    role.inline_policies = {Allow(name)};
    builder.AddPrincipal(role);
    builder.AddVpcEndpoint({.id = "vpce-1", .account = name});
  }
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_THAT(NamesOf(result.snapshot->FindPrincipal(kDeploy)->identity_policies),
              ElementsAre("first"));
  EXPECT_EQ(result.snapshot->FindVpcEndpoint("vpce-1")->account, "first");
  EXPECT_THAT(MessagesOf(result.diagnostics),
              ElementsAre(AllOf(HasSubstr("principal"), HasSubstr(kDeploy), HasSubstr("twice")),
                          AllOf(HasSubstr("VPC endpoint"), HasSubstr("vpce-1"))));
  EXPECT_EQ(result.diagnostics[0].severity, Severity::kWarning);
}

TEST(SnapshotBuilderTest, ManagedPolicyWithADocumentWinsOverOneWithout) {
  const std::string arn = "arn:aws:iam::111122223333:policy/P";
  SnapshotBuilder builder;
  auto unreadable = std::make_shared<AttachedPolicy>();
  unreadable->name = "P";
  unreadable->arn = arn;
  builder.AddManagedPolicy(unreadable);
  builder.AddManagedPolicy(Managed(arn));
  SnapshotBuilder::PrincipalEntry role = Role(kDeploy);
  role.attached_policy_arns = {arn};
  builder.AddPrincipal(role);
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_NE(result.snapshot->FindPrincipal(kDeploy)->identity_policies[0]->policy, nullptr);
  EXPECT_THAT(MessagesOf(result.diagnostics), IsEmpty());
}

TEST(SnapshotBuilderTest, ManagedPolicyWithOtherContentsIsAWarning) {
  SnapshotBuilder builder;
  builder.AddManagedPolicy(Managed("arn:aws:iam::111122223333:policy/P", "s3:*"));
  builder.AddManagedPolicy(Managed("arn:aws:iam::111122223333:policy/P", "ec2:*"));
  EXPECT_THAT(MessagesOf(builder.Build().diagnostics), ElementsAre(HasSubstr("managed policy")));
}

TEST(SnapshotBuilderTest, AccountsKnowTheirNameDetailsAndDelegation) {
  SnapshotBuilder builder;
  builder.SetAccountName("111122223333", "studio");
  builder.SetAccountName("111122223333", "a later name");
  builder.AddAccountDetails("444455556666");
  builder.SetDelegatedAdministrator("444455556666");
  builder.AddPrincipal(Role("arn:aws:iam::777788889999:role/R"));
  const std::shared_ptr<const Snapshot> snapshot = builder.Build().snapshot;
  EXPECT_EQ(snapshot->FindAccount("111122223333")->name, "studio");
  EXPECT_FALSE(snapshot->FindAccount("111122223333")->has_principals);
  EXPECT_TRUE(snapshot->FindAccount("444455556666")->has_principals);
  EXPECT_TRUE(snapshot->FindAccount("444455556666")->is_delegated_administrator);
  EXPECT_TRUE(snapshot->FindAccount("777788889999")->has_principals);
  EXPECT_EQ(snapshot->FindAccount("222233334444"), nullptr);
}

TEST(SnapshotBuilderTest, ResourceBelongsToTheAccountOfItsArn) {
  SnapshotBuilder builder;
  builder.AddResource({.arn = entries::A("arn:aws:sqs:us-east-1:111122223333:q")});
  builder.AddResource({.arn = entries::A("arn:aws:s3:::b")});
  const std::shared_ptr<const Snapshot> snapshot = builder.Build().snapshot;
  EXPECT_EQ(snapshot->FindResource("arn:aws:sqs:us-east-1:111122223333:q")->account,
            "111122223333");
  EXPECT_EQ(snapshot->FindResource("arn:aws:s3:::b")->account, "");
}

TEST(SnapshotBuilderTest, BuilderIsEmptyAfterwards) {
  SnapshotBuilder builder;
  builder.AddPrincipal(Role(kDeploy));
  builder.SetOrganization({.id = "o-1", .management_account = "999999999999"});
  builder.AddDiagnostic({Severity::kWarning, "", {}, "skipped a file"});
  EXPECT_THAT(MessagesOf(builder.Build().diagnostics), ElementsAre("skipped a file"));
  const SnapshotBuilder::Result again = builder.Build();
  EXPECT_TRUE(again.snapshot->principals().empty());
  EXPECT_TRUE(again.snapshot->accounts().empty());
  EXPECT_THAT(again.diagnostics, IsEmpty());
}

TEST(SnapshotBuilderTest, SecondOrganizationIsAnError) {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = "999999999999"});
  builder.SetOrganization({.id = "o-1", .management_account = "999999999999"});
  builder.SetOrganization({.id = "o-2", .management_account = "999999999999"});
  const SnapshotBuilder::Result result = builder.Build();
  EXPECT_EQ(result.snapshot->organization()->id, "o-1");
  ASSERT_EQ(result.diagnostics.size(), 1u);
  EXPECT_EQ(result.diagnostics[0].severity, Severity::kError);
  EXPECT_THAT(result.diagnostics[0].message, HasSubstr("`o-2`"));
}

}  // namespace
}  // namespace iamsim
