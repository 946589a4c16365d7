#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iamsim/base/file.h"
#include "iamsim/io/read.h"
#include "iamsim/policy/print.h"
#include "io/read/snapshot_input.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::StartsWith;

class GaadReaderTest : public ::testing::Test {
 protected:
  static std::string Expand(const std::string& text) {
    return absl::StrReplaceAll(
        text, {{"ALLOW", R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": )"
                         R"("s3:*", "Resource": "*"}]})"},
               {"TRUST", R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": )"
                         R"("sts:AssumeRole"}})"}});
  }
  // Reads a file with this text; ALLOW stands for a document.
  absl::StatusOr<SnapshotBuilder::Result> Read(const std::string& text,
                                               const ReadOptions& options = {}) {
    return ReadSnapshot({folder_.Write("dump.json", Expand(text))}, options);
  }
  std::string Place(absl::string_view rest) const {
    return absl::StrCat(folder_.PathOf("dump.json"), ":", rest);
  }

  TempFolder folder_;
};

std::vector<std::string> NamesOf(const PolicyList& policies) {
  std::vector<std::string> names;
  for (const auto& policy : policies) names.push_back(policy->name);
  return names;
}

constexpr char kAccount[] = R"({
 "UserDetailList": [{"Path": "/", "UserName": "ann", "UserId": "AIDA1", "Arn": "arn:aws:iam::111122223333:user/ann",
   "CreateDate": "2020-01-01T00:00:00Z", "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": ALLOW}],
   "GroupList": ["devs"],
   "AttachedManagedPolicies": [{"PolicyName": "Team", "PolicyArn": "arn:aws:iam::111122223333:policy/Team"}],
   "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/Team"},
   "Tags": [{"Key": "team", "Value": "ml"}, {"Key": "Team", "Value": "data"}]}],
 "GroupDetailList": [{"Path": "/", "GroupName": "devs", "GroupId": "AGPA1", "Arn": "arn:aws:iam::111122223333:group/devs",
   "CreateDate": 1583000000, "GroupPolicyList": [{"PolicyName": "group-own", "PolicyDocument": ALLOW}],
   "AttachedManagedPolicies": []}],
 "RoleDetailList": [{"Path": "/app/", "RoleName": "Deploy", "RoleId": "AROA1", "Arn": "arn:aws:iam::111122223333:role/app/Deploy",
   "CreateDate": "2021-03-01 15:48:03+00:00", "AssumeRolePolicyDocument": TRUST,
   "InstanceProfileList": [{"Path": "/", "InstanceProfileName": "p", "InstanceProfileId": "AIPA1",
     "Arn": "arn:aws:iam::111122223333:instance-profile/p", "CreateDate": "2021-03-01T00:00:00Z",
     "Roles": [{"RoleName": "Other", "Arn": "arn:aws:iam::111122223333:role/Other", "MaxSessionDuration": 900},
               {"RoleName": "Deploy", "Arn": "arn:aws:iam::111122223333:role/app/Deploy", "MaxSessionDuration": 7200}]}],
   "RolePolicyList": [], "AttachedManagedPolicies": [], "RoleLastUsed": {}}],
 "Policies": [{"PolicyName": "Team", "PolicyId": "ANPA1", "Arn": "arn:aws:iam::111122223333:policy/Team", "Path": "/",
   "DefaultVersionId": "v2", "AttachmentCount": 1, "PermissionsBoundaryUsageCount": 1, "IsAttachable": true,
   "CreateDate": "2020-01-01T00:00:00Z", "UpdateDate": "2020-01-01T00:00:00Z",
   "PolicyVersionList": [
     {"Document": ALLOW, "VersionId": "v2", "IsDefaultVersion": true, "CreateDate": "2020-01-01T00:00:00Z"},
     {"Document": {"broken": true}, "VersionId": "v1", "IsDefaultVersion": false, "CreateDate": "2020-01-01T00:00:00Z"}]}]})";

