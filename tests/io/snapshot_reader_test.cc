#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/io/read.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SnapshotReaderTest : public ::testing::Test {
 protected:
  static std::string Users(absl::string_view name) {
    return absl::StrCat(R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/)", name,
                        R"("}]})");
  }
  static std::vector<std::string> UsersOf(const absl::StatusOr<SnapshotBuilder::Result>& result) {
    std::vector<std::string> names;
    if (!result.ok()) return names;
    for (const PrincipalRecord& record : result->snapshot->principals()) {
      names.push_back(record.name);
    }
    return names;
  }

  TempFolder folder_;
};

TEST_F(SnapshotReaderTest, NoPathsAreAnEmptyWorld) {
  const auto result = ReadSnapshot({});
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->snapshot->principals(), IsEmpty());
}

TEST_F(SnapshotReaderTest, FormatsMix) {
  const std::string gaad = folder_.Write("any name.txt", Users("a"));
  const std::string bundle = folder_.Write(
      "bundle", R"({"resources": [{"arn": "arn:aws:s3:::b", "account": "111122223333"}]})");
  const auto result = ReadSnapshot({gaad, bundle});
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(UsersOf(result), ElementsAre("a"));
  EXPECT_NE(result->snapshot->FindResource("arn:aws:s3:::b"), nullptr);
}

TEST_F(SnapshotReaderTest, AFolderIsTheSumOfItsFiles) {
  folder_.Write("b.json", Users("b"));
  folder_.Write("sub/a.json", Users("a"));
  folder_.Write("sub/deeper/c.json", Users("c"));
  folder_.Write("notes.txt", "not JSON");
  for (const std::string& path : {folder_.path(), folder_.path() + "/"}) {
    const auto result = ReadSnapshot({path});
    ASSERT_THAT(result, IsOk());
    EXPECT_THAT(UsersOf(result), ElementsAre("a", "b", "c"));
  }
}

TEST_F(SnapshotReaderTest, AFolderWithABundleIsThatBundle) {
  folder_.Write("world/snapshot.json",
                R"({"accounts": {"111122223333": {"authorizationDetails": {"file": "a.json"}}}})");
  folder_.Write("world/a.json", Users("a"));
  folder_.Write("world/scp/guard.json", R"({"Statement": []})");
  EXPECT_THAT(UsersOf(ReadSnapshot({folder_.PathOf("world")})), ElementsAre("a"));
  // Also one of several folders.
  folder_.Write("more/b.json", Users("b"));
  EXPECT_THAT(UsersOf(ReadSnapshot({folder_.path()})), ElementsAre("a", "b"));
}

TEST_F(SnapshotReaderTest, TheCommandLineNamesTheRoot) {
  folder_.Write("shared/a.json", Users("a"));
  folder_.Write(
      "world/snapshot.json",
      R"({"accounts": {"111122223333": {"authorizationDetails": {"file": "../shared/a.json"}}}})");
  EXPECT_THAT(ReadSnapshot({folder_.PathOf("world")}),
              Fails(HasSubstr("expected a path inside the folder")));
  EXPECT_THAT(UsersOf(ReadSnapshot({folder_.path()})), ElementsAre("a"));
}

TEST_F(SnapshotReaderTest, WhatNoReaderRecognisesIsAnError) {
  const std::string path = folder_.Write("policy.json", R"({"Policies": []})");
  const std::string message =
      absl::StrCat(path,
                   ":1:1: expected a snapshot bundle or the output of `aws iam "
                   "get-account-authorization-details` or a resource of "
                   "`tools/collect/collect.sh` or the merged outputs of `aws "
                   "organizations`");
  EXPECT_THAT(ReadSnapshot({path}), Fails(message));
  EXPECT_THAT(ReadSnapshot({folder_.path()}), Fails(message));
  for (const char* text : {"1", "[]", "{}", "\"x\"", "[{\"Policies\": []}]", "[1]"}) {
    EXPECT_THAT(ReadSnapshot({folder_.Write("policy.json", text)}), Fails(message)) << text;
  }
}

TEST_F(SnapshotReaderTest, UnreadableInputIsAnError) {
  EXPECT_THAT(ReadSnapshot({folder_.PathOf("none.json")}),
              Fails(HasSubstr(absl::StrCat(folder_.PathOf("none.json"), ": no such file"))));
  EXPECT_THAT(ReadSnapshot({folder_.path()}),
              Fails(AllOf(HasSubstr(absl::StrCat(folder_.path(),
                                                 ": expected a folder with `snapshot.json` or ")),
                          HasSubstr(" or a folder of *.json files, found no *.json file"))));
  const std::string broken = folder_.Write("broken.json", "{\n  \"accounts\": }");
  EXPECT_THAT(ReadSnapshot({broken}), Fails(HasSubstr(absl::StrCat(broken, ":2:15: /accounts"))));
}

// Dumps are deep and large, but not endlessly.
TEST_F(SnapshotReaderTest, DepthIsBounded) {
  const std::string deep = absl::StrCat("{\"accounts\": ", std::string(100, '['), "}");
  EXPECT_THAT(ReadSnapshot({folder_.Write("deep.json", deep)}),
              Fails(HasSubstr("expected at most 64 levels of nesting")));
}

}  // namespace
}  // namespace iamsim
