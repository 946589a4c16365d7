#include "iamsim/audit/permissions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/policy/print.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kUser[] = "arn:aws:iam::111122223333:user/ann";
constexpr char kRole[] = "arn:aws:iam::111122223333:role/ci/Deploy";
constexpr char kBoundaryArn[] = "arn:aws:iam::111122223333:policy/Boundary";
constexpr char kAllowAll[] = R"({"Effect":"Allow","Action":"*","Resource":"*"})";

// Statements of each layer, as JSON without the document around them; empty: no such layer.
struct World {
  std::string identity;
  std::string boundary;
  std::string service_control;  // of the account's unit; the root has FullAWSAccess
  std::string resource_control;
  std::string bucket;  // of arn:aws:s3:::b
  std::string bucket_account = "111122223333";
  Tags tags;
  std::string version = "2012-10-17";
};

std::string Text(const std::string& statements, absl::string_view version = "2012-10-17") {
  return absl::StrCat(R"({"Version":")", version, R"(","Statement":[)", statements, "]}");
}

std::shared_ptr<const Snapshot> Build(const World& world) {
  SnapshotBuilder builder;
  for (const char* arn : {kUser, kRole}) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(arn);
    entry.kind = arn == kUser ? PrincipalKind::kUser : PrincipalKind::kRole;
    entry.tags = world.tags;
    entry.inline_policies = {
        Document("inline", PolicyKind::kIdentity, Text(world.identity, world.version))};
    if (!world.boundary.empty()) entry.boundary_arn = kBoundaryArn;
    builder.AddPrincipal(std::move(entry));
  }
  if (!world.boundary.empty() && world.boundary != "missing") {
    auto boundary = std::make_shared<AttachedPolicy>(
        *Document("Boundary", PolicyKind::kPermissionsBoundary, Text(world.boundary)));
    boundary->arn = kBoundaryArn;
    builder.AddManagedPolicy(std::move(boundary));
  }
  if (!world.service_control.empty() || !world.resource_control.empty()) {
    builder.SetOrganization({.id = "o-1", .management_account = "999999999999"});
    builder.AddServiceControlPolicy(
        "guard", Document("guard", PolicyKind::kServiceControl,
                          Text(world.service_control.empty() ? kAllowAll : world.service_control)));
    if (!world.resource_control.empty()) {
      builder.AddResourceControlPolicy(
          "fence", Document("fence", PolicyKind::kResourceControl, Text(world.resource_control)));
    }
    builder.AddOrganizationUnit(
        {.id = "r-1", .service_control = {"FullAWSAccess"}, .accounts = {"999999999999"}});
    builder.SetAccountPolicies("111122223333", {"FullAWSAccess"}, {});
    std::vector<std::string> fence;
    if (!world.resource_control.empty()) fence = {"fence"};
    builder.AddOrganizationUnit({.id = "ou-1",
                                 .parent = "r-1",
                                 .service_control = {"guard"},
                                 .resource_control = fence,
                                 .accounts = {"111122223333"}});
  }
  if (!world.bucket.empty()) {
    builder.AddResource({.arn = *ParseArn("arn:aws:s3:::b"),
                         .account = world.bucket_account,
                         .policy = Document("bucket", PolicyKind::kResource, Text(world.bucket))});
  }
  return builder.Build().snapshot;
}

absl::StatusOr<Permissions> Ask(const World& world, const std::string& principal = kRole,
                                const PermissionsFilter& filter = {}) {
  Request question;
  question.principal = principal;
  return FindPermissions(*Build(world), Catalog::Builtin(), question, filter, EvaluationOptions());
}

// The statements of the document on one line, or the error.
std::string Statements(const absl::StatusOr<Permissions>& permissions) {
  if (!permissions.ok()) return std::string(permissions.status().message());
  std::string text = PrintPolicy(*permissions->policy, 0);
  const std::string begin = R"({"Version":"2012-10-17","Statement":[)";
  EXPECT_EQ(text.substr(0, begin.size()), begin);
  return text.substr(begin.size(), text.size() - begin.size() - 2);
}

struct PermissionsCase {
  const char* name;
  World world;
  const char* statements;
  const char* principal = kRole;
};

std::ostream& operator<<(std::ostream& out, const PermissionsCase& one) { return out << one.name; }

