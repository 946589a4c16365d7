#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/policy/parse.h"
#include "iamsim/scenario/scenario.h"
#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr absl::string_view kIdentity = R"({"Version": "2012-10-17", "Statement": [
  {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"},
  {"Sid": "NoDelete", "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}]})";

std::shared_ptr<const AttachedPolicy> Attach(std::string name, absl::string_view text) {
  AttachedPolicy attached;
  attached.name = std::move(name);
  attached.file = "p.json";
  attached.policy = ParsePolicyText(text, "p.json", PolicyKind::kIdentity).policy;
  EXPECT_NE(attached.policy, nullptr);
  return std::make_shared<const AttachedPolicy>(std::move(attached));
}

// A user with `kIdentity` as the policy `own`.
Scenario MakeScenario(TestCase test) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry user;
  user.arn = *ParseArn("arn:aws:iam::111122223333:user/ann");
  user.kind = PrincipalKind::kUser;
  user.inline_policies = {Attach("own", kIdentity)};
  builder.AddPrincipal(std::move(user));
  Scenario scenario;
  scenario.file = "s.json";
  scenario.snapshot = builder.Build().snapshot;
  test.request.resource_account = "111122223333";
  scenario.cases.push_back(std::move(test));
  return scenario;
}

TestCase MakeTest(absl::string_view action, DecisionKind expect) {
  TestCase test;
  test.name = "case";
  test.place.file = "s.json";
  test.request.principal = "arn:aws:iam::111122223333:user/ann";
  test.request.action = std::string(action);
  test.request.resource = "arn:aws:s3:::bucket/key";
  test.expect = expect;
  return test;
}

CaseResult RunOne(TestCase test, const EvaluationOptions& options = {}) {
  const std::vector<CaseResult> results = RunScenario(MakeScenario(std::move(test)), options);
  EXPECT_EQ(results.size(), 1U);
  return results.front();
}

TEST(RunScenarioTest, ComparesTheDecision) {
  const struct {
    const char* action;
    DecisionKind answer;
  } rows[] = {{"s3:GetObject", DecisionKind::kAllowed},
              {"s3:DeleteObject", DecisionKind::kExplicitDeny},
              {"s3:PutObject", DecisionKind::kImplicitDeny}};
  for (const auto& row : rows) {
    for (const DecisionKind expect : {DecisionKind::kAllowed, DecisionKind::kExplicitDeny,
                                      DecisionKind::kImplicitDeny, DecisionKind::kConditional}) {
      SCOPED_TRACE(row.action);
      const CaseResult result = RunOne(MakeTest(row.action, expect));
      EXPECT_EQ(result.passed(), row.answer == expect);
      EXPECT_EQ(result.expected, DecisionName(expect));
      EXPECT_EQ(result.actual, DecisionName(row.answer));
      EXPECT_EQ(result.file, "s.json");
      EXPECT_EQ(result.name, "case");
      EXPECT_EQ(result.place.file, "s.json");
      EXPECT_TRUE(result.decided_by.has_value());
    }
  }
}

// formats.md: `decidedBy` must match in every field that it names.
TEST(RunScenarioTest, ComparesEveryNamedFieldOfTheDecider) {
  ExpectedDecider all;
  all.layer = "identity";
  all.policy = "own";
  all.sid = "NoDelete";
  all.statement = 1;
  all.line = 3;
  all.column = 3;
  const auto with = [&](auto change) {
    ExpectedDecider decider = all;
    change(decider);
    return decider;
  };
  const struct {
    ExpectedDecider expected;
    bool passes;
  } rows[] = {
      {all, true},
      {{}, true},
      {with([](ExpectedDecider& d) { d.layer = "session"; }), false},
      {with([](ExpectedDecider& d) { d.target = "r-1"; }), false},
      {with([](ExpectedDecider& d) { d.policy = "other"; }), false},
      {with([](ExpectedDecider& d) { d.sid = "nodelete"; }), false},
      {with([](ExpectedDecider& d) { d.statement = 0; }), false},
      {with([](ExpectedDecider& d) { d.line = 2; }), false},
      {with([](ExpectedDecider& d) { d.column = 4; }), false},
      {with([](ExpectedDecider& d) { d.rule = "PA-2"; }), false},
  };
  for (const auto& row : rows) {
    TestCase test = MakeTest("s3:DeleteObject", DecisionKind::kExplicitDeny);
    test.decided_by = row.expected;
    const CaseResult result = RunOne(std::move(test));
    EXPECT_EQ(result.passed(), row.passes) << result.expected << " / " << result.actual;
  }
}

TEST(RunScenarioTest, SaysWhoWasExpectedAndWhoDecided) {
  TestCase test = MakeTest("s3:DeleteObject", DecisionKind::kExplicitDeny);
  test.decided_by = ExpectedDecider();
  test.decided_by->sid = "Guard";
  test.decided_by->statement = 0;
  const CaseResult result = RunOne(std::move(test));
  EXPECT_FALSE(result.passed());
  EXPECT_EQ(result.expected, "explicitDeny by sid Guard, statement 0");
  EXPECT_EQ(result.actual, "explicitDeny by sid NoDelete, statement 1");
}

// A denial for want of an Allow has no statement.
TEST(RunScenarioTest, AnImplicitDenialHasOnlyALayer) {
  TestCase test = MakeTest("s3:PutObject", DecisionKind::kImplicitDeny);
  test.decided_by = ExpectedDecider();
  test.decided_by->layer = "identity";
  EXPECT_TRUE(RunOne(test).passed());
  test.decided_by->layer.clear();
  test.decided_by->statement = 0;
  const CaseResult result = RunOne(test);
  EXPECT_FALSE(result.passed());
  EXPECT_EQ(result.actual, "implicitDeny by layer identity");
}

TEST(RunScenarioTest, WhatCannotBeAnsweredFails) {
  TestCase test = MakeTest("s3:GetObject", DecisionKind::kAllowed);
  test.request.principal = "arn:aws:iam::111122223333:user/anne";
  const CaseResult result = RunOne(test);
  EXPECT_FALSE(result.passed());
  EXPECT_THAT(result.actual, StartsWith("error: "));
  EXPECT_THAT(result.actual, HasSubstr("anne"));
  EXPECT_FALSE(result.decided_by.has_value());

  TestCase option = MakeTest("s3:GetObject", DecisionKind::kAllowed);
  option.request.options = {"nonsense=true"};
  EXPECT_THAT(RunOne(option).actual, StartsWith("error: "));
}

// OP-6 is switched by the case itself, over what the caller set.
TEST(RunScenarioTest, ACaseMaySwitchOptions) {
  TestCase test = MakeTest("s3:ListBucket", DecisionKind::kAllowed);
  test.request.resource = "arn:aws:s3:::bucket";
  test.request.context["s3:prefix"] = ContextValue::Scalar("");
  test.request.policies.identity = {
      Attach("null", R"({"Statement": {"Effect": "Allow", "Action": "s3:ListBucket",
          "Resource": "*", "Condition": {"Null": {"s3:prefix": "true"}}}})")};
  EXPECT_FALSE(RunOne(test).passed());
  EvaluationOptions options;
  options.emptyStringIsNull = true;
  EXPECT_TRUE(RunOne(test, options).passed());
  test.request.options = {"emptyStringIsNull=false"};
  EXPECT_FALSE(RunOne(test, options).passed());
  test.request.options = {"emptyStringIsNull=true"};
  EXPECT_TRUE(RunOne(test).passed());
}

