#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "iamsim/io/read.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

class CollectedResourceReaderTest : public ::testing::Test {
 protected:
  // Reads {"arn", "account", MEMBERS}.
  absl::StatusOr<SnapshotBuilder::Result> Read(absl::string_view members, bool strict = false,
                                               absl::string_view arn = "arn:aws:s3:::b") {
    ReadOptions options;
    options.strict = strict;
    return ReadSnapshot(
        {folder_.Write("r.json", absl::StrCat(R"({"arn": ")", arn,
                                              R"(", "account": "111122223333", )", members, "}"))},
        options);
  }

  TempFolder folder_;
};

TEST_F(CollectedResourceReaderTest, ReadsTheRepliesOfTheCli) {
  const auto result = Read(
      R"("policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"*\"}}",
         "tags": [{"Key": "team", "Value": "ml"}], "publicAccessBlock": {"RestrictPublicBuckets": false},
         "accountPublicAccessBlock": {"RestrictPublicBuckets": true}, "location": null, "unknown": [])");
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  const ResourceRecord& bucket = result->snapshot->resources()[0];
  EXPECT_EQ(bucket.account, "111122223333");
  EXPECT_NE(bucket.policy->policy, nullptr);
  EXPECT_THAT(*bucket.tags, ElementsAre(Pair("team", "ml")));
  EXPECT_TRUE(bucket.s3.block_public_access);
}

TEST_F(CollectedResourceReaderTest, TagsHaveSeveralForms) {
  for (const char* tags : {R"([{"Key": "team", "Value": "ml"}])",
                           R"([{"TagKey": "team", "TagValue": "ml"}])", R"({"team": "ml"})"}) {
    const auto result = Read(absl::StrCat(R"("unknown": [], "tags": )", tags));
    ASSERT_THAT(result, IsOk());
    EXPECT_THAT(*result->snapshot->resources()[0].tags, ElementsAre(Pair("team", "ml")));
  }
}

TEST_F(CollectedResourceReaderTest, WhatIsNotThereIsNone) {
  for (const char* members :
       {R"("unknown": [])", R"("unknown": [], "policy": null, "tags": null)",
        R"("unknown": [], "policy": "", "tags": [], "publicAccessBlock": null)"}) {
    const auto result = Read(members);
    ASSERT_THAT(result, IsOk());
    EXPECT_THAT(result->diagnostics, IsEmpty());
    const ResourceRecord& bucket = result->snapshot->resources()[0];
    EXPECT_EQ(bucket.policy, nullptr);
    EXPECT_EQ(bucket.tags, Tags());
    EXPECT_FALSE(bucket.s3.block_public_access);
  }
}

// formats.md: what is missing is never treated as absent.
TEST_F(CollectedResourceReaderTest, WhatIsUnknownIsMissing) {
  const auto result = Read(R"("unknown": ["policy", "tags", "publicAccessBlock"])");
  ASSERT_THAT(result, IsOk());
  const ResourceRecord& bucket = result->snapshot->resources()[0];
  ASSERT_NE(bucket.policy, nullptr);
  EXPECT_EQ(bucket.policy->policy, nullptr);
  EXPECT_FALSE(bucket.tags.has_value());
  EXPECT_TRUE(bucket.s3.block_public_access);
  EXPECT_EQ(result->diagnostics.size(), 2U);
  EXPECT_THAT(Read(R"("unknown": ["policy"])", /*strict=*/true),
              Fails(HasSubstr("expected `policy`, found none: it counts as missing")));
}

TEST_F(CollectedResourceReaderTest, DamageIsTold) {
  const struct {
    const char* members;
    const char* message;
  } rows[] = {
      {R"("unknown": ["polcy"])", "/unknown: expected names of members, found `polcy`, did you"},
      {R"("unknown": 1)", "/unknown"},
      {R"("unknown": [], "Policy": {})", "`Policy`"},
      {R"("unknown": [], "policy": "{")", "/policy"},
      {R"("unknown": [], "tags": 1)", "/tags: expected tags as a list or an object"},
      {R"("unknown": [], "tags": [{"K": "v"}])", "/tags/0: expected `Key`, found none"},
      {R"("unknown": [], "publicAccessBlock": [])", "/publicAccessBlock: expected an object"},
      {R"("unknown": [], "publicAccessBlock": {"RestrictPublicBuckets": "yes"})",
       "/publicAccessBlock/RestrictPublicBuckets"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.members);
    const auto result = Read(row.members);
    ASSERT_THAT(result, IsOk());
    ASSERT_EQ(result->diagnostics.size(), 1U);
    EXPECT_THAT(result->diagnostics[0].ToString(), HasSubstr(row.message));
    EXPECT_THAT(Read(row.members, /*strict=*/true), Fails(HasSubstr(row.message)));
    for (const ResourceRecord& bucket : result->snapshot->resources()) {
      const bool is_unknown = !bucket.tags.has_value() || bucket.s3.block_public_access ||
                              (bucket.policy != nullptr && bucket.policy->policy == nullptr);
      EXPECT_TRUE(is_unknown);
    }
  }
  EXPECT_FALSE(Read(R"("unknown": [])", false, "b")->diagnostics.empty());
}

TEST_F(CollectedResourceReaderTest, AListThatCouldNotBeReadIsTold) {
  const std::string path = folder_.Write(
      "u.json", R"({"unlisted": "sqs", "account": "111122223333", "region": "us-east-1"})");
  const auto result = ReadSnapshot({path});
  ASSERT_THAT(result, IsOk());
  ASSERT_EQ(result->diagnostics.size(), 1U);
  EXPECT_THAT(result->diagnostics[0].ToString(),
              HasSubstr("u.json:1:1: expected the list of `sqs` resources in us-east-1, which "
                        "could not be read"));
  EXPECT_THAT(ReadSnapshot({path}, {.strict = true}), Fails(HasSubstr("`sqs`")));
}

}  // namespace
}  // namespace iamsim
