// What scenario files cannot say about the layers: documents that AWS would reject but that were
// loaded leniently, missing documents, and layers that a kind of principal does not have.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/ask.h"

namespace iamsim {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr absl::string_view kAllowAll = R"({"Effect": "Allow", "Action": "*", "Resource": "*"})";

std::shared_ptr<const AttachedPolicy> AllowAll() {
  return Document("all", PolicyKind::kIdentity, PolicyText(kAllowAll));
}

Request Read(absl::string_view principal = "arn:aws:iam::111122223333:role/Reader") {
  Request request;
  request.principal = std::string(principal);
  request.action = "s3:GetObject";
  request.resource = "arn:aws:s3:::bucket/key";
  request.resource_account = "111122223333";
  return request;
}

TEST(LenientDocuments, AnAllowOfAResourceControlPolicyChangesNothing) {  // RP-4
  Request request = Read();
  request.policies.identity = {AllowAll()};
  request.policies.resource_control = {
      {"r-root",
       {Document("rcp", PolicyKind::kResourceControl,
                 PolicyText(R"({"Effect": "Allow", "Principal": "*", "Action": "sqs:*",
                                "Resource": "*"})"),
                 /*lenient=*/true)}}};
  EXPECT_TRUE(DecideAlone(request).allowed());
  request.policies.identity.clear();
  EXPECT_EQ(DecideAlone(request).kind, DecisionKind::kImplicitDeny);
}

TEST(LenientDocuments, AResourceControlStatementWithoutPrincipalMatchesNobody) {  // RP-4, PG-13
  Request request = Read();
  request.policies.identity = {AllowAll()};
  request.policies.resource_control = {
      {"r-root",
       {Document("rcp", PolicyKind::kResourceControl,
                 PolicyText(R"({"Effect": "Deny", "Action": "s3:*", "Resource": "*"})"), true)}}};
  EXPECT_TRUE(DecideAlone(request).allowed());
}

TEST(LenientDocuments, ANamedPrincipalOfAResourceControlPolicyIsMatched) {  // RP-4
  Request request = Read();
  request.policies.identity = {AllowAll()};
  request.policies.resource_control = {
      {"r-root",
       {Document("rcp", PolicyKind::kResourceControl,
                 PolicyText(R"({"Effect": "Deny", "Principal": {"AWS": "111122223333"},
                                "Action": "s3:*", "Resource": "*"})"),
                 true)}}};
  EXPECT_EQ(DecideAlone(request).kind, DecisionKind::kExplicitDeny);
}

TEST(LenientDocuments, AnEndpointStatementWithoutPrincipalMatchesNothing) {  // VE-2
  Request request = Read();
  request.policies.identity = {AllowAll()};
  request.policies.vpc_endpoint = {
      Document("vpce", PolicyKind::kVpcEndpoint, PolicyText(kAllowAll), true)};
  const Decision decision = DecideAlone(request);
  EXPECT_EQ(decision.kind, DecisionKind::kImplicitDeny);
  EXPECT_EQ(decision.decided_by.layer, PolicyKind::kVpcEndpoint);
}

TEST(LenientDocuments, AnIdentityStatementWithPrincipalKeepsItsDenyOnly) {  // PG-14
  Request request = Read();
  request.policies.identity = {Document(
      "p", PolicyKind::kIdentity,
      PolicyText(R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"})"),
      true)};
  EXPECT_EQ(DecideAlone(request).kind, DecisionKind::kImplicitDeny);
  request.policies.identity = {
      AllowAll(),
      Document(
          "p", PolicyKind::kIdentity,
          PolicyText(R"({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"})"),
          true)};
  EXPECT_EQ(DecideAlone(request).kind, DecisionKind::kExplicitDeny);
}

