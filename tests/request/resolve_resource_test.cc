#include <gmock/gmock.h>

#include "request/world.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using world::Alone;
using world::Ask;
using world::Give;
using world::Incomplete;
using world::InSnapshot;

TEST(ResolveResourceTest, ResourceIsAStarOrAnArn) {
  EXPECT_FALSE(Alone(Ask(world::kExec, "s3:ListAllMyBuckets", "*"))->resource_arn.has_value());
  EXPECT_EQ(Alone(Ask(world::kExec, "s3:GetObject", "arn:aws:s3:::b/*"))->resource,
            "arn:aws:s3:::b/*");  // MR-14: literal
  struct Row {
    const char* action;
    const char* resource;
    const char* message;
  };
  const Row rows[] = {
      {"s3:GetObject", "b/k", "did you mean `arn:aws:s3:::b/k`"},
      {"sqs:SendMessage", "s3://b/k", "did you mean `arn:aws:s3:::b/k`"},
      {"sqs:SendMessage", "q", "expected `*` or an ARN"},
      {"sqs:SendMessage", "", "expected `*` or an ARN"},
      {"sqs:SendMessage", "arn:aws:sqs:q", "found `arn:aws:sqs:q`"},
      {"iam:GetUser", "111122223333", "did you mean `arn:aws:iam::111122223333:root`"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.resource);
    EXPECT_THAT(Alone(Ask(world::kExec, row.action, row.resource)), Fails(HasSubstr(row.message)));
  }
}

// EV-4, RC-24.
struct OwnerCase {
  const char* name;
  const char* action;
  const char* resource;
  const char* given;  // resourceAccount
  const char* in_snapshot;
  const char* alone;  // of the self-contained question
};

class OwnerTest : public ::testing::TestWithParam<OwnerCase> {};

TEST_P(OwnerTest, IsTheMostDirectSource) {
  Request request = Ask(world::kStranger, GetParam().action, GetParam().resource);
  request.resource_account = GetParam().given;
  const absl::StatusOr<RequestContext> context = InSnapshot(request);
  ASSERT_THAT(context, IsOk());
  EXPECT_EQ(context->resource_account, GetParam().in_snapshot);
  EXPECT_EQ(Alone(request)->resource_account, GetParam().alone);
}

INSTANTIATE_TEST_SUITE_P(
    Table, OwnerTest,
    ::testing::ValuesIn<OwnerCase>({
        {"OfTheArn", "sqs:SendMessage", world::kQueue, "", world::kStudio, world::kStudio},
        {"OfTheSnapshot", "s3:GetObject", "arn:aws:s3:::studio-data/k", "", world::kStudio,
         world::kOutside},
        {"Given", "s3:GetObject", "arn:aws:s3:::studio-data/k", "222233334444", "222233334444",
         "222233334444"},
        {"GivenAgainstTheArn", "sqs:SendMessage", world::kQueue, "222233334444", "222233334444",
         "222233334444"},
        {"OfStar", "ec2:DescribeInstances", "*", "", world::kOutside, world::kOutside},
        {"OfWhatIsCreated", "s3:CreateBucket", "arn:aws:s3:::new", "", world::kOutside,
         world::kOutside},
        {"OfAnAwsPolicy", "iam:GetPolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess", "",
         world::kOutside, world::kOutside},
        {"AssumedInACompleteContext", "s3:GetObject", "arn:aws:s3:::other/k", "", world::kOutside,
         world::kOutside},
    }),
    [](const auto& test) { return test.param.name; });

TEST(ResolveResourceTest, AssumedOwnerIsNotKnownAndSaidSo) {
  const Request request = Ask(world::kExec, "s3:GetObject", "arn:aws:s3:::other/k");
  absl::StatusOr<RequestContext> context = InSnapshot(request);
  ASSERT_THAT(context, IsOk());
  EXPECT_FALSE(context->resource_account_is_known);
  EXPECT_THAT(context->warnings, Contains(HasSubstr("`arn:aws:s3:::other/k`")));
  EXPECT_EQ(world::Show(context, "aws:ResourceAccount"), world::kStudio);

  context = InSnapshot(Incomplete(request));
  EXPECT_FALSE(context->resource_account_is_known);
  EXPECT_EQ(context->resource_account, "");
  EXPECT_EQ(world::Show(context, "aws:ResourceAccount"), "unknown");

  for (const char* resource : {"*", world::kQueue, world::kBucket}) {
    EXPECT_TRUE(InSnapshot(Ask(world::kExec, "x:Y", resource))->resource_account_is_known);
  }
}

