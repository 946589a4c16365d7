#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iamsim/io/read.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

using Files = std::map<std::string, std::string>;

// Documents by name, as texts of the files below.
std::string Expand(absl::string_view text) {
  return absl::StrReplaceAll(
      text,
      {{"@ALLOW",
        R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})"},
       {"@TRUST",
        R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}})"},
       {"@POLICY",
        R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}})"},
       {"@FENCE",
        R"({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]})"}});
}

class IamCollectReaderTest : public ::testing::Test {
 protected:
  // `files` are named below `aws/aws/`, "A" stands for `accounts/111122223333`.
  absl::StatusOr<SnapshotBuilder::Result> Read(const Files& files, bool strict = false) {
    for (const auto& [name, text] : files) {
      folder_.Write(absl::StrCat("aws/aws/", InFull(name)), Expand(text));
    }
    ReadOptions options;
    options.strict = strict;
    return ReadSnapshot({folder_.path()}, options);
  }
  static std::string InFull(const std::string& name) {
    return name.compare(0, 2, "A/") == 0 ? absl::StrCat("accounts/111122223333/", name.substr(2))
                                         : name;
  }

  TempFolder folder_;
};

std::vector<std::string> NamesOf(const PolicyList& policies) {
  std::vector<std::string> names;
  for (const auto& policy : policies) {
    names.push_back(absl::StrCat(policy->name, policy->policy == nullptr ? "?" : ""));
  }
  return names;
}

std::vector<std::string> MessagesOf(const SnapshotBuilder::Result& result) {
  std::vector<std::string> messages;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    messages.push_back(diagnostic.ToString());
  }
  return messages;
}

const Files& Identities() {
  static const auto& files = *new Files{
      {"A/iam/role/app%2fdeploy/metadata.json",
       R"({"arn": "arn:aws:iam::111122223333:role/app/Deploy", "id": "AROA1", "name": "Deploy", "path": "/app/",
           "permissionBoundary": "arn:aws:iam::111122223333:policy/Edge"})"},
      {"A/iam/role/app%2fdeploy/trust-policy.json", "@TRUST"},
      {"A/iam/role/app%2fdeploy/inline-policies.json",
       R"([{"PolicyName": "own", "PolicyDocument": @ALLOW}])"},
      {"A/iam/role/app%2fdeploy/managed-policies.json",
       R"(["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::111122223333:policy/team/Lost"])"},
      {"A/iam/role/app%2fdeploy/instance-profiles.json",
       R"(["arn:aws:iam::111122223333:instance-profile/p"])"},
      {"A/iam/role/app%2fdeploy/tags.json", R"({"team": "ml"})"},
      {"A/iam/user/ann/metadata.json",
       R"({"arn": "arn:aws:iam::111122223333:user/ann", "id": "AIDA1", "name": "ann", "path": "/"})"},
      {"A/iam/user/ann/groups.json", R"(["arn:aws:iam::111122223333:group/devs"])"},
      {"A/iam/group/devs/metadata.json",
       R"({"arn": "arn:aws:iam::111122223333:group/devs", "id": "AGPA1", "name": "devs", "path": "/"})"},
      {"A/iam/group/devs/inline-policies.json",
       R"([{"PolicyName": "of-group", "PolicyDocument": @ALLOW}])"},
      {"A/iam/policy/edge/metadata.json",
       R"({"arn": "arn:aws:iam::111122223333:policy/Edge", "name": "Edge", "id": "ANPA1", "defaultVersionId": "v2"})"},
      {"A/iam/policy/edge/current-policy.json", "@ALLOW"},
      {"A/iam/aws/policy/readonlyaccess/metadata.json",
       R"({"arn": "arn:aws:iam::aws:policy/ReadOnlyAccess", "name": "ReadOnlyAccess"})"},
      {"A/iam/aws/policy/readonlyaccess/current-policy.json", "@ALLOW"},
      {"A/iam/oidc-provider/token.example.com/metadata.json",
       R"({"arn": "arn:aws:iam::111122223333:oidc-provider/token.example.com", "audiences": ["sts.amazonaws.com"]})"},
      {"A/iam/instance-profile/p/metadata.json",
       R"({"arn": "arn:aws:iam::111122223333:instance-profile/p", "roles": []})"},
      {"indexes/accounts-to-orgs.json", "{}"},
  };
  return files;
}

