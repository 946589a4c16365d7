// A prepared world answers as its sources do, and is refused when it is not what was written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/checksum.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write.h"
#include "iamsim/io/write_prepared.h"
#include "iamsim/io/write_test_report.h"
#include "iamsim/policy/print.h"
#include "iamsim/snapshot/change.h"
#include "io/prepared_format.h"
#include "io/read/prepared_world.h"
#include "support/file_sections.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

// The folder of tests/io/data/snapshots/`name`.files.
void Unpack(absl::string_view name, const TempFolder& folder) {
  std::ifstream in(absl::StrCat(IAMSIM_SOURCE_DIR, "/tests/io/data/snapshots/", name, ".files"));
  std::ostringstream text;
  text << in.rdbuf();
  for (const FileSection& file : SplitFileSections(text.str())) folder.Write(file.name, file.text);
}

SnapshotBuilder::Result Read(const std::string& path) {
  absl::StatusOr<SnapshotBuilder::Result> result = ReadSnapshot({path});
  EXPECT_THAT(result, IsOk()) << path;
  return result.ok() ? *std::move(result) : SnapshotBuilder::Result{Snapshot::Empty(), {}};
}

std::string BytesOf(const SnapshotBuilder::Result& world) {
  absl::StatusOr<std::string> bytes = PreparedBytes(*world.snapshot, world.diagnostics);
  EXPECT_THAT(bytes, IsOk());
  return bytes.ok() ? *std::move(bytes) : "";
}

std::vector<std::string> ScenarioFolders() {
  std::vector<std::string> folders;
  for (const auto& entry :
       fs::recursive_directory_iterator(absl::StrCat(IAMSIM_SOURCE_DIR, "/scenarios"))) {
    if (entry.path().filename() == "snapshot.json") folders.push_back(entry.path().parent_path());
  }
  return folders;
}

void ExpectSameList(const PolicyList& a, const PolicyList& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i]->name, b[i]->name);
    EXPECT_EQ(a[i]->arn, b[i]->arn);
    EXPECT_EQ(a[i]->file, b[i]->file);
    EXPECT_EQ(a[i]->start, b[i]->start);
    ASSERT_EQ(a[i]->policy == nullptr, b[i]->policy == nullptr);
    if (a[i]->policy == nullptr) continue;
    const Policy& x = *a[i]->policy;
    const Policy& y = *b[i]->policy;
    EXPECT_TRUE(SamePolicy(x, y)) << PrintPolicy(x) << PrintPolicy(y);
    EXPECT_EQ(x.kind, y.kind);
    EXPECT_EQ(x.text, y.text);
    EXPECT_EQ(x.statements_begin, y.statements_begin);
    for (std::size_t k = 0; k < x.statements.size(); ++k) {
      EXPECT_EQ(x.statements[k].begin, y.statements[k].begin);
      EXPECT_EQ(x.statements[k].end, y.statements[k].end);
    }
  }
}

void ExpectSame(const std::shared_ptr<const AttachedPolicy>& a,
                const std::shared_ptr<const AttachedPolicy>& b) {
  ASSERT_EQ(a == nullptr, b == nullptr);
  if (a != nullptr) ExpectSameList({a}, {b});
}

void ExpectSameLevels(const std::optional<std::vector<PolicyLevel>>& a,
                      const std::optional<std::vector<PolicyLevel>>& b) {
  ASSERT_EQ(a.has_value(), b.has_value());
  if (!a) return;
  ASSERT_EQ(a->size(), b->size());
  for (std::size_t i = 0; i < a->size(); ++i) {
    EXPECT_EQ((*a)[i].target, (*b)[i].target);
    ExpectSameList((*a)[i].policies, (*b)[i].policies);
  }
}

