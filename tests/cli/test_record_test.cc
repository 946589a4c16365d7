// `test --record`.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;

constexpr char kQuestions[] =
    R"({"id": "read", "principal": "role/*", "action": "s3:GetObject", "resource": "arn:aws:s3:::data/x", "context": {"aws:UserAgent": "a"}}
{"principal": "Reader", "action": "s3:PutObject", "resource": "arn:aws:s3:::data/x"}
)";

TEST(TestRecordTest, ARecordedBaselinePasses) {
  const std::string questions = TemporaryFile("q.jsonl", kQuestions);
  const Outcome recorded =
      RunProgram({"test", "--record", questions, "--from", "failing/snapshot.json"});
  EXPECT_EQ(recorded.code, 0);
  EXPECT_EQ(recorded.err, "iamsim: 2 decisions recorded\n");
  EXPECT_EQ(recorded.out,
            "{\"name\": \"recorded decisions\",\n"
            " \"snapshot\": {\"file\": \"failing/snapshot.json\"},\n"
            " \"tests\": [\n"
            "   {\"name\": \"read\", \"principal\": \"arn:aws:iam::111122223333:role/Reader\", "
            "\"action\": \"s3:GetObject\", \"resource\": \"arn:aws:s3:::data/x\", \"context\": "
            "{\"aws:UserAgent\": \"a\"}, \"expect\": \"implicitDeny\"},\n"
            "   {\"name\": \"s3:PutObject arn:aws:s3:::data/x\", \"principal\": "
            "\"arn:aws:iam::111122223333:role/Reader\", \"action\": \"s3:PutObject\", "
            "\"resource\": \"arn:aws:s3:::data/x\", \"expect\": \"explicitDeny\"}]}\n");
  const std::string baseline = TemporaryFile("baseline.json", recorded.out);
  EXPECT_EQ(RunProgram({"test", baseline, "--from", "failing/snapshot.json"}).out,
            "2 passed, 0 failed\n");
  EXPECT_EQ(RunProgram({"test", baseline, "--from", "world"}).code, 1);
}

TEST(TestRecordTest, ConditionalDecisionsKeepWhatTheyDependOn) {
  const std::string questions = TemporaryFile(
      "q.jsonl",
      R"({"id": 7, "principal": "SageMakerPipelineExecutionRoleUntagged", "action": "s3:GetObject", "resource": "arn:aws:s3:::pipeline-metrics-111122223333/e", "contextIsComplete": false})");
  const std::string world = "../../../scenarios/sagemaker-pipelines";
  const Outcome recorded = RunProgram({"test", "--record", questions, "--from", world});
  EXPECT_EQ(recorded.code, 0);
  EXPECT_THAT(recorded.out, HasSubstr(R"({"name": "7", )"));
  EXPECT_THAT(recorded.out, HasSubstr(R"("contextIsComplete": false, "expect": {"conditional": [)"
                                      R"("aws:RequestedRegion", "aws:SourceVpc"]}})"));
  // A scenario must not name what is outside of its folder.
  EXPECT_FALSE(absl::StrContains(recorded.out, "snapshot"));
  EXPECT_THAT(recorded.err, HasSubstr("name their snapshot with `--from`"));
  const std::string baseline = TemporaryFile("baseline.json", recorded.out);
  EXPECT_EQ(RunProgram({"test", baseline, "--from", world}).out, "1 passed, 0 failed\n");
}

TEST(TestRecordTest, TakesStandardInput) {
  const Outcome recorded =
      RunProgram({"test", "--record", "-", "--from", "failing/snapshot.json", "--quiet"},
                 {.input = kQuestions});
  EXPECT_EQ(recorded.code, 0);
  EXPECT_EQ(recorded.err, "");
  EXPECT_EQ(LinesOf(recorded.out).size(), 5U);
}

TEST(TestRecordTest, WhatCannotBeAnsweredRecordsNothing) {
  const struct {
    const char* questions;
    const char* message;
  } rows[] = {
      {"{", "q.jsonl:1:"},
      {R"({"action": "s3:GetObject"}
          {"action": "GetObject"})",
       "q.jsonl:2:"},
      {R"({"principal": "role/Raeder", "action": "s3:GetObject"})", "did you mean `Reader`?"},
      {R"({"action": "s3:GetObject", "resorce": "*"})", "did you mean `resource`?"},
      {R"({"action": "s3:GetObject", "policies": {}})", "without `policies`"},
      {"\n\n", "no questions to record"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.questions);
    const std::string questions = TemporaryFile("q.jsonl", row.questions);
    const Outcome outcome =
        RunProgram({"test", "--record", questions, "--from", "failing/snapshot.json"});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(row.message));
  }
  const std::string questions = TemporaryFile("q.jsonl", kQuestions);
  EXPECT_EQ(RunProgram({"test", "--record", "no-such.jsonl", "--from", "failing"}).code, 2);
  EXPECT_THAT(RunProgram({"test", "--record", questions}).err, HasSubstr("--from"));
  EXPECT_EQ(RunProgram({"test", "--record", questions, "--from", "failing", "--json"}).code, 2);
}

}  // namespace
}  // namespace iamsim