TEST_F(IamCollectReaderTest, ReadsIdentities) {
  const auto result = Read(Identities());
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result), ElementsAre(HasSubstr("policy/team/Lost")));
  const Snapshot& snapshot = *result->snapshot;
  ASSERT_EQ(snapshot.principals().size(), 2U);
  EXPECT_TRUE(snapshot.FindAccount("111122223333")->has_principals);
  const PrincipalRecord& role = *snapshot.FindRole("111122223333", "Deploy");
  EXPECT_EQ(role.unique_id, "AROA1");
  EXPECT_THAT(role.tags, ElementsAre(Pair("team", "ml")));
  EXPECT_THAT(NamesOf(role.identity_policies), ElementsAre("own", "ReadOnlyAccess", "Lost?"));
  ASSERT_NE(role.permissions_boundary, nullptr);
  EXPECT_NE(role.permissions_boundary->policy, nullptr);
  ASSERT_NE(role.trust_policy, nullptr);
  EXPECT_EQ(role.trust_policy->policy->kind, PolicyKind::kTrust);
  const PrincipalRecord& user = *snapshot.FindPrincipal("arn:aws:iam::111122223333:user/ann");
  EXPECT_EQ(user.kind, PrincipalKind::kUser);
  EXPECT_THAT(NamesOf(user.identity_policies), ElementsAre("of-group"));
  EXPECT_EQ(user.permissions_boundary, nullptr);
}

TEST_F(IamCollectReaderTest, IsRecognisedAtEveryLevel) {
  ASSERT_THAT(Read(Identities()), IsOk());
  for (const char* path : {"", "/aws", "/aws/aws"}) {
    const auto result = ReadSnapshot({absl::StrCat(folder_.path(), path)});
    ASSERT_THAT(result, IsOk()) << path;
    EXPECT_EQ(result->snapshot->principals().size(), 2U) << path;
  }
  // Other partitions stand beside it.
  folder_.Write("aws/aws-cn/accounts/444455556666/iam/user/bo/metadata.json",
                R"({"arn": "arn:aws-cn:iam::444455556666:user/bo"})");
  const auto result = ReadSnapshot({folder_.path()});
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->snapshot->principals().size(), 3U);
}