TEST_F(GaadReaderTest, ReadsAnAccount) {
  const auto result = Read(kAccount);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  const Snapshot& snapshot = *result->snapshot;
  ASSERT_NE(snapshot.FindAccount("111122223333"), nullptr);
  EXPECT_TRUE(snapshot.FindAccount("111122223333")->has_principals);

  const PrincipalRecord* user = snapshot.FindPrincipal("arn:aws:iam::111122223333:user/ann");
  ASSERT_NE(user, nullptr);
  EXPECT_EQ(user->kind, PrincipalKind::kUser);
  EXPECT_EQ(user->unique_id, "AIDA1");
  EXPECT_THAT(user->tags, ElementsAre(Pair("team", "ml"), Pair("Team", "data")));
  EXPECT_THAT(NamesOf(user->identity_policies), ElementsAre("own", "Team", "group-own"));
  ASSERT_NE(user->permissions_boundary, nullptr);
  EXPECT_EQ(user->permissions_boundary->arn, "arn:aws:iam::111122223333:policy/Team");
  ASSERT_NE(user->permissions_boundary->policy, nullptr);
  EXPECT_EQ(user->identity_policies[0]->file, folder_.PathOf("dump.json"));
  EXPECT_EQ(user->identity_policies[0]->start.line, 3U);

  const PrincipalRecord* role = snapshot.FindRole("111122223333", "Deploy");
  ASSERT_NE(role, nullptr);
  EXPECT_EQ(role->kind, PrincipalKind::kRole);
  EXPECT_EQ(role->unique_id, "AROA1");
  EXPECT_EQ(role->max_session_seconds, 7200);
  ASSERT_NE(role->trust_policy, nullptr);
  EXPECT_EQ(role->trust_policy->name, "Deploy");
  ASSERT_NE(role->trust_policy->policy, nullptr);
  EXPECT_EQ(role->trust_policy->policy->kind, PolicyKind::kTrust);
}

TEST_F(GaadReaderTest, DocumentsMayBeEncoded) {
  const auto result = Read(R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/R",
    "AssumeRolePolicyDocument": "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%22%2A%22%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%7D",
    "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}}"}]}]})");
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  const PrincipalRecord* role = result->snapshot->FindRole("111122223333", "R");
  ASSERT_NE(role, nullptr);
  EXPECT_NE(role->trust_policy->policy, nullptr);
  EXPECT_NE(role->identity_policies[0]->policy, nullptr);
}

TEST_F(GaadReaderTest, PagesAreOneAccount) {
  const std::string pages = R"([
    {"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/ann", "GroupList": ["devs"]}], "IsTruncated": true, "Marker": "m"},
    {"GroupDetailList": [{"Arn": "arn:aws:iam::111122223333:group/devs", "GroupPolicyList": [{"PolicyName": "g", "PolicyDocument": ALLOW}]}],
     "UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/ann", "GroupList": ["devs"]}], "IsTruncated": false}])";
  const auto result = Read(pages);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  ASSERT_EQ(result->snapshot->principals().size(), 1U);
  EXPECT_THAT(NamesOf(result->snapshot->principals()[0].identity_policies), ElementsAre("g"));
}

TEST_F(GaadReaderTest, PagesMayBeFiles) {
  const std::vector<std::string> paths = {
      folder_.Write("1.json", R"({"UserDetailList": [], "IsTruncated": true})"),
      folder_.Write("2.json",
                    R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/b"}]})")};
  const auto result = ReadSnapshot(paths);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  EXPECT_EQ(result->snapshot->principals().size(), 1U);
}

TEST_F(GaadReaderTest, AListThatGoesOnIsTold) {
  const std::string page = R"({"UserDetailList": [], "IsTruncated": true})";
  const auto result = Read(page);
  ASSERT_THAT(result, IsOk());
  ASSERT_EQ(result->diagnostics.size(), 1U);
  EXPECT_THAT(result->diagnostics[0].ToString(), HasSubstr("more pages follow"));
  EXPECT_THAT(Read(page, {.strict = true}), Fails(HasSubstr("more pages follow")));
}