void ExpectSamePrincipals(const Snapshot& a, const Snapshot& b) {
  ASSERT_EQ(a.principals().size(), b.principals().size());
  for (std::size_t i = 0; i < a.principals().size(); ++i) {
    const PrincipalRecord& x = a.principals()[i];
    const PrincipalRecord& y = b.principals()[i];
    EXPECT_EQ(x.arn, y.arn);
    EXPECT_EQ(x.kind, y.kind);
    EXPECT_EQ(x.name, y.name);
    EXPECT_EQ(x.unique_id, y.unique_id);
    EXPECT_EQ(x.tags, y.tags);
    EXPECT_EQ(x.max_session_seconds, y.max_session_seconds);
    ExpectSameList(x.identity_policies, y.identity_policies);
    EXPECT_EQ(x.own_policy_count, y.own_policy_count);
    EXPECT_EQ(x.groups, y.groups);
    ExpectSame(x.permissions_boundary, y.permissions_boundary);
    ExpectSame(x.trust_policy, y.trust_policy);
    EXPECT_EQ(b.FindPrincipal(x.arn.text()), &y);
    if (x.kind == PrincipalKind::kRole) {
      EXPECT_EQ(b.FindRole(x.arn.account(), x.name), &y);
    }
    EXPECT_EQ(b.ResolvePrincipalName(x.name).status(), a.ResolvePrincipalName(x.name).status());
  }
  ASSERT_EQ(a.groups().size(), b.groups().size());
  for (std::size_t i = 0; i < a.groups().size(); ++i) {
    EXPECT_EQ(a.groups()[i].arn, b.groups()[i].arn);
    EXPECT_EQ(a.groups()[i].name, b.groups()[i].name);
    ExpectSameList(a.groups()[i].policies, b.groups()[i].policies);
    EXPECT_EQ(b.FindGroup(a.groups()[i].arn.text()), &b.groups()[i]);
  }
}

void ExpectSameRest(const Snapshot& a, const Snapshot& b) {
  ASSERT_EQ(a.accounts().size(), b.accounts().size());
  for (std::size_t i = 0; i < a.accounts().size(); ++i) {
    const AccountRecord& x = a.accounts()[i];
    const AccountRecord& y = b.accounts()[i];
    EXPECT_EQ(x.id, y.id);
    EXPECT_EQ(x.name, y.name);
    EXPECT_EQ(x.in_organization, y.in_organization);
    EXPECT_EQ(x.is_management_account, y.is_management_account);
    EXPECT_EQ(x.is_delegated_administrator, y.is_delegated_administrator);
    EXPECT_EQ(x.organization_path, y.organization_path);
    EXPECT_EQ(x.has_principals, y.has_principals);
    ExpectSameLevels(x.service_control, y.service_control);
    ExpectSameLevels(x.resource_control, y.resource_control);
    EXPECT_EQ(b.FindAccount(x.id), &y);
  }
  ASSERT_EQ(a.resources().size(), b.resources().size());
  for (std::size_t i = 0; i < a.resources().size(); ++i) {
    const ResourceRecord& x = a.resources()[i];
    const ResourceRecord& y = b.resources()[i];
    EXPECT_EQ(x.arn, y.arn);
    EXPECT_EQ(x.account, y.account);
    EXPECT_EQ(x.tags, y.tags);
    EXPECT_EQ(x.s3.block_public_access, y.s3.block_public_access);
    EXPECT_EQ(x.s3.bucket_abac_enabled, y.s3.bucket_abac_enabled);
    EXPECT_EQ(x.s3.object_owner, y.s3.object_owner);
    EXPECT_EQ(x.bucket, y.bucket);
    ExpectSame(x.policy, y.policy);
    EXPECT_EQ(b.FindResource(x.arn.text()), &y);
  }
  ASSERT_EQ(a.vpc_endpoints().size(), b.vpc_endpoints().size());
  for (std::size_t i = 0; i < a.vpc_endpoints().size(); ++i) {
    const VpcEndpointRecord& x = a.vpc_endpoints()[i];
    const VpcEndpointRecord& y = b.vpc_endpoints()[i];
    EXPECT_EQ(x.id, y.id);
    EXPECT_EQ(x.account, y.account);
    EXPECT_EQ(x.type, y.type);
    ExpectSame(x.policy, y.policy);
    EXPECT_EQ(b.FindVpcEndpoint(x.id), &y);
  }
  ASSERT_EQ(a.units().size(), b.units().size());
  for (std::size_t i = 0; i < a.units().size(); ++i) {
    EXPECT_EQ(a.units()[i].id, b.units()[i].id);
    EXPECT_EQ(a.units()[i].organization_path, b.units()[i].organization_path);
    ExpectSameLevels(a.units()[i].service_control, b.units()[i].service_control);
    ExpectSameLevels(a.units()[i].resource_control, b.units()[i].resource_control);
    EXPECT_EQ(b.FindUnit(a.units()[i].id), &b.units()[i]);
  }
  ExpectSameList(a.known_policies().managed, b.known_policies().managed);
  ExpectSameList(a.known_policies().service_control, b.known_policies().service_control);
  ExpectSameList(a.known_policies().resource_control, b.known_policies().resource_control);
  ASSERT_EQ(a.organization().has_value(), b.organization().has_value());
  if (!a.organization()) return;
  EXPECT_EQ(a.organization()->id, b.organization()->id);
  EXPECT_EQ(a.organization()->management_account, b.organization()->management_account);
  EXPECT_EQ(a.organization()->is_incomplete, b.organization()->is_incomplete);
  EXPECT_EQ(a.organization()->accounts_are_known, b.organization()->accounts_are_known);
}

