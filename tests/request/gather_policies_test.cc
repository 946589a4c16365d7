#include <gmock/gmock.h>

#include "request/world.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using entries::Allow;
using entries::Describe;
using entries::NamesOf;
using entries::OfResource;
using entries::ResourceControl;
using entries::ServiceControl;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using world::Alone;
using world::Ask;
using world::Incomplete;
using world::InSnapshot;

PolicyLayers LayersOf(const absl::StatusOr<RequestContext>& context) {
  EXPECT_THAT(context, IsOk());
  return context.ok() ? context->policies : PolicyLayers();
}

TEST(GatherPoliciesTest, SelfContainedQuestionHasExactlyWhatItBrings) {
  Request request = Ask(world::kAnn, "s3:GetObject", world::kBucket);
  PolicyLayers layers = LayersOf(Alone(request));
  EXPECT_THAT(layers.identity, IsEmpty());
  EXPECT_FALSE(layers.permissions_boundary.has_value());
  EXPECT_FALSE(layers.session.has_value());
  EXPECT_THAT(layers.resource, IsEmpty());
  EXPECT_FALSE(layers.service_control.has_value());
  EXPECT_FALSE(layers.resource_control.has_value());
  EXPECT_FALSE(layers.vpc_endpoint.has_value());

  request.policies.identity = {Allow("i")};
  request.policies.permissions_boundary = PolicyList{};
  request.policies.session = PolicyList{Allow("s")};
  request.policies.resource = {OfResource("r")};
  request.policies.service_control = {{"r-1", {ServiceControl("scp")}}};
  request.policies.vpc_endpoint = {OfResource("e")};
  layers = LayersOf(Alone(request));
  EXPECT_THAT(NamesOf(layers.identity), ElementsAre("i"));
  EXPECT_THAT(*layers.permissions_boundary, IsEmpty());  // set, and allows nothing
  EXPECT_THAT(NamesOf(*layers.session), ElementsAre("s"));
  EXPECT_THAT(NamesOf(layers.resource), ElementsAre("r"));
  EXPECT_THAT(Describe(*layers.service_control), ElementsAre("r-1: scp"));
  EXPECT_THAT(NamesOf(*layers.vpc_endpoint), ElementsAre("e"));
}

// RP-4, also for levels that a request brings.
TEST(GatherPoliciesTest, ResourceControlDefaultIsOnEverySuppliedLevel) {
  Request request = Ask(world::kAnn);
  request.policies.resource_control = {{"r-1", {}}, {"111122223333", {ResourceControl("fence")}}};
  EXPECT_THAT(Describe(*LayersOf(Alone(request)).resource_control),
              ElementsAre("r-1: RCPFullAWSAccess", "111122223333: RCPFullAWSAccess fence"));
}

TEST(GatherPoliciesTest, SnapshotGivesWhatIsAttached) {
  const PolicyLayers layers =
      LayersOf(InSnapshot(Ask(world::kAnn, "s3:GetObject", "arn:aws:s3:::studio-data/k")));
  EXPECT_THAT(NamesOf(layers.identity), ElementsAre("ann-inline"));
  EXPECT_THAT(NamesOf(*layers.permissions_boundary), ElementsAre("Boundary"));
  EXPECT_FALSE(layers.session.has_value());
  EXPECT_THAT(NamesOf(layers.resource), ElementsAre("bucket-policy"));
  EXPECT_THAT(Describe(*layers.service_control),
              ElementsAre("r-1: FullAWSAccess", "ou-ml: guard", "111122223333:"));
  EXPECT_THAT(Describe(*layers.resource_control),
              ElementsAre("r-1: RCPFullAWSAccess", "ou-ml: RCPFullAWSAccess fence",
                          "111122223333: RCPFullAWSAccess"));
}