// Whatever has metadata and a policy is read by one rule: the ARN is the one in the metadata.
TEST_F(IamCollectReaderTest, ReadsResourcesOfEveryService) {
  const struct {
    const char* folder;
    const char* arn;
  } rows[] = {
      {"s3/my-bucket", "arn:aws:s3:::my-bucket"},
      {"sqs/us-east-1/q1", "arn:aws:sqs:us-east-1:111122223333:Q1"},
      {"sns/us-east-1/topic1", "arn:aws:sns:us-east-1:111122223333:topic1"},
      {"kms/us-east-1/key/0f", "arn:aws:kms:us-east-1:111122223333:key/0f"},
      {"lambda/us-east-1/function/f1", "arn:aws:lambda:us-east-1:111122223333:function:f1"},
      {"lambda/us-east-1/layer/l1%3a3", "arn:aws:lambda:us-east-1:111122223333:layer:l1:3"},
      {"secretsmanager/us-east-1/secret/db-abc",
       "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-abc"},
      {"dynamodb/us-east-1/table/books", "arn:aws:dynamodb:us-east-1:111122223333:table/Books"},
      {"dynamodb/us-east-1/table/books%2fstream%2fl",
       "arn:aws:dynamodb:us-east-1:111122223333:table/Books/stream/l"},
      {"ecr/us-east-1/repository/x", "arn:aws:ecr:us-east-1:111122223333:repository/x"},
      {"events/us-east-1/event-bus/default",
       "arn:aws:events:us-east-1:111122223333:event-bus/default"},
      {"elasticfilesystem/us-east-1/file-system/fs-1",
       "arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-1"},
      {"es/us-east-1/domain/d", "arn:aws:es:us-east-1:111122223333:domain/d"},
      {"kinesis/us-east-1/stream/s", "arn:aws:kinesis:us-east-1:111122223333:stream/s"},
      {"kafka/us-east-1/cluster/c", "arn:aws:kafka:us-east-1:111122223333:cluster/c/1"},
      {"backup/us-east-1/backup-vault/v", "arn:aws:backup:us-east-1:111122223333:backup-vault:v"},
      {"glacier/us-east-1/vaults/v", "arn:aws:glacier:us-east-1:111122223333:vaults/v"},
      {"glue/us-east-1/catalog", "arn:aws:glue:us-east-1:111122223333:catalog"},
  };
  Files files;
  for (const auto& row : rows) {
    const std::string folder = absl::StrCat("A/", row.folder);
    files[folder + "/metadata.json"] = absl::StrCat(R"({"arn": ")", row.arn, R"(", "name": "n"})");
    files[folder + "/policy.json"] = "@POLICY";
    files[folder + "/tags.json"] = R"({"k": "v"})";
  }
  const auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result), IsEmpty());
  EXPECT_EQ(result->snapshot->resources().size(), std::size(rows));
  for (const auto& row : rows) {
    SCOPED_TRACE(row.arn);
    const ResourceRecord* resource = result->snapshot->FindResource(row.arn);
    ASSERT_NE(resource, nullptr);
    EXPECT_EQ(resource->arn.text(), row.arn);
    EXPECT_EQ(resource->account, "111122223333");
    ASSERT_NE(resource->policy, nullptr);
    EXPECT_EQ(resource->policy->policy->kind, PolicyKind::kResource);
    ASSERT_TRUE(resource->tags.has_value());
    EXPECT_THAT(*resource->tags, ElementsAre(Pair("k", "v")));
  }
}

// The format does not write what is empty.
TEST_F(IamCollectReaderTest, AFileThatIsNotThereMeansNone) {
  const auto result =
      Read({{"A/sqs/us-east-1/q/metadata.json",
             R"({"arn": "arn:aws:sqs:us-east-1:111122223333:q", "name": "q"})"},
            {"A/iam/role/r/metadata.json", R"({"arn": "arn:aws:iam::111122223333:role/R"})"}});
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result), IsEmpty());
  const ResourceRecord& queue = result->snapshot->resources()[0];
  EXPECT_EQ(queue.policy, nullptr);
  EXPECT_EQ(queue.tags, Tags());
  const PrincipalRecord& role = *result->snapshot->FindRole("111122223333", "R");
  EXPECT_THAT(role.identity_policies, IsEmpty());
  EXPECT_EQ(role.permissions_boundary, nullptr);
  // TR-1: every role has one, so this one is missing.
  EXPECT_EQ(role.trust_policy, nullptr);
}

