#include "iamsim/base/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "support/status_matchers.h"

namespace iamsim {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class FileTest : public ::testing::Test {
 protected:
  FileTest() {
    std::string pattern = (fs::temp_directory_path() / "iamsim-file-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~FileTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  std::string Write(const std::string& name, const std::string& bytes) {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  std::string Path(const std::string& name) const { return (folder_ / name).string(); }

  fs::path folder_;
};

TEST_F(FileTest, ReadsTheBytesAsTheyAre) {
  const std::string bytes("a\r\n\0\xFF", 5);
  EXPECT_EQ(ReadFile(Write("a", bytes), 100).value(), bytes);
  EXPECT_EQ(ReadFile(Write("empty", ""), 100).value(), "");
  const std::string large(200000, 'x');
  EXPECT_EQ(ReadFile(Write("large", large), large.size()).value(), large);
}

TEST_F(FileTest, ReadsThroughLinks) {
  Write("a", "text");
  fs::create_symlink("a", folder_ / "link");
  EXPECT_EQ(ReadFile(Path("link"), 100).value(), "text");
}

TEST_F(FileTest, TheLimitIsInclusive) {
  const std::string path = Write("five", "12345");
  EXPECT_EQ(ReadFile(path, 5).value(), "12345");
  EXPECT_THAT(ReadFile(path, 4), Fails(path + ": expected at most 4 bytes, found more"));
  EXPECT_EQ(ReadFile(Write("empty", ""), 0).value(), "");
}

TEST_F(FileTest, SaysWhyAFileCannotBeRead) {
  const std::string missing = Path("missing");
  EXPECT_EQ(ReadFile(missing, 100).status(),
            absl::NotFoundError(missing + ": no such file or directory"));
  EXPECT_THAT(ReadFile(folder_.string(), 100),
              Fails(folder_.string() + ": expected a file, found a folder"));
  EXPECT_THAT(ReadFile(Write("file", "") + "/below", 100), Fails(EndsWith("not a directory")));
  EXPECT_THAT(ReadFile("", 100), Fails("expected a file name, found an empty one"));
  EXPECT_THAT(ReadFile(absl::string_view("a\0b", 3), 100), Fails(HasSubstr("NUL")));
}

TEST_F(FileTest, SaysThatReadingIsForbidden) {
  const std::string path = Write("secret", "x");
  fs::permissions(path, fs::perms::none);
  if (::access(path.c_str(), R_OK) == 0) GTEST_SKIP() << "running as a user who may read anything";
  EXPECT_THAT(ReadFile(path, 100), Fails(path + ": permission denied"));
}

// A pipe has no size; what it gives is counted.
TEST_F(FileTest, ReadsPipesUpToTheLimit) {
  const std::string path = Path("pipe");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  {
    std::thread writer([&path] { std::ofstream(path) << std::string(100000, 'p'); });
    EXPECT_EQ(ReadFile(path, 100000).value().size(), 100000U);
    writer.join();
  }
  std::thread writer([&path] { std::ofstream(path) << "12345"; });
  EXPECT_THAT(ReadFile(path, 4), Fails(HasSubstr("expected at most 4 bytes")));
  writer.join();
}

TEST_F(FileTest, MinusIsStandardInput) {
  const std::string path = Write("input", "from stdin");
  const int saved = ::dup(STDIN_FILENO);
  ASSERT_NE(std::freopen(path.c_str(), "rb", stdin), nullptr);
  EXPECT_EQ(ReadFile("-", 100).value(), "from stdin");
  ASSERT_NE(std::freopen(path.c_str(), "rb", stdin), nullptr);
  EXPECT_THAT(ReadFile("-", 4), Fails("-: expected at most 4 bytes, found more"));
  ::dup2(saved, STDIN_FILENO);
  ::close(saved);
  std::clearerr(stdin);
}

struct SiblingCase {
  std::string base;
  std::string name;
  std::string path;  // below the test's folder
};

TEST_F(FileTest, SiblingsStartInTheFolderOfTheFileThatNamesThem) {
  const std::vector<SiblingCase> rows = {
      {"world/bundle.json", "scp.json", "world/scp.json"},
      {"world/bundle.json", "scp/guard.json", "world/scp/guard.json"},
      {"world/bundle.json", "./scp/./guard.json", "world/scp/guard.json"},
      {"world/bundle.json", "scp/../guard.json", "world/guard.json"},
      {"world/scp/list.json", "../guard.json", "world/guard.json"},
      {"world/bundle.json", "..json", "world/..json"},
      {"world/bundle.json", "-", "world/-"},
  };
  for (const SiblingCase& row : rows) {
    SCOPED_TRACE(row.name);
    const auto path = ResolveSibling(Path(row.base), row.name, Path("world"));
    ASSERT_THAT(path, IsOk());
    EXPECT_EQ(*path, Path(row.path));
    EXPECT_EQ(ResolveSibling(Path(row.base), row.name, Path("world/")).value(), Path(row.path));
  }
}

// formats.md: paths may not leave the bundle's folder.
TEST_F(FileTest, SiblingsStayInsideTheRoot) {
  fs::create_directories(folder_ / "world/scp");
  Write("world-2/secret.json", "{}");
  Write("outside.json", "{}");
  fs::create_symlink("../outside.json", folder_ / "world/file-link");
  fs::create_symlink("../world-2", folder_ / "world/folder-link");
  fs::create_symlink("scp", folder_ / "world/inner-link");
  const std::string base = Path("world/bundle.json");
  const std::string root = Path("world");
  for (const std::string name :
       {"../outside.json", "scp/../../outside.json", "..", "../world-2/secret.json", "file-link",
        "folder-link/secret.json", "folder-link/missing.json"}) {
    EXPECT_THAT(ResolveSibling(base, name, root),
                Fails("expected a path inside the folder `" + root + "`, found `" + name + "`"));
  }
  EXPECT_THAT(ResolveSibling(base, Path("world/scp.json"), root),
              Fails(HasSubstr("expected a relative path")));
  EXPECT_THAT(ResolveSibling(base, "", root), Fails(HasSubstr("expected a file name")));
  EXPECT_THAT(ResolveSibling(base, absl::string_view("a\0b", 3), root), Fails(HasSubstr("NUL")));
  EXPECT_EQ(ResolveSibling(base, "inner-link/a.json", root).value(),
            Path("world/inner-link/a.json"));
}

TEST_F(FileTest, RelativeBasesStayRelative) {
  const fs::path before = fs::current_path();
  fs::create_directories(folder_ / "world");
  fs::current_path(folder_);
  EXPECT_EQ(ResolveSibling("world/bundle.json", "scp.json", "world").value(), "world/scp.json");
  EXPECT_EQ(ResolveSibling("bundle.json", "world/a.json", "").value(), "world/a.json");
  EXPECT_EQ(ResolveSibling("new/bundle.json", "a.json", "new").value(), "new/a.json");
  EXPECT_THAT(ResolveSibling("bundle.json", "../a.json", ""),
              Fails(HasSubstr("expected a path inside the folder `.`")));
  // A file that is called like standard input is still a file.
  EXPECT_EQ(ResolveSibling("bundle.json", "-", ".").value(), "./-");
  fs::current_path(before);
}

TEST_F(FileTest, ListsFilesSortedAndNotThroughLinks) {
  Write("b.json", "");
  Write("a/z.json", "");
  Write("a/y.txt", "");
  Write("a/deep/er/x.json", "");
  Write("a-b.json", "");
  fs::create_directories(folder_ / "folder.json");
  fs::create_symlink("b.json", folder_ / "link.json");
  fs::create_directory_symlink("a", folder_ / "link");
  fs::create_directory_symlink("..", folder_ / "a/loop");
  EXPECT_THAT(
      ListFiles(folder_.string(), ".json").value(),
      ElementsAre(Path("a-b.json"), Path("a/deep/er/x.json"), Path("a/z.json"), Path("b.json")));
  EXPECT_THAT(ListFiles(Path("a"), "").value(),
              ElementsAre(Path("a/deep/er/x.json"), Path("a/y.txt"), Path("a/z.json")));
  EXPECT_THAT(ListFiles(Path("folder.json"), "").value(), IsEmpty());
}

TEST_F(FileTest, SaysWhyAFolderCannotBeListed) {
  EXPECT_EQ(ListFiles(Path("missing"), "").status(),
            absl::NotFoundError(Path("missing") + ": no such file or directory"));
  EXPECT_THAT(ListFiles(Write("file", ""), ""), Fails(Path("file") + ": not a directory"));
  EXPECT_THAT(ListFiles("", ""), Fails(HasSubstr("expected")));
}

TEST_F(FileTest, KnowsFolders) {
  EXPECT_TRUE(IsFolder(folder_.string()));
  EXPECT_FALSE(IsFolder(Write("file", "")));
  EXPECT_FALSE(IsFolder(Path("missing")));
  EXPECT_FALSE(IsFolder(""));
  fs::create_directory_symlink(".", folder_ / "link");
  EXPECT_TRUE(IsFolder(Path("link")));
}

}  // namespace
}  // namespace iamsim
