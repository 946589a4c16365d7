#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(SnapshotTest, SaysWhatWasLoaded) {
  const Outcome outcome = RunProgram({"snapshot", "--from", "world"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, StartsWith("complete  3 accounts, 1 user, 3 roles, 1 resource\n"));
  EXPECT_THAT(outcome.out, HasSubstr("studio  1 user, 1 role, 1 resource, scp 3 levels, no rcp"));
}

TEST(SnapshotTest, MissingDocumentsAreNoFailure) {
  const Outcome outcome = RunProgram({"snapshot", "--from", "world", "--from", "incomplete.json"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("incomplete  "));
  EXPECT_THAT(outcome.out, HasSubstr("missing       policy arn:aws:iam::111122223333:policy/Lost "
                                     "of arn:aws:iam::111122223333:role/Incomplete\n"));
}

TEST(SnapshotTest, DamageIsAnErrorOnlyWhenStrict) {
  const std::string damaged =
      TemporaryFile("half.json", R"({"UserDetailList": [7], "RoleDetailList": []})");
  const Outcome outcome = RunProgram({"snapshot", "--from", damaged});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("damaged       "));
  EXPECT_THAT(outcome.out, HasSubstr("half.json:1:21: /UserDetailList/0: expected an object"));
  const Outcome strict = RunProgram({"snapshot", "--from", damaged, "--strict"});
  EXPECT_EQ(strict.code, 2);
  EXPECT_EQ(strict.out, "");
  EXPECT_THAT(strict.err, HasSubstr("/UserDetailList/0"));
}

TEST(SnapshotTest, JsonIsOneLine) {
  const Outcome outcome = RunProgram({"snapshot", "--from", "world", "--json"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(LinesOf(outcome.out).size(), 1U);
  EXPECT_THAT(outcome.out, StartsWith(R"({"organization":{"id":"o-exampleorg01",)"));
}

TEST(SnapshotTest, NamesComeFromTheEnvironmentToo) {
  EXPECT_EQ(RunProgram({"snapshot"}, {.environment = {"IAMSIM_FROM=world"}}).code, 0);
  EXPECT_EQ(RunProgram({"snapshot"}, {.environment = {"IAMSIM_FROM="}}).code, 2);
}

}  // namespace
}  // namespace iamsim
