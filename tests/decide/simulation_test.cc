#include "iamsim/decide/simulation.h"

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "snapshot/entries.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using entries::A;
using entries::Document;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr char kAnn[] = "arn:aws:iam::111122223333:user/ann";
constexpr char kDevs[] = "arn:aws:iam::111122223333:group/devs";
constexpr char kDeploy[] = "arn:aws:iam::111122223333:role/Deploy";
constexpr char kObject[] = "arn:aws:s3:::b/k";
constexpr char kManaged[] = "arn:aws:iam::111122223333:policy/Read";
constexpr char kAwsManaged[] = "arn:aws:iam::aws:policy/List";
constexpr char kAccessPoint[] = "arn:aws:s3:us-east-1:111122223333:accesspoint/ap";
constexpr char kBoundary[] = "arn:aws:iam::111122223333:policy/Limit";

std::string Text(absl::string_view effect, absl::string_view action, absl::string_view more = "") {
  return absl::StrCat(R"({"Version":"2012-10-17","Statement":[{"Effect":")", effect,
                      R"(","Action":")", action, R"(","Resource":"*")", more, "}]}");
}

std::shared_ptr<const AttachedPolicy> Identity(absl::string_view name, absl::string_view text,
                                               absl::string_view arn = "") {
  return Document(name, PolicyKind::kIdentity, text, arn);
}

// ann (in group devs, with a boundary), Deploy, and an organization that denies s3:DeleteObject.
std::shared_ptr<const Snapshot> World() {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry ann = entries::User(kAnn);
  ann.inline_policies = {Identity("own", Text("Allow", "s3:GetObject"))};
  ann.attached_policy_arns = {kManaged, kAwsManaged};
  ann.groups = {"devs"};
  ann.boundary_arn = kBoundary;
  builder.AddPrincipal(ann);
  SnapshotBuilder::GroupEntry devs;
  devs.arn = A(kDevs);
  devs.inline_policies = {Identity("team", Text("Allow", "s3:PutObject"))};
  builder.AddGroup(devs);
  SnapshotBuilder::PrincipalEntry deploy;
  deploy.arn = A(kDeploy);
  deploy.inline_policies = {Identity("ship", Text("Allow", "s3:*"))};
  deploy.attached_policy_arns = {"arn:aws:iam::111122223333:policy/Lost"};
  builder.AddPrincipal(deploy);
  builder.AddManagedPolicy(Identity("Read", Text("Allow", "s3:GetObjectTagging"), kManaged));
  builder.AddManagedPolicy(Identity("List", Text("Allow", "s3:ListBucket"), kAwsManaged));
  builder.AddManagedPolicy(
      Document("Limit", PolicyKind::kPermissionsBoundary, Text("Allow", "s3:Get*"), kBoundary));
  builder.SetOrganization({.id = "o-1", .management_account = "999999999999"});
  builder.AddOrganizationUnit({.id = "r-1",
                               .service_control = {"FullAWSAccess", "guard"},
                               .accounts = {"111122223333", "999999999999"}});
  builder.SetAccountPolicies("111122223333", {"FullAWSAccess"}, {});
  builder.AddServiceControlPolicy(
      "guard",
      Document("guard", PolicyKind::kServiceControl, Text("Deny", "s3:DeleteObject"),
               "arn:aws:organizations::999999999999:policy/o-1/service_control_policy/p-1"));
  builder.AddResource({.arn = A("arn:aws:s3:::other"),
                       .account = "444455556666",
                       .policy = Document("other", PolicyKind::kResource,
                                          R"({"Version":"2012-10-17","Statement":[
                                              {"Effect":"Allow","Principal":"*","Action":"s3:*",
                                               "Resource":"*"}]})")});
  builder.AddResource({.arn = A(kAccessPoint), .bucket = "arn:aws:s3:::behind"});
  builder.AddResource({.arn = A("arn:aws:s3:::behind"),
                       .account = "111122223333",
                       .policy = Document("behind", PolicyKind::kResource,
                                          R"({"Version":"2012-10-17","Statement":[
                                              {"Effect":"Deny","Principal":"*","Action":"s3:*",
                                               "Resource":"arn:aws:s3:::behind/secret/*"}]})")});
  return builder.Build().snapshot;
}

SimulationRequest About(absl::string_view source, absl::string_view action,
                        absl::string_view resource = kObject) {
  SimulationRequest request;
  request.policy_source = std::string(source);
  request.actions = {std::string(action)};
  request.resources = {std::string(resource)};
  return request;
}

SimulationRequest Custom(absl::string_view text, absl::string_view action,
                         absl::string_view resource = "*") {
  SimulationRequest request = About("", action, resource);
  request.policies = {Identity("PolicyInputList.1", text)};
  return request;
}

Simulation Ask(const SimulationRequest& request) {
  static const auto& world = *new std::shared_ptr<const Snapshot>(World());
  absl::StatusOr<Simulation> simulation = Simulate(*world, request, EvaluationOptions());
  EXPECT_THAT(simulation, IsOk());
  return simulation.ok() ? *std::move(simulation) : Simulation();
}

