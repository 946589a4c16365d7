// Collecting is plain; what references mean is settled in Build(): attach_policies.cc for
// principals, organization_levels.cc for accounts. Tested by snapshot_builder_test.cc and
// organization_test.cc.
#include "iamsim/snapshot/snapshot_builder.h"

#include <algorithm>
#include <cstddef>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "snapshot/attach_policies.h"
#include "snapshot/organization_levels.h"
#include "snapshot/policy_directory.h"
#include "snapshot/same_contents.h"

namespace iamsim {
namespace {

Diagnostic DescribedTwice(absl::string_view what, absl::string_view id) {
  return {Severity::kWarning,
          "",
          {},
          absl::StrCat(what, " `", id,
                       "` is described twice with different contents; the first one counts")};
}

const std::string& EntryId(const SnapshotBuilder::PrincipalEntry& entry) {
  return entry.arn.text();
}
const std::string& EntryId(const SnapshotBuilder::GroupEntry& entry) { return entry.arn.text(); }
const std::string& EntryId(const ResourceRecord& record) { return record.arn.text(); }
const std::string& EntryId(const VpcEndpointRecord& record) { return record.id; }

// Sorts by id and keeps the first description of each. The entries are large, so their ids are
// sorted and each entry moves once.
template <class Entry>
void SortAndDropRepeated(absl::string_view what, std::vector<Entry>* entries,
                         Diagnostics* diagnostics) {
  std::vector<std::pair<absl::string_view, std::size_t>> order;
  order.reserve(entries->size());
  for (const Entry& entry : *entries) order.emplace_back(EntryId(entry), order.size());
  std::sort(order.begin(), order.end());
  std::vector<Entry> sorted;
  sorted.reserve(entries->size());
  for (const auto& [id, index] : order) {
    Entry& entry = (*entries)[index];
    if (sorted.empty() || EntryId(sorted.back()) != EntryId(entry)) {
      sorted.push_back(std::move(entry));
    } else if (!SameContents(sorted.back(), entry)) {
      diagnostics->push_back(DescribedTwice(what, EntryId(entry)));
    }
  }
  *entries = std::move(sorted);
}

}  // namespace

void SnapshotBuilder::AddPrincipal(PrincipalEntry entry) {
  principals_.push_back(std::move(entry));
}

void SnapshotBuilder::AddGroup(GroupEntry entry) { groups_.push_back(std::move(entry)); }

void SnapshotBuilder::AddManagedPolicy(std::shared_ptr<const AttachedPolicy> policy) {
  const auto [entry, is_new] = managed_.try_emplace(policy->arn, policy);
  if (is_new) return;
  if (entry->second->policy == nullptr) {
    entry->second = std::move(policy);
  } else if (policy->policy != nullptr && !SameContents(entry->second, policy)) {
    diagnostics_.push_back(DescribedTwice("managed policy", policy->arn));
  }
}

void SnapshotBuilder::AddManagedPolicyByName(absl::string_view account, absl::string_view name,
                                             std::shared_ptr<const AttachedPolicy> policy) {
  managed_by_name_.try_emplace(absl::StrCat(account, "/", name), std::move(policy));
}

void SnapshotBuilder::AddAccountDetails(absl::string_view account) {
  accounts_[std::string(account)].has_details = true;
}

void SnapshotBuilder::SetAccountName(absl::string_view account, absl::string_view name) {
  std::string& known = accounts_[std::string(account)].name;
  if (known.empty()) known = std::string(name);
}

void SnapshotBuilder::SetAccountPolicies(absl::string_view account,
                                         std::vector<std::string> service_control,
                                         std::vector<std::string> resource_control) {
  AccountEntry& entry = accounts_[std::string(account)];
  if (entry.service_control.empty() && entry.resource_control.empty()) {
    entry.service_control = std::move(service_control);
    entry.resource_control = std::move(resource_control);
  } else if (entry.service_control != service_control ||
             entry.resource_control != resource_control) {
    diagnostics_.push_back(DescribedTwice("account", account));
  }
}

void SnapshotBuilder::SetDelegatedAdministrator(absl::string_view account) {
  accounts_[std::string(account)].delegated_administrator = true;
}

void SnapshotBuilder::AddOrganizationAccount(absl::string_view account) {
  accounts_[std::string(account)].in_organization = true;
}

void SnapshotBuilder::SetOrganization(OrganizationRecord organization) {
  if (!organization_.has_value()) {
    organization_ = std::move(organization);
  } else if (organization_->id == organization.id &&
             organization_->management_account == organization.management_account) {
    organization_->is_incomplete &= organization.is_incomplete;
  } else {
    // The other one's accounts are not outside of every organization.
    organization_->is_incomplete = true;
    diagnostics_.push_back({Severity::kError,
                            "",
                            {},
                            absl::StrCat("expected one organization, found `", organization_->id,
                                         "` and `", organization.id, "`; the first one counts")});
  }
}

void SnapshotBuilder::AddOrganizationUnit(OrganizationUnitEntry unit) {
  units_.push_back(std::move(unit));
}

void SnapshotBuilder::AddServiceControlPolicy(absl::string_view name,
                                              std::shared_ptr<const AttachedPolicy> policy) {
  service_control_.emplace_back(std::string(name), std::move(policy));
}

void SnapshotBuilder::AddResourceControlPolicy(absl::string_view name,
                                               std::shared_ptr<const AttachedPolicy> policy) {
  resource_control_.emplace_back(std::string(name), std::move(policy));
}

void SnapshotBuilder::AddServiceControlWithoutTargets(absl::string_view missing) {
  service_control_without_targets_.emplace_back(missing);
}

void SnapshotBuilder::AddResourceControlWithoutTargets(absl::string_view missing) {
  resource_control_without_targets_.emplace_back(missing);
}

void SnapshotBuilder::AddResource(ResourceRecord resource) {
  // The owner that the ARN names; a bucket's ARN names none.
  if (resource.account.empty() && IsAccountId(resource.arn.account())) {
    resource.account = std::string(resource.arn.account());
  }
  resources_.push_back(std::move(resource));
}

void SnapshotBuilder::AddVpcEndpoint(VpcEndpointRecord endpoint) {
  vpc_endpoints_.push_back(std::move(endpoint));
}

std::vector<AccountRecord> SnapshotBuilder::BuildAccounts(
    absl::Span<const PrincipalRecord> principals, std::vector<UnitRecord>* units) {
  absl::btree_map<std::string, AccountRecord> records;
  absl::btree_map<std::string, DirectPolicies> direct;
  for (auto& [id, entry] : accounts_) {
    AccountRecord& record = records[id];
    record.id = id;
    record.name = entry.name;
    record.is_delegated_administrator = entry.delegated_administrator;
    record.has_principals = entry.has_details;
    direct[id] = {std::move(entry.service_control), std::move(entry.resource_control),
                  entry.in_organization};
  }
  for (const PrincipalRecord& principal : principals) {
    AccountRecord& record = records[std::string(principal.arn.account())];
    record.id = std::string(principal.arn.account());
    record.has_principals = true;
  }
  if (organization_.has_value() && organization_->is_incomplete) {
    for (const ResourceRecord& resource : resources_) {
      if (!resource.account.empty()) records[resource.account].id = resource.account;
    }
  }
  PolicyDirectory service(PolicyKind::kServiceControl, service_control_,
                          service_control_without_targets_, &diagnostics_);
  PolicyDirectory resource(PolicyKind::kResourceControl, resource_control_,
                           resource_control_without_targets_, &diagnostics_);
  PlaceInOrganization(units_, direct, service_control_enabled_ ? &service : nullptr,
                      resource_control_enabled_ ? &resource : nullptr, &organization_, &records,
                      units, &diagnostics_);
  std::vector<AccountRecord> accounts;
  accounts.reserve(records.size());
  for (auto& item : records) accounts.push_back(std::move(item.second));
  return accounts;
}

KnownPolicies SnapshotBuilder::ListKnownPolicies() {
  KnownPolicies known;
  for (auto& item : managed_) known.managed.push_back(std::move(item.second));
  for (auto& item : service_control_) known.service_control.push_back(std::move(item.second));
  for (auto& item : resource_control_) known.resource_control.push_back(std::move(item.second));
  return known;
}

SnapshotBuilder::Result SnapshotBuilder::Build() {
  SortAndDropRepeated("principal", &principals_, &diagnostics_);
  SortAndDropRepeated("group", &groups_, &diagnostics_);
  SortAndDropRepeated("resource", &resources_, &diagnostics_);
  SortAndDropRepeated("VPC endpoint", &vpc_endpoints_, &diagnostics_);

  auto snapshot = std::make_shared<Snapshot>();
  AttachedRecords attached =
      AttachPolicies(std::move(principals_), groups_, managed_, managed_by_name_, &diagnostics_);
  snapshot->Set(std::move(attached.principals));
  snapshot->Set(std::move(attached.groups));
  std::vector<UnitRecord> units;
  snapshot->Set(BuildAccounts(snapshot->principals(), &units));
  snapshot->Set(std::move(units));
  snapshot->Set(std::move(resources_));
  snapshot->Set(std::move(vpc_endpoints_));
  snapshot->Set(ListKnownPolicies());
  snapshot->organization_ = std::move(organization_);

  Result result;
  result.snapshot = std::move(snapshot);
  result.diagnostics = std::move(diagnostics_);
  PolicyCache cache = std::move(cache_);
  *this = SnapshotBuilder();
  cache_ = std::move(cache);
  return result;
}

}  // namespace iamsim
