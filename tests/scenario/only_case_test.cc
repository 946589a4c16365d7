// "Nobody except".

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/policy/parse.h"
#include "iamsim/scenario/scenario.h"
#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;

constexpr char kAnn[] = "arn:aws:iam::111122223333:user/ann";
constexpr char kBob[] = "arn:aws:iam::111122223333:user/bob";
constexpr char kCat[] = "arn:aws:iam::111122223333:user/cat";

std::shared_ptr<const AttachedPolicy> Attach(std::string name, absl::string_view text,
                                             PolicyKind kind = PolicyKind::kIdentity) {
  AttachedPolicy attached;
  attached.name = std::move(name);
  attached.file = "p.json";
  attached.policy = ParsePolicyText(text, "p.json", kind).policy;
  EXPECT_NE(attached.policy, nullptr);
  return std::make_shared<const AttachedPolicy>(std::move(attached));
}

// Ann may read the bucket, bob from one VPC only, cat not at all; the bucket admits `outsider`.
std::shared_ptr<const Snapshot> World(absl::string_view outsider) {
  SnapshotBuilder builder;
  const auto add = [&builder](const char* arn, PolicyList policies) {
    SnapshotBuilder::PrincipalEntry user;
    user.arn = *ParseArn(arn);
    user.kind = PrincipalKind::kUser;
    user.inline_policies = std::move(policies);
    builder.AddPrincipal(std::move(user));
  };
  add(kAnn, {Attach("all", R"({"Statement": {"Sid": "All", "Effect": "Allow", "Action": "s3:*",
                               "Resource": "*"}})")});
  add(kBob, {Attach("vpc", R"({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}}})")});
  add(kCat, {});
  ResourceRecord bucket;
  bucket.arn = *ParseArn("arn:aws:s3:::b");
  bucket.account = "111122223333";
  if (!outsider.empty()) {
    bucket.policy = Attach("b",
                           absl::StrCat(R"({"Statement": {"Effect": "Allow", "Principal": )",
                                        outsider, R"(, "Action": "s3:GetObject",
                           "Resource": "arn:aws:s3:::b/*"}})"),
                           PolicyKind::kResource);
  }
  builder.AddResource(std::move(bucket));
  return builder.Build().snapshot;
}

CaseResult RunOnly(std::vector<std::string> allowed, absl::string_view outsider = "",
                   bool complete = true) {
  Scenario scenario;
  scenario.snapshot = World(outsider);
  auto only = std::make_shared<ExpectedOnly>();
  only->allowed = std::move(allowed);
  only->asked = {0, 1, 2};
  only->outsiders_are_asked = true;
  TestCase test;
  test.request.action = "s3:GetObject";
  test.request.resource = "arn:aws:s3:::b/x";
  test.request.context_is_complete = complete;
  test.only = std::move(only);
  scenario.cases = {test};
  return RunScenario(scenario, {}).front();
}

TEST(OnlyCaseTest, PassesWhenExactlyTheseMay) {
  const CaseResult result = RunOnly({kAnn});
  EXPECT_TRUE(result.passed()) << result.actual;
  EXPECT_EQ(result.expected, absl::StrCat("allowed only: ", kAnn));
  EXPECT_FALSE(result.decided_by.has_value());
}

TEST(OnlyCaseTest, WhoeverMayBesidesIsNamedWithWhoDecided) {
  const CaseResult result = RunOnly({});
  EXPECT_FALSE(result.passed());
  EXPECT_EQ(result.expected, "allowed only: nobody");
  EXPECT_EQ(result.actual, absl::StrCat("also ", kAnn));
  EXPECT_EQ(result.principal, kAnn);
  ASSERT_TRUE(result.decided_by.has_value());
  EXPECT_EQ(result.decided_by->statement->sid, "All");
}

TEST(OnlyCaseTest, WhoeverMayNotIsNamedWithTheDecision) {
  const CaseResult result = RunOnly({kAnn, kCat});
  EXPECT_FALSE(result.passed());
  EXPECT_EQ(result.actual, absl::StrCat("not ", kCat, " (implicitDeny)"));
  EXPECT_EQ(result.principal, kCat);
}

// Who may under conditions is not known to be kept out, and not known to be let in.
TEST(OnlyCaseTest, ConditionsAreNeitherYesNorNo) {
  const CaseResult out = RunOnly({kAnn}, "", false);
  EXPECT_FALSE(out.passed());
  EXPECT_EQ(out.actual, absl::StrCat("also ", kBob, " (conditional)"));
  const CaseResult in = RunOnly({kAnn, kBob}, "", false);
  EXPECT_FALSE(in.passed());
  EXPECT_EQ(in.actual, absl::StrCat("not ", kBob, " (conditional)"));
}

TEST(OnlyCaseTest, OutsidersAreTold) {
  const CaseResult everyone = RunOnly({kAnn}, "\"*\"");
  EXPECT_FALSE(everyone.passed());
  EXPECT_THAT(everyone.actual, HasSubstr("*"));
  const char* service = R"({"Service": "logs.amazonaws.com"})";
  EXPECT_EQ(RunOnly({kAnn}, service).actual, "also logs.amazonaws.com");
  EXPECT_TRUE(RunOnly({kAnn, "logs.amazonaws.com"}, service).passed());
  EXPECT_EQ(RunOnly({kAnn, "logs.amazonaws.com"}).actual, "not logs.amazonaws.com (implicitDeny)");
}

TEST(OnlyCaseTest, WhatCannotBeAskedFails) {
  Scenario scenario;
  scenario.snapshot = World("");
  auto only = std::make_shared<ExpectedOnly>();
  only->asked = {0};
  TestCase test;
  test.request.action = "s3:GetObject";
  test.request.resource = "nonsense";
  test.only = std::move(only);
  scenario.cases = {test};
  const CaseResult result = RunScenario(scenario, {}).front();
  EXPECT_FALSE(result.passed());
  EXPECT_THAT(result.actual, ::testing::StartsWith("error: "));
}

}  // namespace
}  // namespace iamsim
