// Tested by snapshot_fingerprint_test.cc.
#include "iamsim/snapshot/snapshot_fingerprint.h"

#include "absl/container/flat_hash_map.h"
#include "iamsim/policy/print.h"

namespace iamsim {
namespace {

class Writer {
 public:
  explicit Writer(Fingerprint* out) : out_(*out) {}

  void Add(const Snapshot& snapshot) {
    if (const auto& organization = snapshot.organization()) {
      out_.Add(organization->id).Add(organization->management_account);
      out_.Add(organization->is_incomplete).Add(organization->accounts_are_known);
    }
    for (const AccountRecord& account : snapshot.accounts()) Add(account);
    for (const PrincipalRecord& principal : snapshot.principals()) Add(principal);
    for (const ResourceRecord& resource : snapshot.resources()) Add(resource);
    for (const VpcEndpointRecord& endpoint : snapshot.vpc_endpoints()) {
      out_.Add(endpoint.id).Add(endpoint.account).Add(endpoint.type);
      Add(endpoint.policy);
    }
  }

 private:
  void Add(const AccountRecord& account) {
    out_.Add(account.id).Add(account.in_organization).Add(account.is_management_account);
    out_.Add(account.is_delegated_administrator).Add(account.organization_path);
    out_.Add(account.has_principals);
    Add(account.service_control);
    Add(account.resource_control);
  }
  void Add(const PrincipalRecord& principal) {
    out_.Add(principal.arn.text()).Add(principal.unique_id);
    Add(principal.tags);
    Add(principal.identity_policies);
    Add(principal.permissions_boundary);
    Add(principal.trust_policy);
    out_.Add(static_cast<std::uint64_t>(principal.max_session_seconds.value_or(-1)));
  }
  void Add(const ResourceRecord& resource) {
    out_.Add(resource.arn.text()).Add(resource.account).Add(resource.bucket);
    out_.Add(resource.tags.has_value());
    if (resource.tags) Add(*resource.tags);
    Add(resource.policy);
    out_.Add(resource.s3.block_public_access).Add(resource.s3.bucket_abac_enabled);
    out_.Add(resource.s3.object_owner);
  }
  void Add(const Tags& tags) {
    out_.Add(tags.size());
    for (const auto& [key, value] : tags) out_.Add(key).Add(value);
  }
  void Add(const std::optional<std::vector<PolicyLevel>>& levels) {
    out_.Add(levels.has_value());
    if (!levels) return;
    for (const PolicyLevel& level : *levels) {
      out_.Add(level.target);
      Add(level.policies);
    }
  }
  void Add(const PolicyList& policies) {
    out_.Add(policies.size());
    for (const std::shared_ptr<const AttachedPolicy>& policy : policies) Add(policy);
  }
  void Add(const std::shared_ptr<const AttachedPolicy>& policy) {
    out_.Add(policy != nullptr);
    if (policy == nullptr) return;
    out_.Add(policy->name).Add(policy->arn).Add(policy->policy != nullptr);
    if (policy->policy == nullptr) return;
    const auto [known, is_new] = documents_.try_emplace(policy->policy.get());
    if (is_new) known->second = Fingerprint().Add(PrintPolicy(*policy->policy, 0)).value();
    out_.Add(known->second);
  }

  Fingerprint& out_;
  absl::flat_hash_map<const Policy*, std::uint64_t> documents_;
};

}  // namespace

void AddSnapshot(const Snapshot& snapshot, Fingerprint* fingerprint) {
  Writer(fingerprint).Add(snapshot);
}

}  // namespace iamsim