TEST(GatherPoliciesTest, PoliciesOfTheRequestAreAddedToTheSnapshots) {
  Request request = Ask(world::kAnn, "s3:GetObject", world::kBucket);
  request.policies.identity = {Allow("i")};
  request.policies.permissions_boundary = PolicyList{Allow("pb")};
  request.policies.resource = {OfResource("r")};
  request.policies.service_control = {{"ou-ml", {ServiceControl("scp")}},
                                      {"ou-new", {ServiceControl("scp")}}};
  request.policies.resource_control = {{"ou-ml", {ResourceControl("rcp")}}};
  const PolicyLayers layers = LayersOf(InSnapshot(request));
  EXPECT_THAT(NamesOf(layers.identity), ElementsAre("ann-inline", "i"));
  EXPECT_THAT(NamesOf(*layers.permissions_boundary), ElementsAre("pb"));  // replaced
  EXPECT_THAT(NamesOf(layers.resource), ElementsAre("bucket-policy", "r"));
  EXPECT_THAT(
      Describe(*layers.service_control),
      ElementsAre("r-1: FullAWSAccess", "ou-ml: guard scp", "111122223333:", "ou-new: scp"));
  EXPECT_THAT(Describe(*layers.resource_control), Contains("ou-ml: RCPFullAWSAccess fence rcp"));
}

// EV-17: the policies of one session form one set.
TEST(GatherPoliciesTest, SessionPoliciesOfTheHopAndTheRequestAreOneSet) {
  SessionState session;
  session.session_policies = PolicyList{Allow("hop")};
  Request request = Ask(world::kExec);
  EXPECT_THAT(NamesOf(*LayersOf(InSnapshot(request, session)).session), ElementsAre("hop"));
  request.policies.session = PolicyList{Allow("asked")};
  EXPECT_THAT(NamesOf(*LayersOf(InSnapshot(request, session)).session),
              ElementsAre("hop", "asked"));
  EXPECT_THAT(NamesOf(*LayersOf(Alone(request)).session), ElementsAre("asked"));
}

TEST(GatherPoliciesTest, FederatedUserHasThePoliciesOfItsUser) {
  Request request = Ask(world::kFederated);
  request.federated_by = world::kAnn;
  const PolicyLayers layers = LayersOf(InSnapshot(request));
  EXPECT_THAT(NamesOf(layers.identity), ElementsAre("ann-inline"));
  EXPECT_THAT(NamesOf(*layers.permissions_boundary), ElementsAre("Boundary"));
}

TEST(GatherPoliciesTest, ServiceControlFollowsTheCaller) {
  struct Row {
    const char* rule;
    const char* principal;
    bool applies;
  };
  const Row rows[] = {
      {"SC-1 user", world::kAnn, true},
      {"SC-1 role", world::kExec, true},
      {"SC-1 root of a member", world::kRoot, true},
      {"SC-1 management account", world::kOrgAdmin, false},
      {"SC-1 service-linked role", world::kServiceLinked, false},
      {"SC-3 outside the organization", world::kStranger, false},
      {"SC-6 unknown account", "arn:aws:iam::222233334444:root", false},
      {"5.2 service", world::kService, false},
      {"5.2 anonymous", "anonymous", false},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.rule);
    EXPECT_EQ(LayersOf(InSnapshot(Ask(row.principal))).service_control.has_value(), row.applies);
  }
  // OP-22: callers of AssumeRoleWith* are not bound either.
  EXPECT_FALSE(LayersOf(InSnapshot(Ask(world::kSaml, "sts:AssumeRoleWithSAML", world::kExec)))
                   .service_control.has_value());
}

