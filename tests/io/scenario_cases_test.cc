// One test of a scenario file, multiplied out.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

constexpr absl::string_view kWorld =
    R"("snapshot": {"accounts": {"111122223333": {"name": "studio", "authorizationDetails":
         {"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/ann"}],
          "RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/team-a"},
                             {"Arn": "arn:aws:iam::111122223333:role/team-b"},
                             {"Arn": "arn:aws:iam::111122223333:role/Other"}]}}}})";

class ScenarioCasesTest : public ::testing::Test {
 protected:
  // The cases of one test called `t` with `members`, in a world of four principals.
  absl::StatusOr<std::vector<TestCase>> Cases(absl::string_view members,
                                              absl::string_view common = "") {
    const std::string path = folder_.Write(
        "s.json",
        absl::StrCat("{", common, kWorld, ", \"tests\": [{\"name\": \"t\", ", members, "}]}"));
    absl::StatusOr<std::vector<Scenario>> scenarios = ReadScenarios({path});
    if (!scenarios.ok()) return scenarios.status();
    return scenarios->front().cases;
  }

  TempFolder folder_;
};

std::vector<std::string> NamesOf(const std::vector<TestCase>& cases) {
  std::vector<std::string> names;
  for (const TestCase& test : cases) names.push_back(test.name);
  return names;
}

TEST_F(ScenarioCasesTest, APatternIsEverybodyWhomItMatches) {
  const auto cases =
      Cases(R"("principal": "role/team-*", "action": "s3:ListAllMyBuckets", "expect": "allowed")");
  ASSERT_THAT(cases, IsOk());
  EXPECT_THAT(NamesOf(*cases), ElementsAre("t [arn:aws:iam::111122223333:role/team-a]",
                                           "t [arn:aws:iam::111122223333:role/team-b]"));
  EXPECT_EQ((*cases)[1].request.principal, "arn:aws:iam::111122223333:role/team-b");
}

TEST_F(ScenarioCasesTest, AListOfPrincipalsNamesEachOnce) {
  const auto cases = Cases(
      R"("principal": ["Other", "arn:aws:iam::111122223333:role/team-b", "role/team-*"],
         "action": "s3:ListAllMyBuckets", "expect": "allowed")");
  ASSERT_THAT(cases, IsOk());
  EXPECT_THAT(NamesOf(*cases), ElementsAre("t [Other]", "t [arn:aws:iam::111122223333:role/team-b]",
                                           "t [arn:aws:iam::111122223333:role/team-a]"));
}

TEST_F(ScenarioCasesTest, TheAnonymousCallerIsNoPattern) {
  const auto cases =
      Cases(R"("principal": "*", "action": "s3:ListAllMyBuckets", "expect": "implicitDeny")");
  ASSERT_THAT(cases, IsOk());
  EXPECT_THAT(NamesOf(*cases), ElementsAre("t"));
}

TEST_F(ScenarioCasesTest, AMatrixIsLaidOverTheContext) {
  const auto cases = Cases(
      R"("principal": "ann", "action": "s3:ListAllMyBuckets", "expect": "allowed",
         "context": {"aws:SourceVpc": "vpc-0", "aws:UserAgent": "x"},
         "contexts": [{"AWS:SourceVpc": "vpc-1", "aws:TagKeys": ["a", "b"]}, {}])",
      R"("context": {"aws:SecureTransport": "true", "aws:UserAgent": "y"}, )");
  ASSERT_THAT(cases, IsOk());
  EXPECT_THAT(NamesOf(*cases), ElementsAre("t [AWS:SourceVpc=vpc-1 aws:TagKeys=[a,b]]", "t [{}]"));
  EXPECT_THAT((*cases)[0].request.context,
              ElementsAre(Pair("AWS:SourceVpc", ContextValue::Scalar("vpc-1")),
                          Pair("aws:SecureTransport", ContextValue::Scalar("true")),
                          Pair("aws:TagKeys", ContextValue::List({"a", "b"})),
                          Pair("aws:UserAgent", ContextValue::Scalar("x"))));
  EXPECT_THAT((*cases)[1].request.context,
              ElementsAre(Pair("aws:SecureTransport", ContextValue::Scalar("true")),
                          Pair("aws:SourceVpc", ContextValue::Scalar("vpc-0")),
                          Pair("aws:UserAgent", ContextValue::Scalar("x"))));
}