// The version in force: IsDefaultVersion, else DefaultVersionId, else the only one.
TEST_F(GaadReaderTest, TheDefaultVersionCounts) {
  const struct {
    const char* members;
    const char* sid;  // null: nobody knows
  } rows[] = {
      {R"("DefaultVersionId": "v1", "PolicyVersionList": [V1, V2])", "V1"},
      {R"("DefaultVersionId": "v2", "PolicyVersionList": [V1, V2])", "V2"},
      {R"("PolicyVersionList": [V1, D2])", "V2"},
      {R"("DefaultVersionId": "v1", "PolicyVersionList": [V1, D2])", "V2"},
      {R"("DefaultVersionId": "v1", "PolicyVersionList": [D1, D2])", "V1"},
      {R"("PolicyVersionList": [V1])", "V1"},
      {R"("DefaultVersionId": "v2", "PolicyVersionList": [V1])", nullptr},
      {R"("PolicyVersionList": [V1, V2])", nullptr},
      {R"("PolicyVersionList": [])", nullptr},
      {R"("Path": "/")", nullptr},
  };
  const std::string statement =
      R"("Document": {"Statement": {"Sid": "VN", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}}, "VersionId": "vN")";
  const auto version = [&](absl::string_view n, bool flag) {
    return absl::StrCat("{", absl::StrReplaceAll(statement, {{"N", n}}),
                        R"(, "IsDefaultVersion": )", flag ? "true" : "false", "}");
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.members);
    const std::string members = absl::StrReplaceAll(row.members, {{"V1", version("1", false)},
                                                                  {"V2", version("2", false)},
                                                                  {"D1", version("1", true)},
                                                                  {"D2", version("2", true)}});
    const auto result = Read(absl::StrCat(
        R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/u", "AttachedManagedPolicies":
             [{"PolicyName": "P", "PolicyArn": "arn:aws:iam::111122223333:policy/P"}]}],
            "Policies": [{"PolicyName": "P", "Arn": "arn:aws:iam::111122223333:policy/P", )",
        members, "}]}"));
    ASSERT_THAT(result, IsOk());
    const AttachedPolicy& policy = *result->snapshot->principals()[0].identity_policies[0];
    EXPECT_EQ(policy.name, "P");
    ASSERT_EQ(policy.policy != nullptr, row.sid != nullptr);
    if (row.sid != nullptr) {
      EXPECT_EQ(policy.policy->statements[0].sid, row.sid);
      EXPECT_THAT(result->diagnostics, IsEmpty());
    } else {
      EXPECT_THAT(result->diagnostics, Not(IsEmpty()));
    }
  }
}

// What a dump refers to but lacks is missing, never absent (formats.md).
TEST_F(GaadReaderTest, WhatTheDumpLacksIsMissing) {
  const auto result = Read(R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/R",
      "RolePolicyList": [{"PolicyName": "stripped"}, {"PolicyName": "damaged", "PolicyDocument": {"Statement": 1}}],
      "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/B"}}]})");
  ASSERT_THAT(result, IsOk());
  const PrincipalRecord* role = result->snapshot->FindRole("111122223333", "R");
  ASSERT_NE(role, nullptr);
  EXPECT_THAT(NamesOf(role->identity_policies), ElementsAre("stripped", "damaged"));
  EXPECT_EQ(role->identity_policies[0]->policy, nullptr);
  EXPECT_EQ(role->identity_policies[1]->policy, nullptr);
  ASSERT_NE(role->permissions_boundary, nullptr);
  EXPECT_EQ(role->permissions_boundary->policy, nullptr);
  EXPECT_EQ(role->trust_policy, nullptr);
  std::vector<std::string> told;
  for (const Diagnostic& diagnostic : result->diagnostics) told.push_back(diagnostic.ToString());
  EXPECT_THAT(
      told,
      ElementsAre(
          Place("2:26: /RoleDetailList/0/RolePolicyList/0: expected `PolicyDocument`, found none: "
                "it counts as missing"),
          HasSubstr(Place("2:112: /RoleDetailList/0/RolePolicyList/1/PolicyDocument/Statement: ")),
          HasSubstr("arn:aws:iam::111122223333:policy/B")));
}