// RP-1: any caller, by the owner of the resource.
TEST(GatherPoliciesTest, ResourceControlFollowsTheResource) {
  struct Row {
    const char* rule;
    const char* principal;
    const char* action;
    const char* resource;
    bool applies;
  };
  const Row rows[] = {
      {"own account", world::kExec, "sqs:SendMessage", world::kQueue, true},
      {"outside caller", world::kStranger, "sqs:SendMessage", world::kQueue, true},
      {"management caller", world::kOrgAdmin, "sqs:SendMessage", world::kQueue, true},
      {"anonymous caller", "anonymous", "s3:GetObject", world::kBucket, true},
      {"service caller", world::kService, "sqs:SendMessage", world::kQueue, true},
      {"service-linked role", world::kServiceLinked, "sqs:SendMessage", world::kQueue, false},
      {"resource outside", world::kExec, "s3:GetObject", world::kAbacBucket, false},
      {"resource of the management account", world::kExec, "sqs:SendMessage",
       "arn:aws:sqs:eu-west-1:999999999999:q", false},
      // RP-5.
      {"role to assume", world::kExec, "sts:AssumeRole", world::kExec, true},
      {"trust of a service-linked role", world::kService, "sts:AssumeRole", world::kServiceLinked,
       false},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.rule);
    EXPECT_EQ(LayersOf(InSnapshot(Ask(row.principal, row.action, row.resource)))
                  .resource_control.has_value(),
              row.applies);
  }
}

TEST(GatherPoliciesTest, UnknownOwnerCountsAsTheCallersAccountForResourceControl) {
  const Request request = Incomplete(Ask(world::kExec, "s3:GetObject", "arn:aws:s3:::other/k"));
  EXPECT_TRUE(LayersOf(InSnapshot(request)).resource_control.has_value());
}

