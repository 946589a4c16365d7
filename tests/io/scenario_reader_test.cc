#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/io/read.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

class ScenarioReaderTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::vector<Scenario>> Read(const std::string& text) {
    return ReadScenarios({folder_.Write("s.json", text)});
  }
  // A scenario of one test with `members` beside what every test needs.
  absl::StatusOr<std::vector<Scenario>> ReadTest(absl::string_view members) {
    return Read(Test(members));
  }
  static std::string Test(absl::string_view members) {
    return absl::StrCat(
        R"({"tests": [{"name": "t", "principal": "arn:aws:iam::111122223333:role/R", )", members,
        "}]}");
  }
  std::string Place(absl::string_view rest) const {
    return absl::StrCat(folder_.PathOf("s.json"), ":", rest);
  }

  TempFolder folder_;
};

std::vector<std::string> NamesOf(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const TestCase& test : scenario.cases) names.push_back(test.name);
  return names;
}

TEST_F(ScenarioReaderTest, ReadsEveryMember) {
  folder_.Write("session.json",
                R"({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})");
  const auto scenarios = Read(R"({
    // Comments are fine.
    "$schema": "x", "name": "N", "context": {"aws:SecureTransport": "true", "aws:SourceIp": "10.0.0.1"},
    "snapshot": {"accounts": {"111122223333": {"authorizationDetails": {"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/a"}]}}},
                 "vpcEndpoints": [{"id": "vpce-1"}]},
    "tests": [{
      "name": "t", "comment": "c", "source": "T-1", "principal": "arn:aws:iam::111122223333:user/a",
      "via": ["arn:aws:iam::444455556666:role/B",
              {"role": "C", "sessionName": "s", "tags": {"team": "ml"}, "transitiveTagKeys": ["team"], "externalId": "e",
               "sourceIdentity": "i", "policy": {"file": "session.json"}, "durationSeconds": 7200}],
      "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k", "resourceAccount": "444455556666",
      "resourceTags": {"a": "b"}, "principalTags": {"c": "d"}, "contextIsComplete": false,
      "context": {"AWS:SOURCEIP": "10.0.0.2", "aws:SourceVpce": "vpce-1"},
      "policies": {"identity": [{"file": "session.json"}]}, "s3": {"bucketAbacEnabled": true},
      "options": {"strictNotPrincipal": true},
      "expect": "conditional",
      "decidedBy": {"layer": "identity", "target": "r-1", "policy": "p", "sid": "S", "statement": 0, "line": 12, "column": 3, "rule": "PA-2"}}]})");
  ASSERT_THAT(scenarios, IsOk());
  ASSERT_EQ(scenarios->size(), 1U);
  const Scenario& scenario = (*scenarios)[0];
  EXPECT_EQ(scenario.file, folder_.PathOf("s.json"));
  EXPECT_EQ(scenario.name, "N");
  EXPECT_EQ(scenario.world, World::kSnapshot);
  EXPECT_EQ(scenario.snapshot_paths.size(), 0U);
  EXPECT_NE(scenario.snapshot->FindPrincipal("arn:aws:iam::111122223333:user/a"), nullptr);
  EXPECT_THAT(scenario.diagnostics, IsEmpty());
  ASSERT_EQ(scenario.cases.size(), 1U);
  const TestCase& test = scenario.cases[0];
  EXPECT_EQ(test.name, "t");
  EXPECT_EQ(test.source, "T-1");
  ASSERT_TRUE(test.place.position.has_value());
  EXPECT_EQ(test.place.position->line, 6U);
  EXPECT_EQ(test.place.pointer, "/tests/0");
  EXPECT_EQ(test.expect, DecisionKind::kConditional);
  const Request& request = test.request;
  EXPECT_EQ(request.id, "t");
  EXPECT_EQ(request.principal, "arn:aws:iam::111122223333:user/a");
  EXPECT_EQ(request.action, "s3:GetObject");
  EXPECT_EQ(request.resource, "arn:aws:s3:::b/k");
  EXPECT_EQ(request.resource_account, "444455556666");
  EXPECT_THAT(*request.resource_tags, ElementsAre(Pair("a", "b")));
  EXPECT_THAT(*request.principal_tags, ElementsAre(Pair("c", "d")));
  EXPECT_FALSE(request.context_is_complete);
  // The test's own context wins, whatever the spelling of a key (CO-2).
  EXPECT_THAT(request.context,
              ElementsAre(Pair("AWS:SOURCEIP", ContextValue::Scalar("10.0.0.2")),
                          Pair("aws:SecureTransport", ContextValue::Scalar("true")),
                          Pair("aws:SourceVpce", ContextValue::Scalar("vpce-1"))));
  EXPECT_EQ(request.source_vpce, "vpce-1");
  ASSERT_EQ(request.policies.identity.size(), 1U);
  EXPECT_EQ(request.policies.identity[0]->name, "session.json");
  EXPECT_TRUE(request.s3->bucket_abac_enabled);
  EXPECT_THAT(request.options, ElementsAre("strictNotPrincipal=true"));

  ASSERT_EQ(request.via.size(), 2U);
  EXPECT_EQ(request.via[0].role, "arn:aws:iam::444455556666:role/B");
  EXPECT_FALSE(request.via[0].session_name.has_value());
  const Hop& hop = request.via[1];
  EXPECT_EQ(hop.role, "C");
  EXPECT_EQ(hop.session_name, "s");
  EXPECT_THAT(hop.tags, ElementsAre(Pair("team", "ml")));
  EXPECT_THAT(hop.transitive_tag_keys, ElementsAre("team"));
  EXPECT_EQ(hop.external_id, "e");
  EXPECT_EQ(hop.source_identity, "i");
  EXPECT_EQ(hop.duration_seconds, 7200);
  ASSERT_TRUE(hop.session_policies.has_value());
  ASSERT_EQ(hop.session_policies->size(), 1U);
  EXPECT_EQ((*hop.session_policies)[0]->name, "session.json");
  EXPECT_EQ((*hop.session_policies)[0]->policy->kind, PolicyKind::kSession);

  ASSERT_TRUE(test.decided_by.has_value());
  EXPECT_EQ(test.decided_by->layer, "identity");
  EXPECT_EQ(test.decided_by->target, "r-1");
  EXPECT_EQ(test.decided_by->policy, "p");
  EXPECT_EQ(test.decided_by->sid, "S");
  EXPECT_EQ(test.decided_by->statement, 0U);
  EXPECT_EQ(test.decided_by->line, 12U);
  EXPECT_EQ(test.decided_by->column, 3U);
  EXPECT_EQ(test.decided_by->rule, "PA-2");
}

