#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/io/read.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kMember[] = "111122223333";
constexpr char kDirect[] = "444455556666";
constexpr char kManagement[] = "999999999999";

using Files = std::map<std::string, std::string>;

std::string PolicyReply(absl::string_view id, absl::string_view type, absl::string_view content) {
  return absl::StrCat(R"({"Policy": {"PolicySummary": {"Id": ")", id,
                      R"(", "Arn": "arn:aws:organizations::999999999999:policy/o-1/t/)", id,
                      R"(", "Name": "name of )", id, R"(", "Type": ")", type,
                      R"(", "AwsManaged": false}, "Content": )", JsonQuote(content), "}}");
}

// r-ab12 → ou-dev → 111122223333, with 999999999999 and 444455556666 at the root; p-guard at
// ou-dev, p-direct at the account 444455556666, the RCP p-fence at the root.
Files Organization() {
  return {
      {"describe-organization.json",
       R"({"Organization": {"Id": "o-1", "Arn": "arn:aws:organizations::999999999999:organization/o-1", "FeatureSet": "ALL",
           "MasterAccountId": "999999999999", "AvailablePolicyTypes": []}})"},
      {"list-roots.json",
       R"({"Roots": [{"Id": "r-ab12", "Name": "Root", "PolicyTypes": [
            {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}, {"Type": "RESOURCE_CONTROL_POLICY", "Status": "ENABLED"}]}]})"},
      {"children/r-ab12.ous.json", R"({"OrganizationalUnits": [{"Id": "ou-dev", "Name": "Dev"}]})"},
      {"children/r-ab12.accounts.json",
       R"({"Accounts": [{"Id": "999999999999", "Name": "root", "Status": "ACTIVE"}, {"Id": "444455556666", "Name": "emr", "Status": "ACTIVE"}]})"},
      {"children/ou-dev.ous.json", R"({"OrganizationalUnits": []})"},
      {"children/ou-dev.accounts.json",
       R"({"Accounts": [{"Id": "111122223333", "Name": "studio", "Status": "ACTIVE"}]})"},
      {"policies/p-guard.json",
       PolicyReply(
           "p-guard", "SERVICE_CONTROL_POLICY",
           R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}})")},
      {"policies/p-direct.json",
       PolicyReply(
           "p-direct", "SERVICE_CONTROL_POLICY",
           R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}})")},
      {"policies/p-fence.json",
       PolicyReply(
           "p-fence", "RESOURCE_CONTROL_POLICY",
           R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}})")},
      {"targets/p-FullAWSAccess.json",
       R"({"Targets": [{"TargetId": "r-ab12", "Type": "ROOT"}, {"TargetId": "ou-dev", "Type": "ORGANIZATIONAL_UNIT"},
           {"TargetId": "111122223333", "Type": "ACCOUNT"}, {"TargetId": "444455556666", "Type": "ACCOUNT"}]})"},
      {"targets/p-guard.json", R"({"Targets": [{"TargetId": "ou-dev"}]})"},
      {"targets/p-direct.json", R"({"Targets": [{"TargetId": "444455556666"}]})"},
      {"targets/p-fence.json", R"({"Targets": [{"TargetId": "r-ab12"}]})"},
  };
}

std::vector<std::string> Describe(const std::optional<std::vector<PolicyLevel>>& levels) {
  if (!levels) return {"none"};
  std::vector<std::string> lines;
  for (const PolicyLevel& level : *levels) {
    std::string line = absl::StrCat(level.target, ":");
    for (const auto& policy : level.policies) {
      absl::StrAppend(&line, " ", policy->name, policy->policy == nullptr ? "?" : "");
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

class OrganizationCliReaderTest : public ::testing::Test {
 protected:
  absl::StatusOr<SnapshotBuilder::Result> Read(const Files& files, bool strict = false) {
    const TempFolder folder;
    for (const auto& [name, text] : files) folder.Write(absl::StrCat("dump/org/", name), text);
    ReadOptions options;
    options.strict = strict;
    return ReadSnapshot({folder.PathOf("dump")}, options);
  }
  // Reads the organization without one file.
  absl::StatusOr<SnapshotBuilder::Result> ReadWithout(const std::string& name,
                                                      bool strict = false) {
    Files files = Organization();
    EXPECT_EQ(files.erase(name), 1U) << name;
    return Read(files, strict);
  }
};

std::vector<std::string> MessagesOf(const SnapshotBuilder::Result& result) {
  std::vector<std::string> messages;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    messages.push_back(diagnostic.ToString());
  }
  return messages;
}

void ExpectWholeOrganization(const absl::StatusOr<SnapshotBuilder::Result>& result) {
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result), IsEmpty());
  const Snapshot& snapshot = *result->snapshot;
  EXPECT_EQ(snapshot.organization()->id, "o-1");
  EXPECT_TRUE(snapshot.organization()->accounts_are_known);
  const AccountRecord& member = *snapshot.FindAccount(kMember);
  EXPECT_EQ(member.name, "studio");
  EXPECT_EQ(member.organization_path, "o-1/r-ab12/ou-dev/");
  EXPECT_THAT(Describe(member.service_control),
              ElementsAre("r-ab12: FullAWSAccess", "ou-dev: FullAWSAccess name of p-guard",
                          "111122223333: FullAWSAccess"));
  EXPECT_THAT(Describe(member.resource_control),
              ElementsAre("r-ab12: RCPFullAWSAccess name of p-fence", "ou-dev: RCPFullAWSAccess",
                          "111122223333: RCPFullAWSAccess"));
  EXPECT_THAT(Describe(snapshot.FindAccount(kDirect)->service_control),
              ElementsAre("r-ab12: FullAWSAccess", "444455556666: FullAWSAccess name of p-direct"));
  EXPECT_TRUE(snapshot.FindAccount(kManagement)->is_management_account);
  EXPECT_THAT(Describe(snapshot.FindAccount(kManagement)->service_control), ElementsAre("none"));
}