TEST(ResolveResourceTest, CallersWithoutAnAccountOwnNothing) {
  const absl::StatusOr<RequestContext> context =
      Alone(Ask("anonymous", "s3:GetObject", "arn:aws:s3:::other/k"));
  ASSERT_THAT(context, IsOk());
  EXPECT_EQ(context->resource_account, "");
  EXPECT_FALSE(context->resource_account_is_known);
  EXPECT_EQ(world::Show(context, "aws:ResourceAccount"), "absent");
}

TEST(ResolveResourceTest, GivenKeyNamesTheOwnerWhereNothingElseDoes) {
  Request request = Incomplete(Ask(world::kExec, "s3:GetObject", "arn:aws:s3:::other/k"));
  Give(request, "AWS:resourceaccount", "222233334444");
  const absl::StatusOr<RequestContext> context = InSnapshot(request);
  ASSERT_THAT(context, IsOk());
  EXPECT_TRUE(context->resource_account_is_known);
  EXPECT_EQ(context->resource_account, "222233334444");
}

TEST(ResolveResourceTest, ContradictingOwnerIsAWarning) {
  Request request = Ask(world::kExec);
  request.resource_account = "222233334444";
  EXPECT_THAT(Alone(request)->warnings, Contains(HasSubstr("by its ARN")));
  request = Ask(world::kExec, "s3:GetObject", world::kBucket);
  request.resource_account = "222233334444";
  EXPECT_THAT(InSnapshot(request)->warnings, Contains(HasSubstr("by the snapshot")));
  request.resource_account = world::kStudio;
  EXPECT_THAT(InSnapshot(request)->warnings, IsEmpty());
  request.resource_account = "12345";
  EXPECT_THAT(InSnapshot(request), Fails(HasSubstr("`12345`")));
}

// EV-5.
TEST(ResolveResourceTest, OtherPartitionIsAWarning) {
  EXPECT_THAT(
      Alone(Ask(world::kExec, "sqs:SendMessage", "arn:aws-cn:sqs:cn-north-1:111122223333:q"))
          ->warnings,
      Contains(HasSubstr("`aws-cn`")));
  EXPECT_THAT(Alone(Ask("anonymous", "sqs:SendMessage", "arn:aws-cn:sqs:cn-north-1:111122223333:q"))
                  ->warnings,
              IsEmpty());
}

TEST(ResolveResourceTest, S3SettingsAreTheGivenOnesElseTheSnapshots) {
  Request request = Ask(world::kExec, "s3:GetObject", absl::StrCat(world::kAbacBucket, "/k"));
  EXPECT_TRUE(InSnapshot(request)->s3.bucket_abac_enabled);
  EXPECT_FALSE(Alone(request)->s3.bucket_abac_enabled);
  request.s3 = S3Settings{.block_public_access = true};
  EXPECT_FALSE(InSnapshot(request)->s3.bucket_abac_enabled);
  EXPECT_TRUE(InSnapshot(request)->s3.block_public_access);
}

TEST(ResolveResourceTest, VpcEndpointOfTheSnapshotHasItsType) {
  Request request = Ask(world::kExec);
  request.source_vpce = "vpce-1";
  EXPECT_EQ(InSnapshot(request)->vpc_endpoint_type, "interface");
  EXPECT_EQ(Alone(request)->vpc_endpoint_type, "");
  request.vpc_endpoint_type = "gateway";
  EXPECT_EQ(InSnapshot(request)->vpc_endpoint_type, "gateway");
  request.source_vpce = "vpce-11";
  EXPECT_THAT(InSnapshot(request), Fails(HasSubstr("did you mean `vpce-1`")));
}

}  // namespace
}  // namespace iamsim