TEST_F(ScenarioReaderTest, AbsentMembersHaveTheirDefaults) {
  const auto scenarios = ReadTest(
      R"("action": "s3:ListAllMyBuckets", "context": {"aws:SourceVpce": "vpce-9"}, "expect": "implicitDeny")");
  ASSERT_THAT(scenarios, IsOk());
  const Scenario& scenario = (*scenarios)[0];
  EXPECT_EQ(scenario.name, folder_.PathOf("s.json"));
  // Without a snapshot the tests bring along what they are about.
  EXPECT_EQ(scenario.world, World::kSelfContained);
  EXPECT_NE(scenario.snapshot, nullptr);
  const TestCase& test = scenario.cases[0];
  EXPECT_EQ(test.request.resource, "*");
  EXPECT_TRUE(test.request.context_is_complete);
  EXPECT_EQ(test.request.source_vpce, "");  // no endpoint of the snapshot
  EXPECT_FALSE(test.decided_by.has_value());
}

TEST_F(ScenarioReaderTest, ListsMultiplyOut) {
  const auto both = ReadTest(
      R"("action": ["s3:GetObject", "s3:PutObject"], "resource": ["arn:aws:s3:::a", "arn:aws:s3:::b"], "expect": "allowed")");
  ASSERT_THAT(both, IsOk());
  EXPECT_THAT(NamesOf((*both)[0]),
              ElementsAre("t [s3:GetObject arn:aws:s3:::a]", "t [s3:GetObject arn:aws:s3:::b]",
                          "t [s3:PutObject arn:aws:s3:::a]", "t [s3:PutObject arn:aws:s3:::b]"));
  EXPECT_EQ((*both)[0].cases[1].request.action, "s3:GetObject");
  EXPECT_EQ((*both)[0].cases[1].request.resource, "arn:aws:s3:::b");
  EXPECT_EQ((*both)[0].cases[2].request.action, "s3:PutObject");
  const auto one = ReadTest(R"("action": ["s3:ListAllMyBuckets"], "expect": "allowed")");
  ASSERT_THAT(one, IsOk());
  EXPECT_THAT(NamesOf((*one)[0]), ElementsAre("t [s3:ListAllMyBuckets *]"));
}

// Each case of a list has the grammar of its own action; a warning about their common document is
// told once.
TEST_F(ScenarioReaderTest, CasesOfAListShareTheirDocuments) {
  const auto scenarios = ReadTest(
      R"("action": ["iam:PassRole", "sts:AssumeRole"], "resource": "arn:aws:iam::111122223333:role/R", "expect": "allowed",
         "policies": {"resource": {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}},
                      "permissionsBoundary": [{"Statement": []}, {"Statement": []}]})");
  ASSERT_THAT(scenarios, IsOk());
  ASSERT_EQ((*scenarios)[0].cases.size(), 2U);
  EXPECT_EQ((*scenarios)[0].cases[1].request.policies.resource[0]->policy->kind,
            PolicyKind::kTrust);
  ASSERT_EQ((*scenarios)[0].diagnostics.size(), 1U);
  EXPECT_EQ((*scenarios)[0].diagnostics[0].rule, "PG-18");
}