// formats.md: what a conditional answer depends on is all of it, whatever the spelling (CO-2).
TEST(RunScenarioTest, ComparesWhatAConditionalAnswerDependsOn) {
  TestCase test = MakeTest("s3:PutObject", DecisionKind::kConditional);
  test.request.context_is_complete = false;
  test.request.policies.identity = {
      Attach("depends", R"({"Statement": {"Effect": "Allow", "Action": "s3:Put*", "Resource": "*",
          "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1", "aws:UserAgent": "x"}}}})")};
  EXPECT_TRUE(RunOne(test).passed());
  const struct {
    std::vector<std::string> names;
    bool passes;
  } rows[] = {{{"AWS:sourcevpc", "aws:UserAgent"}, true},
              {{"aws:UserAgent", "aws:SourceVpc", "aws:SourceVpc"}, true},
              {{"aws:SourceVpc"}, false},
              {{"aws:SourceVpc", "aws:UserAgent", "aws:SourceIp"}, false},
              {{}, false}};
  for (const auto& row : rows) {
    test.depends_on = row.names;
    EXPECT_EQ(RunOne(test).passed(), row.passes) << row.names.size();
  }
  test.depends_on = std::vector<std::string>{"aws:SourceIp"};
  const CaseResult result = RunOne(test);
  EXPECT_EQ(result.expected, "conditional on aws:SourceIp");
  EXPECT_EQ(result.actual, "conditional on aws:SourceVpc, aws:UserAgent");
}