// S3-3, S3-6, S3-7.
TEST_F(IamCollectReaderTest, ReadsWhatBucketsAndAccessPointsHave) {
  const Files files = {
      {"A/s3/b/metadata.json", R"({"arn": "arn:aws:s3:::b", "abacEnabled": true})"},
      {"A/s3/b/bpa.json", R"({"BlockPublicAcls": true, "RestrictPublicBuckets": true})"},
      {"A/s3/b/encryption.json", "[]"},
      {"A/s3/c/metadata.json", R"({"arn": "arn:aws:s3:::c"})"},
      {"A/s3/c/bpa.json", R"({"BlockPublicAcls": true, "RestrictPublicBuckets": false})"},
      {"A/s3/us-east-1/accesspoint/ap1/metadata.json",
       R"({"arn": "arn:aws:s3:us-east-1:111122223333:accesspoint/ap1", "bucket": "b", "bucketAccount": "111122223333"})"},
      {"A/s3/us-east-1/accesspoint/ap1/policy.json", "@POLICY"},
  };
  auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result), IsEmpty());
  const auto find = [&result](absl::string_view arn) {
    return *result->snapshot->FindResource(arn);
  };
  EXPECT_TRUE(find("arn:aws:s3:::b").s3.block_public_access);
  EXPECT_TRUE(find("arn:aws:s3:::b").s3.bucket_abac_enabled);
  EXPECT_FALSE(find("arn:aws:s3:::c").s3.block_public_access);
  EXPECT_FALSE(find("arn:aws:s3:::c").s3.bucket_abac_enabled);
  EXPECT_EQ(find("arn:aws:s3:us-east-1:111122223333:accesspoint/ap1").bucket, "arn:aws:s3:::b");
  // The account's setting is for all of its buckets; one that cannot be read may restrict.
  for (const char* setting : {R"({"RestrictPublicBuckets": true})", "{", "[]"}) {
    Files more = files;
    more["A/s3-bpa.json"] = setting;
    result = Read(more);
    ASSERT_THAT(result, IsOk());
    EXPECT_TRUE(find("arn:aws:s3:::c").s3.block_public_access) << setting;
  }
}

// SV-1: an API's policy is about calls of its methods.
TEST_F(IamCollectReaderTest, ThePolicyOfAnApiIsAboutItsMethods) {
  const auto result = Read({{"A/apigateway/us-east-1/restapis/a1b2/metadata.json",
                             R"({"arn": "arn:aws:apigateway:us-east-1::/restapis/a1b2"})"},
                            {"A/apigateway/us-east-1/restapis/a1b2/policy.json", "@POLICY"}});
  ASSERT_THAT(result, IsOk());
  const ResourceRecord* method = result->snapshot->FindResource(
      "arn:aws:execute-api:us-east-1:111122223333:a1b2/prod/GET/pets");
  ASSERT_NE(method, nullptr);
  EXPECT_NE(method->policy, nullptr);
  const ResourceRecord* api =
      result->snapshot->FindResource("arn:aws:apigateway:us-east-1::/restapis/a1b2");
  ASSERT_NE(api, nullptr);
  EXPECT_EQ(api->policy, nullptr);
}

TEST_F(IamCollectReaderTest, ReadsVpcEndpoints) {
  const auto result =
      Read({{"A/ec2/us-west-2/vpc-endpoint/vpce-0a/metadata.json",
             R"({"id": "vpce-0a", "type": "Gateway", "serviceName": "com.amazonaws.us-west-2.s3",
                 "arn": "arn:aws:ec2:us-west-2:111122223333:vpc-endpoint/vpce-0a"})"},
            {"A/ec2/us-west-2/vpc-endpoint/vpce-0a/endpoint-policy.json", "@POLICY"},
            {"A/ec2/us-west-2/vpc-endpoint/vpce-0b/metadata.json",
             R"({"id": "vpce-0b", "type": "GatewayLoadBalancer",
                 "arn": "arn:aws:ec2:us-west-2:111122223333:vpc-endpoint/vpce-0b"})"}});
  ASSERT_THAT(result, IsOk());
  const VpcEndpointRecord* endpoint = result->snapshot->FindVpcEndpoint("vpce-0a");
  ASSERT_NE(endpoint, nullptr);
  EXPECT_EQ(endpoint->type, "gateway");
  EXPECT_EQ(endpoint->account, "111122223333");
  ASSERT_NE(endpoint->policy, nullptr);
  EXPECT_EQ(endpoint->policy->policy->kind, PolicyKind::kVpcEndpoint);
  EXPECT_EQ(result->snapshot->FindVpcEndpoint("vpce-0b")->type, "");
}

