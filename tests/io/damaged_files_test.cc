// Every reader, over a small fixture whose files are cut off at every byte: an error or a
// diagnostic that names the file, never a crash, and never fewer facts without a word.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/source_place.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write.h"
#include "support/file_sections.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// `managed/` is given as managed policies, the rest as the snapshot.
class Fixture {
 public:
  explicit Fixture(absl::string_view name) {
    std::ifstream in(absl::StrCat(IAMSIM_SOURCE_DIR, "/tests/io/data/snapshots/", name, ".files"));
    std::ostringstream text;
    text << in.rdbuf();
    files_ = SplitFileSections(text.str());
    for (const FileSection& file : files_) Restore(file);
  }

  const std::vector<FileSection>& files() const { return files_; }
  std::string PathOf(const FileSection& file) const {
    const bool managed = absl::StartsWith(file.name, "managed/");
    return folder_.PathOf(absl::StrCat(managed ? "" : "from/", file.name));
  }
  void Restore(const FileSection& file) const {
    fs::create_directories(fs::path(PathOf(file)).parent_path());
    std::ofstream(PathOf(file), std::ios::binary) << file.text;
  }

  absl::StatusOr<SnapshotBuilder::Result> Read(bool strict = false) const {
    ReadOptions options;
    options.strict = strict;
    if (fs::exists(folder_.PathOf("managed"))) {
      options.managed_policies = {folder_.PathOf("managed")};
    }
    return ReadSnapshot({folder_.PathOf("from")}, options);
  }

 private:
  TempFolder folder_;
  std::vector<FileSection> files_;
};

class DamagedFilesTest : public ::testing::TestWithParam<const char*> {};

TEST_P(DamagedFilesTest, TheWholeFixtureIsFine) {
  const Fixture fixture(GetParam());
  ASSERT_FALSE(fixture.files().empty());
  const auto result = fixture.Read(/*strict=*/true);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty())
      << SnapshotJson(*result->snapshot, result->diagnostics);
}

TEST_P(DamagedFilesTest, EveryCutIsTold) {
  const Fixture fixture(GetParam());
  for (const FileSection& file : fixture.files()) {
    const std::string path = fixture.PathOf(file);
    for (std::size_t size = file.text.size(); size-- > 0;) {
      fs::resize_file(path, size);
      const auto result = fixture.Read();
      if (!result.ok()) {
        ASSERT_THAT(Describe(result.status()), HasSubstr(path)) << size;
        continue;
      }
      const bool told = absl::c_any_of(result->diagnostics, [&path](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::kError &&
               absl::StrContains(diagnostic.ToString(), path);
      });
      ASSERT_TRUE(told) << path << " cut at " << size;
      if (size % 8 != 0) continue;
      ASSERT_FALSE(fixture.Read(/*strict=*/true).ok()) << path << " cut at " << size;
    }
    fixture.Restore(file);
  }
}

// One changed byte may mean anything, but nothing crashes.
TEST_P(DamagedFilesTest, EveryChangedByteIsSurvived) {
  const Fixture fixture(GetParam());
  for (const FileSection& file : fixture.files()) {
    std::fstream bytes(fixture.PathOf(file), std::ios::binary | std::ios::in | std::ios::out);
    const auto put = [&bytes](std::size_t at, char byte) {
      bytes.seekp(static_cast<std::streamoff>(at));
      bytes.put(byte).flush();
    };
    for (std::size_t i = 0; i < file.text.size(); ++i) {
      put(i, "{}[]\",:0x\\"[i % 10]);
      const auto result = fixture.Read();
      if (!result.ok()) {
        ASSERT_FALSE(result.status().message().empty());
      }
      put(i, file.text[i]);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Readers, DamagedFilesTest,
                         ::testing::Values("gaad", "gaad_pages", "bundle", "organization",
                                           "organization_merged", "iam_collect", "collected",
                                           "managed_policies"),
                         [](const auto& instance) { return std::string(instance.param); });

}  // namespace
}  // namespace iamsim
