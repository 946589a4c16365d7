#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
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
using ::testing::Pair;

constexpr absl::string_view kAllow =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})";
constexpr absl::string_view kBucket =
    R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}})";
constexpr absl::string_view kRcp =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}})";

class BundleReaderTest : public ::testing::Test {
 protected:
  absl::StatusOr<SnapshotBuilder::Result> Read(const std::string& text,
                                               const ReadOptions& options = {}) {
    return ReadSnapshot({folder_.Write("world.json", Expand(text))}, options);
  }
  static std::string Expand(const std::string& text) {
    return absl::StrReplaceAll(text, {{"ALLOW", kAllow}, {"BUCKET", kBucket}, {"FENCE", kRcp}});
  }
  std::string Place(absl::string_view rest) const {
    return absl::StrCat(folder_.PathOf("world.json"), ":", rest);
  }

  TempFolder folder_;
};

std::vector<std::string> NamesOf(const PolicyList& policies) {
  std::vector<std::string> names;
  for (const auto& policy : policies) names.push_back(policy->name);
  return names;
}

std::vector<std::string> TargetsOf(const std::vector<PolicyLevel>& levels) {
  std::vector<std::string> targets;
  for (const PolicyLevel& level : levels) targets.push_back(level.target);
  return targets;
}

TEST_F(BundleReaderTest, ReadsAWorld) {
  folder_.Write("scp/guard.json", kAllow);
  folder_.Write("studio.json",
                R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/R"}]})");
  folder_.Write("bucket.json", kBucket);
  const auto result = Read(R"({
    // A comment.
    "$schema": "x", "comment": "y",
    "organization": {
      "id": "o-exampleorg", "managementAccount": "999999999999",
      "root": {"id": "r-ab12", "serviceControlPolicies": ["FullAWSAccess"], "resourceControlPolicies": ["fence"],
               "organizationalUnits": [{"id": "ou-ml", "name": "ML", "serviceControlPolicies": ["FullAWSAccess", "guard"],
                                        "accounts": [],
                                        "organizationalUnits": [{"id": "ou-dev", "accounts": ["111122223333"]}]}],
               "accounts": ["999999999999"]},
      "delegatedAdministrators": ["111122223333"],
      "serviceControlPolicies": {"guard": {"file": "scp/guard.json"}},
      "resourceControlPolicies": {"fence": FENCE}},
    "accounts": {"111122223333": {"name": "studio", "serviceControlPolicies": ["FullAWSAccess"],
                                  "authorizationDetails": {"file": "studio.json"}}},
    "resources": [{"arn": "arn:aws:s3:::bucket", "account": "111122223333", "tags": {"team": "ml"},
                   "policy": {"file": "bucket.json"}, "s3": {"blockPublicAccess": true, "bucketAbacEnabled": true}},
                  {"arn": "arn:aws:sqs:us-east-1:444455556666:q", "policy": BUCKET}],
    "vpcEndpoints": [{"id": "vpce-1", "account": "111122223333", "type": "interface", "policy": BUCKET},
                     {"id": "vpce-2"}]})");
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  const Snapshot& snapshot = *result->snapshot;
  ASSERT_TRUE(snapshot.organization().has_value());
  EXPECT_EQ(snapshot.organization()->id, "o-exampleorg");
  EXPECT_EQ(snapshot.organization()->management_account, "999999999999");

  const AccountRecord* account = snapshot.FindAccount("111122223333");
  ASSERT_NE(account, nullptr);
  EXPECT_EQ(account->name, "studio");
  EXPECT_EQ(account->organization_path, "o-exampleorg/r-ab12/ou-ml/ou-dev/");
  EXPECT_TRUE(account->has_principals);
  EXPECT_TRUE(account->is_delegated_administrator);
  ASSERT_TRUE(account->service_control.has_value());
  EXPECT_THAT(TargetsOf(*account->service_control),
              ElementsAre("r-ab12", "ou-ml", "ou-dev", "111122223333"));
  EXPECT_THAT(NamesOf((*account->service_control)[1].policies),
              ElementsAre("FullAWSAccess", "guard"));
  const AttachedPolicy& guard = *(*account->service_control)[1].policies[1];
  EXPECT_EQ(guard.file, folder_.PathOf("scp/guard.json"));
  ASSERT_NE(guard.policy, nullptr);
  EXPECT_EQ(guard.policy->kind, PolicyKind::kServiceControl);
  // SC-2: a level without a policy is there, and empty.
  EXPECT_THAT((*account->service_control)[2].policies, IsEmpty());
  EXPECT_THAT(NamesOf((*account->service_control)[3].policies), ElementsAre("FullAWSAccess"));
  ASSERT_TRUE(account->resource_control.has_value());
  EXPECT_THAT(NamesOf((*account->resource_control)[0].policies),
              ElementsAre("RCPFullAWSAccess", "fence"));  // RP-4
  EXPECT_TRUE(snapshot.FindAccount("999999999999")->is_management_account);
  EXPECT_NE(snapshot.FindRole("111122223333", "R"), nullptr);

  const ResourceRecord* bucket = snapshot.FindResource("arn:aws:s3:::bucket");
  ASSERT_NE(bucket, nullptr);
  EXPECT_EQ(bucket->account, "111122223333");
  ASSERT_TRUE(bucket->tags.has_value());
  EXPECT_THAT(*bucket->tags, ElementsAre(Pair("team", "ml")));
  EXPECT_TRUE(bucket->s3.block_public_access);
  EXPECT_TRUE(bucket->s3.bucket_abac_enabled);
  ASSERT_NE(bucket->policy, nullptr);
  EXPECT_EQ(bucket->policy->name, "bucket.json");
  EXPECT_EQ(bucket->policy->file, folder_.PathOf("bucket.json"));
  const ResourceRecord* queue = snapshot.FindResource("arn:aws:sqs:us-east-1:444455556666:q");
  ASSERT_NE(queue, nullptr);
  EXPECT_EQ(queue->account, "444455556666");
  EXPECT_FALSE(queue->tags.has_value());
  EXPECT_EQ(queue->policy->name, "q");

  const VpcEndpointRecord* endpoint = snapshot.FindVpcEndpoint("vpce-1");
  ASSERT_NE(endpoint, nullptr);
  EXPECT_EQ(endpoint->type, "interface");
  ASSERT_NE(endpoint->policy, nullptr);
  EXPECT_EQ(endpoint->policy->name, "vpce-1");
  EXPECT_EQ(endpoint->policy->policy->kind, PolicyKind::kVpcEndpoint);
  ASSERT_NE(snapshot.FindVpcEndpoint("vpce-2"), nullptr);
  EXPECT_EQ(snapshot.FindVpcEndpoint("vpce-2")->policy, nullptr);
}

