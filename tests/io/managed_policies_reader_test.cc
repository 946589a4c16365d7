#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iamsim/io/read.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kDocument[] =
    R"({"Version": "2012-10-17", "Statement": [{"Sid": "S", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})";

class ManagedPoliciesReaderTest : public ::testing::Test {
 protected:
  // The dump of a role to which this policy is attached, with the policies in `folder_`.
  absl::StatusOr<SnapshotBuilder::Result> ReadWith(absl::string_view policy_arn,
                                                   ReadOptions options = {}) {
    const std::string dump = absl::StrCat(
        R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/R", "AttachedManagedPolicies": [{"PolicyName": "P", "PolicyArn": ")",
        policy_arn, R"("}]}]})");
    if (options.managed_policies.empty()) options.managed_policies = {folder_.path()};
    return ReadSnapshot({dump_.Write("dump.json", dump)}, options);
  }
  void Write(absl::string_view name, absl::string_view text) {
    folder_.Write(name, absl::StrReplaceAll(text, {{"DOCUMENT", kDocument}}));
  }

  TempFolder folder_;
  TempFolder dump_;
};

const AttachedPolicy& PolicyOf(const SnapshotBuilder::Result& result) {
  return *result.snapshot->principals()[0].identity_policies[0];
}

TEST_F(ManagedPoliciesReaderTest, FillsReferencesThatNothingElseResolves) {
  const struct {
    const char* file;
    const char* text;
    const char* arn;
  } rows[] = {
      {"Reader.json", "DOCUMENT", "arn:aws:iam::aws:policy/Reader"},
      {"Reader.json", "DOCUMENT", "arn:aws-cn:iam::aws:policy/service-role/Reader"},
      {"any/where/Reader.json", "DOCUMENT", "arn:aws:iam::aws:policy/Reader"},
      {"Reader.json", R"({"PolicyVersion": {"VersionId": "v3", "Document": DOCUMENT}})",
       "arn:aws:iam::aws:policy/Reader"},
      {"x.json", R"({"PolicyName": "Reader", "PolicyVersion": {"Document": DOCUMENT}})",
       "arn:aws:iam::aws:policy/Reader"},
      {"x.json", R"({"Arn": "arn:aws:iam::aws:policy/a/Reader", "Document": DOCUMENT})",
       "arn:aws:iam::aws:policy/a/Reader"},
      {"x.json", R"({"Arn": "arn:aws:iam::111122223333:policy/Team", "Document": DOCUMENT})",
       "arn:aws:iam::111122223333:policy/Team"},
      {"x.json",
       R"([{"PolicyName": "A", "Document": DOCUMENT}, {"PolicyName": "Reader", "Document": DOCUMENT}])",
       "arn:aws:iam::aws:policy/Reader"},
      {"111122223333/Team.json", "DOCUMENT", "arn:aws:iam::111122223333:policy/eu/Team"},
      {"dist/all.json",
       R"({"Reader": {"arn": "arn:aws:iam::aws:policy/Reader", "latestVersionId": "v2", "versionsCount": 2,
           "versions": {"v1": {"document": {"Statement": []}}, "v2": {"document": DOCUMENT}}}})",
       "arn:aws:iam::aws:policy/Reader"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    const TempFolder own;
    const std::string path =
        own.Write(row.file, absl::StrReplaceAll(row.text, {{"DOCUMENT", kDocument}}));
    for (const std::string& given : {own.path(), path}) {
      const auto result = ReadWith(row.arn, {.managed_policies = {given}});
      ASSERT_THAT(result, IsOk());
      EXPECT_THAT(result->diagnostics, IsEmpty());
      ASSERT_NE(PolicyOf(*result).policy, nullptr);
      EXPECT_EQ(PolicyOf(*result).policy->statements[0].sid, "S");
      EXPECT_EQ(PolicyOf(*result).arn, row.arn);
      EXPECT_EQ(PolicyOf(*result).file, path);
    }
  }
}

