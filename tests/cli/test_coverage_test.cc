// `test --coverage` and `test --mutate`.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "cli/run_program.h"
#include "iamsim/base/json_document.h"

namespace iamsim {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::shared_ptr<const JsonDocument> Parse(const std::string& text) {
  auto document = JsonDocument::Parse(text, "out");
  EXPECT_TRUE(document.ok()) << text;
  return *std::move(document);
}

TEST(TestCoverageTest, TextStandsBeforeTheReport) {
  const Outcome outcome = RunProgram({"test", "failing", "--coverage", "--mutate"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, StartsWith("coverage  "));
  EXPECT_THAT(outcome.out, HasSubstr("\nmutation  tests notice "));
  EXPECT_THAT(outcome.out, HasSubstr("\nfailed  failing/cases.json"));
  EXPECT_THAT(outcome.out, EndsWith("1 passed, 1 failed\n"));
  EXPECT_THAT(RunProgram({"test", "failing", "--coverage"}).out,
              ::testing::Not(HasSubstr("mutation")));
}

TEST(TestCoverageTest, JsonIsOneValueWithTheReport) {
  const Outcome outcome = RunProgram({"test", "failing", "--json", "--mutate"});
  EXPECT_EQ(outcome.code, 1);
  const std::shared_ptr<const JsonDocument> document = Parse(outcome.out);
  for (const char* member : {"passed", "failed", "cases", "coverage", "mutation"}) {
    EXPECT_TRUE(document->root().Find(member).has_value()) << member;
  }
  // Alone, the report goes where people read.
  const Outcome alone = RunProgram({"test", "failing", "--coverage-format", "json"});
  EXPECT_EQ(alone.code, 1);
  EXPECT_FALSE(Parse(alone.out)->root().Find("cases").has_value());
  EXPECT_TRUE(Parse(alone.out)->root().Find("coverage").has_value());
  EXPECT_THAT(alone.err, EndsWith("1 passed, 1 failed\n"));
}

TEST(TestCoverageTest, LcovIsForViewers) {
  const Outcome outcome = RunProgram({"test", "failing", "--coverage-format", "lcov"});
  EXPECT_THAT(outcome.out, StartsWith("TN:iamsim\nSF:failing/snapshot.json\nFN:"));
  EXPECT_THAT(outcome.out, EndsWith("end_of_record\n"));
  EXPECT_EQ(RunProgram({"test", "failing", "--coverage-format", "lcov", "--mutate"}).code, 2);
}

TEST(TestCoverageTest, AFileLeavesStandardOutputToTheReport) {
  const std::string path = TemporaryFile("coverage.info", "");
  const Outcome outcome = RunProgram({"test", "world", "--format", "tap", "--coverage-format",
                                      "lcov", "--coverage-output", path, "--quiet"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("TAP version 14\n"));
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  EXPECT_THAT(text.str(), StartsWith("TN:iamsim\n"));
  EXPECT_EQ(RunProgram({"test", "world", "--coverage-output", "no-such-folder/x"}).code, 2);
}

TEST(TestCoverageTest, TwoThingsCannotShareOnePlace) {
  const Outcome outcome = RunProgram({"test", "world", "--format", "junit", "--coverage"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("name a file with `--coverage-output`"));
  const Outcome unknown = RunProgram({"test", "world", "--coverage-format", "lcv"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean `lcov`?"));
}

}  // namespace
}  // namespace iamsim