// SC-2, RP-4.
TEST_F(OrganizationCliReaderTest, ReadsAFolder) {
  ExpectWholeOrganization(Read(Organization()));
  ExpectWholeOrganization(Read(Organization(), /*strict=*/true));
}

TEST_F(OrganizationCliReaderTest, ReadsOneMergedFile) {
  const Files files = Organization();
  const auto by_id = [&files](const std::string& folder) {
    std::vector<std::string> members;
    for (const auto& [name, text] : files) {
      if (name.compare(0, folder.size(), folder) != 0) continue;
      const std::string id = name.substr(folder.size(), name.size() - folder.size() - 5);
      members.push_back(absl::StrCat("\"", id, "\": ", text));
    }
    return absl::StrCat("{", absl::StrJoin(members, ", "), "}");
  };
  const std::string merged =
      absl::StrCat("{\"DescribeOrganization\": ", files.at("describe-organization.json"),
                   ", \"ListRoots\": ", files.at("list-roots.json"), R"(, "Children": {
         "r-ab12": {"OrganizationalUnits": [{"Id": "ou-dev"}], "Accounts": [{"Id": "999999999999"}, {"Id": "444455556666"}]},
         "ou-dev": {"OrganizationalUnits": [], "Accounts": [{"Id": "111122223333", "Name": "studio"}]}},
       "Policies": )",
                   by_id("policies/"), ", \"Targets\": ", by_id("targets/"), "}");
  const TempFolder folder;
  ExpectWholeOrganization(ReadSnapshot({folder.Write("org.json", merged)}));
  // Beside other files of a folder.
  folder.Write("iam/1.json", R"({"UserDetailList": []})");
  ExpectWholeOrganization(ReadSnapshot({folder.path()}));
}

// SC-3.
TEST_F(OrganizationCliReaderTest, ATypeThatIsNotEnabledHasNoEffect) {
  for (const char* types :
       {"[]", R"([{"Type": "SERVICE_CONTROL_POLICY", "Status": "PENDING_ENABLE"}])"}) {
    Files files = Organization();
    files["list-roots.json"] =
        absl::StrCat(R"({"Roots": [{"Id": "r-ab12", "PolicyTypes": )", types, "}]}");
    const auto result = Read(files);
    ASSERT_THAT(result, IsOk());
    EXPECT_THAT(Describe(result->snapshot->FindAccount(kMember)->service_control),
                ElementsAre("none"));
    EXPECT_THAT(Describe(result->snapshot->FindAccount(kMember)->resource_control),
                ElementsAre("none"));
  }
  Files files = Organization();
  files["describe-organization.json"] =
      R"({"Organization": {"Id": "o-1", "MasterAccountId": "999999999999", "FeatureSet": "CONSOLIDATED_BILLING"}})";
  const auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(Describe(result->snapshot->FindAccount(kMember)->service_control),
              ElementsAre("none"));
}

