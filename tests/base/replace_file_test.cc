#include "iamsim/base/replace_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "iamsim/base/file.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::size_t FilesIn(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

TEST(ReplaceFileTest, WritesANewFileAndReplacesAnOldOne) {
  const TempFolder folder;
  const std::string path = folder.PathOf("world");
  for (const std::string& bytes :
       {std::string("a\0b", 3), std::string(1 << 20, 'x'), std::string()}) {
    ASSERT_THAT(ReplaceFile(path, bytes), IsOk());
    EXPECT_EQ(*ReadFile(path, std::size_t{2} << 20), bytes);
    EXPECT_EQ(FilesIn(folder.path()), 1U);
  }
}

TEST(ReplaceFileTest, AFailureLeavesWhatWasThere) {
  const TempFolder folder;
  folder.Write("world/inside", "x");
  EXPECT_THAT(ReplaceFile(folder.PathOf("world"), "bytes"), Fails(HasSubstr("world: ")));
  EXPECT_EQ(FilesIn(folder.path()), 1U);
  EXPECT_THAT(ReplaceFile(folder.PathOf("none/world"), "bytes"),
              Fails(HasSubstr("no such file or directory")));
}

TEST(ReplaceFileTest, OthersMayReadAsTheMaskSays) {
  const TempFolder folder;
  const std::string plain = folder.Write("plain", "x");
  ASSERT_THAT(ReplaceFile(folder.PathOf("world"), "bytes"), IsOk());
  EXPECT_EQ(fs::status(folder.PathOf("world")).permissions(), fs::status(plain).permissions());
}

}  // namespace
}  // namespace iamsim