// SC-1, RP-1.
TEST(GatherPoliciesTest, LevelsGivenForTheManagementAccountAreIgnoredAloud) {
  Request request =
      Ask(world::kOrgAdmin, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:999999999999:q");
  request.policies.service_control = {{"r-1", {ServiceControl("scp")}}};
  request.policies.resource_control = {{"r-1", {ResourceControl("rcp")}}};
  const absl::StatusOr<RequestContext> context = InSnapshot(request);
  EXPECT_FALSE(LayersOf(context).service_control.has_value());
  EXPECT_FALSE(LayersOf(context).resource_control.has_value());
  EXPECT_THAT(context->warnings, ElementsAre(HasSubstr("service control policies are ignored"),
                                             HasSubstr("resource control policies are ignored")));
}

// CH-3, CH-6: what a hop needs besides sts:AssumeRole is decided by the same trust policy.
TEST(GatherPoliciesTest, TrustPolicyIsTheResourcePolicyOfAssumeRole) {
  for (const char* action : {"sts:AssumeRole", "STS:assumerole", "sts:TagSession",
                             "sts:SetSourceIdentity", "sts:AssumeRoleWithSAML"}) {
    SCOPED_TRACE(action);
    EXPECT_THAT(NamesOf(LayersOf(InSnapshot(Ask(world::kAnn, action, world::kExec))).resource),
                ElementsAre("exec-trust"));
  }
  // MA-6, PA-7: and of nothing else.
  for (const char* action : {"iam:PassRole", "iam:GetRole", "iam:UpdateAssumeRolePolicy"}) {
    SCOPED_TRACE(action);
    EXPECT_THAT(LayersOf(InSnapshot(Ask(world::kAnn, action, world::kExec))).resource, IsEmpty());
  }
}

// TR-1: every role has a trust policy.
TEST(GatherPoliciesTest, TrustPolicyThatIsNotKnownIsMissing) {
  constexpr char kElsewhere[] = "arn:aws:iam::222233334444:role/R";
  for (const char* role : {world::kNoTrust, kElsewhere}) {
    SCOPED_TRACE(role);
    Request request = Ask(world::kAnn, "sts:AssumeRole", role);
    PolicyList resource = LayersOf(InSnapshot(request)).resource;
    ASSERT_EQ(resource.size(), 1u);
    EXPECT_EQ(resource[0]->policy, nullptr);
    EXPECT_EQ(resource[0]->document_id(), role);
    request.policies.resource = {entries::Trust("given")};
    EXPECT_THAT(NamesOf(LayersOf(InSnapshot(request)).resource), ElementsAre("given"));
  }
}

TEST(GatherPoliciesTest, RoleToAssumeMustExistWhereTheAccountIsKnown) {
  const absl::StatusOr<RequestContext> context = InSnapshot(
      Ask(world::kAnn, "sts:AssumeRole", "arn:aws:iam::111122223333:role/service-role/Exce"));
  EXPECT_THAT(context, Fails(HasSubstr(world::kExec)));
  EXPECT_EQ(context.status().code(), absl::StatusCode::kNotFound);
}

// KM-1: every key has a policy.
TEST(GatherPoliciesTest, KeyPolicyThatIsNotKnownIsMissing) {
  constexpr char kUnknownKey[] = "arn:aws:kms:eu-west-1:111122223333:key/unknown";
  EXPECT_THAT(NamesOf(LayersOf(InSnapshot(Ask(world::kAnn, "kms:Decrypt", world::kKey))).resource),
              ElementsAre("key-policy"));
  Request request = Ask(world::kAnn, "kms:Decrypt", kUnknownKey);
  const PolicyList resource = LayersOf(InSnapshot(request)).resource;
  ASSERT_EQ(resource.size(), 1u);
  EXPECT_EQ(resource[0]->policy, nullptr);
  EXPECT_EQ(resource[0]->document_id(), kUnknownKey);
  EXPECT_THAT(LayersOf(Alone(request)).resource, IsEmpty());
  request.policies.resource = {OfResource("given")};
  EXPECT_THAT(NamesOf(LayersOf(InSnapshot(request)).resource), ElementsAre("given"));
  // KM-3: an alias has none.
  EXPECT_THAT(LayersOf(InSnapshot(Ask(world::kAnn, "kms:CreateAlias",
                                      "arn:aws:kms:eu-west-1:111122223333:alias/a")))
                  .resource,
              IsEmpty());
}

TEST(GatherPoliciesTest, UnknownResourceHasNoPolicyWhichIsSaidInAnIncompleteContext) {
  struct Row {
    const char* action;
    const char* resource;
    bool warns;
  };
  const Row rows[] = {
      {"sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:unknown", true},
      {"sqs:SendMessage", world::kQueue, false},  // known to have none
      {"sqs:ListQueues", "*", false},
      {"iam:GetRole", "arn:aws:iam::111122223333:role/unknown", false},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.resource);
    const Request request = Ask(world::kAnn, row.action, row.resource);
    EXPECT_THAT(LayersOf(InSnapshot(request)).resource, IsEmpty());
    EXPECT_THAT(InSnapshot(request)->warnings, Not(Contains(HasSubstr("taken as none"))));
    const bool warned = ::testing::Matches(Contains(HasSubstr("taken as none")))(
        InSnapshot(Incomplete(request))->warnings);
    EXPECT_EQ(warned, row.warns);
  }
}

// VE-1, VE-2.
TEST(GatherPoliciesTest, EndpointOfTheSnapshotBringsItsPolicy) {
  Request request = Ask(world::kAnn);
  request.source_vpce = "vpce-1";
  EXPECT_THAT(NamesOf(*LayersOf(InSnapshot(request)).vpc_endpoint), ElementsAre("endpoint-policy"));
  EXPECT_FALSE(LayersOf(Alone(request)).vpc_endpoint.has_value());
  request.policies.vpc_endpoint = {OfResource("more")};
  EXPECT_THAT(NamesOf(*LayersOf(InSnapshot(request)).vpc_endpoint),
              ElementsAre("endpoint-policy", "more"));
  request.source_vpce = "vpce-2";
  EXPECT_THAT(NamesOf(*LayersOf(InSnapshot(request)).vpc_endpoint), ElementsAre("more"));
  request.policies.vpc_endpoint.clear();
  EXPECT_FALSE(LayersOf(InSnapshot(request)).vpc_endpoint.has_value());
}

}  // namespace
}  // namespace iamsim