SimulatedCheck AskOne(const SimulationRequest& request) {
  const Simulation simulation = Ask(request);
  return simulation.items.empty() ? SimulatedCheck() : simulation.items[0].checks[0];
}

// "allowed user_ann_own", "explicitDeny" …
std::string Show(const SimulatedCheck& check) {
  std::string text(DecisionName(check.decision));
  for (const SimulatedStatement& statement : check.statements) {
    absl::StrAppend(&text, " ", statement.policy_id);
  }
  return text;
}

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

struct ExclusionCase {
  const char* name;
  PolicyExclusion exclusion;
  const char* source;
  const char* action;
  const char* without;  // what the check says with the exclusion
};

class ExclusionTest : public ::testing::TestWithParam<ExclusionCase> {};

TEST_P(ExclusionTest, LeavesPoliciesOut) {
  SimulationRequest request = About(GetParam().source, GetParam().action);
  EXPECT_NE(Show(AskOne(request)), GetParam().without);
  request.exclusions = {GetParam().exclusion};
  EXPECT_EQ(Show(AskOne(request)), GetParam().without);
  EXPECT_THAT(Ask(request).warnings, testing::Not(Contains(HasSubstr("to exclude"))));
}

using Kind = PolicyExclusion::Kind;
INSTANTIATE_TEST_SUITE_P(
    Table, ExclusionTest,
    ::testing::ValuesIn<ExclusionCase>({
        {"Inline", {Kind::kInline}, kAnn, "s3:GetObject", "implicitDeny"},
        {"UserManaged", {Kind::kUserManaged}, kAnn, "s3:GetObjectTagging", "implicitDeny"},
        {"Boundary", {Kind::kPermissionsBoundary}, kAnn, "s3:PutObject", "allowed group_devs_team"},
        {"BoundaryByArn", {Kind::kArn, kBoundary}, kAnn, "s3:PutObject", "allowed group_devs_team"},
        {"Arn", {Kind::kArn, kManaged}, kAnn, "s3:GetObjectTagging", "implicitDeny"},
        {"InlineOfUser",
         {Kind::kInlinePolicy, "own", "user", "ann"},
         kAnn,
         "s3:GetObject",
         "implicitDeny"},
        {"InlineOfGroup",
         {Kind::kInlinePolicy, "team", "group", "devs"},
         kDevs,
         "s3:PutObject",
         "implicitDeny"},
        {"MissingDocument",
         {Kind::kArn, "arn:aws:iam::111122223333:policy/Lost"},
         kDeploy,
         "s3:GetObject",
         "allowed role_Deploy_ship"},
    }),
    [](const auto& test) { return std::string(test.param.name); });

TEST(SimulationTest, ExcludesAwsManagedPolicies) {
  SimulationRequest request = About(kAnn, "s3:ListBucket", "arn:aws:s3:::b");
  request.exclusions = {{Kind::kPermissionsBoundary}};
  EXPECT_EQ(Show(AskOne(request)), "allowed List");
  request.exclusions.push_back({Kind::kAwsManaged});
  EXPECT_EQ(Show(AskOne(request)), "implicitDeny");
}

TEST(SimulationTest, ExcludesControlPolicies) {
  SimulationRequest request = About(kDeploy, "s3:DeleteObject");
  request.exclusions = {{Kind::kArn, "arn:aws:iam::111122223333:policy/Lost"}};
  EXPECT_EQ(Show(AskOne(request)), "explicitDeny");
  request.exclusions.push_back(
      {Kind::kArn, "arn:aws:organizations::999999999999:policy/o-1/service_control_policy/p-1"});
  EXPECT_EQ(Show(AskOne(request)), "allowed role_Deploy_ship");
  request.exclusions.back() = {Kind::kServiceControl};
  EXPECT_EQ(Show(AskOne(request)), "allowed role_Deploy_ship");
}

TEST(SimulationTest, SaysWhatWasNotThereToExclude) {
  SimulationRequest request = About(kAnn, "s3:GetObject");
  request.exclusions = {{Kind::kInlinePolicy, "own", "role", "ann"}};
  EXPECT_EQ(Show(AskOne(request)), "allowed user_ann_own");
  EXPECT_THAT(Ask(request).warnings,
              ElementsAre("there is no policy `own` of role `ann` to exclude"));
  // A kind of policy may well not be there, and a policy only in some of the checks.
  request.exclusions = {{Kind::kResourceControl},
                        {Kind::kArn,
                         "arn:aws:organizations::999999999999:policy/o-1/"
                         "service_control_policy/p-1"}};
  EXPECT_THAT(Ask(request).warnings, IsEmpty());
  // The documents of the request itself are never excluded.
  request.policies = {Identity("PolicyInputList.1", Text("Allow", "s3:PutObject"))};
  request.actions = {"s3:PutObject"};
  request.exclusions = {{Kind::kInline}, {Kind::kPermissionsBoundary}};
  EXPECT_EQ(Show(AskOne(request)), "allowed PolicyInputList.1");
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
    return Simulate(*World(), request, EvaluationOptions()).status();
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