TEST(LenientDocuments, AShortArnElsewhereMatchesByItsTrailingStarOnly) {  // MR-4, OP-28
  Request request = Read();
  request.policies.identity = {AllowAll()};
  request.policies.session = PolicyList{Document(
      "s", PolicyKind::kSession,
      PolicyText(R"({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3"})"), true)};
  EXPECT_EQ(DecideAlone(request).decided_by.layer, PolicyKind::kSession);
  request.policies.session = PolicyList{Document(
      "s", PolicyKind::kSession,
      PolicyText(R"({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3*"})"), true)};
  EXPECT_TRUE(DecideAlone(request).allowed());
}

TEST(MissingDocuments, AMissingBoundaryIsTheWholeFormula) {
  Request request = Read();
  request.policies.identity = {AllowAll()};
  request.policies.permissions_boundary = PolicyList{MissingDocument("Boundary")};
  const Decision decision = DecideAlone(request);
  EXPECT_EQ(decision.kind, DecisionKind::kConditional);
  EXPECT_EQ(decision.allowed_when, Formula::Leaf({.document = "Boundary"}));
  EXPECT_EQ(decision.layers.back().missing, std::vector<std::string>{"Boundary"});
}

TEST(MissingDocuments, AMissingIdentityPolicyCouldStillDeny) {
  Request request = Read();
  request.policies.identity = {AllowAll(), MissingDocument("Attached")};
  const Decision decision = DecideAlone(request);
  EXPECT_EQ(decision.kind, DecisionKind::kConditional);
  EXPECT_EQ(decision.allowed_when, Not(Formula::Leaf({.document = "Attached", .denies = true})));
}

TEST(MissingDocuments, DoNotMatterWhereSomethingElseDenies) {
  Request request = Read();
  request.policies.identity = {MissingDocument("Attached")};
  request.policies.service_control = std::vector<PolicyLevel>{{"r-root", {}}};
  EXPECT_EQ(DecideAlone(request).kind, DecisionKind::kImplicitDeny);
}

TEST(IgnoredLayers, AreNamedInAWarning) {  // PG-18, table 5.2
  Request root = Read("arn:aws:iam::111122223333:root");
  root.policies.permissions_boundary.emplace();
  root.policies.session.emplace();
  root.policies.identity = {AllowAll()};
  const Decision decision = DecideAlone(root);
  EXPECT_TRUE(decision.allowed());
  EXPECT_THAT(decision.warnings, Contains(HasSubstr("permissions boundary is ignored")));
  EXPECT_THAT(decision.warnings, Contains(HasSubstr("session policy is ignored")));
  EXPECT_THAT(decision.warnings, Contains(HasSubstr("identity policies are ignored")));

  Request user = Read("arn:aws:iam::111122223333:user/ann");
  user.policies.identity = {AllowAll()};
  user.policies.session.emplace();
  EXPECT_TRUE(DecideAlone(user).allowed());
  EXPECT_THAT(DecideAlone(user).warnings, Contains(HasSubstr("session policy is ignored")));
}

TEST(IgnoredLayers, ATrustPolicyHasNoEffectOnActionsOfIam) {  // MA-6, PA-7
  Request request = Read("arn:aws:iam::111122223333:user/ann");
  request.action = "iam:GetRole";
  request.resource = "arn:aws:iam::111122223333:role/Reader";
  request.policies.resource = {Document(
      "trust", PolicyKind::kResource,
      PolicyText(R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"})"))};
  EXPECT_EQ(DecideAlone(request).kind, DecisionKind::kImplicitDeny);
  EXPECT_THAT(DecideAlone(request).warnings, Contains(HasSubstr("resource policy is ignored")));
}

TEST(ServiceControlLayer, DoesNotRestrictWhatNoPolicyRestricts) {  // SC-5
  Request request = Read("arn:aws:iam::111122223333:root");
  request.policies.service_control = std::vector<PolicyLevel>{{"r-root", {}}};
  EXPECT_EQ(DecideAlone(request).kind, DecisionKind::kImplicitDeny);
  request.action = "supportplans:CreateSupportPlanSchedule";
  request.resource = "*";
  request.resource_account.clear();
  EXPECT_TRUE(DecideAlone(request).allowed());
  request.principal = "arn:aws:iam::111122223333:role/Reader";
  request.policies.identity = {AllowAll()};
  EXPECT_EQ(DecideAlone(request).kind, DecisionKind::kImplicitDeny);
  request.action = "mechanicalturk:GetAccountBalance";
  EXPECT_TRUE(DecideAlone(request).allowed());
}

TEST(VpcEndpointLayer, WarnsWhenTheUnknownKindDecides) {  // OP-29, VE-4
  Request request = Read();
  request.policies.identity = {AllowAll()};
  request.policies.vpc_endpoint = {Document(
      "vpce", PolicyKind::kVpcEndpoint,
      PolicyText(R"({"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "*",
                     "Resource": "*"})"))};
  Decision decision = DecideAlone(request);
  EXPECT_EQ(decision.kind, DecisionKind::kImplicitDeny);
  EXPECT_THAT(decision.warnings, Contains(HasSubstr("OP-29")));
  request.vpc_endpoint_type = "interface";
  decision = DecideAlone(request);
  EXPECT_TRUE(decision.allowed());
  EXPECT_THAT(decision.warnings, IsEmpty());
}

TEST(UnknownOwner, IsAConditionInAnIncompleteContext) {  // EV-3, RC-24
  Request request = Read();
  request.resource_account.clear();
  request.policies.identity = {AllowAll()};
  request.context_is_complete = false;
  const Decision decision = DecideAlone(request);
  EXPECT_EQ(decision.kind, DecisionKind::kConditional);
  EXPECT_EQ(decision.allowed_when,
            Formula::Leaf(
                {.op = "StringEquals", .key = "aws:ResourceAccount", .values = {"111122223333"}}));
}

TEST(UnknownSessionName, IsAConditionInAnIncompleteContextOnly) {  // PR-8, RC-2
  Request request = Read();
  request.policies.resource = {
      Document("bucket", PolicyKind::kResource,
               PolicyText(R"({"Effect": "Allow", "Action": "*", "Resource": "*", "Principal":
                     {"AWS": "arn:aws:sts::111122223333:assumed-role/Reader/s1"}})"))};
  EXPECT_EQ(DecideAlone(request).kind, DecisionKind::kImplicitDeny);
  request.context_is_complete = false;
  EXPECT_EQ(DecideAlone(request).allowed_when,
            Formula::Leaf({.op = "StringLike", .key = "aws:userid", .values = {"*:s1"}}));
  request.context["aws:userid"] = ContextValue::Scalar("AROAX:s1");
  EXPECT_TRUE(DecideAlone(request).allowed());
}

TEST(UnknownKeysTakenAsAbsent, KeepsWhatIsDerived) {  // RC-20
  Request request;
  request.principal = "arn:aws:iam::111122223333:role/Reader";
  request.action = "sqs:SendMessage";
  request.resource = "arn:aws:sqs:us-east-1:111122223333:q";
  request.policies.identity = {
      AllowAll(),
      Document("region", PolicyKind::kIdentity,
               PolicyText(R"({"Effect": "Deny", "Action": "*", "Resource": "*", "Condition":
                              {"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}},
                             {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition":
                              {"StringEquals": {"aws:SourceVpc": "vpc-1"}}})"))};
  EXPECT_EQ(DecideAlone(request).kind, DecisionKind::kExplicitDeny);
  request.context_is_complete = false;
  EXPECT_EQ(DecideAlone(request).kind, DecisionKind::kConditional);
  request.unknown_keys_are_absent = true;
  EXPECT_TRUE(DecideAlone(request).allowed());
}

}  // namespace
}  // namespace iamsim