// EV-23.
TEST_F(IamCollectReaderTest, SharesActAsPolicies) {
  const Files files = {
      {"A/ram/us-east-1/arn-aws-ec2-us-east-1-111122223333-subnet-s-1.json",
       R"({"arn": "arn:aws:ec2:us-east-1:111122223333:subnet/s-1", "shares": [], "policy": @POLICY})"},
      {"A/ram/us-east-1/arn-aws-ec2-us-east-1-111122223333-subnet-s-2.json",
       R"({"arn": "arn:aws:ec2:us-east-1:111122223333:subnet/s-2", "shares": []})"},
      {"A/kms/us-east-1/key/k/metadata.json",
       R"({"arn": "arn:aws:kms:us-east-1:111122223333:key/k"})"},
      {"A/kms/us-east-1/key/k/policy.json", "@POLICY"},
  };
  auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result), IsEmpty());
  ASSERT_EQ(result->snapshot->resources().size(), 2U);
  EXPECT_NE(result->snapshot->FindResource("arn:aws:ec2:us-east-1:111122223333:subnet/s-1")->policy,
            nullptr);
  Files more = files;
  more["A/ram/us-east-1/key.json"] =
      R"({"arn": "arn:aws:kms:us-east-1:111122223333:key/k", "policy": @POLICY})";
  result = Read(more);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result), ElementsAre(HasSubstr("has a policy of its own beside")));
}

Files Organization() {
  return {
      {"organizations/o-1/metadata.json",
       R"({"id": "o-1", "rootOu": "r-ab12", "rootAccountId": "999999999999",
           "features": {"SERVICE_CONTROL_POLICY": true, "RESOURCE_CONTROL_POLICY": true}})"},
      {"organizations/o-1/structure.json",
       R"({"r-ab12": {"accounts": ["arn:aws:organizations::999999999999:account/o-1/999999999999"],
            "children": {"ou-ab12-1": {"accounts": ["arn:aws:organizations::999999999999:account/o-1/111122223333"]}}}})"},
      {"organizations/o-1/ous.json",
       R"({"r-ab12": {"scps": ["arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"],
                      "rcps": ["arn:aws:organizations::999999999999:policy/o-1/resource_control_policy/p-fence"]},
           "ou-ab12-1": {"parent": "r-ab12", "scps": ["arn:aws:organizations::999999999999:policy/o-1/service_control_policy/p-guard"]}})"},
      {"organizations/o-1/accounts.json",
       R"({"111122223333": {"ou": "ou-ab12-1", "scps": ["arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"]},
           "999999999999": {"ou": "r-ab12", "scps": ["arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"]}})"},
      {"organizations/o-1/delegated-admins.json",
       R"({"access-analyzer.amazonaws.com": ["111122223333"]})"},
      {"organizations/o-1/scps/p-fullawsaccess/metadata.json",
       R"({"arn": "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess", "name": "FullAWSAccess", "awsManaged": true})"},
      {"organizations/o-1/scps/p-fullawsaccess/policy.json",
       R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})"},
      {"organizations/o-1/scps/p-guard/metadata.json",
       R"({"arn": "arn:aws:organizations::999999999999:policy/o-1/service_control_policy/p-guard", "name": "guard"})"},
      {"organizations/o-1/scps/p-guard/policy.json", "@ALLOW"},
      {"organizations/o-1/rcps/p-fence/metadata.json",
       R"({"arn": "arn:aws:organizations::999999999999:policy/o-1/resource_control_policy/p-fence", "name": "fence"})"},
      {"organizations/o-1/rcps/p-fence/policy.json", "@FENCE"},
      {"A/organization.json", R"({"organizationId": "o-1"})"},
  };
}