class OnePolicyTest : public ::testing::TestWithParam<PermissionsCase> {};

TEST_P(OnePolicyTest, SaysItInOnePolicy) {
  const absl::StatusOr<Permissions> permissions = Ask(GetParam().world, GetParam().principal);
  EXPECT_EQ(Statements(permissions), GetParam().statements);
  ASSERT_THAT(permissions, IsOk());
  EXPECT_THAT(permissions->narrower, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Identity, OnePolicyTest,
    ::testing::ValuesIn<PermissionsCase>({
        {"NothingIsPermittedWithoutAnAllow",
         {.identity = R"({"Effect":"Deny","Action":"s3:*","Resource":"*"})"},
         ""},
        {"PatternsStayAsTheyAreWritten",
         {.identity =
              R"({"Sid":"A","Effect":"Allow","Action":["s3:Get*","newservice:*","new:DoIt"],"Resource":"arn:aws:s3:::b/*"})"},
         R"({"Sid":"A","Effect":"Allow","Action":["new:DoIt","newservice:*","s3:Get*"],"Resource":"arn:aws:s3:::b/*"})"},
        {"SameResourcesAndConditionsBecomeOneStatement",
         {.identity =
              R"({"Effect":"Allow","Action":["s3:Get*","s3:GetObject"],"Resource":"*"},
                 {"Effect":"Allow","Action":"s3:PutObject","Resource":"*"},
                 {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":["s3:Get*","s3:PutObject"],"Resource":"*"})"},
        {"ADenyIsCarriedAsFarAsItTouches",
         {.identity =
              R"({"Effect":"Allow","Action":"s3:Get*","Resource":"*"},
                 {"Sid":"No","Effect":"Deny","Action":["s3:GetObject","ec2:*"],"Resource":"*"},
                 {"Effect":"Deny","Action":"iam:*","Resource":"*"})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:Get*","Resource":"*"},)"
         R"({"Sid":"No","Effect":"Deny","Action":"s3:GetObject","Resource":"*"})"},
        // Table 4.1: who the caller is does not change.
        {"WhatIsCertainOfTheCallerFolds",
         {.identity =
              R"({"Effect":"Allow","Action":"s3:Get*","Resource":"*",
                  "Condition":{"StringEquals":{"aws:PrincipalTag/team":"ml"}}},
                 {"Effect":"Allow","Action":"s3:Put*","Resource":"*",
                  "Condition":{"StringEquals":{"aws:PrincipalTag/team":"web"}}},
                 {"Effect":"Allow","Action":"s3:List*","Resource":"*",
                  "Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/ci/*"},
                               "Bool":{"aws:SecureTransport":"true"}}},
                 {"Effect":"Allow","Action":"sqs:*",
                  "Resource":["arn:aws:sqs:*:*:${aws:username}","arn:aws:sqs:*:*:q"]})",
          .tags = {{"team", "ml"}}},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:Get*","Resource":"*"},)"
         R"({"Sid":"Allow2","Effect":"Allow","Action":"s3:List*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}},)"
         R"({"Sid":"Allow3","Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:*:*:q"})"},
        // VA-1, VA-8: what is no variable in an old document must not become one.
        {"OldDocumentsKeepTheirMeaning",
         {.identity =
              R"({"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/${aws:username}",
                  "Condition":{"StringLike":{"s3:prefix":"${aws:username}*"}}})",
          .version = "2008-10-17"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/${$}{aws:username}","Condition":{"StringLike":{"s3:prefix":"${$}{aws:username}*"}}})"},
    }),
    [](const auto& one) { return std::string(one.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Limits, OnePolicyTest,
    ::testing::ValuesIn<PermissionsCase>({
        // SC-2: a level that allows everything adds nothing.
        {"FullAccessAddsNothing",
         {.identity = R"({"Effect":"Allow","Action":"s3:Get*","Resource":"*"})",
          .service_control = kAllowAll},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:Get*","Resource":"*"})"},
        {"AnAllowListIsTheCommonPart",
         {.identity =
              R"({"Effect":"Allow","Action":["s3:*","ec2:DescribeInstances","iam:*"],"Resource":"*"})",
          .service_control = R"({"Effect":"Allow","Action":["s3:Get*","ec2:*"],"Resource":"*"})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":["ec2:DescribeInstances","s3:Get*"],"Resource":"*"})"},
        // SC-5: some services are out of reach.
        {"ServiceControlDoesNotReachEveryService",
         {.identity = kAllowAll,
          .service_control =
              R"({"Effect":"Allow","Action":"*","Resource":"*"},
                 {"Sid":"Region","Effect":"Deny","Action":"*","Resource":"*",
                  "Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"*","Resource":"*"},)"
         R"({"Sid":"Region","Effect":"Deny","NotAction":["alexatopsites:*","awis:*","marketingproducts:*","mechanicalturk:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}})"},
        {"ABoundaryOfNotActionExcludes",
         {.identity = kAllowAll,
          .boundary = R"({"Effect":"Allow","NotAction":["iam:*","sts:*"],"Resource":"*"})"},
         R"({"Sid":"Allow1","Effect":"Allow","NotAction":["iam:*","sts:*"],"Resource":"*"})"},
        {"AHoleInAPatternIsADeny",
         {.identity = R"({"Effect":"Allow","Action":["iam:*","s3:Get*"],"Resource":"*"})",
          .boundary = R"({"Effect":"Allow","NotAction":"iam:Create*","Resource":"*"})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":["iam:*","s3:Get*"],"Resource":"*"},)"
         R"({"Sid":"Deny1","Effect":"Deny","Action":"iam:Create*","Resource":"*"})"},
        {"ResourcesAndConditionsAreJoined",
         {.identity = R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b*",
                          "Condition":{"Bool":{"aws:SecureTransport":"true"}}})",
          .boundary =
              R"({"Effect":"Allow","Action":"s3:Get*","Resource":["arn:aws:s3:::b/*","arn:aws:s3:::c"],
                          "Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/*","Condition":{"Bool":{"aws:SecureTransport":"true"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}})"},
        // Two values of one operator and key cannot stand in one statement: a Deny says the second.
        {"ConditionsThatCollideBecomeADeny",
         {.identity = R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
                          "Condition":{"StringLike":{"aws:ResourceTag/team":"a*"}}})",
          .boundary = R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
                          "Condition":{"StringLike":{"aws:ResourceTag/team":"*z"}}})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringLike":{"aws:ResourceTag/team":"a*"}}},)"
         R"({"Sid":"Deny1","Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"StringNotLike":{"aws:ResourceTag/team":"*z"}}})"},
        {"ResourcesThatOverlapBecomeADeny",
         {.identity = R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::*/x"})",
          .boundary = R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/*"})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::*/x"},)"
         R"({"Sid":"Deny1","Effect":"Deny","Action":"s3:GetObject","NotResource":"arn:aws:s3:::b/*"})"},
        // RP-1, RP-2: of this account's resources, and not of actions without a resource.
        {"ResourceControlProtectsOwnResources",
         {.identity =
              R"({"Effect":"Allow","Action":["s3:GetObject","s3:ListAllMyBuckets"],"Resource":"*"})",
          .resource_control =
              R"({"Sid":"Tls","Effect":"Deny","Principal":"*","Action":["s3:*","ec2:*"],"Resource":"*",
                                  "Condition":{"Bool":{"aws:SecureTransport":"false"}}})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":["s3:GetObject","s3:ListAllMyBuckets"],"Resource":"*"},)"
         R"({"Sid":"Tls","Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"},"StringEqualsIfExists":{"aws:ResourceAccount":"111122223333"}}})"},
        // MR-9, MR-10: a pattern stays as it is written, on all but `*`, so that actions that the
        // catalog does not know are denied as well.
        {"ResourceControlKeepsItsPatterns",
         {.identity = R"({"Effect":"Allow","Action":["s3:*","sqs:*"],"Resource":"*"})",
          .resource_control =
              R"({"Sid":"Tls","Effect":"Deny","Principal":"*","Action":["s3:*","sqs:*"],"Resource":"*",
                                  "Condition":{"Bool":{"aws:SecureTransport":"false"}}})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":["s3:*","sqs:*"],"Resource":"*"},)"
         R"({"Sid":"Tls","Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::${*}","Condition":{"Bool":{"aws:SecureTransport":"false"},"StringEqualsIfExists":{"aws:ResourceAccount":"111122223333"}}},)"
         R"({"Sid":"Tlsx2","Effect":"Deny","Action":"sqs:*","Resource":"arn:aws:sqs:*","Condition":{"Bool":{"aws:SecureTransport":"false"},"StringEqualsIfExists":{"aws:ResourceAccount":"111122223333"}}})"},
    }),
    [](const auto& one) { return std::string(one.param.name); });

constexpr char kBoundaryOfEc2[] = R"({"Effect":"Allow","Action":"ec2:*","Resource":"*"})";
constexpr char kNoIdentity[] = R"({"Effect":"Deny","Action":"iam:*","Resource":"*"})";

INSTANTIATE_TEST_SUITE_P(
    ResourcePolicies, OnePolicyTest,
    ::testing::ValuesIn<PermissionsCase>({
        // EV-10: a grant to the user itself is not limited by its boundary.
        {"AGrantToTheUserPassesTheBoundary",
         {.identity = kNoIdentity,
          .boundary = kBoundaryOfEc2,
          .bucket =
              R"({"Sid":"Ann","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/ann"},"Action":"*","Resource":"*"})"},
         R"({"Sid":"Ann","Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]})",
         kUser},
        // EV-11: a grant to the role is.
        {"AGrantToTheRoleIsLimitedByTheBoundary",
         {.identity = kNoIdentity,
          .boundary = kBoundaryOfEc2,
          .bucket =
              R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/ci/Deploy"},"Action":"s3:*","Resource":"*"})"},
         ""},
        {"AGrantToTheRoleNeedsNoIdentityPolicy",
         {.identity = kNoIdentity,
          .bucket =
              R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/ci/Deploy"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/in/*"})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/in/*"})"},
        // PR-2: a grant to the account only delegates.
        {"AGrantToTheAccountGivesNothing",
         {.identity = kNoIdentity,
          .bucket =
              R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"})"},
         ""},
        // EV-12.
        {"AGrantToEveryonePassesTheBoundary",
         {.identity = kNoIdentity,
          .boundary = kBoundaryOfEc2,
          .bucket =
              R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*",
                        "Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/ci/Deploy"}}})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})"},
        // SC-6: nothing passes a service control policy.
        {"ServiceControlLimitsGrantsToo",
         {.identity = kNoIdentity,
          .service_control = R"({"Effect":"Allow","Action":"s3:Get*","Resource":"*"})",
          .bucket =
              R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*"})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/*"})"},
        // EV-18.
        {"ADenyStaysOnItsResource",
         {.identity = R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})",
          .bucket =
              R"({"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:GetObject","Resource":"*"},)"
         R"({"Sid":"Deny1","Effect":"Deny","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]})"},
        // EV-3: another account's policy is no part of what this account permits.
        {"PoliciesOfOtherAccountsAreLeftAlone",
         {.identity = R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})",
          .bucket = R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"})",
          .bucket_account = "444455556666"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:GetObject","Resource":"*"})"},
        {"AnUnknownOwnerIsACondition",
         {.identity = kNoIdentity,
          .bucket =
              R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})",
          .bucket_account = ""},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"aws:ResourceAccount":"111122223333"}}})"},
        {"ASessionIsACondition",
         {.identity = kNoIdentity,
          .bucket =
              R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/Deploy/s1"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})"},
         R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringLike":{"aws:userid":"*:s1"}}})"},
    }),
    [](const auto& one) { return std::string(one.param.name); });

// What cannot be said is left out, and the answer says so.
TEST(PermissionsTest, IsNarrowerWhereOnePolicyCannotSayIt) {
  // CO-9: a list satisfies no plain operator, so nothing is the opposite of one.
  const absl::StatusOr<Permissions> permissions = Ask(
      {.identity =
           R"({"Sid":"A","Effect":"Allow","Action":["s3:GetObject","ec2:RunInstances"],"Resource":"*",
                           "Condition":{"StringLike":{"aws:TagKeys":"a*"}}})",
       .boundary = R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
                           "Condition":{"StringLike":{"aws:TagKeys":"*z"}}},
                          {"Effect":"Allow","Action":"ec2:*","Resource":"*"})"});
  EXPECT_EQ(
      Statements(permissions),
      R"({"Sid":"A","Effect":"Allow","Action":"ec2:RunInstances","Resource":"*","Condition":{"StringLike":{"aws:TagKeys":"a*"}}})");
  EXPECT_THAT(permissions->narrower,
              ElementsAre("`s3:GetObject` left out of `A`: where the boundary allows it is more "
                          "than one policy can say"));
}

TEST(PermissionsTest, PromisesNothingWithoutTheBoundary) {
  const absl::StatusOr<Permissions> permissions =
      Ask({.identity = kAllowAll, .boundary = "missing"});
  EXPECT_EQ(permissions.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(permissions.status().message(),
              HasSubstr("the permissions boundary `arn:aws:iam::111122223333:policy/Boundary` is "
                        "not in the input, and it may deny anything"));
}

TEST(PermissionsTest, NamesIdentityPoliciesThatAreMissing) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry entry;
  entry.arn = *ParseArn(kRole);
  entry.attached_policy_arns = {"arn:aws:iam::aws:policy/AdministratorAccess"};
  builder.AddPrincipal(std::move(entry));
  Request question;
  question.principal = kRole;
  const absl::StatusOr<Permissions> permissions = FindPermissions(
      *builder.Build().snapshot, Catalog::Builtin(), question, {}, EvaluationOptions());
  EXPECT_EQ(Statements(permissions), "");
  EXPECT_THAT(permissions->missing, ElementsAre("arn:aws:iam::aws:policy/AdministratorAccess"));
}

TEST(PermissionsTest, AsksForAUserOrARole) {
  EXPECT_THAT(Ask({.identity = kAllowAll}, "arn:aws:iam::111122223333:root").status().message(),
              HasSubstr("expected a user, a role or a role session as the principal, found the "
                        "root user `arn:aws:iam::111122223333:root`"));
}

TEST(PermissionsTest, GivenContextFolds) {
  Request question;
  question.principal = kRole;
  question.context["aws:SecureTransport"] = ContextValue::Scalar("true");
  question.absent_keys = {"aws:SourceIp"};
  const World world = {.identity = R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
      "Condition":{"Bool":{"aws:SecureTransport":"true"},"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}},
      {"Effect":"Allow","Action":"s3:PutObject","Resource":"*",
       "Condition":{"StringEquals":{"s3:x-amz-acl":"private"}}})"};
  const auto ask = [&] {
    return Statements(
        FindPermissions(*Build(world), Catalog::Builtin(), question, {}, EvaluationOptions()));
  };
  const std::string plain =
      R"({"Sid":"Allow1","Effect":"Allow","Action":"s3:GetObject","Resource":"*"})";
  EXPECT_THAT(ask(), testing::StartsWith(plain + ","));
  question.unknown_keys_are_absent = true;
  EXPECT_EQ(ask(), plain);
}

TEST(PermissionsTest, TheFilterTakesServicesAndLevels) {
  const World world = {.identity =
                           R"({"Effect":"Allow","Action":["sqs:*","s3:*"],"Resource":"*"})"};
  EXPECT_EQ(Statements(Ask(world, kRole, {.services = {"sqs"}, .levels = {}})),
            R"({"Sid":"Allow1","Effect":"Allow","Action":"sqs:*","Resource":"*"})");
  EXPECT_EQ(
      Statements(Ask(world, kRole, {.services = {"sqs"}, .levels = {AccessLevel::kTagging}})),
      R"({"Sid":"Allow1","Effect":"Allow","Action":["sqs:TagQueue","sqs:UntagQueue"],"Resource":"*"})");
}

// MR-9: an action without a resource is not permitted on an ARN.
TEST(PermissionsTest, CountsByServiceAndLevel) {
  const absl::StatusOr<Permissions> permissions = Ask(
      {.identity =
           R"({"Effect":"Allow","Action":["sqs:ReceiveMessage","sqs:ListQueues"],"Resource":"arn:aws:sqs:*:*:q"},
                      {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*",
                       "Condition":{"Bool":{"aws:SecureTransport":"true"}}})"});
  ASSERT_THAT(permissions, IsOk());
  ASSERT_THAT(permissions->services, SizeIs(1));
  const ServicePermissions& sqs = permissions->services.front();
  EXPECT_EQ(sqs.service, "sqs");
  std::size_t permitted = 0;
  std::size_t conditional = 0;
  for (const AccessCount& count : sqs.levels) {
    permitted += count.permitted;
    conditional += count.conditional;
    EXPECT_GE(count.total, count.permitted);
  }
  EXPECT_EQ(permitted,
            Catalog::Builtin().wildcard_only(*Catalog::Builtin().Find("sqs:ListQueues")) ? 2U : 3U);
  EXPECT_EQ(conditional, 1U);
}

// SV-1: a version of a function that has its own policy is not asked of the function's.
TEST(PermissionsTest, APolicyInsideAnotherIsLeftToItself) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry entry;
  entry.arn = *ParseArn(kRole);
  builder.AddPrincipal(std::move(entry));
  const std::string allow =
      Text(R"({"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"*"})");
  for (const char* arn : {"arn:aws:lambda:eu-west-1:111122223333:function:f",
                          "arn:aws:lambda:eu-west-1:111122223333:function:f:1"}) {
    builder.AddResource(
        {.arn = *ParseArn(arn), .policy = Document("f", PolicyKind::kResource, allow)});
  }
  Request question;
  question.principal = kRole;
  const absl::StatusOr<Permissions> permissions = FindPermissions(
      *builder.Build().snapshot, Catalog::Builtin(), question, {}, EvaluationOptions());
  EXPECT_EQ(Statements(permissions),
            R"({"Sid":"Allow1","Effect":"Allow","Action":"lambda:InvokeFunction","Resource":)"
            R"(["arn:aws:lambda:eu-west-1:111122223333:function:f",)"
            R"("arn:aws:lambda:eu-west-1:111122223333:function:f:1"]})");
  EXPECT_THAT(permissions->narrower, SizeIs(1));
}

// PG-17.
TEST(PermissionsTest, SaysWhenTheDocumentIsTooLong) {
  std::string actions;
  for (int i = 0; i < 400; ++i) {
    absl::StrAppend(&actions, i == 0 ? "" : ",", "\"service", i, ":SomeAction\"");
  }
  const absl::StatusOr<Permissions> permissions = Ask(
      {.identity = absl::StrCat(R"({"Effect":"Allow","Resource":"*","Action":[)", actions, "]}")});
  ASSERT_THAT(permissions, IsOk());
  ASSERT_THAT(permissions->notes, SizeIs(1));
  EXPECT_THAT(permissions->notes.front(), HasSubstr("IAM takes 6144 in one managed policy"));
}

// MR-9, MR-11.
TEST(ActionsOnTest, AsksWhatFitsTheResource) {
  const World world = {.identity =
                           R"({"Effect":"Allow","Action":["sqs:SendMessage","s3:*"],"Resource":"*",
      "Condition":{"Bool":{"aws:SecureTransport":"true"}}},
      {"Effect":"Allow","Action":"sqs:ReceiveMessage","Resource":"*"})"};
  Request question;
  question.principal = kRole;
  question.context_is_complete = false;
  question.resource = "arn:aws:sqs:eu-west-1:111122223333:q";
  const absl::StatusOr<std::vector<ActionOnResource>> actions =
      FindActionsOn(*Build(world), Catalog::Builtin(), question, {}, EvaluationOptions());
  ASSERT_THAT(actions, IsOk());
  EXPECT_GT(actions->size(), 10U);
  int conditional = 0;
  int allowed = 0;
  for (const ActionOnResource& one : *actions) {
    EXPECT_THAT(one.action, testing::StartsWith("sqs:"));
    EXPECT_NE(one.action, "sqs:ListQueues");
    conditional += one.decision == DecisionKind::kConditional ? 1 : 0;
    allowed += one.decision == DecisionKind::kAllowed ? 1 : 0;
  }
  EXPECT_EQ(conditional, 1);
  EXPECT_EQ(allowed, 1);

  question.resource = "arn:aws:nothing:::x";
  EXPECT_THAT(FindActionsOn(*Build(world), Catalog::Builtin(), question, {}, EvaluationOptions())
                  .status()
                  .message(),
              HasSubstr("no action of the catalog has a resource like `arn:aws:nothing:::x`"));
}

}  // namespace
}  // namespace iamsim