TEST(RunScenarioTest, AnAnswerCanDependOnAMissingDocument) {
  TestCase test = MakeTest("s3:PutObject", DecisionKind::kConditional);
  AttachedPolicy lost;
  lost.name = "Lost";
  test.request.policies.identity = {std::make_shared<const AttachedPolicy>(lost)};
  test.depends_on = std::vector<std::string>{"Lost"};
  EXPECT_TRUE(RunOne(test).passed());
  test.depends_on = std::vector<std::string>{"lost document"};
  EXPECT_EQ(RunOne(test).actual, "conditional on Lost");
}

TEST(RunScenarioTest, ASkippedCaseIsNotAsked) {
  TestCase test = MakeTest("s3:PutObject", DecisionKind::kAllowed);
  test.request.principal = "arn:aws:iam::111122223333:user/nobody";
  test.skip = "not yet";
  const CaseResult result = RunOne(test);
  EXPECT_EQ(result.verdict, CaseVerdict::kSkipped);
  EXPECT_EQ(result.actual, "not yet");
  EXPECT_FALSE(result.decided_by.has_value());
}

TEST(RunScenarioTest, ASelfContainedCaseBringsItsPolicies) {
  TestCase test = MakeTest("s3:PutObject", DecisionKind::kAllowed);
  test.request.resource_account = "111122223333";
  test.request.principal = "arn:aws:iam::111122223333:role/elsewhere";
  test.request.policies.identity = {
      Attach("all", R"({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})")};
  Scenario scenario;
  scenario.snapshot = Snapshot::Empty();
  scenario.world = World::kSelfContained;
  scenario.cases = {test};
  EXPECT_TRUE(RunScenario(scenario, {})[0].passed());
}

TEST(RunScenarioTest, ACaseMayAskThroughWhateverRolesItTakes) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry user;
  user.arn = *ParseArn("arn:aws:iam::111122223333:user/ann");
  user.kind = PrincipalKind::kUser;
  builder.AddPrincipal(std::move(user));
  SnapshotBuilder::PrincipalEntry role;
  role.arn = *ParseArn("arn:aws:iam::111122223333:role/Reader");
  auto trust = std::make_shared<AttachedPolicy>();
  trust->policy = ParsePolicyText(R"({"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
      "Principal": {"AWS": "arn:aws:iam::111122223333:user/ann"}}})",
                                  "t.json", PolicyKind::kTrust)
                      .policy;
  role.trust_policy = std::move(trust);
  role.inline_policies = {Attach("own", kIdentity)};
  builder.AddPrincipal(std::move(role));
  Scenario scenario;
  scenario.snapshot = builder.Build().snapshot;
  TestCase test = MakeTest("s3:GetObject", DecisionKind::kAllowed);
  test.request.resource_account = "111122223333";
  scenario.cases = {test, test};
  scenario.cases[1].via_any = true;
  const std::vector<CaseResult> results = RunScenario(scenario, {});
  EXPECT_FALSE(results[0].passed);
  EXPECT_TRUE(results[1].passed) << results[1].actual;
}

}  // namespace
}  // namespace iamsim
