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
  EXPECT_EQ(outcome.err, "iamsim: no test case has `no such` in its name\n");
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
  EXPECT_THAT(outcome.out, StartsWith(R"({"passed":2,"failed":0,"cases":[{"file":)"));
  EXPECT_THAT(outcome.out, HasSubstr(R"("name":"notebook reads","result":"passed")"));
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