// An entry that cannot be read is skipped and told; reading strictly it is an error.
TEST_F(GaadReaderTest, DamagedEntriesAreTold) {
  const struct {
    const char* text;
    const char* message;
  } rows[] = {
      {R"({"UserDetailList": [7]})", "1:21: /UserDetailList/0: expected an object, found a number"},
      {R"({"UserDetailList": [{}]})", "1:21: /UserDetailList/0: expected `Arn`, found none"},
      {R"({"UserDetailList": [{"Arn": "x"}]})", "1:29: /UserDetailList/0/Arn: "},
      {R"({"GroupDetailList": [{"Arn": 1}]})", "1:30: /GroupDetailList/0/Arn: "},
      {R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/u", "Tags": {}}]})",
       "1:73: /UserDetailList/0/Tags: `Tags`: expected a list, found an object"},
      {R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/u", "Tags": [{"Value": "v"}]}]})",
       "1:74: /UserDetailList/0/Tags/0: expected `Key`, found none"},
      {R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/u", "GroupList": [1]}]})",
       "/UserDetailList/0/GroupList"},
      {R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/r", "RolePolicyList": [{}]}]})",
       "1:84: /RoleDetailList/0/RolePolicyList/0: expected `PolicyName`, found none"},
      {R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/r", "AttachedManagedPolicies": [{}]}]})",
       "1:93: /RoleDetailList/0/AttachedManagedPolicies/0: expected `PolicyArn`, found none"},
      {R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/r", "PermissionsBoundary": {}}]})",
       "1:88: /RoleDetailList/0/PermissionsBoundary: expected `PermissionsBoundaryArn`, found "
       "none"},
      {R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/r", "MaxSessionDuration": "1h"}]})",
       "1:87: /RoleDetailList/0/MaxSessionDuration: `MaxSessionDuration`: expected a number of "
       "seconds"},
      {R"({"UserDetailList": [], "Policies": [{"PolicyVersionList": []}]})",
       "1:37: /Policies/0: expected `Arn`, found none"},
      {R"({"UserDetailList": [], "Policies": [{"Arn": "arn:aws:iam::111122223333:policy/P", "PolicyVersionList": [1]}]})",
       "1:105: /Policies/0/PolicyVersionList/0: expected a policy version, found a number"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    const auto result = Read(row.text);
    ASSERT_THAT(result, IsOk());
    EXPECT_THAT(result->snapshot->principals(), IsEmpty());
    ASSERT_EQ(result->diagnostics.size(), 1U);
    EXPECT_EQ(result->diagnostics[0].severity, Severity::kError);
    EXPECT_THAT(result->diagnostics[0].ToString(), HasSubstr(row.message));
    EXPECT_THAT(Read(row.text, {.strict = true}), Fails(HasSubstr(row.message)));
  }
}

TEST_F(GaadReaderTest, StrictReadingRefusesDamagedDocuments) {
  EXPECT_THAT(
      Read(
          R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/R", "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": 1}]}]})",
          {.strict = true}),
      Fails(HasSubstr("/RoleDetailList/0/RolePolicyList/0/PolicyDocument")));
  EXPECT_THAT(
      Read(
          R"({"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/R", "RolePolicyList": [{"PolicyName": "p"}]}]})",
          {.strict = true}),
      Fails(HasSubstr("expected `PolicyDocument`, found none")));
}

TEST_F(GaadReaderTest, ListsOfAnotherKindAreErrors) {
  EXPECT_THAT(Read(R"({"UserDetailList": {}})"),
              Fails(Place("1:20: /UserDetailList: `UserDetailList`: expected a list, found an "
                          "object")));
  EXPECT_THAT(Read(R"([{"UserDetailList": []}, 1])"),
              Fails(Place("1:26: /1: expected a page of account authorization details, found a "
                          "number")));
}

TEST_F(GaadReaderTest, NewMembersAreIgnoredAndMisspeltOnesTold) {
  const auto result = Read(R"({"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/u",
    "QuantumKeys": [], "UserPolicyLst": []}], "ResponseMetadata": {}})");
  ASSERT_THAT(result, IsOk());
  ASSERT_EQ(result->diagnostics.size(), 1U);
  EXPECT_EQ(result->diagnostics[0].severity, Severity::kWarning);
  EXPECT_THAT(result->diagnostics[0].ToString(),
              HasSubstr("unknown member `UserPolicyLst`, did you mean `UserPolicyList`?"));
}

