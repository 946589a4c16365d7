#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(TestCommandTest, EndsInTheCounts) {
  const Outcome outcome = RunProgram({"test", "world"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "2 passed, 0 failed\n");
}

TEST(TestCommandTest, TakesFilesFoldersAndAFilter) {
  EXPECT_EQ(RunProgram({"test", "world/cases.json", "world"}).out, "4 passed, 0 failed\n");
  EXPECT_EQ(RunProgram({"test", "world", "--filter", "reads"}).out, "1 passed, 0 failed\n");
}

TEST(TestCommandTest, AFilterThatMatchesNothingIsNoSuccess) {
  const Outcome outcome = RunProgram({"test", "world", "--filter", "no such"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.err, "iamsim: no test case is selected by `--filter no such`\n");
}

TEST(TestCommandTest, AFailureSaysWhatWhyAndHowToAskAgain) {
  const Outcome outcome = RunProgram({"test", "failing"});
  EXPECT_EQ(outcome.code, 1);
  const std::vector<std::string> lines = LinesOf(outcome.out);
  ASSERT_EQ(lines.size(), 6U) << outcome.out;
  EXPECT_EQ(lines[0], "failed  failing/cases.json:5:5  reader writes");
  EXPECT_EQ(lines[1], "        expected    allowed");
  EXPECT_THAT(lines[2], StartsWith("        got         explicitDeny"));
  EXPECT_THAT(lines[3], AllOf(StartsWith("        decided by  identity  reader  NoWrites  "),
                              HasSubstr("snapshot.json:29:21")));
  EXPECT_EQ(lines[4],
            "        ask again   iamsim can arn:aws:iam::111122223333:role/Reader s3:PutObject "
            "arn:aws:s3:::data/x --context 'aws:UserAgent=a b' --complete-context --from "
            "failing/snapshot.json");
  EXPECT_EQ(lines[5], "1 passed, 1 failed");
  // The command is true to its word.
  const std::vector<std::string> again = {"can",
                                          "arn:aws:iam::111122223333:role/Reader",
                                          "s3:PutObject",
                                          "arn:aws:s3:::data/x",
                                          "--context",
                                          "aws:UserAgent=a b",
                                          "--complete-context",
                                          "--from",
                                          "failing/snapshot.json",
                                          "--expect",
                                          "explicitDeny"};
  EXPECT_EQ(RunProgram(again).code, 0);
}

TEST(TestCommandTest, JsonHasEveryCase) {
  const Outcome outcome = RunProgram({"test", "world", "--json"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith(R"({"passed":2,"failed":0,"skipped":0,"cases":[{"file":)"));
  EXPECT_THAT(outcome.out, HasSubstr(R"("name":"notebook reads","result":"passed")"));
}

TEST(TestCommandTest, FiltersTakeGlobsTagsAndTheirOpposites) {
  const auto ran = [](std::vector<std::string> filters) {
    std::vector<std::string> arguments = {"test", "hostile", "world"};
    for (std::string& filter : filters) {
      arguments.push_back("--filter");
      arguments.push_back(std::move(filter));
    }
    return LinesOf(RunProgram(arguments).out).back();
  };
  EXPECT_EQ(ran({"notebook*"}), "2 passed, 0 failed");
  EXPECT_EQ(ran({"notebook*", "*write"}), "1 passed, 0 failed");
  EXPECT_EQ(ran({"tag:sl*"}), "0 passed, 0 failed, 1 skipped");
  EXPECT_EQ(ran({"!tag:slow", "!fails*", "!cannot*"}), "3 passed, 0 failed");
}

// tests/cli/check_reports.py reads them all.
TEST(TestCommandTest, EveryFormatHasTheSameVerdict) {
  for (const std::string format : {"text", "json", "junit", "tap", "github", "markdown"}) {
    SCOPED_TRACE(format);
    const Outcome failing = RunProgram({"test", "hostile", "--format", format});
    EXPECT_EQ(failing.code, 1);
    EXPECT_THAT(failing.out, HasSubstr("is skipped"));
    // The counts close the run; where the report is read by programs, on standard error.
    const std::string closing = "1 passed, 2 failed, 1 skipped\n";
    const bool in_report = format == "text" || format == "github";
    EXPECT_THAT(in_report ? failing.out : failing.err, ::testing::EndsWith(closing));
    EXPECT_EQ(RunProgram({"test", "world", "--format", format}).code, 0);
  }
}

TEST(TestCommandTest, FormatsThatDoNotExistAreNoAnswer) {
  const Outcome outcome = RunProgram({"test", "world", "--format", "junti"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("found `junti`, did you mean `junit`?"));
  EXPECT_EQ(RunProgram({"test", "world", "--format", "tap", "--json"}).code, 2);
}

TEST(TestCommandTest, ACaseOfManyNamesWhoDisappoints) {
  const std::string path = TemporaryFile("only.json", R"({"tests": [
    {"name": "nobody reads", "action": "s3:GetObject", "resource": "arn:aws:s3:::data/x",
     "expect": {"only": []}}]})");
  const Outcome outcome = RunProgram({"test", path, "--from", "world"});
  EXPECT_EQ(outcome.code, 1);
  const std::string notebook = "arn:aws:iam::111122223333:role/service-role/Notebook";
  EXPECT_THAT(outcome.out, HasSubstr("expected    allowed only: nobody"));
  EXPECT_THAT(outcome.out, HasSubstr(absl::StrCat("got         also ", notebook)));
  EXPECT_THAT(outcome.out, HasSubstr("decided by  identity  "));
  EXPECT_THAT(outcome.out,
              HasSubstr(absl::StrCat("ask again   iamsim can ", notebook,
                                     " s3:GetObject arn:aws:s3:::data/x --complete-context "
                                     "--from world")));
}

TEST(TestCommandTest, AnotherSnapshotCanBeAsked) {
  const std::string path = TemporaryFile("portable.json", R"({"tests": [
    {"name": "reads", "principal": "Notebook", "action": "s3:GetObject",
     "resource": "arn:aws:s3:::data/x", "expect": "allowed"}]})");
  EXPECT_EQ(RunProgram({"test", path, "--from", "world"}).out, "1 passed, 0 failed\n");
  EXPECT_EQ(RunProgram({"test", path, "--from", "failing"}).code, 1);
  EXPECT_EQ(RunProgram({"test", path, "--from", "no-such"}).code, 2);
}

TEST(TestCommandTest, UnreadableScenariosAreNoAnswer) {
  EXPECT_EQ(RunProgram({"test", "no-such-file"}).code, 2);
  // A folder without scenarios.
  EXPECT_EQ(RunProgram({"test", testing::TempDir() + "/no-such-folder"}).code, 2);
  const std::string misspelt = TemporaryFile("misspelt.json", R"({"name": "x", "testz": []})");
  const Outcome outcome = RunProgram({"test", misspelt});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("did you mean `tests`?"));
}

}  // namespace
}  // namespace iamsim