TEST_F(ScenarioCasesTest, EveryCombinationIsACase) {
  const auto cases = Cases(
      R"("principal": "role/team-*", "action": ["s3:GetObject", "s3:PutObject"],
         "resource": ["arn:aws:s3:::a/x", "arn:aws:s3:::b/x"],
         "contexts": [{"k": "1"}, {"k": "2"}], "expect": "allowed")");
  ASSERT_THAT(cases, IsOk());
  ASSERT_EQ(cases->size(), 16U);
  EXPECT_EQ((*cases)[0].name,
            "t [arn:aws:iam::111122223333:role/team-a s3:GetObject arn:aws:s3:::a/x k=1]");
  EXPECT_EQ((*cases)[15].name,
            "t [arn:aws:iam::111122223333:role/team-b s3:PutObject arn:aws:s3:::b/x k=2]");
}

TEST_F(ScenarioCasesTest, AFewLinesDoNotFillTheMemory) {
  std::string actions = "[\"s3:A\"";
  std::string contexts = "[{}";
  for (int i = 0; i < 1000; ++i) {
    actions += ", \"s3:A\"";
    contexts += ", {}";
  }
  EXPECT_THAT(Cases(absl::StrCat(R"("principal": "ann", "expect": "allowed", "action": )", actions,
                                 "], \"contexts\": ", contexts, "]")),
              Fails(HasSubstr("expected a test of at most 1000000 cases")));
}

TEST_F(ScenarioCasesTest, OnlyAsksEverybody) {
  const auto cases = Cases(R"("action": "s3:ListAllMyBuckets",
                              "expect": {"only": ["role/team-*", "ann", "lambda.amazonaws.com"]})");
  ASSERT_THAT(cases, IsOk());
  ASSERT_EQ(cases->size(), 1U);
  const TestCase& test = cases->front();
  EXPECT_EQ(test.name, "t");
  EXPECT_EQ(test.request.principal, "");
  ASSERT_NE(test.only, nullptr);
  EXPECT_THAT(test.only->asked, ElementsAre(0, 1, 2, 3));
  EXPECT_TRUE(test.only->outsiders_are_asked);
  EXPECT_THAT(
      test.only->allowed,
      ElementsAre("arn:aws:iam::111122223333:role/team-a", "arn:aws:iam::111122223333:role/team-b",
                  "arn:aws:iam::111122223333:user/ann", "lambda.amazonaws.com"));
}

