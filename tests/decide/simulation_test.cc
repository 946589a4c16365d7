#include "iamsim/decide/simulation.h"

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "decide/simulation_world.h"

namespace iamsim {
namespace {

using entries::Document;
using simulated::About;
using simulated::Ask;
using simulated::AskOne;
using simulated::Custom;
using simulated::Identity;
using simulated::kAccessPoint;
using simulated::kAnn;
using simulated::kDeploy;
using simulated::kDevs;
using simulated::kObject;
using simulated::Show;
using simulated::Text;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using Kind = PolicyExclusion::Kind;

TEST(SimulationTest, NamesPoliciesAsAwsDoes) {
  EXPECT_EQ(Show(AskOne(About(kAnn, "s3:GetObject"))), "allowed user_ann_own");
  EXPECT_EQ(Show(AskOne(About(kAnn, "s3:GetObjectTagging"))), "allowed Read");
  EXPECT_EQ(Show(AskOne(About(kDevs, "s3:PutObject"))), "allowed group_devs_team");
  EXPECT_EQ(Show(AskOne(Custom(Text("Allow", "s3:*"), "s3:GetObject"))),
            "allowed PolicyInputList.1");
  SimulationRequest more = About(kAnn, "s3:GetObject");
  more.policies = {Identity("PolicyInputList.1", Text("Deny", "s3:Get*"))};
  EXPECT_EQ(Show(AskOne(more)), "explicitDeny PolicyInputList.1");  // a deny leaves only the deny
}

TEST(SimulationTest, GroupHasNeitherBoundaryNorOtherPolicies) {
  const SimulatedCheck check = AskOne(About(kDevs, "s3:GetObject"));
  EXPECT_EQ(Show(check), "implicitDeny");
  EXPECT_EQ(check.allowed_by_boundary, std::nullopt);
  EXPECT_EQ(check.allowed_by_organizations, true);
}

// EV-16: a boundary only limits.
TEST(SimulationTest, BoundaryLimitsAndIsReported) {
  const SimulatedCheck limited = AskOne(About(kAnn, "s3:PutObject"));
  EXPECT_EQ(Show(limited), "implicitDeny");
  EXPECT_EQ(limited.allowed_by_boundary, false);
  EXPECT_EQ(AskOne(About(kAnn, "s3:GetObject")).allowed_by_boundary, true);
  SimulationRequest other = About(kAnn, "s3:PutObject");
  other.permissions_boundary =
      PolicyList{Document("PermissionsBoundaryPolicyInputList.1", PolicyKind::kPermissionsBoundary,
                          Text("Allow", "*"))};
  EXPECT_EQ(Show(AskOne(other)), "allowed group_devs_team");
  other.permissions_boundary = PolicyList{Document(
      "PermissionsBoundaryPolicyInputList.1", PolicyKind::kPermissionsBoundary, Text("Deny", "*"))};
  const SimulatedCheck denied = AskOne(other);
  EXPECT_EQ(Show(denied), "explicitDeny PermissionsBoundaryPolicyInputList.1");
  ASSERT_EQ(denied.statements.size(), 1U);
  EXPECT_EQ(denied.statements[0].layer, PolicyKind::kPermissionsBoundary);
}

TEST(SimulationTest, DenialByTheOrganizationEndsTheEvaluation) {
  SimulationRequest request = About(kDeploy, "s3:DeleteObject");
  request.exclusions = {{PolicyExclusion::Kind::kArn, "arn:aws:iam::111122223333:policy/Lost"}};
  const SimulatedCheck check = AskOne(request);
  EXPECT_EQ(Show(check), "explicitDeny");
  EXPECT_EQ(check.allowed_by_organizations, false);
  request.actions = {"s3:GetObject"};
  EXPECT_EQ(AskOne(request).allowed_by_organizations, true);
}

// A document that the snapshot lacks might deny: never allowed, never silent.
TEST(SimulationTest, MissingDocumentIsTakenAsNotAllowedWithAWarning) {
  const SimulationRequest request = About(kDeploy, "s3:GetObject");
  EXPECT_EQ(Show(AskOne(request)), "implicitDeny");
  EXPECT_THAT(Ask(request).warnings,
              ElementsAre("`s3:GetObject` on `arn:aws:s3:::b/k`: taken as not allowed: it depends "
                          "on what the snapshot lacks, `arn:aws:iam::111122223333:policy/Lost`"));
}

TEST(SimulationTest, MissingKeysAreAbsentAndListed) {
  SimulationRequest request =
      Custom(Text("Allow", "s3:*", R"(,"Condition":{"StringEquals":{"aws:PrincipalTag/team":"x"},
                                   "IpAddress":{"aws:sourceip":"10.0.0.0/8"}})"),
             "s3:GetObject");
  SimulatedCheck check = AskOne(request);
  EXPECT_EQ(Show(check), "implicitDeny");
  EXPECT_THAT(check.missing_context, ElementsAre("aws:PrincipalTag/team", "aws:sourceip"));
  request.context["aws:SourceIp"] = ContextValue::Scalar("10.1.2.3");
  check = AskOne(request);
  EXPECT_THAT(check.missing_context, ElementsAre("aws:PrincipalTag/team"));
  // A statement that something given rules out needs no more.
  request.context["aws:SourceIp"] = ContextValue::Scalar("192.0.2.1");
  EXPECT_THAT(AskOne(request).missing_context, IsEmpty());
  request.context["aws:SourceIp"] = ContextValue::Scalar("10.1.2.3");
  request.context["aws:PrincipalTag/team"] = ContextValue::Scalar("x");
  check = AskOne(request);
  EXPECT_EQ(Show(check), "allowed PolicyInputList.1");
  EXPECT_THAT(check.missing_context, IsEmpty());
}

// CO-6: a negated operator holds for an absent key, so this Deny decides; AWS lists its key too.
TEST(SimulationTest, MissingKeysMayDeny) {
  SimulationRequest request = Custom(Text("Allow", "s3:*"), "s3:GetObject");
  request.policies.push_back(
      Identity("PolicyInputList.2",
               Text("Deny", "*",
                    R"(,"Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}})")));
  const SimulatedCheck check = AskOne(request);
  EXPECT_EQ(Show(check), "explicitDeny PolicyInputList.2");
  EXPECT_THAT(check.missing_context, ElementsAre("aws:RequestedRegion"));
}

TEST(SimulationTest, KeysThatFollowAreNotMissing) {
  SimulationRequest request = About(kAnn, "s3:GetObject");
  request.policies = {Identity("PolicyInputList.1",
                               R"({"Version":"2012-10-17","Statement":[
          {"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}"},
          {"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{
           "aws:PrincipalOrgID":"o-2","aws:PrincipalTag/x":"y"}}}]})")};
  EXPECT_THAT(AskOne(request).missing_context, IsEmpty());
  // Of a group any user may call: what follows from the user is missing.
  request.policy_source = kDevs;
  request.resources = {"arn:aws:s3:::b/ann"};
  EXPECT_THAT(AskOne(request).missing_context, ElementsAre("aws:username"));
  // Of nobody in particular not even the account is known.
  request = Custom(Text("Allow", "s3:*",
                        R"(,"Condition":{"StringLike":{"aws:PrincipalArn":"*",
                            "aws:PrincipalAccount":"*","aws:ResourceAccount":"*"}})"),
                   "s3:GetObject", kObject);
  EXPECT_EQ(Show(AskOne(request)), "implicitDeny");
  EXPECT_THAT(AskOne(request).missing_context,
              ElementsAre("aws:PrincipalAccount", "aws:PrincipalArn", "aws:ResourceAccount"));
  request.caller = kAnn;
  EXPECT_EQ(Show(AskOne(request)), "allowed PolicyInputList.1");
}