// What is missing is never absent: the levels keep a document that nobody has.
TEST_F(OrganizationCliReaderTest, WithoutTargetsAPolicyMayStandAnywhere) {
  const auto result = ReadWithout("targets/p-guard.json");
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(Describe(result->snapshot->FindAccount(kDirect)->service_control),
              ElementsAre("r-ab12: FullAWSAccess list-targets-for-policy p-guard?",
                          "444455556666: FullAWSAccess name of p-direct "
                          "list-targets-for-policy p-guard?"));
  EXPECT_THAT(MessagesOf(*result),
              ElementsAre(HasSubstr("dump/org: expected the targets of policy `p-guard`, found "
                                    "none: it may be attached anywhere")));
  EXPECT_THAT(ReadWithout("targets/p-guard.json", /*strict=*/true), Fails(HasSubstr("p-guard")));
}

TEST_F(OrganizationCliReaderTest, WithoutAnyTargetsOfATypeItsLayerIsUnknown) {
  Files files = Organization();
  for (auto it = files.begin(); it != files.end();) {
    it = it->first.compare(0, 8, "targets/") == 0 || it->first.compare(0, 9, "policies/") == 0
             ? files.erase(it)
             : std::next(it);
  }
  const auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  const AccountRecord& member = *result->snapshot->FindAccount(kMember);
  EXPECT_THAT(Describe(member.service_control)[0],
              "r-ab12: list-targets-for-policy p-FullAWSAccess? list-policies --filter "
              "SERVICE_CONTROL_POLICY?");
  EXPECT_THAT(Describe(member.resource_control)[2],
              "111122223333: RCPFullAWSAccess list-policies --filter RESOURCE_CONTROL_POLICY?");
  EXPECT_THAT(Read(files, /*strict=*/true), Fails(HasSubstr("expected the targets of policy")));
}

TEST_F(OrganizationCliReaderTest, AListOfPoliciesSaysThatThereAreNoOthers) {
  Files files = Organization();
  files.erase("policies/p-fence.json");
  files.erase("targets/p-fence.json");
  files["list-policies/RESOURCE_CONTROL_POLICY.json"] =
      R"({"Policies": [{"Id": "p-RCPFullAWSAccess", "Type": "RESOURCE_CONTROL_POLICY"}]})";
  const auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result), IsEmpty());
  EXPECT_THAT(Describe(result->snapshot->FindAccount(kMember)->resource_control)[0],
              "r-ab12: RCPFullAWSAccess");
}

TEST_F(OrganizationCliReaderTest, APolicyWithoutADocumentIsMissing) {
  Files files = Organization();
  files.erase("policies/p-guard.json");
  files["list-policies/SERVICE_CONTROL_POLICY.json"] =
      R"({"Policies": [{"Id": "p-guard", "Type": "SERVICE_CONTROL_POLICY"}, {"Id": "p-FullAWSAccess", "Type": "SERVICE_CONTROL_POLICY"}]})";
  auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(Describe(result->snapshot->FindAccount(kMember)->service_control)[1],
              "ou-dev: FullAWSAccess p-guard?");
  EXPECT_THAT(Describe(result->snapshot->FindAccount(kMember)->resource_control)[1],
              "ou-dev: RCPFullAWSAccess");
  // Nor is its type known then: it may be of both.
  result = ReadWithout("policies/p-guard.json");
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(Describe(result->snapshot->FindAccount(kMember)->service_control)[1],
              "ou-dev: FullAWSAccess p-guard?");
  EXPECT_THAT(Describe(result->snapshot->FindAccount(kMember)->resource_control)[1],
              "ou-dev: RCPFullAWSAccess p-guard?");
}

TEST_F(OrganizationCliReaderTest, DamagedDocumentsAreMissing) {
  Files files = Organization();
  files["policies/p-guard.json"] =
      PolicyReply("p-guard", "SERVICE_CONTROL_POLICY", R"({"Statement": [)");
  const auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(Describe(result->snapshot->FindAccount(kMember)->service_control)[1],
              "ou-dev: FullAWSAccess name of p-guard?");
  EXPECT_THAT(MessagesOf(*result),
              ElementsAre(HasSubstr("policies/p-guard.json:1:209: /Policy/Content: ")));
  EXPECT_THAT(Read(files, /*strict=*/true), Fails(HasSubstr("/Policy/Content")));
}

