// The shapes in which account authorization details come from AWS's interfaces and from tools
// (the CLI, raw API captures, SDKs): the facts are the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/io/read.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class GaadShapesTest : public ::testing::Test {
 protected:
  std::string Write(absl::string_view name, absl::string_view text) {
    return folder_.Write(name, text);
  }

  TempFolder folder_;
};

// As the API sends it and as the Go, Java and JavaScript SDKs keep it. RFC 3986: `+` is a plus.
constexpr char kEncoded[] =
    "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Sid%22%3A%22E%22%2C%22Effect%"
    "22%3A%22Allow%22%2C%22Action%22%3A%22s3%3AGet+Object%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D";

TEST_F(GaadShapesTest, EveryDocumentMayBeEncoded) {
  const std::string text = absl::StrCat(
      R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/u", "GroupList": ["g"],
          "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": ")",
      kEncoded,
      R"("}], "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/P"}]}],
          "GroupDetailList": [{"Arn": "arn:aws:iam::111122223333:group/g", "GroupPolicyList": [{"PolicyName": "of-group", "PolicyDocument": ")",
      kEncoded,
      R"("}]}],
          "Policies": [{"Arn": "arn:aws:iam::111122223333:policy/P", "DefaultVersionId": "v1",
            "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": ")",
      kEncoded, R"("}]}]})");
  const auto result = ReadSnapshot({Write("dump.json", text)});
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  const PolicyList& policies = result->snapshot->principals()[0].identity_policies;
  ASSERT_EQ(policies.size(), 3U);
  for (const auto& policy : policies) {
    ASSERT_NE(policy->policy, nullptr);
    EXPECT_EQ(policy->policy->statements[0].actions[0].text(), "s3:Get+Object");
  }
}

TEST_F(GaadShapesTest, OfFiveVersionsTheDefaultOneCounts) {
  for (int chosen = 1; chosen <= 5; ++chosen) {
    std::string versions;
    for (int i = 5; i >= 1; --i) {
      absl::StrAppend(
          &versions, versions.empty() ? "" : ",", R"({"VersionId": "v)", i,
          R"(", "IsDefaultVersion": )", i == chosen ? "true" : "false",
          R"(, "CreateDate": "2021-03-01T00:00:00+00:00", "Document": {"Statement": {"Sid": "V)", i,
          R"(", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}}})");
    }
    const auto result = ReadSnapshot({Write(
        "dump.json",
        absl::StrCat(
            R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/R", "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/P"}]}],
                "Policies": [{"Arn": "arn:aws:iam::111122223333:policy/P", "DefaultVersionId": "v)",
            chosen, R"(", "PolicyVersionList": [)", versions, "]}]}"))});
    ASSERT_THAT(result, IsOk());
    EXPECT_EQ(result->snapshot->principals()[0].identity_policies[0]->policy->statements[0].sid,
              absl::StrCat("V", chosen));
  }
}

// Nothing rests on dates, whatever their form.
TEST_F(GaadShapesTest, DatesMayHaveAnyForm) {
  for (const char* date : {"\"2021-03-01T15:48:03Z\"", "\"2021-03-01T15:48:03+00:00\"",
                           "\"2021-03-01 15:48:03+00:00\"", "1614613683", "1614613683.5", "null"}) {
    const auto result = ReadSnapshot({Write(
        "dump.json", absl::StrCat(R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/u",
                             "CreateDate": )",
                                  date, R"(, "PasswordLastUsed": )", date, "}]}"))});
    ASSERT_THAT(result, IsOk()) << date;
    EXPECT_THAT(result->diagnostics, IsEmpty()) << date;
    EXPECT_EQ(result->snapshot->principals().size(), 1U);
  }
}

constexpr char kUser[] =
    R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/u", "GroupList": ["g"],
 "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/P"}]}], "IsTruncated": true, "Marker": "1"})";
constexpr char kGroup[] =
    R"({"GroupDetailList": [{"Arn": "arn:aws:iam::111122223333:group/g",
 "GroupPolicyList": [{"PolicyName": "of-group", "PolicyDocument": {"Statement": []}}]}], "IsTruncated": true, "Marker": "2"})";
constexpr char kPolicy[] =
    R"({"Policies": [{"Arn": "arn:aws:iam::111122223333:policy/P", "PolicyName": "P", "PolicyVersionList": [
 {"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Statement": []}}]}], "IsTruncated": false})";

void ExpectWhole(const absl::StatusOr<SnapshotBuilder::Result>& result) {
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  ASSERT_EQ(result->snapshot->principals().size(), 1U);
  std::vector<std::string> names;
  for (const auto& policy : result->snapshot->principals()[0].identity_policies) {
    ASSERT_NE(policy->policy, nullptr);
    names.push_back(policy->name);
  }
  EXPECT_THAT(names, ElementsAre("P", "of-group"));
}

TEST_F(GaadShapesTest, PagesMayBeFilesAListOrConcatenated) {
  const std::vector<std::string> files = {Write("one/c.json", kUser), Write("one/b.json", kGroup),
                                          Write("one/a.json", kPolicy)};
  ExpectWhole(ReadSnapshot(files));
  ExpectWhole(ReadSnapshot({folder_.PathOf("one")}));
  ExpectWhole(
      ReadSnapshot({Write("2.json", absl::StrCat("[", kUser, ",", kGroup, ",", kPolicy, "]"))}));
  for (const char* between : {"", "\n", " \r\n\t", "// next\n"}) {
    ExpectWhole(ReadSnapshot(
        {Write("3.json", absl::StrCat(kUser, between, kGroup, between, kPolicy, "\n"))}));
  }
}

TEST_F(GaadShapesTest, PlacesInConcatenatedPagesAreThoseOfTheFile) {
  const std::string path =
      Write("dump.json",
            "{\"UserDetailList\": []}{\"RoleDetailList\":\n [7]}\n  {\"Policies\": [\n"
            "{\"PolicyVersionList\": []}]}");
  const auto result = ReadSnapshot({path});
  ASSERT_THAT(result, IsOk());
  ASSERT_EQ(result->diagnostics.size(), 2U);
  EXPECT_THAT(result->diagnostics[0].ToString(),
              HasSubstr(absl::StrCat(path, ":2:3: /RoleDetailList/0: ")));
  EXPECT_THAT(result->diagnostics[1].ToString(),
              HasSubstr(absl::StrCat(path, ":4:1: /Policies/0: ")));
}

// No page is lost without a word.
TEST_F(GaadShapesTest, DamagedConcatenationsAreErrors) {
  const std::string path = folder_.PathOf("dump.json");
  for (const std::string& text :
       {absl::StrCat(kUser, "{\"GroupDetailList\": ["), absl::StrCat(kUser, kGroup, "x"),
        absl::StrCat(kUser, "}", kGroup), absl::StrCat("{", kUser, kGroup),
        absl::StrCat(kUser, R"({"accounts": {}})"), absl::StrCat(kUser, "[]"),
        absl::StrCat(kUser, "\"text\"")}) {
    EXPECT_THAT(ReadSnapshot({Write("dump.json", text)}), Fails(HasSubstr(path))) << text;
  }
}

}  // namespace
}  // namespace iamsim