TEST_F(ScenarioCasesTest, OnlyOfAPatternAsksNobodyElse) {
  const auto cases = Cases(R"("principal": "role/*", "action": ["s3:A", "s3:B"],
                              "expect": {"only": ["team-a"]})");
  ASSERT_THAT(cases, IsOk());
  EXPECT_THAT(NamesOf(*cases), ElementsAre("t [s3:A *]", "t [s3:B *]"));
  EXPECT_EQ(cases->front().only->asked.size(), 3U);
  EXPECT_FALSE(cases->front().only->outsiders_are_asked);
  // Whoever goes through a role is in the snapshot.
  const auto via = Cases(R"("via": ["team-a"], "action": "s3:A", "expect": {"only": []})");
  ASSERT_THAT(via, IsOk());
  EXPECT_FALSE(via->front().only->outsiders_are_asked);
}

TEST_F(ScenarioCasesTest, ConditionalNamesWhatItDependsOn) {
  const auto cases = Cases(R"("principal": "ann", "action": "s3:A",
                              "expect": {"conditional": ["aws:SourceVpc", "Lost"]})");
  ASSERT_THAT(cases, IsOk());
  EXPECT_EQ(cases->front().expect, DecisionKind::kConditional);
  ASSERT_TRUE(cases->front().depends_on.has_value());
  EXPECT_THAT(*cases->front().depends_on, ElementsAre("aws:SourceVpc", "Lost"));
}

TEST_F(ScenarioCasesTest, TagsAddUpAndSkipHasAReason) {
  const auto cases = Cases(R"("principal": "ann", "action": "s3:A", "expect": "allowed",
                              "tags": ["scp"], "skip": "until the guard is attached")",
                           R"("tags": ["all"], )");
  ASSERT_THAT(cases, IsOk());
  EXPECT_THAT(cases->front().tags, ElementsAre("all", "scp"));
  EXPECT_EQ(cases->front().skip, "until the guard is attached");
  const auto plain = Cases(R"("principal": "ann", "action": "s3:A", "expect": "allowed")");
  ASSERT_THAT(plain, IsOk());
  EXPECT_THAT(plain->front().tags, IsEmpty());
  EXPECT_FALSE(plain->front().skip.has_value());
}

TEST_F(ScenarioCasesTest, WhatIsWrongIsAnErrorWithItsPlace) {
  const struct {
    const char* members;
    const char* message;
  } rows[] = {
      {R"("principal": "role/taem-*", "action": "s3:A", "expect": "allowed")", "/principal: "},
      {R"("principal": [], "action": "s3:A", "expect": "allowed")",
       "/principal: `principal`: expected at least one, found an empty list"},
      {R"("principal": [1], "action": "s3:A", "expect": "allowed")", "/principal/0: "},
      {R"("principal": "ann", "action": "s3:A", "expect": "allowed", "contexts": [])",
       "/contexts: `contexts`: expected at least one, found an empty list"},
      {R"("principal": "ann", "action": "s3:A", "expect": "allowed", "contexts": {})",
       "/contexts: `contexts`: expected a list of objects, found an object"},
      {R"("principal": "ann", "action": "s3:A", "expect": "allowed", "contexts": [{"k": null}])",
       "/contexts/0/k: "},
      {R"("principal": "ann", "action": "s3:A", "expect": "allowed", "skip": true)", "/skip: "},
      {R"("principal": "ann", "action": "s3:A", "expect": "allowed", "tags": "x")",
       "/tags: `tags`: expected a list of strings, found a string"},
      {R"("principal": "ann", "action": "s3:A", "expect": {})",
       "/expect: `expect`: expected either `only` or `conditional`, found neither"},
      {R"("principal": "ann", "action": "s3:A", "expect": {"only": [], "conditional": []})",
       "found both"},
      {R"("principal": "ann", "action": "s3:A", "expect": {"onyl": []})", "did you mean `only`?"},
      {R"("principal": "ann", "action": "s3:A", "expect": {"conditional": "aws:SourceVpc"})",
       "/expect/conditional: `conditional`: expected a list of strings, found a string"},
      {R"("action": "s3:A", "expect": {"only": ["anne"]})", "did you mean `ann`?"},
      {R"("principal": "role/*", "action": "s3:A", "expect": {"only": ["ann"]})",
       "/expect/only/0: expected one of those whom `principal` asks, found "
       "`arn:aws:iam::111122223333:user/ann`"},
      {R"("principal": "role/*", "action": "s3:A", "expect": {"only": ["*"]})",
       "/expect/only/0: expected one of those whom `principal` asks, found `*`"},
      {R"("principal": "anonymous", "action": "s3:A", "expect": {"only": []})",
       "leave `principal` out to ask everybody"},
      {R"("action": "s3:A", "expect": {"only": []}, "decidedBy": {"sid": "x"})",
       "/decidedBy: `decidedBy` is about one decision, `only` about many"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.members);
    EXPECT_THAT(Cases(row.members), Fails(HasSubstr(row.message)));
    EXPECT_THAT(Cases(row.members), Fails(HasSubstr("s.json:")));
  }
}

TEST_F(ScenarioCasesTest, OnlyNeedsASnapshot) {
  const std::string path = folder_.Write(
      "s.json", R"({"tests": [{"name": "t", "action": "s3:A", "expect": {"only": []}}]})");
  EXPECT_THAT(ReadScenarios({path}),
              Fails(HasSubstr("`only` asks the principals of a snapshot, found no snapshot")));
}

TEST_F(ScenarioCasesTest, AnotherSnapshotCanBeAsked) {
  const std::string path = folder_.Write("s.json",
                                         R"({"snapshot": {"file": "lost.json"},
          "tests": [{"name": "t", "principal": "user/*", "action": "s3:A", "expect": "allowed"}]})");
  const std::string other = folder_.Write(
      "w.json", R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/bea"}]})");
  const auto world = ReadSnapshot({other});
  ASSERT_THAT(world, IsOk());
  const auto scenarios =
      ReadScenarios({path}, {.snapshot = world->snapshot, .snapshot_paths = {other}});
  ASSERT_THAT(scenarios, IsOk());
  EXPECT_THAT(NamesOf(scenarios->front().cases),
              ElementsAre("t [arn:aws:iam::111122223333:user/bea]"));
  EXPECT_EQ(scenarios->front().world, World::kSnapshot);
  EXPECT_THAT(scenarios->front().snapshot_paths, ElementsAre(other));
}

}  // namespace
}  // namespace iamsim
