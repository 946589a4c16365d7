// Tested by tests/io/write_snapshot_test.cc.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "iamsim/io/write.h"
#include "io/write/snapshot_summary.h"

namespace iamsim {
namespace {

void WriteCount(absl::string_view key, std::size_t count, JsonWriter& out) {
  out.Key(key).Integer(static_cast<std::int64_t>(count));
}

void WriteCounts(absl::string_view key, const absl::btree_map<std::string, std::size_t>& counts,
                 JsonWriter& out) {
  out.Key(key).BeginObject();
  for (const auto& [name, count] : counts) WriteCount(name, count, out);
  out.EndObject();
}

// The targets, root first; null: the policy type does not apply.
void WriteLevels(absl::string_view key, const std::optional<std::vector<PolicyLevel>>& levels,
                 JsonWriter& out) {
  out.Key(key);
  if (!levels) {
    out.Null();
    return;
  }
  out.BeginArray();
  for (const PolicyLevel& level : *levels) {
    out.BeginObject().Member("target", level.target);
    std::vector<std::string> names;
    for (const auto& policy : level.policies) names.push_back(policy->name);
    out.Strings("policies", names).EndObject();
  }
  out.EndArray();
}

void WriteAccount(const SnapshotSummary::Account& account, JsonWriter& out) {
  const AccountRecord& record = *account.record;
  out.BeginObject().Member("id", record.id).Member("name", record.name);
  out.Key("inOrganization").Bool(record.in_organization);
  out.Key("isManagementAccount").Bool(record.is_management_account);
  out.Key("isDelegatedAdministrator").Bool(record.is_delegated_administrator);
  out.Member("organizationPath", record.organization_path);
  out.Key("hasPrincipals").Bool(record.has_principals);
  WriteCount("users", account.users, out);
  WriteCount("roles", account.roles, out);
  WriteCount("resources", account.resources, out);
  WriteCount("vpcEndpoints", account.vpc_endpoints, out);
  WriteLevels("serviceControl", record.service_control, out);
  WriteLevels("resourceControl", record.resource_control, out);
  out.EndObject();
}

void WriteMissing(const SnapshotSummary::Missing& missing, JsonWriter& out) {
  out.BeginObject().Member("kind", missing.kind).Member("document", missing.document);
  if (!missing.file.empty()) out.Member("unreadableIn", missing.file);
  WriteCount("holders", missing.holders, out);
  out.Member("firstHolder", missing.first_holder).EndObject();
}

void WriteDiagnostic(const Diagnostic& diagnostic, JsonWriter& out) {
  out.BeginObject();
  out.Member("severity", diagnostic.severity == Severity::kError ? "error" : "warning");
  if (!diagnostic.rule.empty()) out.Member("rule", diagnostic.rule);
  out.Member("message", diagnostic.message);
  if (!diagnostic.place.file.empty()) out.Member("file", diagnostic.place.file);
  if (!diagnostic.place.pointer.empty()) out.Member("path", diagnostic.place.pointer);
  if (diagnostic.place.position) {
    out.Key("line").Integer(diagnostic.place.position->line);
    out.Key("column").Integer(diagnostic.place.position->column);
  }
  out.EndObject();
}

}  // namespace

std::string SnapshotJson(const Snapshot& snapshot, const Diagnostics& diagnostics) {
  const SnapshotSummary summary = Summarize(snapshot);
  JsonWriter out;
  out.BeginObject().Key("organization");
  if (const std::optional<OrganizationRecord>& organization = snapshot.organization()) {
    out.BeginObject().Member("id", organization->id);
    out.Member("managementAccount", organization->management_account);
    out.Key("accountsAreKnown").Bool(organization->accounts_are_known).EndObject();
  } else {
    out.Null();
  }
  out.Key("accounts").BeginArray();
  for (const SnapshotSummary::Account& account : summary.accounts) WriteAccount(account, out);
  out.EndArray();
  WriteCount("users", summary.users, out);
  WriteCount("roles", summary.roles, out);
  WriteCounts("policies", summary.policies, out);
  WriteCount("managedPolicies", summary.managed_policies, out);
  WriteCounts("resources", summary.resources, out);
  WriteCount("vpcEndpoints", summary.vpc_endpoints, out);
  out.Key("missing").BeginArray();
  for (const SnapshotSummary::Missing& missing : summary.missing) WriteMissing(missing, out);
  out.EndArray().Strings("outsideOrganization", summary.outside);
  out.Key("diagnostics").BeginArray();
  for (const Diagnostic& diagnostic : diagnostics) WriteDiagnostic(diagnostic, out);
  out.EndArray().EndObject();
  return out.Take();
}

}  // namespace iamsim
