#include <gmock/gmock.h>

#include "request/world.h"

namespace iamsim {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using world::Alone;
using world::Ask;
using world::Give;
using world::Incomplete;
using world::InSnapshot;
using world::Show;

// RC-24, RC-4.
TEST(ResourceOwnerKeysTest, FollowFromTheOwner) {
  struct Row {
    const char* resource;
    const char* account;
    const char* organization;
    const char* paths;
  };
  const Row rows[] = {
      {world::kQueue, world::kStudio, "o-1", "[o-1/r-1/ou-ml/]"},
      {"arn:aws:s3:::studio-data/k", world::kStudio, "o-1", "[o-1/r-1/ou-ml/]"},
      {world::kAbacBucket, world::kOutside, "absent", "absent"},
      {"arn:aws:sqs:eu-west-1:999999999999:q", world::kManagement, "o-1", "[o-1/r-1/]"},
      {"arn:aws:sqs:eu-west-1:222233334444:q", "222233334444", "absent", "absent"},
      {"arn:aws:s3:::other", "unknown", "unknown", "unknown"},
      {"*", world::kStudio, "o-1", "[o-1/r-1/ou-ml/]"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.resource);
    const absl::StatusOr<RequestContext> context =
        InSnapshot(Incomplete(Ask(world::kExec, "x:Y", row.resource)));
    EXPECT_EQ(Show(context, "aws:ResourceAccount"), row.account);
    EXPECT_EQ(Show(context, "aws:ResourceOrgID"), row.organization);
    EXPECT_EQ(Show(context, "aws:ResourceOrgPaths"), row.paths);
  }
}

// RC-24: actions that do not support the keys.
TEST(ResourceOwnerKeysTest, SomeActionsHaveNone) {
  for (const char* action :
       {"ebs:PutSnapshotBlock", "ebs:GetSnapshotBlock", "ec2:AcceptTransitGatewayPeeringAttachment",
        "ec2:AcceptVpcEndpointConnections", "ec2:AcceptVpcPeeringConnection",
        "ec2:CreateTransitGatewayPeeringAttachment", "ec2:CreateVpcEndpoint",
        "EC2:createvpcpeeringconnection", "route53:AssociateVpcWithHostedZone",
        "route53:CreateVPCAssociationAuthorization", "auditmanager:UpdateAssessmentFrameworkShare",
        "detective:AcceptInvitation", "ds:AcceptSharedDirectory",
        "guardduty:AcceptAdministratorInvitation", "macie2:AcceptInvitation",
        "es:AcceptInboundConnection", "securityhub:AcceptAdministratorInvitation"}) {
    SCOPED_TRACE(action);
    const absl::StatusOr<RequestContext> context =
        InSnapshot(Incomplete(Ask(world::kExec, action, world::kQueue)));
    for (const char* key : {"aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths"}) {
      EXPECT_EQ(Show(context, key), "absent") << key;
    }
    EXPECT_EQ(context->resource_account, world::kStudio);  // EV-3 does not depend on the key
  }
  EXPECT_EQ(
      Show(InSnapshot(Ask(world::kExec, "ec2:CreateVpc", world::kQueue)), "aws:ResourceAccount"),
      world::kStudio);
}

// RC-25.
TEST(ResourceTagsTest, AreTheGivenOnesElseTheSnapshots) {
  Request request = Incomplete(Ask(world::kExec));
  EXPECT_EQ(Show(InSnapshot(request), "aws:ResourceTag/owner"), "ann");
  EXPECT_EQ(Show(InSnapshot(request), "aws:ResourceTag/other"), "absent");
  EXPECT_EQ(Show(Alone(request), "aws:ResourceTag/owner"), "unknown");
  request.resource_tags = Tags{{"other", "x"}};
  EXPECT_EQ(Show(InSnapshot(request), "aws:ResourceTag/other"), "x");
  EXPECT_EQ(Show(InSnapshot(request), "aws:ResourceTag/owner"), "absent");
  EXPECT_EQ(Show(Alone(request), "aws:ResourceTag/owner"), "absent");
}

TEST(ResourceTagsTest, TagsThatADumpDoesNotSayAreUnknown) {
  const Request request = Incomplete(Ask(world::kExec, "kms:Decrypt", world::kKey));
  EXPECT_EQ(Show(InSnapshot(request), "aws:ResourceTag/owner"), "unknown");
}

// MR-9.
TEST(ResourceTagsTest, StarHasNoTags) {
  EXPECT_EQ(
      Show(Alone(Incomplete(Ask(world::kExec, "ec2:DescribeInstances", "*"))), "aws:ResourceTag/x"),
      "absent");
}

// CO-3, OP-9.
TEST(ResourceTagsTest, TwoSpellingsAreBothKept) {
  Request request = Ask(world::kExec);
  request.resource_tags = Tags{{"Owner", "a"}, {"owner", "b"}};
  const absl::StatusOr<RequestContext> context = Alone(request);
  EXPECT_EQ(Show(context, "aws:ResourceTag/OWNER"), "a | b");
  EXPECT_THAT(context->warnings, Contains(HasSubstr("aws:ResourceTag/owner")));
}

// S3-7.
struct BucketCase {
  const char* name;
  const char* resource;
  bool abac;
  const char* want;
  bool warns;
};

class BucketTagsTest : public ::testing::TestWithParam<BucketCase> {};

TEST_P(BucketTagsTest, CountOnlyWithAbac) {
  Request request = Incomplete(Ask(world::kExec, "s3:GetObject", GetParam().resource));
  request.resource_account = world::kStudio;
  request.resource_tags = Tags{{"Owner", "ann"}};
  request.s3 = S3Settings{.bucket_abac_enabled = GetParam().abac};
  const absl::StatusOr<RequestContext> context = Alone(request);
  EXPECT_EQ(Show(context, "aws:ResourceTag/Owner"), GetParam().want);
  const bool warned = ::testing::Matches(Contains(HasSubstr("attribute-based")))(context->warnings);
  EXPECT_EQ(warned, GetParam().warns);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BucketTagsTest,
    ::testing::ValuesIn<BucketCase>({
        {"BucketWithout", "arn:aws:s3:::b", false, "absent", true},
        {"ObjectWithout", "arn:aws:s3:::b/k", false, "absent", true},
        {"BucketWith", "arn:aws:s3:::b", true, "ann", false},
        {"ObjectWith", "arn:aws:s3:::b/k", true, "ann", false},
        {"AccessPoint", "arn:aws:s3:us-east-1:111122223333:accesspoint/ap", false, "ann", false},
        {"DirectoryBucket", "arn:aws:s3express:us-east-1:111122223333:bucket/b--use1-az4--x-s3",
         false, "ann", false},
    }),
    [](const auto& test) { return test.param.name; });

TEST(ResourceTagsTest, BucketsOfTheSnapshotFollowTheirSettings) {
  EXPECT_EQ(Show(InSnapshot(Incomplete(Ask(world::kExec, "s3:GetObject", world::kBucket))),
                 "aws:ResourceTag/Owner"),
            "absent");
  EXPECT_EQ(
      Show(InSnapshot(Ask(world::kExec, "s3:GetObject", absl::StrCat(world::kAbacBucket, "/k"))),
           "aws:ResourceTag/Owner"),
      "ann");
}

TEST(ResourceTagsTest, TagsOfObjectsAreNeverDerived) {
  EXPECT_EQ(Show(InSnapshot(Incomplete(
                     Ask(world::kExec, "s3:GetObject", absl::StrCat(world::kAbacBucket, "/k")))),
                 "s3:ExistingObjectTag/Owner"),
            "unknown");
}

// T-39: PA-3.
TEST(ResourceTagsTest, PassRoleHasNoneEvenWhereTheyAreGiven) {
  Request request = Incomplete(Ask(world::kAnn, "iam:PassRole", world::kExec));
  for (const char* key : {"aws:ResourceTag/team", "iam:ResourceTag/team"}) {
    SCOPED_TRACE(key);
    const absl::StatusOr<RequestContext> context = InSnapshot(request);
    EXPECT_EQ(Show(context, key), "absent");
    EXPECT_THAT(context->warnings, IsEmpty());  // nothing was given

    Request given = request;
    given.resource_tags = Tags{{"team", "ml"}};
    EXPECT_EQ(Show(InSnapshot(given), key), "absent");
    EXPECT_THAT(InSnapshot(given)->warnings, Contains(HasSubstr("iam:PassRole")));

    given = request;
    Give(given, key, "ml");
    EXPECT_EQ(Show(InSnapshot(given), key), "absent");
    EXPECT_THAT(InSnapshot(given)->warnings, Contains(HasSubstr("iam:PassRole")));
  }
}

// RC-43, CH-4: role tags, overlaid by the caller's inherited transitive tags.
TEST(ResourceTagsTest, AssumeRoleSeesTransitiveTagsOverRoleTags) {
  SessionState session;
  session.tags = {{"Team", "handed-on"}, {"private", "x"}};
  session.transitive_tag_keys = {"team"};
  Request request = Incomplete(Ask(world::kStranger, "sts:AssumeRole", world::kExec));
  absl::StatusOr<RequestContext> context = InSnapshot(request, session);
  EXPECT_EQ(Show(context, "aws:ResourceTag/team"), "handed-on");
  EXPECT_EQ(Show(context, "aws:ResourceTag/Stage"), "dev");
  EXPECT_EQ(Show(context, "aws:ResourceTag/private"), "absent");
  EXPECT_EQ(Show(context, "iam:ResourceTag/team"), "handed-on");
  // A role that nobody knows may have further tags.
  context = Alone(request, session);
  EXPECT_EQ(Show(context, "aws:ResourceTag/team"), "handed-on");
  EXPECT_EQ(Show(context, "aws:ResourceTag/Stage"), "unknown");
  // Other actions on the role see its own tags only.
  request.action = "iam:GetRole";
  EXPECT_EQ(Show(InSnapshot(request, session), "aws:ResourceTag/team"), "ml");
}

}  // namespace
}  // namespace iamsim