TEST_F(ManagedPoliciesReaderTest, APolicyOfAnotherAccountIsAnother) {
  Write("Team.json", "DOCUMENT");
  Write("444455556666/Team.json", "DOCUMENT");
  const auto result = ReadWith("arn:aws:iam::111122223333:policy/Team");
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(PolicyOf(*result).policy, nullptr);
  EXPECT_THAT(result->diagnostics, SizeIs(1));
}

TEST_F(ManagedPoliciesReaderTest, WhatTheDumpSaysComesFirst) {
  Write("P.json", "DOCUMENT");
  const std::string dump = dump_.Write(
      "dump.json",
      R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/R", "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/P"}]}],
          "Policies": [{"Arn": "arn:aws:iam::aws:policy/P", "PolicyVersionList": [{"IsDefaultVersion": true, "VersionId": "v1",
            "Document": {"Statement": [{"Sid": "Own", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}]}]})");
  const auto result = ReadSnapshot({dump}, {.managed_policies = {folder_.path()}});
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(PolicyOf(*result).policy->statements[0].sid, "Own");
}

// PG-18: a boundary is a managed policy as well.
TEST_F(ManagedPoliciesReaderTest, BoundariesAreFilledToo) {
  Write("111122223333/Edge.json", "DOCUMENT");
  const std::string dump = dump_.Write(
      "dump.json",
      R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/u", "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/Edge"}}]})");
  const auto result = ReadSnapshot({dump}, {.managed_policies = {folder_.path()}});
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  EXPECT_NE(result->snapshot->principals()[0].permissions_boundary->policy, nullptr);
}

TEST_F(ManagedPoliciesReaderTest, WhatIsNoPolicyIsDamage) {
  const struct {
    const char* text;
    const char* message;
  } rows[] = {
      {"{", "x.json"},
      {R"({"a": 1})", "x.json:1:1: expected a policy document, or the output of"},
      {R"([{"Document": DOCUMENT}])", "/0: expected `Arn` or `PolicyName` beside the document"},
      {R"([1])", "/0: expected a managed policy with its `Document`"},
      {R"({"Arn": "arn:aws:iam::aws:role/R", "Document": DOCUMENT})",
       "/Arn: expected the ARN of a managed policy, found `arn:aws:iam::aws:role/R`"},
      {R"({"A": {"latestVersionId": "v1", "versions": {}}})",
       "/A/versions: expected the document of `v1`"},
      {R"({"Statement": [{"Effect": "Allow"}]})", "/Statement/0: expected `Action` or"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    Write("x.json", row.text);
    const auto result = ReadWith("arn:aws:iam::aws:policy/None");
    ASSERT_THAT(result, IsOk());
    ASSERT_FALSE(result->diagnostics.empty());
    EXPECT_THAT(result->diagnostics[0].ToString(), HasSubstr(row.message));
    EXPECT_THAT(ReadWith("arn:aws:iam::aws:policy/None", {.strict = true}),
                Fails(HasSubstr(row.message)));
  }
}

TEST_F(ManagedPoliciesReaderTest, NothingToReadIsAnError) {
  EXPECT_THAT(ReadWith("arn:aws:iam::aws:policy/P"), Fails(HasSubstr("found no *.json file")));
  EXPECT_THAT(ReadWith("arn:aws:iam::aws:policy/P", {.managed_policies = {"no-such-folder"}}),
              Fails(HasSubstr("no-such-folder")));
}

TEST_F(ManagedPoliciesReaderTest, APolicyAloneIsNoSnapshot) {
  EXPECT_THAT(
      ReadSnapshot({dump_.Write("policy.json", kDocument)}),
      Fails(HasSubstr("policy.json:1:1: found a policy document, which does not say who has "
                      "it: name it in a snapshot bundle, or give managed policies with "
                      "`--managed-policies`")));
}

}  // namespace
}  // namespace iamsim