TEST_F(BundleReaderTest, AuthorizationDetailsMayStandInPlaceOrInParts) {
  folder_.Write("page.json",
                R"([{"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/a"}]}])");
  const auto result = Read(R"({"accounts": {
      "111122223333": {"authorizationDetails": [{"file": "page.json"}, {"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/b"}]}]},
      "444455556666": {"authorizationDetails": {}}, "777788889999": {}}})");
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  EXPECT_EQ(result->snapshot->principals().size(), 2U);
  EXPECT_TRUE(result->snapshot->FindAccount("444455556666")->has_principals);
  EXPECT_FALSE(result->snapshot->FindAccount("777788889999")->has_principals);
}

TEST_F(BundleReaderTest, DocumentsOfAuthorizationDetailsMayBeFiles) {
  folder_.Write(
      "trust-r.json",
      R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}})");
  folder_.Write("p.json", kAllow);
  const auto result =
      Read(R"({"accounts": {"111122223333": {"authorizationDetails": {"RoleDetailList": [
      {"Arn": "arn:aws:iam::111122223333:role/R", "AssumeRolePolicyDocument": {"file": "trust-r.json"},
       "RolePolicyList": [{"PolicyName": "inline", "PolicyDocument": {"file": "p.json"}}]}]}}}})");
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  const PrincipalRecord* role = result->snapshot->FindRole("111122223333", "R");
  ASSERT_NE(role, nullptr);
  EXPECT_EQ(role->trust_policy->name, "trust-r.json");
  EXPECT_EQ(role->trust_policy->file, folder_.PathOf("trust-r.json"));
  EXPECT_EQ(role->identity_policies[0]->name, "inline");
  EXPECT_EQ(role->identity_policies[0]->file, folder_.PathOf("p.json"));
}