// Whoever owns the resource: without a caller there is no second account.
TEST(SimulationTest, NobodyNeverCallsAcrossAccounts) {
  for (const char* resource : {"*", kObject, "arn:aws:sqs:us-east-1:777788889999:q"}) {
    for (const char* owner : {"", "444455556666"}) {
      for (const char* given : {"", "555566667777"}) {
        SimulationRequest request = Custom(Text("Allow", "*"), "sqs:SendMessage", resource);
        request.resource_owner = owner;
        if (*given != '\0') request.context["AWS:ResourceAccount"] = ContextValue::Scalar(given);
        const SimulatedCheck check = AskOne(request);
        EXPECT_EQ(Show(check), "allowed PolicyInputList.1") << resource << owner << given;
        EXPECT_FALSE(check.is_cross_account);
      }
    }
  }
}

TEST(SimulationTest, AbsentKeysAreNotMissing) {
  SimulationRequest request = Custom(
      Text("Allow", "s3:*", R"(,"Condition":{"Null":{"aws:SourceVpc":"true"}})"), "s3:GetObject");
  EXPECT_THAT(AskOne(request).missing_context, ElementsAre("aws:SourceVpc"));
  request.absent_keys = {"aws:sourcevpc"};
  EXPECT_THAT(AskOne(request).missing_context, IsEmpty());
  EXPECT_EQ(Show(AskOne(request)), "allowed PolicyInputList.1");
}

