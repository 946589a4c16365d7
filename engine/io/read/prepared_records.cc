// The records of a prepared world, from their bytes. Tested by tests/io/prepared_test.cc.
#include <string>
#include <utility>

#include "iamsim/model/caller.h"
#include "iamsim/policy/parse.h"
#include "io/read/document_reader.h"
#include "io/read/prepared_cursor.h"
#include "io/read/prepared_world.h"
#include "io/read/snapshot_input.h"
#include "snapshot/builtin_policies.h"

namespace iamsim {
namespace {

using prepared::Table;
using Attached = std::shared_ptr<const AttachedPolicy>;

constexpr std::uint64_t kPolicyKinds = static_cast<std::uint64_t>(PolicyKind::kTrust) + 1;

// Stands for what a record does not say although it should.
Attached Unknown() {
  auto policy = std::make_shared<AttachedPolicy>();
  policy->name = "a damaged part of the prepared world";
  return policy;
}

Arn ArnOf(absl::string_view text) {
  absl::StatusOr<Arn> arn = ParseArn(text);
  return arn.ok() ? *std::move(arn) : Arn();
}

template <class MakePolicy>
PolicyList ReadPolicies(PreparedCursor& cursor, MakePolicy make) {
  PolicyList policies;
  const std::size_t size = cursor.Size();
  policies.reserve(size);
  for (std::size_t i = 0; i < size && !cursor.failed(); ++i)
    policies.push_back(make(cursor.Number()));
  if (cursor.failed()) policies.push_back(Unknown());
  return policies;
}

template <class MakePolicy>
Attached ReadOptionalPolicy(PreparedCursor& cursor, MakePolicy make) {
  const std::uint64_t id = cursor.Number();
  if (cursor.failed()) return Unknown();
  return id == 0 ? nullptr : make(id - 1);
}

template <class MakePolicy>
std::optional<std::vector<PolicyLevel>> ReadLevels(PreparedCursor& cursor, MakePolicy make) {
  if (!cursor.Flag() && !cursor.failed()) return std::nullopt;
  std::vector<PolicyLevel> levels;
  for (std::size_t left = cursor.Size(); left > 0 && !cursor.failed(); --left) {
    levels.emplace_back();
    levels.back().target = cursor.String();
    levels.back().policies = ReadPolicies(cursor, make);
  }
  if (cursor.failed()) levels.push_back({"", {Unknown()}});
  return levels;
}

}  // namespace

std::shared_ptr<const Policy> PreparedWorld::MakeDocument(std::uint64_t id) {
  if (id >= documents_.size()) return nullptr;
  std::shared_ptr<const Policy>& document = documents_[static_cast<std::size_t>(id)];
  if (document != nullptr) return document;
  PreparedCursor cursor(*this, At(Table::kDocuments)[id]);
  const auto kind = static_cast<PolicyKind>(cursor.Below(kPolicyKinds));
  if (cursor.failed()) return nullptr;
  const absl::StatusOr<std::shared_ptr<const JsonDocument>> parsed =
      JsonDocument::Parse(std::string(cursor.rest()), "", kDumpLimits);
  if (!parsed.ok()) return nullptr;
  PolicyCache cache;
  Diagnostics told_already;
  absl::StatusOr<AttachedPolicy> read =
      DocumentReader(cache, nullptr, told_already).Read((*parsed)->root(), kind);
  if (read.ok()) document = std::move(read->policy);
  return document;
}

Attached PreparedWorld::MakePolicy(std::uint64_t id) {
  if (id >= policies_.size()) return Unknown();
  const std::lock_guard<std::mutex> lock(mutex_);
  Attached& made = policies_[static_cast<std::size_t>(id)];
  if (made != nullptr) return made;
  PreparedCursor cursor(*this, At(Table::kPolicies)[id]);
  switch (cursor.Below(prepared::kOrigins)) {
    case prepared::kBuiltinServiceControl:
      return made = BuiltinServiceControl();
    case prepared::kBuiltinResourceControl:
      return made = BuiltinResourceControl();
    default:
      break;
  }
  auto policy = std::make_shared<AttachedPolicy>();
  policy->name = cursor.String();
  policy->arn = cursor.String();
  policy->file = cursor.String();
  policy->start = cursor.Position();
  const std::uint64_t document = cursor.Number();
  if (document != 0) policy->policy = MakeDocument(document - 1);
  made = std::move(policy);
  return made;
}

PrincipalRecord PreparedWorld::MakePrincipal(std::size_t i) {
  const auto make = [this](std::uint64_t id) { return MakePolicy(id); };
  PreparedCursor cursor(*this, At(Table::kPrincipals)[i]);
  PrincipalRecord record;
  record.arn = ArnOf(cursor.Text());
  record.kind = static_cast<PrincipalKind>(cursor.Below(2));
  record.name = std::string(EntityName(record.arn.resource()));
  record.unique_id = cursor.String();
  record.tags = cursor.ReadTags();
  record.identity_policies = ReadPolicies(cursor, make);
  record.own_policy_count =
      static_cast<std::uint32_t>(cursor.Below(record.identity_policies.size() + 1));
  for (std::size_t left = cursor.Size(); left > 0 && !cursor.failed(); --left) {
    record.groups.push_back(cursor.String());
  }
  record.permissions_boundary = ReadOptionalPolicy(cursor, make);
  record.trust_policy = ReadOptionalPolicy(cursor, make);
  const std::uint64_t seconds = cursor.Number();
  if (seconds != 0) record.max_session_seconds = static_cast<int>(seconds - 1);
  return record;
}

GroupRecord PreparedWorld::MakeGroup(std::size_t i) {
  PreparedCursor cursor(*this, At(Table::kGroups)[i]);
  GroupRecord record;
  record.arn = ArnOf(cursor.Text());
  record.name = std::string(EntityName(record.arn.resource()));
  record.policies = ReadPolicies(cursor, [this](std::uint64_t id) { return MakePolicy(id); });
  return record;
}

AccountRecord PreparedWorld::MakeAccount(std::size_t i) {
  const auto make = [this](std::uint64_t id) { return MakePolicy(id); };
  PreparedCursor cursor(*this, At(Table::kAccounts)[i]);
  AccountRecord record;
  record.id = cursor.String();
  record.name = cursor.String();
  const std::uint64_t flags = cursor.Number();
  record.in_organization = (flags & prepared::kInOrganization) != 0;
  record.is_management_account = (flags & prepared::kIsManagementAccount) != 0;
  record.is_delegated_administrator = (flags & prepared::kIsDelegatedAdministrator) != 0;
  record.has_principals = (flags & prepared::kHasPrincipals) != 0;
  record.organization_path = cursor.String();
  record.service_control = ReadLevels(cursor, make);
  record.resource_control = ReadLevels(cursor, make);
  return record;
}

UnitRecord PreparedWorld::MakeUnit(std::size_t i) {
  const auto make = [this](std::uint64_t id) { return MakePolicy(id); };
  PreparedCursor cursor(*this, At(Table::kUnits)[i]);
  UnitRecord record;
  record.id = cursor.String();
  record.organization_path = cursor.String();
  record.service_control = ReadLevels(cursor, make);
  record.resource_control = ReadLevels(cursor, make);
  return record;
}

KnownPolicies PreparedWorld::MakeKnownPolicies() {
  const auto make = [this](std::uint64_t id) { return MakePolicy(id); };
  PreparedCursor cursor(*this, At(Table::kKnown)[0]);
  KnownPolicies known;
  known.managed = ReadPolicies(cursor, make);
  known.service_control = ReadPolicies(cursor, make);
  known.resource_control = ReadPolicies(cursor, make);
  return known;
}

ResourceRecord PreparedWorld::MakeResource(std::size_t i) {
  PreparedCursor cursor(*this, At(Table::kResources)[i]);
  ResourceRecord record;
  record.arn = ArnOf(cursor.Text());
  record.account = cursor.String();
  if (cursor.Flag()) record.tags = cursor.ReadTags();
  record.policy = ReadOptionalPolicy(cursor, [this](std::uint64_t id) { return MakePolicy(id); });
  const std::uint64_t flags = cursor.Number();
  record.s3.block_public_access = (flags & prepared::kBlockPublicAccess) != 0;
  record.s3.bucket_abac_enabled = (flags & prepared::kBucketAbacEnabled) != 0;
  record.s3.object_owner = cursor.String();
  record.bucket = cursor.String();
  return record;
}

VpcEndpointRecord PreparedWorld::MakeVpcEndpoint(std::size_t i) {
  PreparedCursor cursor(*this, At(Table::kVpcEndpoints)[i]);
  VpcEndpointRecord record;
  record.id = cursor.String();
  record.account = cursor.String();
  record.type = cursor.String();
  record.policy = ReadOptionalPolicy(cursor, [this](std::uint64_t id) { return MakePolicy(id); });
  return record;
}

std::optional<OrganizationRecord> PreparedWorld::MakeOrganization() const {
  if (Count(Table::kOrganization) == 0) return std::nullopt;
  PreparedCursor cursor(*this, At(Table::kOrganization)[0]);
  OrganizationRecord record;
  record.id = cursor.String();
  record.management_account = cursor.String();
  const std::uint64_t flags = cursor.Number();
  record.is_incomplete = (flags & prepared::kIsIncomplete) != 0;
  record.accounts_are_known = (flags & prepared::kAccountsAreKnown) != 0;
  return record;
}

Diagnostics PreparedWorld::MakeDiagnostics() const {
  Diagnostics diagnostics;
  diagnostics.reserve(Count(Table::kDiagnostics));
  for (std::size_t i = 0; i < Count(Table::kDiagnostics); ++i) {
    PreparedCursor cursor(*this, At(Table::kDiagnostics)[i]);
    Diagnostic& diagnostic = diagnostics.emplace_back();
    diagnostic.severity = static_cast<Severity>(cursor.Below(2));
    diagnostic.rule = cursor.String();
    diagnostic.place.file = cursor.String();
    diagnostic.place.pointer = cursor.String();
    if (cursor.Flag()) diagnostic.place.position = cursor.Position();
    diagnostic.message = cursor.String();
  }
  return diagnostics;
}

}  // namespace iamsim