void ExpectSameWorld(const std::string& source) {
  SCOPED_TRACE(source);
  const TempFolder folder;
  const SnapshotBuilder::Result world = Read(source);
  const SnapshotBuilder::Result opened = Read(folder.Write("world.iamsim", BytesOf(world)));
  ExpectSamePrincipals(*world.snapshot, *opened.snapshot);
  ExpectSameRest(*world.snapshot, *opened.snapshot);
  EXPECT_EQ(SnapshotJson(*world.snapshot, world.diagnostics),
            SnapshotJson(*opened.snapshot, opened.diagnostics));
  ASSERT_EQ(world.diagnostics.size(), opened.diagnostics.size());
  for (std::size_t i = 0; i < world.diagnostics.size(); ++i) {
    EXPECT_EQ(world.diagnostics[i].ToString(), opened.diagnostics[i].ToString());
    EXPECT_EQ(world.diagnostics[i].severity, opened.diagnostics[i].severity);
  }
  // What was opened can be prepared in its turn.
  EXPECT_EQ(BytesOf(opened), BytesOf(world));
}

TEST(PreparedTest, IsTheWorldOfItsSources) {
  for (const std::string& folder : ScenarioFolders()) ExpectSameWorld(folder);
  for (const char* name : {"gaad", "gaad_pages", "bundle", "organization", "organization_merged",
                           "iam_collect", "collected"}) {
    const TempFolder folder;
    Unpack(name, folder);
    ExpectSameWorld(folder.path());
  }
}

// `conditional` answers, explanations, places and all.
TEST(PreparedTest, AnswersEveryScenarioAsItsSourcesDo) {
  const auto scenarios = ReadScenarios({absl::StrCat(IAMSIM_SOURCE_DIR, "/scenarios")});
  ASSERT_THAT(scenarios, IsOk());
  const TempFolder folder;
  std::size_t cases = 0;
  for (Scenario scenario : *scenarios) {
    const std::string before = TestReportJson(RunScenario(scenario, {}), {});
    scenario.snapshot =
        Read(folder.Write("world.iamsim", BytesOf({scenario.snapshot, scenario.diagnostics})))
            .snapshot;
    EXPECT_EQ(TestReportJson(RunScenario(scenario, {}), {}), before) << scenario.file;
    cases += scenario.cases.size();
  }
  EXPECT_GT(cases, 500U);
}

TEST(PreparedTest, ADocumentWithWarningsOrDamageStaysWhatItWas) {
  const TempFolder folder;
  const std::string source = folder.Write("dump.json", R"({"UserDetailList": [
    {"UserName": "ann", "Arn": "arn:aws:iam::111122223333:user/ann", "UserPolicyList": [
      {"PolicyName": "warned", "PolicyDocument": {"Version": "2012-10-17", "Statement":
        [{"Effect": "Allow", "Action": "s*:Get*", "Resource": "*"}]}},
      {"PolicyName": "twice", "PolicyDocument": {"Version": "2012-10-17", "Statement":
        [{"Effect": "Allow", "Action": "s*:Get*", "Resource": "*"}]}},
      {"PolicyName": "damaged", "PolicyDocument": {"Statement": [{"Effect": "Allow"}]}},
      {"PolicyName": "text", "PolicyDocument":
        "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D"}
    ]}]})");
  const SnapshotBuilder::Result world = Read(source);
  ASSERT_EQ(world.snapshot->principals()[0].identity_policies[2]->policy, nullptr);
  ExpectSameWorld(source);
}

