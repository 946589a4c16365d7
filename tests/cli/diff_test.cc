#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kExample[] = IAMSIM_SOURCE_DIR "/scenarios/scp-regression";

std::string Org() { return absl::StrCat(kExample, "/org"); }
std::string Forgetful() {
  return absl::StrCat("s3-vpc-perimeter=", kExample, "/changes/forgets-the-exception.json");
}

Outcome Diff(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "diff");
  return RunProgram(arguments);
}

Outcome DiffExample(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--from", Org()});
  return Diff(std::move(arguments));
}

TEST(DiffCommand, SaysWhichDecisionsAChangeFlips) {
  const Outcome outcome = DiffExample({"--scp", Forgetful()});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, StartsWith("1 newly denied, 0 newly allowed, of 56 decisions\n"));
  EXPECT_THAT(outcome.out, HasSubstr("unless aws:SourceVpc is `vpc-0a1b2c3d4e5f67890`"));
  EXPECT_THAT(outcome.out, HasSubstr("asked  14 questions: "));
}

// The example of every group can be asked again, of the changed world.
TEST(DiffCommand, CanTakesTheSameChange) {
  const std::vector<std::string> question = {
      "can",          "SageMakerPipelineExecutionRole",
      "s3:GetObject", "--from",
      Org(),          "arn:aws:s3:::pipeline-metrics-111122223333/x",
      "--context",    "aws:RequestedRegion=us-east-1"};
  std::vector<std::string> changed = question;
  changed.insert(changed.end(), {"--scp", Forgetful()});
  EXPECT_EQ(RunProgram(question).code, 0);
  const Outcome outcome = RunProgram(changed);
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.out, HasSubstr("aws:SourceVpc is `vpc-0a1b2c3d4e5f67890`"));
}

TEST(DiffCommand, ComparesTwoWorlds) {
  const Outcome same = Diff({Org(), Org()});
  EXPECT_EQ(same.code, 0);
  EXPECT_THAT(same.out, StartsWith("no change  of 0 decisions\n"));
  const std::string pipelines = IAMSIM_SOURCE_DIR "/scenarios/sagemaker-pipelines";
  const Outcome other = Diff({"--before", pipelines, "--after", Org(), "--json"});
  EXPECT_EQ(other.code, 1) << other.err;
  EXPECT_THAT(other.out, HasSubstr("principals that only one of the worlds has were not asked"));
}

TEST(DiffCommand, AChangeAndItsInverseIsNoChange) {
  const Outcome outcome = DiffExample(
      {"--scp", absl::StrCat("s3-vpc-perimeter=", Org(), "/scp/s3-vpc-perimeter.json")});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("no change"));
}

TEST(DiffCommand, AsksAGivenListOfQuestions) {
  const std::string questions = TemporaryFile("diff-questions.jsonl", R"(
{"id": "q1", "principal": "role/*", "action": "s3:GetObject", "resource": "arn:aws:s3:::pipeline-metrics-111122223333/m", "context": {"aws:RequestedRegion": "us-east-1"}}
)");
  const Outcome outcome =
      DiffExample({"--scp", Forgetful(), "--questions", questions, "--format", "json"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr(R"("before":"allowed","after":"explicitDeny")"));
  EXPECT_THAT(outcome.out, HasSubstr(R"("counts":{"decisions":4,"newlyDenied":1,)"));
  EXPECT_THAT(outcome.out, EndsWith("\"covered\":{\"derived\":false,\"questions\":1}}\n"));
}

TEST(DiffCommand, AnswersTheOtherQuestionsOfABrokenList) {
  const std::string questions = TemporaryFile("diff-broken-questions.jsonl", R"({"action": 7}
{"principal": "role/*", "action": "s3:GetObject", "resource": "arn:aws:s3:::pipeline-metrics-111122223333/m", "context": {"aws:RequestedRegion": "us-east-1"}}
{"principal": "role/Nobody", "action": "s3:GetObject"}
)");
  const Outcome outcome = DiffExample({"--scp", Forgetful(), "--questions", questions});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.out, StartsWith("1 newly denied"));
  const std::vector<std::string> errors = LinesOf(outcome.err);
  ASSERT_EQ(errors.size(), 3U) << outcome.err;
  EXPECT_THAT(errors[0], HasSubstr("diff-broken-questions.jsonl:1:12: "));
  EXPECT_THAT(errors[1], HasSubstr("diff-broken-questions.jsonl:3:1: "));
  EXPECT_EQ(errors[2], "iamsim: 2 of 3 questions could not be answered");
}