std::shared_ptr<const AttachedPolicy> ResourcePolicy(absl::string_view effect,
                                                     absl::string_view principal) {
  return Document("ResourcePolicy", PolicyKind::kResource,
                  absl::StrCat(R"({"Version":"2012-10-17","Statement":[{"Effect":")", effect,
                               R"(","Principal":{"AWS":")", principal,
                               R"("},"Action":"s3:*","Resource":"*"}]})"));
}

TEST(SimulationTest, CallerIsWhomTheResourcePolicyNames) {
  SimulationRequest request = Custom(Text("Allow", "ec2:*"), "s3:GetObject", kObject);
  request.resource_policy = ResourcePolicy("Allow", kAnn);
  request.caller = kAnn;
  SimulatedCheck check = AskOne(request);
  EXPECT_EQ(Show(check), "allowed ResourcePolicy");
  EXPECT_FALSE(check.is_cross_account);
  request.caller = kDeploy;
  EXPECT_EQ(Show(AskOne(request)), "implicitDeny");
  request.resource_policy = ResourcePolicy("Deny", "*");
  EXPECT_EQ(Show(AskOne(request)), "explicitDeny ResourcePolicy");
  // A group stands for any user of its account.
  request.resource_policy = ResourcePolicy("Deny", "111122223333");
  request.caller = kDevs;
  EXPECT_EQ(Show(AskOne(request)), "explicitDeny ResourcePolicy");
}

// EV-14: across accounts both must allow.
TEST(SimulationTest, ResourceOwnerMakesItCrossAccount) {
  SimulationRequest request = Custom(Text("Allow", "ec2:*"), "s3:GetObject", kObject);
  request.caller = kAnn;
  request.resource_owner = "444455556666";
  request.resource_policy = ResourcePolicy("Allow", kAnn);
  SimulatedCheck check = AskOne(request);
  EXPECT_EQ(Show(check), "implicitDeny");
  EXPECT_TRUE(check.is_cross_account);
  EXPECT_THAT(check.layers, ElementsAre(Pair(PolicyKind::kIdentity, DecisionKind::kImplicitDeny),
                                        Pair(PolicyKind::kResource, DecisionKind::kAllowed)));
  request.policies = {Identity("PolicyInputList.1", Text("Allow", "s3:*"))};
  EXPECT_EQ(Show(AskOne(request)), "allowed ResourcePolicy PolicyInputList.1");
  request.resource_policy = nullptr;
  check = AskOne(request);
  EXPECT_EQ(Show(check), "implicitDeny");
  EXPECT_THAT(check.layers, ElementsAre(Pair(PolicyKind::kIdentity, DecisionKind::kAllowed),
                                        Pair(PolicyKind::kResource, DecisionKind::kImplicitDeny)));
}