TEST(PreparedTest, AScenarioMayNameOne) {
  const TempFolder folder;
  const std::string scenario = absl::StrCat(IAMSIM_SOURCE_DIR, "/scenarios/hyperpod-eks");
  folder.Write("world.iamsim", BytesOf(Read(scenario)));
  folder.Write("cases.json", R"({"name": "x", "snapshot": {"file": "world.iamsim"}, "tests": [
    {"name": "y", "principal": "anonymous", "action": "s3:GetObject",
     "resource": "arn:aws:s3:::nowhere/x", "expect": "implicitDeny"}]})");
  const auto scenarios = ReadScenarios({folder.path()});
  ASSERT_THAT(scenarios, IsOk());
  EXPECT_EQ((*scenarios)[0].snapshot->principals().size(),
            Read(scenario).snapshot->principals().size());
}

// AWS's own control policies are known by what they are, not by what they say.
TEST(PreparedTest, CanBeChangedLikeItsSources) {
  const TempFolder folder;
  const std::string source =
      absl::StrCat(IAMSIM_SOURCE_DIR, "/scenarios/rules/resource-control-policies");
  const SnapshotBuilder::Result world = Read(source);
  const SnapshotBuilder::Result opened = Read(folder.Write("world.iamsim", BytesOf(world)));
  const std::string root = world.snapshot->units()[0].id;
  for (const char* policy : {"RCPFullAWSAccess", "FullAWSAccess"}) {
    const std::vector<Change> changes = {DetachPolicy{policy, root}};
    const auto expected = ApplyChanges(*world.snapshot, changes);
    const auto actual = ApplyChanges(*opened.snapshot, changes);
    ASSERT_EQ(expected.status(), actual.status());
    if (expected.ok()) ExpectSameRest(**expected, **actual);
  }
}

// A program that changes a document cannot prepare what comes of it: nobody has written its text.
TEST(PreparedTest, AChangedDocumentIsRefused) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry ann;
  ann.arn = *ParseArn("arn:aws:iam::111122223333:user/ann");
  ann.kind = PrincipalKind::kUser;
  AttachedPolicy policy;
  policy.name = "p";
  policy.policy =
      ParsePolicyText(R"({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})", "",
                      PolicyKind::kIdentity)
          .policy;
  ann.inline_policies = {DropStatement(policy, 0)};
  builder.AddPrincipal(std::move(ann));
  EXPECT_THAT(PreparedBytes(*builder.Build().snapshot, {}),
              Fails(HasSubstr("found a changed document")));
}

// ---- what is refused

class RefusedTest : public ::testing::Test {
 protected:
  RefusedTest() {
    Unpack("bundle", sources_);
    world_ = Read(sources_.path());
    bytes_ = BytesOf(world_);
  }
  absl::Status StatusFor(const std::string& bytes) {
    return ReadSnapshot({folder_.Write("world.iamsim", bytes)}).status();
  }

  TempFolder sources_;
  TempFolder folder_;
  SnapshotBuilder::Result world_;
  std::string bytes_;
};

TEST_F(RefusedTest, AFileThatWasCutOffAnywhere) {
  ASSERT_THAT(StatusFor(bytes_), IsOk());
  for (std::size_t size = bytes_.size(); size-- > 0;) {
    const absl::Status status = StatusFor(bytes_.substr(0, size));
    ASSERT_THAT(status, Fails(AllOf(HasSubstr("world.iamsim"), Not(HasSubstr("\n"))))) << size;
    if (size > 0) {
      ASSERT_THAT(status, Fails(HasSubstr("it was cut off"))) << size;
    }
  }
  EXPECT_THAT(StatusFor(absl::StrCat(bytes_, "x")), Fails(HasSubstr("bytes, found")));
}

TEST_F(RefusedTest, AFileInWhichAnyByteWasChanged) {
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    std::string changed = bytes_;
    changed[i] = static_cast<char>(changed[i] ^ 0x20);
    ASSERT_FALSE(StatusFor(changed).ok()) << i;
  }
  std::string changed = bytes_;
  changed.back() = static_cast<char>(changed.back() ^ 1);
  EXPECT_THAT(StatusFor(changed), Fails(HasSubstr("changed after it was prepared")));
}

TEST_F(RefusedTest, AFileOfAnotherVersion) {
  for (const char version : {'\0', static_cast<char>(prepared::kVersion + 1)}) {
    std::string other = bytes_;
    other[prepared::kMagic.size()] = version;
    EXPECT_THAT(StatusFor(other),
                Fails(AllOf(HasSubstr("expected a prepared world of version 1, found version "),
                            HasSubstr("run `iamsim prepare` again"))));
  }
}