TEST_F(GaadReaderTest, ASideFileOfManagedPoliciesHasNoAccount) {
  const auto result = Read(R"({"Policies": [{"PolicyName": "X", "Arn": "arn:aws:iam::aws:policy/X",
    "DefaultVersionId": "v1", "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": ALLOW}]}]})");
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->diagnostics, IsEmpty());
  EXPECT_THAT(result->snapshot->accounts(), IsEmpty());
}

// PG-17 is about what customers may store.
TEST_F(GaadReaderTest, PoliciesOfAwsMayBeLarge) {
  const std::string large = absl::StrCat(R"({"Statement": {"Effect": "Allow", "Action": ["s3:Get)",
                                         std::string(11000, 'x'), R"("], "Resource": "*"}})");
  const auto read = [&](absl::string_view arn) {
    return Read(absl::StrCat(R"({"Policies": [{"Arn": ")", arn,
                             R"(", "PolicyVersionList": [{"Document": )", large, "}]}]}"));
  };
  const auto theirs = read("arn:aws:iam::aws:policy/X");
  const auto ours = read("arn:aws:iam::111122223333:policy/X");
  ASSERT_THAT(theirs, IsOk());
  ASSERT_THAT(ours, IsOk());
  EXPECT_THAT(theirs->diagnostics, IsEmpty());
  ASSERT_EQ(ours->diagnostics.size(), 1U);
  EXPECT_EQ(ours->diagnostics[0].rule, "PG-17");
}

// Everything that a reading leaves, with the places of the documents.
std::string Summary(SnapshotInput& input) {
  std::string summary;
  const SnapshotBuilder::Result result = input.builder().Build();
  for (const Diagnostic& diagnostic : result.diagnostics) {
    absl::StrAppend(&summary, diagnostic.ToString(), "\n");
  }
  for (const PrincipalRecord& principal : result.snapshot->principals()) {
    absl::StrAppend(&summary, principal.arn.text(), " ", principal.unique_id, " ",
                    principal.tags.size(), " ", principal.max_session_seconds.value_or(0), "\n");
    PolicyList policies = principal.identity_policies;
    policies.push_back(principal.trust_policy);
    policies.push_back(principal.permissions_boundary);
    for (const auto& policy : policies) {
      if (policy == nullptr) continue;
      absl::StrAppend(&summary, "  ", policy->name, " ", policy->arn, " ", policy->file, ":",
                      policy->start.line, ":", policy->start.column, " ", policy->start.offset, " ",
                      policy->policy == nullptr ? "missing" : PrintPolicy(*policy->policy, 0),
                      "\n");
    }
  }
  for (const AccountRecord& account : result.snapshot->accounts()) {
    absl::StrAppend(&summary, account.id, account.has_principals ? " has principals\n" : "\n");
  }
  return summary;
}

class GaadPartsTest : public GaadReaderTest {
 protected:
  // What reading the file in parts leaves, or "declined".
  std::string ReadParts(const std::string& path, const ReadOptions& options = {}) {
    SnapshotInput input(options);
    if (ReadGaadInParts(path, input)) return Summary(input);
    EXPECT_EQ(Summary(input), "");  // nothing half read
    return "declined";
  }
  std::string ReadWhole(const std::string& path, const ReadOptions& options = {}) {
    SnapshotInput input(options);
    const auto text = ReadFile(path, kDumpLimits.max_bytes);
    const auto document = JsonDocument::Parse(*text, path, kDumpLimits);
    if (!document.ok()) return Describe(document.status());
    const absl::Status status = ReadGaad((*document)->root(), input);
    return status.ok() ? Summary(input) : Describe(status);
  }
};

