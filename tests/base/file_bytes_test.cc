#include "base/file_bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;

TEST(FileBytesTest, AFileIsItsBytes) {
  const TempFolder folder;
  for (const std::string& bytes :
       {std::string(), std::string("a\0b", 3), std::string(10'000, 'x')}) {
    const auto file = FileBytes::Open(folder.Write("file", bytes));
    ASSERT_THAT(file, IsOk());
    EXPECT_EQ((*file)->bytes(), bytes);
    EXPECT_EQ(FileBytes::Of(bytes)->bytes(), bytes);
  }
}

TEST(FileBytesTest, AMappedFileOutlivesItsName) {
  const TempFolder folder;
  const auto file = FileBytes::Open(folder.Write("file", "old"));
  ASSERT_THAT(file, IsOk());
  std::filesystem::remove(folder.PathOf("file"));
  EXPECT_EQ((*file)->bytes(), "old");
}

TEST(FileBytesTest, WhatIsNoFileIsAnError) {
  const TempFolder folder;
  EXPECT_THAT(FileBytes::Open(folder.PathOf("none")), Fails(HasSubstr("none: no such file")));
  EXPECT_THAT(FileBytes::Open(folder.path()), Fails(HasSubstr("expected a regular file")));
}

}  // namespace
}  // namespace iamsim
