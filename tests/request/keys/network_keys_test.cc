#include <gmock/gmock.h>

#include "request/world.h"

namespace iamsim {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using world::Ask;
using world::Give;
using world::Incomplete;
using world::InSnapshot;
using world::Show;

constexpr const char* kVpcFamily[] = {"aws:SourceVpc",    "aws:SourceVpce",  "aws:VpcSourceIp",
                                      "aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID",
                                      "aws:VpceOrgPaths"};

TEST(NetworkKeysTest, NothingIsKnownOfAPlainQuestion) {
  const absl::StatusOr<RequestContext> context = InSnapshot(Incomplete(Ask(world::kExec)));
  EXPECT_EQ(Show(context, "aws:SourceIp"), "unknown");
  for (const char* key : kVpcFamily) EXPECT_EQ(Show(context, key), "unknown") << key;
}

// RC-21: mutually exclusive, both ways.
TEST(NetworkKeysTest, SourceIpExcludesTheVpcFamily) {
  Request request = Incomplete(Ask(world::kExec));
  Give(request, "aws:SourceIp", "203.0.113.7");
  const absl::StatusOr<RequestContext> context = InSnapshot(request);
  EXPECT_EQ(Show(context, "aws:SourceIp"), "203.0.113.7");
  for (const char* key : kVpcFamily) EXPECT_EQ(Show(context, key), "absent") << key;
}

TEST(NetworkKeysTest, EachOfTheVpcFamilyExcludesSourceIp) {
  for (const char* key : {"aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp"}) {
    SCOPED_TRACE(key);
    Request request = Incomplete(Ask(world::kExec));
    Give(request, key, "x");
    const absl::StatusOr<RequestContext> context = InSnapshot(request);
    EXPECT_EQ(Show(context, "aws:SourceIp"), "absent");
    EXPECT_EQ(Show(context, key), "x");
    EXPECT_EQ(Show(context, "aws:VpceAccount"), "unknown");
  }
}

TEST(NetworkKeysTest, BothGivenAreTakenWithAWarning) {
  Request request = Incomplete(Ask(world::kExec));
  Give(request, "aws:SourceIp", "203.0.113.7");
  Give(request, "aws:SourceVpc", "vpc-1");
  const absl::StatusOr<RequestContext> context = InSnapshot(request);
  EXPECT_EQ(Show(context, "aws:SourceIp"), "203.0.113.7");
  EXPECT_EQ(Show(context, "aws:SourceVpc"), "vpc-1");
  EXPECT_THAT(context->warnings, Contains(HasSubstr("no request of AWS has both")));
}

TEST(NetworkKeysTest, EndpointSetsItsKey) {
  Request request = Ask(world::kExec);
  request.source_vpce = "vpce-2";
  EXPECT_EQ(Show(InSnapshot(request), "aws:SourceVpce"), "vpce-2");
  request.context_is_complete = false;
  EXPECT_EQ(Show(InSnapshot(request), "aws:SourceVpce"), "vpce-2");
  EXPECT_EQ(Show(InSnapshot(request), "aws:SourceIp"), "absent");
  Give(request, "aws:SourceVpce", "vpce-given");
  EXPECT_EQ(Show(InSnapshot(request), "aws:SourceVpce"), "vpce-given");
}

TEST(NetworkKeysTest, EndpointPolicyMeansThatThereIsAnEndpoint) {
  Request request = Incomplete(Ask(world::kExec));
  request.policies.vpc_endpoint = {entries::OfResource("e")};
  EXPECT_EQ(Show(InSnapshot(request), "aws:SourceIp"), "absent");
  request.policies.vpc_endpoint.clear();
  request.policies.through_vpc_endpoint = true;
  EXPECT_EQ(Show(InSnapshot(request), "aws:SourceIp"), "absent");
}

// RC-22: a forward access session keeps aws:SourceIp only; direct calls of services show nothing.
TEST(NetworkKeysTest, ForwardedAndServiceCallsShowLess) {
  Request request = Incomplete(Ask(world::kExec));
  Give(request, "aws:ViaAWSService", "true");
  EXPECT_EQ(Show(InSnapshot(request), "aws:SourceIp"), "unknown");
  for (const char* key : kVpcFamily) EXPECT_EQ(Show(InSnapshot(request), key), "absent") << key;
  request = Incomplete(Ask(world::kService));
  EXPECT_EQ(Show(InSnapshot(request), "aws:SourceIp"), "absent");
  for (const char* key : kVpcFamily) EXPECT_EQ(Show(InSnapshot(request), key), "absent") << key;
}

// RC-21: "not for iam:PassRole".
TEST(NetworkKeysTest, PassRoleHasNoKeysOfTheEndpoint) {
  const absl::StatusOr<RequestContext> context =
      InSnapshot(Incomplete(Ask(world::kAnn, "iam:PassRole", world::kExec)));
  EXPECT_EQ(Show(context, "aws:SourceVpce"), "unknown");
  for (const char* key :
       {"aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"}) {
    EXPECT_EQ(Show(context, key), "absent") << key;
  }
}

}  // namespace
}  // namespace iamsim