TEST_F(ScenarioReaderTest, SnapshotsAreReadOnce) {
  const std::string world = folder_.Write(
      "worlds/w.json",
      R"({"resources": [{"arn": "arn:aws:s3:::b", "account": "111122223333", "policy": {"Statement": 1}}]})");
  const std::string text =
      R"({"snapshot": {"file": "../worlds/w.json"}, "tests": [{"name": "t", "principal": "anonymous", "action": "s3:GetObject", "expect": "allowed"}]})";
  folder_.Write("a/s.json", text);
  folder_.Write("b/s.json", text);
  const auto scenarios = ReadScenarios({folder_.path()});
  ASSERT_THAT(scenarios, IsOk());
  ASSERT_EQ(scenarios->size(), 2U);
  EXPECT_EQ((*scenarios)[0].snapshot, (*scenarios)[1].snapshot);
  EXPECT_EQ((*scenarios)[0].snapshot_paths, std::vector<std::string>{world});
  EXPECT_EQ((*scenarios)[1].snapshot_paths, std::vector<std::string>{world});
  // What is wrong with it is told once.
  EXPECT_EQ((*scenarios)[0].diagnostics.size(), 1U);
  EXPECT_THAT((*scenarios)[1].diagnostics, IsEmpty());
}

TEST_F(ScenarioReaderTest, ASnapshotMayBeAFolderOrADump) {
  folder_.Write("world/a.json",
                R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/a"}]})");
  for (const char* snapshot :
       {R"({"file": "world"})", R"({"file": "world/a.json"})",
        R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/a"}]})"}) {
    const auto scenarios = Read(absl::StrCat(R"({"tests": [], "snapshot": )", snapshot, "}"));
    ASSERT_THAT(scenarios, IsOk()) << snapshot;
    EXPECT_EQ((*scenarios)[0].snapshot->principals().size(), 1U) << snapshot;
  }
}

TEST_F(ScenarioReaderTest, AFolderHoldsOtherFilesToo) {
  folder_.Write("x/scenario.json", R"({"tests": []})");
  folder_.Write("x/snapshot.json", R"({"resources": []})");
  folder_.Write("x/broken-policy.json", "{\"Statement\": [");
  folder_.Write("x/words.json", R"(["tests"])");
  folder_.Write("x/readme.txt", "\"tests\"");
  const auto scenarios = ReadScenarios({folder_.path()});
  ASSERT_THAT(scenarios, IsOk());
  ASSERT_EQ(scenarios->size(), 1U);
  EXPECT_EQ((*scenarios)[0].file, folder_.PathOf("x/scenario.json"));
}

TEST_F(ScenarioReaderTest, ABrokenScenarioInAFolderIsNotPassedOver) {
  const std::string path = folder_.Write("x/scenario.json", "{\"tests\": [,]}");
  EXPECT_THAT(ReadScenarios({folder_.path()}), Fails(HasSubstr(absl::StrCat(path, ":1:12: "))));
}

TEST_F(ScenarioReaderTest, NothingFoundIsAnError) {
  folder_.Write("snapshot.json", R"({"resources": []})");
  EXPECT_THAT(ReadScenarios({folder_.path()}),
              Fails(absl::StrCat(folder_.path(),
                                 ": expected a scenario, a *.json file with a "
                                 "`tests` member, found none")));
  EXPECT_THAT(ReadScenarios({folder_.PathOf("none.json")}), Fails(HasSubstr("no such file")));
}