TEST_F(GaadPartsTest, SayWhatTheWholeSays) {
  const std::string damaged = R"(,
   {"Arn": "nonsense"},
   {"Arn": "arn:aws:iam::111122223333:role/Late", "RoleDetails": 1, "RolePolicylist": [],
    "AssumeRolePolicyDocument": {"Statement": {"Effect": "Permit",
      "Principal": "*", "Action": "sts:AssumeRole"}},
    "RolePolicyList": [{"PolicyName": "a"}, {"PolicyName": "b",
      "PolicyDocument": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": 7}}"}],
    "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/Absent"}]},
   7],
 "Policies":)";
  const std::string account = Expand(kAccount);
  const std::string late = absl::StrReplaceAll(account, {{"],\n \"Policies\":", damaged}});
  ASSERT_NE(late, account);
  // Policies may stand before what refers to them.
  const std::size_t policies = account.find("\"Policies\"");
  const std::string first =
      absl::StrCat("{", account.substr(policies, account.size() - policies - 1), ",",
                   account.substr(1, policies - 4), "}");
  for (const std::string& text : {account, late, first}) {
    const std::string path = folder_.Write("dump.json", text);
    const std::string whole = ReadWhole(path);
    EXPECT_THAT(whole, HasSubstr("role/app/Deploy"));
    EXPECT_EQ(ReadParts(path), whole);
  }
  const std::string path = folder_.Write("dump.json", late);
  EXPECT_THAT(ReadWhole(path), HasSubstr(Place("25:4: /RoleDetailList/3: expected an object")));
  EXPECT_THAT(ReadWhole(path, {.strict = true}), HasSubstr("/RoleDetailList/1/Arn"));
  EXPECT_EQ(ReadParts(path, {.strict = true}), "declined");
}

TEST_F(GaadPartsTest, AnythingElseIsReadAsAWhole) {
  for (const char* text :
       {R"([{"RoleDetailList": []}])", R"({"Policies": []})", "{}",
        R"({"RoleDetailList": [], "IsTruncated": true, "Marker": "m"})",
        R"({"RoleDetailList": [], "RoleDetailLst": []})", R"({"RoleDetailList": {}})",
        R"({"RoleDetailList": [], "resources": []})", R"({"RoleDetailList": [] /* c */})",
        R"({"RoleDetailList": [{"Arn": 1 /* c */}]})", R"({"RoleDetailList": [}]})"}) {
    EXPECT_EQ(ReadParts(folder_.Write("dump.json", text)), "declined") << text;
  }
  EXPECT_EQ(ReadParts(folder_.PathOf("missing.json")), "declined");
  EXPECT_NE(ReadParts(folder_.Write("dump.json", R"({"RoleDetailList": []})")), "declined");
}

// A file that is cut or damaged anywhere is an error that names it, however large it is, and
// leaves nothing behind.
TEST_F(GaadPartsTest, EveryCutIsAnErrorOfTheFile) {
  const std::string text = Expand(kAccount);
  const std::string path = folder_.Write("dump.json", text);
  for (std::size_t size = text.size(); size-- > 0;) {
    std::filesystem::resize_file(path, size);
    EXPECT_EQ(ReadParts(path), "declined") << size;
    EXPECT_THAT(ReadSnapshot({path}), Fails(StartsWith(absl::StrCat(path, ":")))) << size;
  }
}

TEST_F(GaadPartsTest, DamageInsideOfALargeFileIsToldAtItsPlace) {
  std::string text = "{\"RoleDetailList\": [\n";
  for (int i = 0; i < 20'000; ++i) {
    absl::StrAppend(&text, i == 0 ? "" : ",\n", R"({"Arn": "arn:aws:iam::111122223333:role/r)", i,
                    R"(", "RolePolicyList": [], "Tags": []})");
  }
  text += "\n]}";
  ASSERT_GT(text.size(), std::size_t{1} << 20);  // large enough to be read in parts
  const auto result = Read(text);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->snapshot->principals().size(), 20'000U);
  const std::string damaged = absl::StrReplaceAll(text, {{"role/r15000\", ", "role/r15000\" "}});
  EXPECT_THAT(Read(damaged), Fails(AllOf(HasSubstr(Place("15002:")),
                                         HasSubstr("/RoleDetailList/15000: expected `,` or `}`"))));
  const std::string misspelt = absl::StrReplaceAll(
      text, {{"role/r15000\", \"RolePolicyList", "role/r15000\", \"RolePolicyLst"}});
  const auto warned = Read(misspelt);
  ASSERT_THAT(warned, IsOk());
  ASSERT_EQ(warned->diagnostics.size(), 1U);
  EXPECT_THAT(warned->diagnostics[0].ToString(),
              HasSubstr(Place("15002:67: /RoleDetailList/15000/RolePolicyLst: unknown member")));
}

}  // namespace
}  // namespace iamsim
