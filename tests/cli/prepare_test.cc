#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/run_program.h"
#include "iamsim/base/file.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;

class PrepareTest : public ::testing::Test {
 protected:
  Outcome Prepare(const std::vector<std::string>& from) {
    std::vector<std::string> arguments = {"prepare", "-o", world_};
    for (const std::string& path : from) {
      arguments.emplace_back("--from");
      arguments.push_back(path);
    }
    return RunProgram(arguments);
  }
  void ExpectSameAnswer(std::vector<std::string> question, const std::vector<std::string>& from) {
    std::vector<std::string> prepared = question;
    for (const std::string& path : from) question.insert(question.end(), {"--from", path});
    prepared.insert(prepared.end(), {"--from", world_});
    const Outcome expected = RunProgram(question);
    const Outcome actual = RunProgram(prepared);
    EXPECT_EQ(actual.code, expected.code) << question[0];
    EXPECT_EQ(actual.out, expected.out) << question[0];
    EXPECT_EQ(actual.err, expected.err) << question[0];
    EXPECT_NE(expected.out, "") << question[0];
  }

  TempFolder folder_;
  std::string world_ = folder_.PathOf("world.iamsim");
};

TEST_F(PrepareTest, SaysWhatItWrote) {
  const Outcome outcome = Prepare({"world"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out,
            absl::StrCat("prepared  ", world_,
                         "\n     complete  3 accounts, 1 user, 3 roles, 1 resource\n"));
  EXPECT_TRUE(std::filesystem::is_regular_file(world_));
}

TEST_F(PrepareTest, EveryCommandAnswersAsFromTheSources) {
  const std::string object = "arn:aws:s3:::data/x";
  for (const std::vector<std::string>& from :
       {std::vector<std::string>{"world"}, {"world", "incomplete.json"}}) {
    ASSERT_EQ(Prepare(from).code, 0);
    for (const std::vector<std::string>& question :
         {std::vector<std::string>{"snapshot", "--all"},
          {"snapshot", "--json"},
          {"can", "Notebook", "s3:GetObject", object},
          {"can", "studio:role/Notebook", "s3:PutObject", object},
          {"can", "Notebook", "s3:DeleteBucket", "arn:aws:s3:::data", "--json"},
          {"can", "444455556666:root", "s3:GetObject", object},
          {"who-can", "s3:GetObject", object},
          {"who-can", "s3:GetObject", object, "--json"},
          {"permissions", "Notebook"},
          {"permissions", "Notebook", object},
          {"paths", "Notebook"},
          {"graph"}}) {
      ExpectSameAnswer(question, from);
    }
  }
  ASSERT_EQ(Prepare({"world"}).code, 0);
  const Outcome typo = RunProgram({"can", "Notebok", "s3:GetObject", object, "--from", world_});
  EXPECT_EQ(typo.code, 2);
  EXPECT_THAT(typo.err, HasSubstr("did you mean `Notebook`?"));
}

// A file that was written in this format before. When this fails because the format changed, its
// kVersion must change too, and the file be made anew: in tests/cli/data, iamsim prepare --from
// world
// --from incomplete.json -o …/world.bin
TEST_F(PrepareTest, TheFormatOfAVersionStays) {
  ASSERT_EQ(Prepare({"world", "incomplete.json"}).code, 0);
  const auto bytes = ReadFile(world_, 1 << 20);
  const auto before =
      ReadFile(absl::StrCat(IAMSIM_SOURCE_DIR, "/tests/fuzz/corpus/prepared/world.bin"), 1 << 20);
  ASSERT_THAT(bytes, IsOk());
  ASSERT_THAT(before, IsOk());
  EXPECT_TRUE(*bytes == *before);
}

TEST_F(PrepareTest, NeedsAFileToWrite) {
  const Outcome outcome = RunProgram({"prepare", "--from", "world"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("no file to write: name it with `--output FILE`"));
  const Outcome nowhere = RunProgram({"prepare", "--from", "world", "-o", "none/w.iamsim"});
  EXPECT_EQ(nowhere.code, 2);
  EXPECT_THAT(nowhere.err, HasSubstr("none/w.iamsim"));
}

TEST_F(PrepareTest, AFileThatIsNotWholeIsRefusedInOneLine) {
  ASSERT_EQ(Prepare({"world"}).code, 0);
  std::filesystem::resize_file(world_, std::filesystem::file_size(world_) - 1);
  const Outcome outcome = RunProgram({"snapshot", "--from", world_});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(LinesOf(outcome.err).size(), 1U);
  EXPECT_THAT(outcome.err, HasSubstr("it was cut off"));
}

}  // namespace
}  // namespace iamsim
