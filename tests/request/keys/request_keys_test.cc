#include <gmock/gmock.h>

#include "request/world.h"

namespace iamsim {
namespace {

using world::Alone;
using world::Ask;
using world::Give;
using world::Incomplete;
using world::InSnapshot;
using world::Show;

// formats.md: keys of the request itself follow only when the context is incomplete.
TEST(RequestKeysTest, CompleteContextIsNotMadeUp) {
  const absl::StatusOr<RequestContext> context = Alone(Ask(world::kExec));
  for (const char* key : {"aws:RequestedRegion", "aws:ViaAWSService", "aws:CurrentTime",
                          "aws:EpochTime", "aws:SecureTransport", "aws:SourceIp"}) {
    EXPECT_EQ(Show(context, key), "absent") << key;
  }
}

// RC-20, RC-28, and the clock is never read.
TEST(RequestKeysTest, AlwaysPresentKeysWhoseValueNobodySaysAreUnknown) {
  const absl::StatusOr<RequestContext> context = Alone(Incomplete(Ask(world::kExec)));
  for (const char* key : {"aws:CurrentTime", "aws:EpochTime", "aws:SecureTransport", "aws:SourceIp",
                          "aws:UserAgent", "aws:referer", "aws:TagKeys", "aws:RequestTag/x"}) {
    EXPECT_EQ(Show(context, key), "unknown") << key;
  }
}

// RC-20, QK-10.
struct RegionCase {
  const char* name;
  const char* principal;
  const char* action;
  const char* resource;
  const char* want;
};

class RequestedRegionTest : public ::testing::TestWithParam<RegionCase> {};

TEST_P(RequestedRegionTest, FollowsFromTheArnOrTheService) {
  EXPECT_EQ(
      Show(Alone(Incomplete(Ask(GetParam().principal, GetParam().action, GetParam().resource))),
           "aws:RequestedRegion"),
      GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RequestedRegionTest,
    ::testing::ValuesIn<RegionCase>({
        {"RegionOfTheArn", world::kExec, "sqs:SendMessage", world::kQueue, "eu-west-1"},
        {"NoRegionInTheArn", world::kExec, "s3:GetObject", world::kBucket, "unknown"},
        {"Star", world::kExec, "ec2:DescribeInstances", "*", "unknown"},
        {"Iam", world::kExec, "iam:ListRoles", "*", "us-east-1"},
        {"PassRole", world::kExec, "iam:PassRole", world::kExec, "us-east-1"},
        {"Organizations", world::kExec, "organizations:ListAccounts", "*", "us-east-1"},
        {"CloudFront", world::kExec, "cloudfront:CreateInvalidation",
         "arn:aws:cloudfront::111122223333:distribution/E1", "us-east-1"},
        {"Route53", world::kExec, "Route53:GetHostedZone", "arn:aws:route53:::hostedzone/Z1",
         "us-east-1"},
        {"Support", world::kExec, "support:DescribeCases", "*", "us-east-1"},
        {"StsIsRegional", world::kAnn, "sts:AssumeRole", world::kExec, "unknown"},
        {"IamOfAnotherPartition", "arn:aws-cn:iam::111122223333:role/R", "iam:ListRoles", "*",
         "unknown"},
    }),
    [](const auto& test) { return test.param.name; });

// RC-7.
TEST(RequestKeysTest, DirectCallIsNotViaAService) {
  const absl::StatusOr<RequestContext> context = Alone(Incomplete(Ask(world::kExec)));
  EXPECT_EQ(Show(context, "aws:ViaAWSService"), "false");
  EXPECT_EQ(Show(context, "aws:CalledVia"), "absent");
  EXPECT_EQ(Show(context, "aws:CalledViaFirst"), "absent");
  EXPECT_EQ(Show(context, "aws:CalledViaLast"), "absent");
}

TEST(RequestKeysTest, ForwardedCallNamesItsServices) {
  Request request = Incomplete(Ask(world::kExec));
  Give(request, "aws:ViaAWSService", "true");
  EXPECT_EQ(Show(Alone(request), "aws:CalledVia"), "unknown");
  EXPECT_EQ(Show(Alone(request), "aws:CalledViaFirst"), "unknown");
  request = Incomplete(Ask(world::kExec));
  request.context["aws:CalledVia"] =
      ContextValue::List({"cloudformation.amazonaws.com", "dynamodb.amazonaws.com"});
  const absl::StatusOr<RequestContext> context = Alone(request);
  EXPECT_EQ(Show(context, "aws:ViaAWSService"), "true");
  EXPECT_EQ(Show(context, "aws:CalledViaFirst"), "cloudformation.amazonaws.com");
  EXPECT_EQ(Show(context, "aws:CalledViaLast"), "dynamodb.amazonaws.com");
}

// RC-8.
TEST(RequestKeysTest, McpKeysAreAbsentUnlessGiven) {
  Request request = Incomplete(Ask(world::kExec));
  EXPECT_EQ(Show(Alone(request), "aws:ViaAWSMCPService"), "absent");
  EXPECT_EQ(Show(Alone(request), "aws:CalledViaAWSMCP"), "absent");
  Give(request, "aws:ViaAWSMCPService", "true");
  EXPECT_EQ(Show(Alone(request), "aws:ViaAWSMCPService"), "true");
  EXPECT_EQ(Show(Alone(request), "aws:CalledViaAWSMCP"), "unknown");
}

// RC-23.
TEST(RequestKeysTest, SourceKeysAreForServicesOnly) {
  for (const char* key :
       {"aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"}) {
    SCOPED_TRACE(key);
    for (const char* principal : {world::kAnn, world::kExec, world::kRoot, "anonymous"}) {
      EXPECT_EQ(Show(Alone(Incomplete(Ask(principal))), key), "absent") << principal;
    }
    EXPECT_EQ(Show(Alone(Incomplete(Ask(world::kService))), key), "unknown");
  }
}

// RC-25.
TEST(RequestKeysTest, NoTagKeysMeansNoRequestTags) {
  Request request = Incomplete(Ask(world::kExec));
  request.context["aws:TagKeys"] = ContextValue::List({});
  EXPECT_EQ(Show(Alone(request), "aws:TagKeys"), "absent");
  EXPECT_EQ(Show(Alone(request), "aws:RequestTag/x"), "absent");
  request = Incomplete(Ask(world::kExec));
  request.absent_keys = {"AWS:TagKeys"};
  EXPECT_EQ(Show(Alone(request), "aws:RequestTag/x"), "absent");
}

}  // namespace
}  // namespace iamsim