// S3-6.
TEST_F(BundleReaderTest, AnAccessPointNamesItsBucket) {
  const auto result = Read(
      R"({"resources": [{"arn": "arn:aws:s3:us-east-1:111122223333:accesspoint/ap", "bucket": "arn:aws:s3:::b"}]})");
  ASSERT_THAT(result, IsOk());
  ASSERT_EQ(result->snapshot->resources().size(), 1U);
  EXPECT_EQ(result->snapshot->resources()[0].bucket, "arn:aws:s3:::b");
}

// SC-3: a policy type that nothing mentions is not enabled; one that is mentioned anywhere is.
TEST_F(BundleReaderTest, PolicyTypesAreEnabledWhereTheyAreMentioned) {
  const struct {
    const char* text;
    bool service_control;
    bool resource_control;
  } rows[] = {
      {R"({"organization": {"id": "o-1", "root": {"id": "r-1", "accounts": ["111122223333"]}}})",
       false, false},
      {R"({"organization": {"id": "o-1", "root": {"id": "r-1", "accounts": ["111122223333"], "serviceControlPolicies": []}}})",
       true, false},
      {R"({"organization": {"id": "o-1", "resourceControlPolicies": {}, "root": {"id": "r-1", "accounts": ["111122223333"]}}})",
       false, true},
      {R"({"organization": {"id": "o-1", "root": {"id": "r-1", "accounts": ["111122223333"],
            "organizationalUnits": [{"id": "ou-1", "organizationalUnits": [{"id": "ou-2", "resourceControlPolicies": []}]}]}}})",
       false, true},
      {R"({"organization": {"id": "o-1", "root": {"id": "r-1", "accounts": ["111122223333"]}},
           "accounts": {"444455556666": {"serviceControlPolicies": ["FullAWSAccess"]}}})",
       true, false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    const auto result = Read(row.text);
    ASSERT_THAT(result, IsOk());
    const AccountRecord* account = result->snapshot->FindAccount("111122223333");
    ASSERT_NE(account, nullptr);
    EXPECT_EQ(account->service_control.has_value(), row.service_control);
    EXPECT_EQ(account->resource_control.has_value(), row.resource_control);
  }
}

// RP-4: naming AWS's own policy with its document changes nothing.
TEST_F(BundleReaderTest, TheBuiltInPoliciesMayBeSpeltOut) {
  const auto result = Read(R"({"organization": {"id": "o-1",
      "root": {"id": "r-1", "accounts": ["111122223333"], "serviceControlPolicies": ["FullAWSAccess"],
               "resourceControlPolicies": ["RCPFullAWSAccess"]},
      "serviceControlPolicies": {"FullAWSAccess": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}},
      "resourceControlPolicies": {"RCPFullAWSAccess": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}}}})");
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  const AccountRecord* account = result->snapshot->FindAccount("111122223333");
  ASSERT_NE(account, nullptr);
  EXPECT_NE((*account->service_control)[0].policies[0]->policy, nullptr);
  EXPECT_NE((*account->resource_control)[0].policies[0]->policy, nullptr);
}

