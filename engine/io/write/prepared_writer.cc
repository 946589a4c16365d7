// A snapshot as bytes: io/prepared_format.h. Records are taken apart by structured bindings, so
// that nothing compiles when a record has a member that is not written. Tested by
// tests/io/prepared_test.cc.
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/checksum.h"
#include "iamsim/base/check.h"
#include "iamsim/io/write_prepared.h"
#include "iamsim/model/caller.h"
#include "io/prepared_format.h"
#include "snapshot/builtin_policies.h"

namespace iamsim {
namespace {

using prepared::Table;

// The records of one table so far.
struct TableBytes {
  std::vector<std::uint64_t> ends;
  std::string bytes;

  std::size_t Add(absl::string_view record) {
    bytes.append(record.data(), record.size());
    ends.push_back(bytes.size());
    return ends.size() - 1;
  }
};

class PreparedWriter {
 public:
  absl::StatusOr<std::string> Write(const Snapshot& snapshot, const Diagnostics& diagnostics);

 private:
  // One record being written.
  class Record {
   public:
    explicit Record(PreparedWriter* writer) : writer_(*writer) {}

    Record& Number(std::uint64_t value) {
      for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(0x80 | (value & 0x7F)));
      bytes_.push_back(static_cast<char>(value));
      return *this;
    }
    Record& Text(const std::string& text) { return Number(writer_.IdOfText(text)); }
    Record& Bytes(absl::string_view bytes) {
      bytes_.append(bytes.data(), bytes.size());
      return *this;
    }
    Record& Optional(const std::shared_ptr<const AttachedPolicy>& policy) {
      return Number(policy == nullptr ? 0 : 1 + writer_.IdOfPolicy(policy));
    }
    Record& List(const PolicyList& policies) {
      Number(policies.size());
      for (const auto& policy : policies) Number(writer_.IdOfPolicy(policy));
      return *this;
    }
    Record& List(const Tags& tags) {
      Number(tags.size());
      for (const auto& [key, value] : tags) Text(key).Text(value);
      return *this;
    }
    Record& List(const std::vector<std::string>& texts) {
      Number(texts.size());
      for (const std::string& text : texts) Text(text);
      return *this;
    }
    Record& Position(const SourcePosition& position) {
      return Number(position.offset).Number(position.line).Number(position.column);
    }
    Record& Levels(const std::optional<std::vector<PolicyLevel>>& levels) {
      Number(levels ? 1 : 0);
      if (!levels) return *this;
      Number(levels->size());
      for (const auto& [target, policies] : *levels) Text(target).List(policies);
      return *this;
    }
    std::size_t AddTo(Table table) { return writer_.At(table).Add(bytes_); }

   private:
    PreparedWriter& writer_;
    std::string bytes_;
  };

  TableBytes& At(Table table) { return tables_[static_cast<std::size_t>(table)]; }
  std::size_t IdOfText(const std::string& text);
  std::size_t IdOfDocument(const std::shared_ptr<const Policy>& policy);
  std::size_t IdOfPolicy(const std::shared_ptr<const AttachedPolicy>& policy);
  void AddPrincipals(absl::Span<const PrincipalRecord> principals);
  void AddAccount(const AccountRecord& account);
  void AddResource(const ResourceRecord& resource);
  void AddOrganization(const OrganizationRecord& organization);
  void AddDiagnostic(const Diagnostic& diagnostic);
  absl::StatusOr<std::string> Join() const;