TEST(SimulationTest, AsIfBobHadDavidsPolicies) {
  SimulationRequest request = About(kAnn, "s3:GetObject", "arn:aws:s3:::b/Bob");
  request.caller = "arn:aws:iam::111122223333:user/Bob";
  request.resource_policy = Document("ResourcePolicy", PolicyKind::kResource,
                                     R"({"Version":"2012-10-17","Statement":[
                                         {"Effect":"Deny","Principal":"*","Action":"s3:*",
                                          "Resource":"arn:aws:s3:::b/${aws:username}"}]})");
  EXPECT_EQ(Show(AskOne(request)), "explicitDeny ResourcePolicy");
  EXPECT_THAT(Ask(request).warnings, Contains(HasSubstr("user/Bob` is not in the snapshot")));
  request.resources = {"arn:aws:s3:::b/ann"};
  EXPECT_EQ(Show(AskOne(request)), "allowed user_ann_own");
}

TEST(SimulationTest, SnapshotsResourcePoliciesHaveTheirSayUnlessReplaced) {
  SimulationRequest request = About(kAnn, "s3:GetObject", "arn:aws:s3:::other/k");
  const SimulatedCheck check = AskOne(request);
  EXPECT_EQ(Show(check), "allowed other user_ann_own");
  EXPECT_TRUE(check.is_cross_account);
  request.resource_policy = ResourcePolicy("Allow", kDeploy);
  EXPECT_EQ(Show(AskOne(request)), "implicitDeny");
}

// S3-6: the bucket behind an access point must allow too.
TEST(SimulationTest, BucketBehindAnAccessPointHasItsSay) {
  const std::string secret = absl::StrCat(kAccessPoint, "/object/secret/k");
  SimulationRequest request = About(kAnn, "s3:GetObject", secret);
  const SimulatedCheck check = AskOne(request);
  EXPECT_EQ(Show(check), "explicitDeny behind");
  EXPECT_EQ(check.resource, secret);
  request.resources = {absl::StrCat(kAccessPoint, "/object/k")};
  EXPECT_EQ(Show(AskOne(request)), "allowed user_ann_own");
}

// EV-22, TR-1: AWS's simulator knows nothing of trust and says allowed.
TEST(SimulationTest, MandatoryResourcePolicyMustBeGiven) {
  SimulationRequest request = Custom(Text("Allow", "sts:AssumeRole"), "sts:AssumeRole", kDeploy);
  request.caller = kAnn;
  EXPECT_EQ(Show(AskOne(request)), "implicitDeny");
  EXPECT_THAT(Ask(request).warnings, Contains(HasSubstr("a resource policy must allow it")));
  request.trust_policy = entries::Trust("ResourcePolicy");
  EXPECT_EQ(Show(AskOne(request)), "allowed ResourcePolicy PolicyInputList.1");
  // On `*` there is no role whose trust could be asked.
  request = Custom(Text("Allow", "sts:AssumeRole"), "sts:AssumeRole");
  EXPECT_EQ(Show(AskOne(request)), "allowed PolicyInputList.1");
}

