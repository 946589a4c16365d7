// Tested by tests/io/write_snapshot_test.cc.
#include "io/write/snapshot_summary.h"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"

namespace iamsim {
namespace {

class Summarizer {
 public:
  explicit Summarizer(const Snapshot& snapshot) : snapshot_(snapshot) {}

  SnapshotSummary Summarize() {
    for (const AccountRecord& account : snapshot_.accounts()) {
      account_index_.emplace(account.id, out_.accounts.size());
      out_.accounts.push_back({.record = &account});
      CountLevels("serviceControlPolicy", account.service_control, account.id);
      CountLevels("resourceControlPolicy", account.resource_control, account.id);
    }
    for (const PrincipalRecord& principal : snapshot_.principals()) CountPrincipal(principal);
    for (const ResourceRecord& resource : snapshot_.resources()) CountResource(resource);
    for (const VpcEndpointRecord& endpoint : snapshot_.vpc_endpoints()) CountEndpoint(endpoint);
    for (auto& item : missing_) out_.missing.push_back(std::move(item.second));
    std::stable_sort(out_.missing.begin(), out_.missing.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.kind, b.holders) < std::tuple(b.kind, a.holders);
    });
    FindOutside();
    return std::move(out_);
  }

 private:
  SnapshotSummary::Account* AccountOf(absl::string_view id) {
    const auto found = account_index_.find(id);
    return found == account_index_.end() ? nullptr : &out_.accounts[found->second];
  }

  void CountDocument(absl::string_view kind, const std::shared_ptr<const AttachedPolicy>& policy,
                     absl::string_view holder) {
    if (policy->policy == nullptr) {
      CountMissing(kind, policy->document_id(), policy->file, holder);
    } else if (seen_.insert({std::string(kind), policy.get()}).second) {
      ++out_.policies[std::string(kind)];
      if (kind == "identity" && !policy->arn.empty()) ++out_.managed_policies;
    }
  }

  void CountMissing(absl::string_view kind, absl::string_view document, absl::string_view file,
                    absl::string_view holder) {
    SnapshotSummary::Missing& missing =
        missing_[{std::string(kind), std::string(document), std::string(file)}];
    if (missing.holders++ > 0) return;
    missing.kind = std::string(kind);
    missing.document = std::string(document);
    missing.file = std::string(file);
    missing.first_holder = std::string(holder);
  }

  void CountLevels(absl::string_view kind, const std::optional<std::vector<PolicyLevel>>& levels,
                   absl::string_view account) {
    if (!levels) return;
    absl::flat_hash_set<const AttachedPolicy*> own;  // an account counts once
    for (const PolicyLevel& level : *levels) {
      for (const auto& policy : level.policies) {
        if (own.insert(policy.get()).second) CountDocument(kind, policy, account);
      }
    }
  }

  void CountPrincipal(const PrincipalRecord& principal) {
    const bool is_user = principal.kind == PrincipalKind::kUser;
    ++(is_user ? out_.users : out_.roles);
    if (auto* account = AccountOf(principal.arn.account()); account != nullptr) {
      ++(is_user ? account->users : account->roles);
    }
    const std::string& arn = principal.arn.text();
    for (const auto& policy : principal.identity_policies) CountDocument("identity", policy, arn);
    if (principal.permissions_boundary != nullptr) {
      CountDocument("permissionsBoundary", principal.permissions_boundary, arn);
    }
    if (is_user) return;
    if (principal.trust_policy == nullptr) {
      CountMissing("trust", arn, "", arn);
    } else if (principal.trust_policy->policy == nullptr) {
      CountMissing("trust", arn, principal.trust_policy->file, arn);
    } else {
      CountDocument("trust", principal.trust_policy, arn);
    }
  }

  void CountResource(const ResourceRecord& resource) {
    ++out_.resources[std::string(resource.arn.service())];
    if (auto* account = AccountOf(resource.account); account != nullptr) ++account->resources;
    const bool is_key =
        resource.arn.service() == "kms" && resource.arn.resource().substr(0, 4) == "key/";
    if (resource.policy == nullptr) {
      // KM-1: every key has one.
      if (is_key) CountMissing("resource", resource.arn.text(), "", resource.arn.text());
    } else if (resource.policy->policy == nullptr) {
      CountMissing("resource", resource.arn.text(), resource.policy->file, resource.arn.text());
    } else {
      CountDocument("resource", resource.policy, resource.arn.text());
    }
  }

  void CountEndpoint(const VpcEndpointRecord& endpoint) {
    ++out_.vpc_endpoints;
    if (auto* account = AccountOf(endpoint.account); account != nullptr) ++account->vpc_endpoints;
    if (endpoint.policy != nullptr) CountDocument("vpcEndpoint", endpoint.policy, endpoint.id);
  }

  void FindOutside() {
    if (!snapshot_.organization()) return;
    for (const AccountRecord& account : snapshot_.accounts()) {
      if (!account.in_organization) out_.outside.push_back(account.id);
    }
  }

  const Snapshot& snapshot_;
  SnapshotSummary out_;
  absl::flat_hash_map<std::string, std::size_t> account_index_;
  absl::flat_hash_set<std::pair<std::string, const AttachedPolicy*>> seen_;
  absl::btree_map<std::tuple<std::string, std::string, std::string>, SnapshotSummary::Missing>
      missing_;
};

}  // namespace

SnapshotSummary Summarize(const Snapshot& snapshot) { return Summarizer(snapshot).Summarize(); }

}  // namespace iamsim