TEST_F(RefusedTest, WhateverElseIsGivenBesideIt) {
  const std::string path = folder_.Write("world.iamsim", bytes_);
  EXPECT_THAT(ReadSnapshot({path, sources_.path()}), Fails(HasSubstr("expected nothing beside")));
  EXPECT_THAT(ReadSnapshot({sources_.path(), path}), Fails(HasSubstr("expected nothing beside")));
  EXPECT_THAT(ReadSnapshot({path}, {.managed_policies = {sources_.path()}}),
              Fails(HasSubstr("expected nothing beside")));
}

TEST_F(RefusedTest, DamageOfItsSourcesWhenReadingIsStrict) {
  const std::string dump = folder_.Write("dump.json", R"({"UserDetailList": [7]})");
  const std::string path = folder_.Write("damaged.iamsim", BytesOf(Read(dump)));
  EXPECT_THAT(ReadSnapshot({path}), IsOk());
  EXPECT_THAT(ReadSnapshot({path}, {.strict = true}),
              Fails(AllOf(HasSubstr("dump.json:1:21"), HasSubstr("/UserDetailList/0"))));
}

// Asks for everything that `bytes` say, after giving them a header that fits.
void ReadForged(std::string bytes) {
  std::string header(prepared::kMagic);
  prepared::AppendFixed(prepared::kVersion, &header);
  prepared::AppendFixed<std::uint64_t>(bytes.size(), &header);
  prepared::AppendFixed(Checksum(absl::string_view(bytes).substr(prepared::kHeaderBytes)), &header);
  bytes.replace(0, header.size(), header);
  const auto world = PreparedWorld::Open(FileBytes::Of(std::move(bytes)));
  if (!world.ok()) return;
  const std::shared_ptr<const Snapshot> snapshot = SnapshotOf(*world);
  ASSERT_FALSE(SnapshotJson(*snapshot, (*world)->MakeDiagnostics()).empty());
  for (const PrincipalRecord& principal : snapshot->principals()) {
    snapshot->FindRole(principal.arn.account(), principal.name);
    snapshot->ResolvePrincipalName(principal.name).IgnoreError();
    for (const auto& policy : principal.identity_policies) ASSERT_NE(policy, nullptr);
  }
}

TEST_F(RefusedTest, AForgedFileCrashesNothing) {
  for (std::size_t i = prepared::kHeaderBytes; i < bytes_.size(); ++i) {
    for (const int mask : {0x01, 0x80, 0xFF}) {
      std::string forged = bytes_;
      forged[i] = static_cast<char>(forged[i] ^ mask);
      ReadForged(std::move(forged));
    }
  }
  for (std::size_t size = prepared::kFirstTable; size < bytes_.size(); ++size) {
    ReadForged(bytes_.substr(0, size));
  }
}

// ---- laziness

TEST(PreparedTest, ThreadsReadOneWorld) {
  const TempFolder sources;
  Unpack("gaad", sources);
  const SnapshotBuilder::Result source = Read(sources.path());
  const TempFolder folder;
  const SnapshotBuilder::Result world = Read(folder.Write("w.iamsim", BytesOf(source)));
  const std::string expected = SnapshotJson(*source.snapshot, source.diagnostics);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (const PrincipalRecord& principal : source.snapshot->principals()) {
        EXPECT_NE(world.snapshot->FindPrincipal(principal.arn.text()), nullptr);
      }
      EXPECT_EQ(SnapshotJson(*world.snapshot, world.diagnostics), expected);
    });
  }
}

TEST(PreparedTest, AnEmptyWorldIsAWorld) {
  const TempFolder folder;
  const SnapshotBuilder::Result opened =
      Read(folder.Write("empty.iamsim", BytesOf({Snapshot::Empty(), {}})));
  EXPECT_THAT(opened.snapshot->principals(), IsEmpty());
  EXPECT_EQ(opened.snapshot->FindPrincipal("arn:aws:iam::111122223333:user/ann"), nullptr);
  EXPECT_EQ(opened.snapshot->FindRole("111122223333", "x"), nullptr);
  EXPECT_FALSE(opened.snapshot->ResolvePrincipalName("x").ok());
}

}  // namespace
}  // namespace iamsim