TEST(DiffCommand, ContextSettlesConditions) {
  const Outcome outcome =
      DiffExample({"--scp", Forgetful(), "--context", "aws:SourceVpc=vpc-0a1b2c3d4e5f67890"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("no change"));
}

TEST(DiffCommand, FailsOnWhatItIsToldTo) {
  EXPECT_EQ(DiffExample({"--scp", Forgetful(), "--fail-on", "newly-allowed"}).code, 0);
  EXPECT_EQ(DiffExample({"--scp", Forgetful(), "--fail-on", "newly-allowed,newly-denied"}).code, 1);
  EXPECT_EQ(DiffExample({"--scp", Forgetful(), "--fail-on", "none"}).code, 0);
}

TEST(DiffCommand, WritesEveryFormat) {
  const auto format = [](const char* name) {
    return DiffExample({"--scp", Forgetful(), "--format", name}).out;
  };
  EXPECT_THAT(format("json"), StartsWith("{\"changes\":[{\"principal\":"));
  EXPECT_THAT(format("markdown"), StartsWith("### 1 newly denied"));
  EXPECT_THAT(format("sarif"), HasSubstr("\"version\": \"2.1.0\""));
  EXPECT_THAT(format("junit"), HasSubstr("failures=\"1\""));
}

TEST(DiffCommand, ListsDeadStatements) {
  const Outcome outcome = DiffExample({"--dead"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("none  of "));
  const Outcome dead = RunProgram({"diff", "--dead", "--from", "world"});
  EXPECT_EQ(dead.code, 1);
  EXPECT_THAT(dead.out, HasSubstr(" statements change no decision of this world\n"));
}

struct RefusedCase {
  const char* name;
  std::vector<std::string> arguments;
  std::string why;
};

class RefusedDiffTest : public ::testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedDiffTest, SaysWhyAndWritesNothing) {
  const Outcome outcome = DiffExample(GetParam().arguments);
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("iamsim: "));
  EXPECT_THAT(outcome.err, HasSubstr(GetParam().why));
  EXPECT_EQ(LinesOf(outcome.err).size(), 1U) << outcome.err;
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedDiffTest,
    ::testing::ValuesIn<RefusedCase>({
        {"NoChange", {}, "expected two worlds (`--before`, `--after`) or a change"},
        {"NoFile", {"--scp", "region-guard=/no/such.json"}, "/no/such.json: "},
        {"NoJson",
         {"--scp",
          absl::StrCat("region-guard=", TemporaryFile("diff-broken.json", "{\n \"Version\" 1}"))},
         "diff-broken.json:2:12: "},
        {"NoPolicyForAws",
         {"--scp",
          absl::StrCat("region-guard=", TemporaryFile("diff-typo.json", R"({"Version": "2012-10-17",
 "Statement": [{"Efect": "Deny", "Action": "*", "Resource": "*"}]})"))},
         "diff-typo.json:2:16: /Statement/0: expected `Effect`"},
        {"NoEquals",
         {"--scp", "region-guard"},
         "`--scp`: expected NAME=FILE, found `region-guard`"},
        {"UnknownPolicy",
         {"--scp", absl::StrCat("s3-vpc-perimter", Forgetful().substr(16))},
         "did you mean `s3-vpc-perimeter`?"},
        {"UnknownTarget",
         {"--detach", "region-guard@ou-ab12-workloads"},
         "did you mean `ou-ab12-workload`?"},
        {"UnknownStatement",
         {"--remove-statement", "region-guard#DenyOutsideAllowedRegion"},
         "did you mean `DenyOutsideAllowedRegions`?"},
        {"Contradiction",
         {"--scp", Forgetful(), "--remove-statement", "s3-vpc-perimeter#0"},
         "two changes contradict each other: replace `s3-vpc-perimeter`"},
        {"UnknownFormat", {"--scp", Forgetful(), "--format", "jsn"}, "did you mean `json`?"},
        {"UnknownFailOn",
         {"--scp", Forgetful(), "--fail-on", "newly-denyed"},
         "did you mean `newly-denied`?"},
        {"BothWorldsAndAChange",
         {"--before", "world", "--after", "world", "--scp", Forgetful()},
         "expected a world after or a change of the world before, found both"},
        {"QuestionFileMissing", {"--scp", Forgetful(), "--questions", "/no/such"}, "/no/such: "},
        {"DeadWithAChange", {"--dead", "--scp", Forgetful()}, "`--dead`: expected one snapshot"},
    }),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace iamsim
