#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/json_document.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kBundle[] = R"({
  "organization": {"id": "o-1", "managementAccount": "999999999999",
    "root": {"id": "r-1", "serviceControlPolicies": ["FullAWSAccess", "guard"], "accounts": ["111122223333", "999999999999"]}},
  "accounts": {"111122223333": {"name": "studio", "authorizationDetails": {
      "UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/ann", "GroupList": ["devs"]}],
      "RoleDetailList": [
        {"Arn": "arn:aws:iam::111122223333:role/A", "AssumeRolePolicyDocument": {"Statement": []},
         "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/Gone"}]},
        {"Arn": "arn:aws:iam::111122223333:role/B", "AssumeRolePolicyDocument": {"Statement": 1},
         "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/Gone"}],
         "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/Edge"}},
        {"Arn": "arn:aws:iam::111122223333:role/C",
         "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": {"Statement": []}}]}]}},
    "777788889999": {"authorizationDetails": {"UserDetailList": []}}},
  "resources": [{"arn": "arn:aws:s3:::b", "account": "111122223333", "policy": {"Statement": []}},
                {"arn": "arn:aws:kms:us-east-1:111122223333:key/k"}],
  "vpcEndpoints": [{"id": "vpce-1", "account": "111122223333"}]})";

SnapshotBuilder::Result Load(const std::string& text) {
  const TempFolder folder;
  absl::StatusOr<SnapshotBuilder::Result> result = ReadSnapshot({folder.Write("world.json", text)});
  EXPECT_THAT(result, IsOk());
  return *std::move(result);
}

TEST(SnapshotTextTest, SaysWhatIsThereAndWhatIsMissing) {
  const SnapshotBuilder::Result world = Load(kBundle);
  const std::string text = SnapshotText(*world.snapshot, world.diagnostics, false, {});
  EXPECT_THAT(
      text,
      StartsWith("incomplete  3 accounts, 1 user, 3 roles, 2 resources; 7 documents missing; 1 "
                 "part damaged\n\n"
                 "     organization  o-1, managed by 999999999999\n"
                 "     accounts      111122223333  studio  1 user, 3 roles, 2 resources, 1 "
                 "endpoint, scp 2 levels, no rcp\n"
                 "                   777788889999          0 users, 0 roles, no scp, no rcp\n"
                 "                   999999999999          no principals loaded, management "
                 "account\n"
                 "     policies      1 identity (0 managed), 1 trust, 1 resource, 1 scp\n"
                 "     resources     1 kms, 1 s3\n"
                 "     endpoints     1 VPC endpoint\n\n"
                 "     missing       policy arn:aws:iam::aws:policy/Gone of 2 (first: "
                 "arn:aws:iam::111122223333:role/A)\n"
                 "                   policy devs of arn:aws:iam::111122223333:user/ann\n"
                 "                   boundary arn:aws:iam::111122223333:policy/Edge of "
                 "arn:aws:iam::111122223333:role/B\n"
                 "                   policy of arn:aws:kms:us-east-1:111122223333:key/k\n"
                 "                   scp guard of 111122223333\n"
                 "                   trust policy of arn:aws:iam::111122223333:role/B, "
                 "unreadable in "));
  EXPECT_THAT(text, HasSubstr("\n                   … and 1 more (--all)\n"
                              "     outside       777788889999: not in the organization, its "
                              "policies do not apply\n"
                              "     damaged       "));
  EXPECT_THAT(text, HasSubstr("\n     warnings      4 warnings (--all lists them)\n"));
  EXPECT_LE(absl::c_count(text, '\n'), 24);
}

TEST(SnapshotTextTest, AllListsEverything) {
  const SnapshotBuilder::Result world = Load(kBundle);
  EXPECT_THAT(SnapshotText(*world.snapshot, world.diagnostics, true, {}),
              AllOf(HasSubstr("trust policy of arn:aws:iam::111122223333:role/C\n"),
                    HasSubstr("\n     warnings      "), HasSubstr("policy/Edge` is set as"),
                    Not(HasSubstr("(--all"))));
}

TEST(SnapshotTextTest, ACompleteWorldIsCalledSo) {
  const SnapshotBuilder::Result world = Load(
      R"({"accounts": {"111122223333": {"authorizationDetails": {"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/ann"}]}}}})");
  EXPECT_EQ(SnapshotText(*world.snapshot, world.diagnostics, false, {}),
            "complete  1 account, 1 user, 0 roles, 0 resources\n\n"
            "     organization  none: no service or resource control policies apply\n"
            "     accounts      111122223333  1 user, 0 roles\n");
}

// However large the world is.
TEST(SnapshotTextTest, FitsOnAScreen) {
  std::string accounts;
  for (int i = 0; i < 50; ++i) {
    const std::string id = std::to_string(100000000000 + i);
    absl::StrAppend(
        &accounts, i == 0 ? "" : ",", "\"", id,
        R"(": {"authorizationDetails": {"RoleDetailList": [{"Arn": "arn:aws:iam::)", id,
        R"(:role/R", "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::)", id,
        R"(:policy/P"}], "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::)", id,
        R"(:policy/Q"}}, 7]}})");
  }
  const SnapshotBuilder::Result world = Load(absl::StrCat(
      R"({"organization": {"id": "o-1", "root": {"id": "r-1", "accounts": ["999999999999"]}}, "accounts": {)",
      accounts, "}}"));
  const std::string text = SnapshotText(*world.snapshot, world.diagnostics, false, {});
  EXPECT_LE(absl::c_count(text, '\n'), 30) << text;
  EXPECT_THAT(text, HasSubstr("100000000005, … and 44 more (--all): not in the organization"));
}

TEST(SnapshotJsonTest, IsCompleteAndOneLine) {
  const SnapshotBuilder::Result world = Load(kBundle);
  const std::string json = SnapshotJson(*world.snapshot, world.diagnostics);
  EXPECT_THAT(json, Not(HasSubstr("\n")));
  const auto document = JsonDocument::Parse(json, "json");
  ASSERT_THAT(document, IsOk());
  const JsonNode root = (*document)->root();
  EXPECT_EQ(root.Find("accounts")->size(), 3U);
  EXPECT_EQ(root.Find("missing")->size(), 7U);
  EXPECT_EQ(root.Find("diagnostics")->size(), world.diagnostics.size());
  EXPECT_THAT(
      json,
      AllOf(
          StartsWith(R"({"organization":{"id":"o-1","managementAccount":"999999999999",)"
                     R"("accountsAreKnown":true},"accounts":[{"id":"111122223333","name":"studio",)"
                     R"("inOrganization":true,"isManagementAccount":false,)"
                     R"("isDelegatedAdministrator":false,"organizationPath":"o-1/r-1/",)"
                     R"("hasPrincipals":true,"users":1,"roles":3,"resources":2,"vpcEndpoints":1,)"
                     R"("serviceControl":[{"target":"r-1","policies":["FullAWSAccess","guard"]},)"),
          HasSubstr(R"({"kind":"identity","document":"arn:aws:iam::aws:policy/Gone","holders":2,)"
                    R"("firstHolder":"arn:aws:iam::111122223333:role/A"})"),
          HasSubstr(R"("outsideOrganization":["777788889999"])"),
          HasSubstr(
              R"("policies":{"identity":1,"resource":1,"serviceControlPolicy":1,"trust":1})")));
}

}  // namespace
}  // namespace iamsim
