// What all commands do alike: help, wrong words, wrong streams.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(UsageTest, WithoutArgumentsTheHelpIsAnError) {
  const Outcome outcome = RunProgram({});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("usage: iamsim COMMAND"));
}

TEST(UsageTest, HelpListsTheCommandsOnStandardOutput) {
  for (const char* word : {"--help", "-h", "help"}) {
    SCOPED_TRACE(word);
    const Outcome outcome = RunProgram({word});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.err, "");
    for (const char* command : {"  can ", "  simulate ", "  snapshot ", "  test "}) {
      EXPECT_THAT(outcome.out, HasSubstr(command));
    }
  }
}

TEST(UsageTest, EveryCommandHasHelpWithAnExample) {
  for (const std::string command : {"can", "simulate", "snapshot", "test"}) {
    SCOPED_TRACE(command);
    const Outcome outcome = RunProgram({command, "--help"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.err, "");
    EXPECT_THAT(outcome.out, HasSubstr("usage: iamsim " + command));
    EXPECT_THAT(outcome.out, HasSubstr("example:\n  iamsim " + command));
    EXPECT_THAT(outcome.out, HasSubstr("--json"));
    EXPECT_EQ(RunProgram({"help", command}).out, outcome.out);
  }
}

TEST(UsageTest, VersionIsOneLine) {
  const Outcome outcome = RunProgram({"--version"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, ::testing::MatchesRegex("iamsim [0-9.]+\n"));
}

struct MistakeCase {
  std::vector<std::string> arguments;
  const char* message;
};

TEST(UsageTest, MistakesAreNamedWithTheNearestWordAndExitTwo) {
  const MistakeCase cases[] = {
      {{"tset"}, "unknown command `tset`, did you mean `test`?"},
      {{"help", "simulat"}, "unknown command `simulat`, did you mean `simulate`?"},
      {{"can", "R", "s3:GetObject", "--contxt", "a=b"},
       "unknown option `--contxt`, did you mean `--context`?"},
      {{"can", "R", "s3:GetObject", "--contxt=a=b"},
       "unknown option `--contxt`, did you mean `--context`?"},
      {{"can", "R", "s3:GetObject", "*", "more"}, "unexpected argument `more`"},
      {{"can"}, "missing PRINCIPAL: usage: iamsim can [OPTIONS] PRINCIPAL ACTION [RESOURCE]"},
      {{"can", "R"}, "missing ACTION"},
      {{"can", "R", "s3:GetObject", "--via"}, "option `--via` needs a value"},
      {{"can", "R", "s3:GetObject", "--expect", "allowed", "--expect", "denied"},
       "option `--expect` is given twice"},
      {{"can", "R", "s3:GetObject", "--expect", "alowed"},
       "`--expect`: expected allowed, denied, explicitDeny, implicitDeny or conditional, got "
       "`alowed`, did you mean `allowed`?"},
      {{"can", "R", "s3:GetObject", "--option", "strictNotPrincipl=true"},
       "did you mean `strictNotPrincipal`?"},
      {{"simulate", "a", "b"}, "unexpected argument `b`"},
      {{"simulate", "--option", "nonsense"}, "nonsense"},
      {{"test"}, "missing PATH"},
  };
  for (const MistakeCase& row : cases) {
    SCOPED_TRACE(row.message);
    const Outcome outcome = RunProgram(row.arguments);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, StartsWith("iamsim: "));
    EXPECT_THAT(outcome.err, HasSubstr(row.message));
    EXPECT_EQ(LinesOf(outcome.err).size(), 1U);
  }
}

TEST(UsageTest, AFullDiskIsAnError) {
  const Outcome outcome = RunProgram({"--help"});
  ASSERT_EQ(outcome.code, 0);
  const std::string command = std::string("'") + IAMSIM_PROGRAM + "' --help >/dev/full 2>/dev/null";
  const int status = std::system(command.c_str());
  EXPECT_EQ(status, 2 << 8);
}

TEST(UsageTest, AReaderThatGoesAwayIsNoCrash) {
  const std::string request =
      R"({"principal":"anonymous","action":"s3:GetObject","resource":"arn:aws:s3:::b/k"})";
  std::string requests;
  for (int i = 0; i < 20000; ++i) requests += request + "\n";
  const std::string file = TemporaryFile("many.jsonl", requests);
  const std::string err = TemporaryFile("many.err", "");
  const std::string command = "sh -c \"'" + std::string(IAMSIM_PROGRAM) + "' simulate '" + file +
                              "'; echo \\$? >&2\" 2>'" + err + "' | head -n 1 >/dev/null";
  EXPECT_EQ(std::system(command.c_str()), 0);
  // The exit status, and no complaint.
  std::string line;
  std::ifstream(err) >> line;
  EXPECT_EQ(line, "2");
}

}  // namespace
}  // namespace iamsim