// Without the whole tree an account that it does not show is not outside.
TEST_F(OrganizationCliReaderTest, WithoutTheWholeTreeNobodyIsOutside) {
  const struct {
    const char* missing;
    const char* message;
  } rows[] = {
      {"children/ou-dev.accounts.json", "expected the `Accounts` below `ou-dev`, found none"},
      {"children/ou-dev.ous.json", "expected the `OrganizationalUnits` below `ou-dev`, found none"},
      {"children/r-ab12.ous.json", "expected the `OrganizationalUnits` below `r-ab12`"},
      {"list-roots.json", "expected `list-roots`, found none"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.missing);
    Files files = Organization();
    EXPECT_EQ(files.erase(row.missing), 1U);
    files["../users.json"] = R"({"UserDetailList": [{"Arn": "arn:aws:iam::777788889999:user/u"}]})";
    const auto result = Read(files);
    ASSERT_THAT(result, IsOk());
    EXPECT_FALSE(result->snapshot->organization()->accounts_are_known);
    EXPECT_THAT(Describe(result->snapshot->FindAccount("777788889999")->service_control)[0],
                HasSubstr("service control policies above 777788889999?"));
    EXPECT_THAT(MessagesOf(*result), Contains(HasSubstr(row.message)));
    EXPECT_THAT(ReadWithout(row.missing, /*strict=*/true), Fails(HasSubstr(row.message)));
  }
}

TEST_F(OrganizationCliReaderTest, UnitsThatTheTreeDoesNotReachHaveUnknownLevels) {
  const auto result = ReadWithout("children/r-ab12.ous.json");
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(Describe(result->snapshot->FindAccount(kMember)->service_control),
              ElementsAre(HasSubstr("service control policies above ou-dev?"),
                          "ou-dev: FullAWSAccess name of p-guard", "111122223333: FullAWSAccess"));
}

TEST_F(OrganizationCliReaderTest, ListsThatGoOnAreIncomplete) {
  const struct {
    const char* file;
    const char* text;
  } rows[] = {
      {"children/r-ab12.ous.json",
       R"({"OrganizationalUnits": [{"Id": "ou-dev"}], "NextToken": "t"})"},
      {"children/ou-dev.accounts.json",
       R"({"Accounts": [{"Id": "111122223333"}], "NextToken": "t"})"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file);
    Files files = Organization();
    files[row.file] = row.text;
    const auto result = Read(files);
    ASSERT_THAT(result, IsOk());
    EXPECT_FALSE(result->snapshot->organization()->accounts_are_known);
    EXPECT_THAT(Read(files, /*strict=*/true), Fails(HasSubstr("more entries follow")));
  }
  Files files = Organization();
  files["targets/p-guard.json"] = R"({"Targets": [{"TargetId": "ou-dev"}], "NextToken": "t"})";
  const auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(Describe(result->snapshot->FindAccount(kDirect)->service_control)[0],
              HasSubstr("list-targets-for-policy p-guard?"));
}

TEST_F(OrganizationCliReaderTest, AccountsMayBeListedWithNamesAndStates) {
  Files files = Organization();
  files["list-accounts.json"] =
      R"({"Accounts": [{"Id": "555566667777", "Name": "lost", "Status": "ACTIVE"}, {"Id": "111122223333", "Name": "studio", "Status": "SUSPENDED"}]})";
  files["delegated-administrators.json"] =
      R"({"DelegatedAdministrators": [{"Id": "111122223333", "Name": "studio", "Status": "SUSPENDED"}]})";
  const auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_TRUE(result->snapshot->FindAccount(kMember)->is_delegated_administrator);
  EXPECT_TRUE(result->snapshot->FindAccount("555566667777")->in_organization);
  EXPECT_THAT(Describe(result->snapshot->FindAccount("555566667777")->service_control)[0],
              ": service control policies above 555566667777?");
  EXPECT_THAT(MessagesOf(*result),
              ElementsAre(HasSubstr("account `111122223333` is suspended"),
                          HasSubstr("account `555566667777` is in the organization, but stands")));
}

TEST_F(OrganizationCliReaderTest, DamagedFilesAreToldAndMissing) {
  for (const auto& [name, text] : Organization()) {
    SCOPED_TRACE(name);
    for (const char* damage : {"[1, 2]", "7", "{\"Roots\": 1}", "{"}) {
      Files files = Organization();
      files[name] = damage;
      const auto result = Read(files);
      ASSERT_THAT(result, IsOk());
      EXPECT_FALSE(result->diagnostics.empty());
      EXPECT_THAT(Read(files, /*strict=*/true), Fails(HasSubstr("org")));
    }
  }
}

TEST_F(OrganizationCliReaderTest, UnknownFilesAndMembersAreTold) {
  Files files = Organization();
  files["policy/p-1.json"] = "{}";
  auto result = Read(files);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result),
              ElementsAre(HasSubstr("org/policy/p-1.json: expected a file of the organization's "
                                    "outputs, ignored")));
  const TempFolder folder;
  result = ReadSnapshot({folder.Write("org.json", R"({"ListRoots": [], "Target": {}})")});
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(MessagesOf(*result),
              Contains(HasSubstr("unknown member `Target`, ignored, did you mean `Targets`?")));
}

}  // namespace
}  // namespace iamsim
