#include "base/random_access_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

#include "support/temp_folder.h"

namespace iamsim {
namespace {

TEST(RandomAccessFileTest, ReadsWhatIsThere) {
  const TempFolder folder;
  const auto file = RandomAccessFile::Open(folder.Write("f", "0123456789"));
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->size(), 10U);
  std::string bytes = "old";
  EXPECT_TRUE(file->Read(3, 4, &bytes));
  EXPECT_EQ(bytes, "3456");
  EXPECT_TRUE(file->Read(0, 10, &bytes));
  EXPECT_EQ(bytes, "0123456789");
  EXPECT_TRUE(file->Read(10, 0, &bytes));
  EXPECT_EQ(bytes, "");
  EXPECT_FALSE(file->Read(8, 3, &bytes));
}

TEST(RandomAccessFileTest, NoticesThatAFileWasCut) {
  const TempFolder folder;
  const std::string path = folder.Write("f", "0123456789");
  const auto file = RandomAccessFile::Open(path);
  ASSERT_NE(file, nullptr);
  folder.Write("f", "01234");
  std::string bytes;
  EXPECT_TRUE(file->Read(0, 5, &bytes));
  EXPECT_FALSE(file->Read(0, 10, &bytes));
}

TEST(RandomAccessFileTest, OpensRegularFilesOnly) {
  const TempFolder folder;
  EXPECT_EQ(RandomAccessFile::Open(folder.PathOf("missing")), nullptr);
  EXPECT_EQ(RandomAccessFile::Open(folder.path()), nullptr);
  EXPECT_EQ(RandomAccessFile::Open("-"), nullptr);
  EXPECT_EQ(RandomAccessFile::Open(""), nullptr);
  const std::string pipe = folder.PathOf("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(RandomAccessFile::Open(pipe), nullptr);
}

}  // namespace
}  // namespace iamsim