  std::array<TableBytes, prepared::kTables> tables_;
  absl::flat_hash_map<std::string, std::size_t> texts_;
  absl::flat_hash_map<const Policy*, std::size_t> documents_;
  // Equal documents that were read apart, as those with warnings are.
  absl::flat_hash_map<std::pair<PolicyKind, absl::string_view>, std::size_t> documents_by_text_;
  absl::flat_hash_map<const AttachedPolicy*, std::size_t> policies_;
  bool is_written_ = true;  // every document so far has a text
};

std::size_t PreparedWriter::IdOfText(const std::string& text) {
  const auto [entry, is_new] = texts_.try_emplace(text, 0);
  if (is_new) entry->second = At(Table::kTexts).Add(text);
  return entry->second;
}

std::size_t PreparedWriter::IdOfDocument(const std::shared_ptr<const Policy>& policy) {
  is_written_ &= !policy->text.empty();
  const auto [entry, is_new] = documents_.try_emplace(policy.get(), 0);
  if (!is_new) return entry->second;
  const auto [equal, is_new_text] = documents_by_text_.try_emplace(
      std::make_pair(policy->kind, absl::string_view(policy->text)), 0);
  if (is_new_text) {
    equal->second = Record(this)
                        .Number(static_cast<std::uint64_t>(policy->kind))
                        .Bytes(policy->text)
                        .AddTo(Table::kDocuments);
  }
  entry->second = equal->second;
  return entry->second;
}

std::size_t PreparedWriter::IdOfPolicy(const std::shared_ptr<const AttachedPolicy>& policy) {
  const auto [entry, is_new] = policies_.try_emplace(policy.get(), 0);
  if (!is_new) return entry->second;
  if (policy == BuiltinServiceControl() || policy == BuiltinResourceControl()) {
    entry->second =
        Record(this)
            .Number(policy == BuiltinServiceControl() ? prepared::kBuiltinServiceControl
                                                      : prepared::kBuiltinResourceControl)
            .AddTo(Table::kPolicies);
    return entry->second;
  }
  const auto& [name, arn, document, file, start] = *policy;
  entry->second = Record(this)
                      .Number(prepared::kInput)
                      .Text(name)
                      .Text(arn)
                      .Text(file)
                      .Position(start)
                      .Number(document == nullptr ? 0 : 1 + IdOfDocument(document))
                      .AddTo(Table::kPolicies);
  return entry->second;
}

void PreparedWriter::AddPrincipals(absl::Span<const PrincipalRecord> principals) {
  std::vector<std::tuple<absl::string_view, absl::string_view, std::size_t>> names;
  names.reserve(principals.size());
  for (const PrincipalRecord& principal : principals) {
    const auto& [arn, kind, name, unique_id, tags, policies, own_policy_count, groups, boundary,
                 trust, seconds] = principal;
    const std::size_t id =
        Record(this)
            .Text(arn.text())
            .Number(static_cast<std::uint64_t>(kind))
            .Text(unique_id)
            .List(tags)
            .List(policies)
            .Number(own_policy_count)
            .List(groups)
            .Optional(boundary)
            .Optional(trust)
            .Number(seconds ? std::uint64_t{1} + static_cast<std::uint32_t>(*seconds) : 0)
            .AddTo(Table::kPrincipals);
    IAMSIM_CHECK(name == EntityName(arn.resource()));  // how the reader makes it
    names.emplace_back(EntityName(arn.resource()), arn.account(), id);
  }
  std::sort(names.begin(), names.end());
  for (const auto& name : names) Record(this).Number(std::get<2>(name)).AddTo(Table::kNames);
}

void PreparedWriter::AddAccount(const AccountRecord& account) {
  const auto& [id, name, in_organization, is_management, is_delegated, path, service, resource,
               has_principals] = account;
  Record(this)
      .Text(id)
      .Text(name)
      .Number((in_organization ? prepared::kInOrganization : 0U) |
              (is_management ? prepared::kIsManagementAccount : 0U) |
              (is_delegated ? prepared::kIsDelegatedAdministrator : 0U) |
              (has_principals ? prepared::kHasPrincipals : 0U))
      .Text(path)
      .Levels(service)
      .Levels(resource)
      .AddTo(Table::kAccounts);
}

void PreparedWriter::AddResource(const ResourceRecord& resource) {
  const auto& [arn, account, tags, policy, s3, bucket] = resource;
  const auto& [block_public_access, bucket_abac_enabled, object_owner] = s3;
  Record record(this);
  record.Text(arn.text()).Text(account).Number(tags ? 1 : 0);
  if (tags) record.List(*tags);
  record.Optional(policy)
      .Number((block_public_access ? prepared::kBlockPublicAccess : 0U) |
              (bucket_abac_enabled ? prepared::kBucketAbacEnabled : 0U))
      .Text(object_owner)
      .Text(bucket)
      .AddTo(Table::kResources);
}

void PreparedWriter::AddOrganization(const OrganizationRecord& organization) {
  const auto& [id, management_account, is_incomplete, accounts_are_known] = organization;
  Record(this)
      .Text(id)
      .Text(management_account)
      .Number((is_incomplete ? prepared::kIsIncomplete : 0U) |
              (accounts_are_known ? prepared::kAccountsAreKnown : 0U))
      .AddTo(Table::kOrganization);
}

void PreparedWriter::AddDiagnostic(const Diagnostic& diagnostic) {
  const auto& [severity, rule, place, message] = diagnostic;
  const auto& [file, pointer, position] = place;
  Record record(this);
  record.Number(static_cast<std::uint64_t>(severity))
      .Text(rule)
      .Text(file)
      .Text(pointer)
      .Number(position ? 1 : 0);
  if (position) record.Position(*position);
  record.Text(message).AddTo(Table::kDiagnostics);
}

absl::StatusOr<std::string> PreparedWriter::Join() const {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  std::string directory;
  std::string tables;
  for (const TableBytes& table : tables_) {
    if (table.bytes.size() > kMost || table.ends.size() > kMost) {
      return absl::InvalidArgumentError("expected a world of which no part has more than 4 GiB");
    }
    prepared::AppendFixed<std::uint64_t>(prepared::kFirstTable + tables.size(), &directory);
    prepared::AppendFixed(static_cast<std::uint32_t>(table.ends.size()), &directory);
    prepared::AppendFixed(std::uint32_t{0}, &directory);
    for (const std::uint64_t end : table.ends) {
      prepared::AppendFixed(static_cast<std::uint32_t>(end), &tables);
    }
    tables += table.bytes;
  }
  const std::string body = absl::StrCat(directory, tables);
  std::string file(prepared::kMagic);
  prepared::AppendFixed(prepared::kVersion, &file);
  prepared::AppendFixed<std::uint64_t>(prepared::kHeaderBytes + body.size(), &file);
  prepared::AppendFixed(Checksum(body), &file);
  return absl::StrCat(file, body);
}

absl::StatusOr<std::string> PreparedWriter::Write(const Snapshot& snapshot,
                                                  const Diagnostics& diagnostics) {
  AddPrincipals(snapshot.principals());
  for (const auto& [arn, name, policies] : snapshot.groups()) {
    IAMSIM_CHECK(name == EntityName(arn.resource()));
    Record(this).Text(arn.text()).List(policies).AddTo(Table::kGroups);
  }
  for (const AccountRecord& account : snapshot.accounts()) AddAccount(account);
  for (const auto& [id, path, service, resource] : snapshot.units()) {
    Record(this).Text(id).Text(path).Levels(service).Levels(resource).AddTo(Table::kUnits);
  }
  for (const ResourceRecord& resource : snapshot.resources()) AddResource(resource);
  for (const auto& [id, account, type, policy] : snapshot.vpc_endpoints()) {
    Record(this).Text(id).Text(account).Text(type).Optional(policy).AddTo(Table::kVpcEndpoints);
  }
  if (snapshot.organization()) AddOrganization(*snapshot.organization());
  const auto& [managed, service_control, resource_control] = snapshot.known_policies();
  Record(this).List(managed).List(service_control).List(resource_control).AddTo(Table::kKnown);
  for (const Diagnostic& diagnostic : diagnostics) AddDiagnostic(diagnostic);
  if (!is_written_) {
    return absl::InvalidArgumentError("expected a world as it was read, found a changed document");
  }
  return Join();
}

}  // namespace

absl::StatusOr<std::string> PreparedBytes(const Snapshot& snapshot,
                                          const Diagnostics& diagnostics) {
  return PreparedWriter().Write(snapshot, diagnostics);
}

}  // namespace iamsim