TEST_F(ScenarioReaderTest, WhatScenariosLackIsAnErrorWithItsPlace) {
  const struct {
    const char* text;
    const char* message;
  } rows[] = {
      {"[]", "1:1: expected a scenario, an object, found an array"},
      {R"({"snapshot": {}})", "1:1: expected `tests`, found none"},
      {R"({"test": []})", "did you mean `tests`?"},
      {R"({"tests": {}})", "1:11: /tests: `tests`: expected a list, found an object"},
      {R"({"tests": [1]})", "1:12: /tests/0: expected a test, an object, found a number"},
      {R"({"name": 1, "tests": []})", "1:10: /name: "},
      {R"({"context": {"a": null}, "tests": []})", "1:19: /context/a: "},
      {R"({"snapshot": 1, "tests": []})", "1:14: /snapshot: "},
      {R"({"snapshot": {"accunts": {}}, "tests": []})", "did you mean `accounts`?"},
      {R"({"snapshot": {"file": "none.json"}, "tests": []})", "none.json"},
      {R"({"snapshot": {"file": "../w.json"}, "tests": []})",
       "1:23: /snapshot/file: expected a path inside the folder"},
      {R"({"tests": [{"principal": "anonymous", "action": "s3:GetObject", "expect": "allowed"}]})",
       "1:12: /tests/0: expected `name`, found none"},
      {R"({"tests": [{"name": "t", "action": "s3:GetObject", "expect": "allowed"}]})",
       "1:12: /tests/0: expected `principal`, found none"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    EXPECT_THAT(Read(row.text), Fails(HasSubstr(row.message)));
  }
}

TEST_F(ScenarioReaderTest, ErrorsInTestsSayWhere) {
  const std::string prefix = Test("");
  const auto column = [&](absl::string_view row, absl::string_view value) {
    return Place(absl::StrCat("1:", prefix.size() - 2 + row.find(value), ": "));
  };
  const struct {
    const char* row;
    const char* value;
    const char* message;
  } rows[] = {
      {R"("action": "s3:GetObject", "expected": "allowed")", "\"expected\"",
       "did you mean `expect`?"},
      {R"("actions": "s3:GetObject", "expect": "allowed")", "\"actions\"",
       "did you mean `action`?"},
      {R"("action": [], "expect": "allowed")", "[]",
       "/tests/0/action: `action`: expected at least one, found an empty list"},
      {R"("action": ["s3:GetObject", 1], "expect": "allowed")", "1]", "/tests/0/action/1: "},
      {R"("action": "GetObject", "expect": "allowed")", "\"GetObject\"", "/tests/0/action: "},
      {R"("action": "s3:GetObject", "resource": ["b"], "expect": "allowed")", "\"b\"",
       "/tests/0/resource/0: `resource`: expected an ARN or `*`, found `b`"},
      {R"("action": "s3:GetObject", "resource": [], "expect": "allowed")", "[]",
       "/tests/0/resource: `resource`: expected at least one, found an empty list"},
      {R"("action": "s3:GetObject", "expect": "alowed")", "\"alowed\"",
       "/tests/0/expect: `expect`: expected one of `allowed`, `explicitDeny`, `implicitDeny`, "
       "`conditional`, found `alowed`, did you mean `allowed`?"},
      {R"("action": "s3:GetObject", "expect": 1)", "1", "/tests/0/expect: "},
      {R"("action": "s3:GetObject", "expect": "allowed", "decidedBy": "x")", "\"x\"",
       "/tests/0/decidedBy: `decidedBy`: expected an object, found a string"},
      {R"("action": "s3:GetObject", "expect": "allowed", "decidedBy": {"layer": "scp"})", "\"scp\"",
       "/tests/0/decidedBy/layer: `layer`: expected one of `identity`"},
      {R"("action": "s3:GetObject", "expect": "allowed", "decidedBy": {"Sid": "x"})", "\"Sid\"",
       "did you mean `sid`?"},
      {R"("action": "s3:GetObject", "expect": "allowed", "decidedBy": {"sid": 1})", "1",
       "/tests/0/decidedBy/sid: "},
      {R"("action": "s3:GetObject", "expect": "allowed", "decidedBy": {"statement": -1})", "-1",
       "/tests/0/decidedBy/statement: `statement`: expected a whole number from 0, found -1"},
      {R"("action": "s3:GetObject", "expect": "allowed", "via": "R")", "\"R\"",
       "/tests/0/via: `via`: expected a list of roles, found a string"},
      {R"("action": "s3:GetObject", "expect": "allowed", "via": [1])", "1",
       "/tests/0/via/0: expected a role, or an object with a `role`, found a number"},
      {R"("action": "s3:GetObject", "expect": "allowed", "via": [{}])", "{}",
       "/tests/0/via/0: expected `role`, found none"},
      {R"("action": "s3:GetObject", "expect": "allowed", "via": [{"role": "R", "externalID": "x"}])",
       "\"externalID\"", "did you mean `externalId`?"},
      {R"("action": "s3:GetObject", "expect": "allowed", "via": [{"role": "R", "durationSeconds": 1.5}])",
       "1.5", "/tests/0/via/0/durationSeconds: "},
      {R"("action": "s3:GetObject", "expect": "allowed", "via": [{"role": "R", "policy": {"Statement": 1}}])",
       "1}", "/tests/0/via/0/policy/Statement: "},
      {R"("action": "s3:GetObject", "expect": "allowed", "policies": {"identity": {"file": "no.json"}})",
       "\"no.json\"", "/tests/0/policies/identity/file: "},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.row);
    const auto scenarios = ReadTest(row.row);
    EXPECT_THAT(scenarios, Fails(HasSubstr(row.message)));
    EXPECT_THAT(scenarios, Fails(HasSubstr(column(row.row, row.value))));
  }
}

}  // namespace
}  // namespace iamsim