// SC-2: every level must allow.
TEST(SimulationTest, OrderedOrganizationPolicies) {
  SimulationRequest request = Custom(Text("Allow", "s3:*"), "s3:GetObject");
  EXPECT_EQ(AskOne(request).allowed_by_organizations, std::nullopt);
  const auto level = [](absl::string_view effect) {
    return PolicyLevel{"1", {Document("scp", PolicyKind::kServiceControl, Text(effect, "*"))}};
  };
  request.service_control = std::vector<PolicyLevel>{level("Allow"), level("Allow")};
  EXPECT_EQ(AskOne(request).allowed_by_organizations, true);
  request.service_control->push_back({"3", {}});
  EXPECT_EQ(AskOne(request).allowed_by_organizations, false);
  EXPECT_EQ(Show(AskOne(request)), "implicitDeny");
  request.service_control->back() = level("Deny");
  EXPECT_EQ(Show(AskOne(request)), "explicitDeny");
  // Conditions of control policies count, and miss keys.
  request.service_control = std::vector<PolicyLevel>{
      {"1",
       {Document("scp", PolicyKind::kServiceControl,
                 Text("Allow", "*", R"(,"Condition":{"Bool":{"aws:SecureTransport":"true"}})"))}}};
  EXPECT_EQ(Show(AskOne(request)), "implicitDeny");
  EXPECT_THAT(AskOne(request).missing_context, ElementsAre("aws:SecureTransport"));
  request.context["aws:SecureTransport"] = ContextValue::Scalar("true");
  EXPECT_EQ(Show(AskOne(request)), "allowed PolicyInputList.1");
}

TEST(SimulationTest, PagesAreItemsOfTheShape) {
  SimulationRequest request = Custom(Text("Allow", "s3:GetObject"), "s3:GetObject", kObject);
  request.actions = {"s3:GetObject", "s3:PutObject", "s3:ListBucket"};
  request.resources = {kObject, "arn:aws:s3:::b/l"};
  const auto page = [&request](SimulationShape shape, std::size_t first, std::size_t count) {
    request.shape = shape;
    request.first_item = first;
    request.max_items = count;
    const Simulation simulation = Ask(request);
    std::string text;
    for (const SimulatedItem& item : simulation.items) {
      absl::StrAppend(&text, item.action, ":", item.checks.size(),
                      item.checks.back().resource.substr(15), " ");
    }
    return absl::StrCat(text, simulation.next_item ? absl::StrCat(*simulation.next_item) : "end");
  };
  EXPECT_EQ(page(SimulationShape::kCurrent, 0, 100),
            "s3:GetObject:2l s3:PutObject:2l s3:ListBucket:2l end");
  EXPECT_EQ(page(SimulationShape::kCurrent, 0, 2), "s3:GetObject:2l s3:PutObject:2l 2");
  EXPECT_EQ(page(SimulationShape::kCurrent, 2, 2), "s3:ListBucket:2l end");
  EXPECT_EQ(page(SimulationShape::kLegacy, 1, 2), "s3:GetObject:1l s3:PutObject:1k 3");
  EXPECT_EQ(page(SimulationShape::kLegacy, 5, 2), "s3:ListBucket:1l end");
  EXPECT_EQ(page(SimulationShape::kLegacy, 7, 2), "end");
}

TEST(SimulationTest, Errors) {
  const auto fails = [](const SimulationRequest& request) {
    return Simulate(*simulated::World(), request, EvaluationOptions()).status();
  };
  EXPECT_THAT(fails(About("arn:aws:iam::111122223333:user/anne", "s3:GetObject")),
              Fails(HasSubstr("is not in the snapshot, did you mean "
                              "`arn:aws:iam::111122223333:user/ann`?")));
  EXPECT_EQ(fails(About("arn:aws:iam::111122223333:user/anne", "s3:GetObject")).code(),
            absl::StatusCode::kNotFound);
  EXPECT_THAT(fails(About(kAnn, "s3:Get*")), Fails(HasSubstr("s3:Get*")));
  EXPECT_THAT(fails(About(kAnn, "s3:GetObject", "b/k")),
              Fails(HasSubstr("expected `*` or an ARN")));
  SimulationRequest none = About(kAnn, "s3:GetObject");
  none.resources.clear();
  EXPECT_THAT(fails(none), Fails(HasSubstr("expected a resource")));
}

}  // namespace
}  // namespace iamsim