std::vector<std::string> Describe(const std::optional<std::vector<PolicyLevel>>& levels) {
  if (!levels) return {"none"};
  std::vector<std::string> lines;
  for (const PolicyLevel& level : *levels) {
    std::string line = absl::StrCat(level.target, ":");
    for (const std::string& name : NamesOf(level.policies)) absl::StrAppend(&line, " ", name);
    lines.push_back(std::move(line));
  }
  return lines;
}

// SC-2, RP-4.
TEST_F(IamCollectReaderTest, ReadsTheOrganization) {
  const auto result = Read(Organization());
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result), IsEmpty());
  const Snapshot& snapshot = *result->snapshot;
  EXPECT_EQ(snapshot.organization()->management_account, "999999999999");
  EXPECT_TRUE(snapshot.organization()->accounts_are_known);
  const AccountRecord& account = *snapshot.FindAccount("111122223333");
  EXPECT_EQ(account.organization_path, "o-1/r-ab12/ou-ab12-1/");
  EXPECT_TRUE(account.is_delegated_administrator);
  EXPECT_THAT(
      Describe(account.service_control),
      ElementsAre("r-ab12: FullAWSAccess", "ou-ab12-1: guard", "111122223333: FullAWSAccess"));
  EXPECT_THAT(Describe(account.resource_control)[0], "r-ab12: RCPFullAWSAccess fence");
}

// SC-3.
TEST_F(IamCollectReaderTest, FeaturesSayWhichTypesAreEnabled) {
  Files files = Organization();
  files["organizations/o-1/metadata.json"] =
      R"({"id": "o-1", "rootAccountId": "999999999999", "features": {"SERVICE_CONTROL_POLICY": true}})";
  const auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  const AccountRecord& account = *result->snapshot->FindAccount("111122223333");
  EXPECT_TRUE(account.service_control.has_value());
  EXPECT_FALSE(account.resource_control.has_value());
}

TEST_F(IamCollectReaderTest, WhatTheOrganizationLacksIsMissing) {
  const struct {
    const char* file;
    const char* message;
    const char* level;  // of 111122223333
  } rows[] = {
      {"ous.json", "organizations/o-1: expected `ous.json`, found none",
       "r-ab12: organizations/o-1/ous.json?"},
      {"accounts.json", "organizations/o-1: expected `accounts.json`, found none",
       "r-ab12: FullAWSAccess organizations/o-1/accounts.json?"},
      {"structure.json", "organizations/o-1: expected `structure.json`, found none",
       ": service control policies above 111122223333?"},
      {"metadata.json", "organizations/o-1: expected `metadata.json`, found none",
       "r-ab12: FullAWSAccess"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file);
    const TempFolder folder;
    for (const auto& [name, text] : Organization()) {
      if (name == absl::StrCat("organizations/o-1/", row.file)) continue;
      folder.Write(absl::StrCat("aws/", InFull(name)), Expand(text));
    }
    const auto result = ReadSnapshot({folder.path()});
    ASSERT_THAT(result, IsOk());
    EXPECT_THAT(MessagesOf(*result), Contains(HasSubstr(row.message)));
    EXPECT_THAT(Describe(result->snapshot->FindAccount("111122223333")->service_control)[0],
                row.level);
    EXPECT_THAT(ReadSnapshot({folder.path()}, {.strict = true}), Fails(HasSubstr(row.message)));
  }
}

// AWS demands one service control policy on each.
TEST_F(IamCollectReaderTest, AUnitWithoutServiceControlPoliciesIsNotKnown) {
  Files files = Organization();
  files["organizations/o-1/ous.json"] =
      R"({"r-ab12": {"scps": ["arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"]}})";
  const auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(Describe(result->snapshot->FindAccount("111122223333")->service_control)[1],
              "ou-ab12-1: service control policies of ou-ab12-1?");
  EXPECT_THAT(Describe(result->snapshot->FindAccount("111122223333")->resource_control)[1],
              "ou-ab12-1: RCPFullAWSAccess");
}