TEST_F(BundleReaderTest, ADamagedDocumentIsMissingAndTold) {
  const std::string text =
      R"({"resources": [{"arn": "arn:aws:s3:::b", "account": "111122223333", "policy": {"Statement": [{}]}}]})";
  const auto result = Read(text);
  ASSERT_THAT(result, IsOk());
  const ResourceRecord* bucket = result->snapshot->FindResource("arn:aws:s3:::b");
  ASSERT_NE(bucket, nullptr);
  ASSERT_NE(bucket->policy, nullptr);
  EXPECT_EQ(bucket->policy->policy, nullptr);
  EXPECT_THAT(result->diagnostics, Not(IsEmpty()));
  EXPECT_THAT(Read(text, {.strict = true}), Fails(HasSubstr("/resources/0/policy/Statement/0")));
}

// A bundle is written by hand: whatever is not understood is an error at its place.
TEST_F(BundleReaderTest, ErrorsSayWhere) {
  const struct {
    const char* text;
    const char* message;
  } rows[] = {
      {R"({"accounts": {}, "resorces": []})", "did you mean `resources`?"},
      {R"({"accounts": []})",
       "1:14: /accounts: `accounts`: expected an object with an account id for each member, found "
       "an array"},
      {R"({"accounts": {"studio": {}}})",
       "1:25: /accounts/studio: expected an account id of twelve digits, found `studio`"},
      {R"({"accounts": {"111122223333": 1}})",
       "1:31: /accounts/111122223333: expected an object, found a number"},
      {R"({"accounts": {"111122223333": {"authorisationDetails": {}}}})",
       "did you mean `authorizationDetails`?"},
      {R"({"accounts": {"111122223333": {"authorizationDetails": 1}}})",
       "1:56: /accounts/111122223333/authorizationDetails: expected an object, found a number"},
      {R"({"accounts": {"111122223333": {"authorizationDetails": {"RoleDetailLst": []}}}})",
       "did you mean `RoleDetailList`?"},
      {R"({"accounts": {"111122223333": {"serviceControlPolicies": {}}}})",
       "1:58: /accounts/111122223333/serviceControlPolicies: "},
      {R"({"organization": 1})", "1:18: /organization: expected an object, found a number"},
      {R"({"organization": {"root": {"id": "r"}}})",
       "1:18: /organization: expected `id`, found none"},
      {R"({"organization": {"id": "o-1"}})", "1:18: /organization: expected `root`, found none"},
      {R"({"organization": {"id": "o-1", "managementAcount": "1", "root": {"id": "r"}}})",
       "did you mean `managementAccount`?"},
      {R"({"organization": {"id": "o-1", "managementAccount": "1", "root": {"id": "r"}}})",
       "1:53: /organization/managementAccount: `managementAccount`: expected an account id of "
       "twelve digits, found `1`"},
      {R"({"organization": {"id": "o-1", "root": {}}})",
       "1:40: /organization/root: expected `id`, found none"},
      {R"({"organization": {"id": "o-1", "root": {"id": "r", "OrganizationalUnits": []}}})",
       "did you mean `organizationalUnits`?"},
      {R"({"organization": {"id": "o-1", "root": {"id": "r", "organizationalUnits": {}}}})",
       "1:75: /organization/root/organizationalUnits: `organizationalUnits`: expected a list, "
       "found an object"},
      {R"({"organization": {"id": "o-1", "root": {"id": "r", "organizationalUnits": [1]}}})",
       "1:76: /organization/root/organizationalUnits/0: expected an object, found a number"},
      {R"({"organization": {"id": "o-1", "root": {"id": "r", "accounts": {}}}})",
       "1:64: /organization/root/accounts: `accounts`: expected a list, found an "
       "object"},
      {R"({"organization": {"id": "o-1", "root": {"id": "r", "accounts": ["studio"]}}})",
       "1:65: /organization/root/accounts/0: "},
      {R"({"organization": {"id": "o-1", "serviceControlPolicies": [], "root": {"id": "r"}}})",
       "1:58: /organization/serviceControlPolicies: `serviceControlPolicies`: expected an object "
       "with a document for each name, found an array"},
      {R"({"organization": {"id": "o-1", "delegatedAdministrators": ["x"], "root": {"id": "r"}}})",
       "1:59: /organization/delegatedAdministrators: expected account ids of twelve digits, found "
       "`x`"},
      {R"({"resources": {}})", "1:15: /resources: `resources`: expected a list, found an object"},
      {R"({"resources": [{}]})", "1:16: /resources/0: expected `arn`, found none"},
      {R"({"resources": [{"arn": "bucket"}]})", "1:24: /resources/0/arn: "},
      {R"({"resources": [{"arn": "arn:aws:s3:::b", "bucket": "b"}]})",
       "1:52: /resources/0/bucket: expected the ARN of a bucket, found `b`"},
      {R"({"resources": [{"arn": "arn:aws:s3:::b", "acount": "x"}]})", "did you mean `account`?"},
      {R"({"resources": [{"arn": "arn:aws:s3:::b", "account": "x"}]})",
       "1:53: /resources/0/account: "},
      {R"({"resources": [{"arn": "arn:aws:s3:::b", "tags": []}]})",
       "1:50: /resources/0/tags: expected an object, found an array"},
      {R"({"resources": [{"arn": "arn:aws:s3:::b", "policy": {"file": "none.json"}}]})",
       "1:61: /resources/0/policy/file: "},
      {R"({"resources": [{"arn": "arn:aws:s3:::b", "policy": {"file": 1}}]})",
       "1:61: /resources/0/policy/file: "},
      {R"({"resources": [{"arn": "arn:aws:s3:::b", "policy": {"file": "x", "folder": ""}}]})",
       "`folder`"},
      {R"({"vpcEndpoints": [{}]})", "1:19: /vpcEndpoints/0: expected `id`, found none"},
      {R"({"vpcEndpoints": [{"id": "vpce-1", "type": "Interface"}]})",
       "1:44: /vpcEndpoints/0/type: `type`: expected one of `gateway`, `interface`, found "
       "`Interface`, "
       "did you mean `interface`?"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    const auto result = Read(row.text);
    EXPECT_THAT(result, Fails(HasSubstr(row.message)));
    EXPECT_THAT(result, Fails(HasSubstr(Place("1:"))));
  }
}

TEST_F(BundleReaderTest, ReferencedDetailsMustBeAuthorizationDetails) {
  folder_.Write("other.json", R"({"Accounts": []})");
  EXPECT_THAT(
      Read(R"({"accounts": {"111122223333": {"authorizationDetails": {"file": "other.json"}}}})"),
      Fails(absl::StrCat(
          folder_.PathOf("other.json"),
          ":1:1: expected the output of `aws iam get-account-authorization-details`")));
  folder_.Write("broken.json", "{");
  EXPECT_THAT(
      Read(R"({"accounts": {"111122223333": {"authorizationDetails": {"file": "broken.json"}}}})"),
      Fails(HasSubstr(absl::StrCat(folder_.PathOf("broken.json"), ":1:2"))));
}

// formats.md: "Paths may not leave the bundle's folder unless given on the command line."
TEST_F(BundleReaderTest, FilesStayInTheFolderOfTheCommandLine) {
  folder_.Write("outside.json", kBucket);
  const std::string inner = folder_.Write(
      "inner/world.json",
      R"({"resources": [{"arn": "arn:aws:s3:::b", "account": "111122223333", "policy": {"file": "../outside.json"}}]})");
  EXPECT_THAT(ReadSnapshot({inner}), Fails(HasSubstr("expected a path inside the folder")));
  // The folder above was named on the command line.
  EXPECT_THAT(ReadSnapshot({folder_.PathOf("inner")}),
              Fails(HasSubstr("/resources/0/policy/file: ")));
}

}  // namespace
}  // namespace iamsim