TEST_F(IamCollectReaderTest, APolicyOfTheOrganizationWithoutADocumentIsMissing) {
  Files files = Organization();
  files.erase("organizations/o-1/scps/p-guard/policy.json");
  auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result), ElementsAre(HasSubstr("expected `policy.json`, found none")));
  EXPECT_THAT(Describe(result->snapshot->FindAccount("111122223333")->service_control)[1],
              "ou-ab12-1: guard?");
}

// Every file, damaged: a diagnostic that names it, and what it says is missing or unknown.
TEST_F(IamCollectReaderTest, DamageIsToldForEveryFile) {
  Files files = Identities();
  files.merge(Organization());
  for (const auto& [name, text] : files) {
    if (name == "indexes/accounts-to-orgs.json" || name == "A/organization.json" ||
        name == "A/iam/role/app%2fdeploy/instance-profiles.json") {
      continue;  // nothing that is needed
    }
    SCOPED_TRACE(name);
    const TempFolder folder;
    for (const auto& [other, contents] : files) {
      const std::string whole = Expand(contents);
      folder.Write(absl::StrCat("aws/", InFull(other)),
                   other == name ? whole.substr(0, whole.size() - 1) : whole);
    }
    const auto result = ReadSnapshot({folder.path()});
    ASSERT_THAT(result, IsOk());
    EXPECT_THAT(MessagesOf(*result), Contains(HasSubstr(absl::StrCat(InFull(name), ":"))));
    EXPECT_THAT(ReadSnapshot({folder.path()}, {.strict = true}), Fails(HasSubstr(InFull(name))));
  }
}

TEST_F(IamCollectReaderTest, DamagedDocumentsAreMissing) {
  Files files = Identities();
  files["A/iam/role/app%2fdeploy/trust-policy.json"] = "{";
  files["A/iam/policy/edge/current-policy.json"] = R"({"Statement": 1})";
  files["A/sqs/us-east-1/q/metadata.json"] = R"({"arn": "arn:aws:sqs:us-east-1:111122223333:q"})";
  files["A/sqs/us-east-1/q/policy.json"] = "{";
  files["A/sqs/us-east-1/q/tags.json"] = "[]";
  const auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  const PrincipalRecord& role = *result->snapshot->FindRole("111122223333", "Deploy");
  ASSERT_NE(role.trust_policy, nullptr);
  EXPECT_EQ(role.trust_policy->policy, nullptr);
  EXPECT_EQ(role.permissions_boundary->policy, nullptr);
  const ResourceRecord& queue = result->snapshot->resources()[0];
  ASSERT_NE(queue.policy, nullptr);
  EXPECT_EQ(queue.policy->policy, nullptr);
  EXPECT_FALSE(queue.tags.has_value());
}

TEST_F(IamCollectReaderTest, WhatIsNotConsideredIsTold) {
  Files files = Identities();
  files["A/iam/policy/gone/metadata.json"] = R"({"arn": "arn:aws:iam::111122223333:policy/Gone"})";
  files["A/ecr-registry-policy.us-east-1.json"] = "@POLICY";
  files["A/sqs/us-east-1/q/metadata.json"] = R"({"arn": "arn:aws:sqs:us-east-1:111122223333:q"})";
  files["A/sqs/us-east-1/q/redrive.json"] = "{}";
  files["A/sqs/us-east-1/nobody/policy.json"] = "@POLICY";
  files["extra.json"] = "{}";
  const auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(
      MessagesOf(*result),
      ElementsAre(HasSubstr("aws/aws/extra.json: expected a file of iam-collect, ignored"),
                  HasSubstr("policy/gone/metadata.json:1:1: expected `current-policy.json`"),
                  HasSubstr("ecr-registry-policy.us-east-1.json: registry policies are not"),
                  HasSubstr("sqs/us-east-1/nobody: expected `metadata.json`, found none"),
                  HasSubstr("redrive.json: `redrive` of `sqs` is not considered"),
                  HasSubstr("policy/team/Lost")));
}

}  // namespace
}  // namespace iamsim
