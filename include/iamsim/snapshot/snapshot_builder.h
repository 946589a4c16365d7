#ifndef IAMSIM_SNAPSHOT_SNAPSHOT_BUILDER_H_
#define IAMSIM_SNAPSHOT_SNAPSHOT_BUILDER_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/base/shared_text.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/policy/parse.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Collects what readers find, in any order and from many files, and makes the Snapshot. References
// (attached policies, boundaries, groups, organization policies) are resolved by Build(). The first
// description of an ARN wins; a second one with other contents is a warning.
class SnapshotBuilder {
 public:
  // A user, role or group as a dump describes it: references by ARN or name.
  struct PrincipalEntry {
    Arn arn;
    PrincipalKind kind = PrincipalKind::kRole;
    std::string unique_id;
    Tags tags;
    PolicyList inline_policies;
    std::vector<SharedText> attached_policy_arns;
    std::vector<std::string> groups;  // names or ARNs
    std::string boundary_arn;         // empty: none
    std::shared_ptr<const AttachedPolicy> trust_policy;
    std::optional<int> max_session_seconds;
  };
  struct GroupEntry {
    Arn arn;
    PolicyList inline_policies;
    std::vector<SharedText> attached_policy_arns;
  };
  struct OrganizationUnitEntry {
    std::string id;
    std::string parent;                        // empty: the root
    std::vector<std::string> service_control;  // names, ids or ARNs of policies
    std::vector<std::string> resource_control;
    std::vector<std::string> accounts;
  };

  void AddPrincipal(PrincipalEntry entry);
  void AddGroup(GroupEntry entry);
  // A managed policy (customer or AWS): `policy.arn` names it. A description with a document wins
  // over one without.
  void AddManagedPolicy(std::shared_ptr<const AttachedPolicy> policy);
  // The managed policy `name` of `account` ("aws": AWS's own) in every partition and under every
  // path: for references to which AddManagedPolicy gave no document. The first of a name wins.
  void AddManagedPolicyByName(absl::string_view account, absl::string_view name,
                              std::shared_ptr<const AttachedPolicy> policy);
  // The account's authorization details are in the snapshot, even if they list nobody.
  void AddAccountDetails(absl::string_view account);
  void SetAccountName(absl::string_view account, absl::string_view name);
  // SCPs and RCPs attached directly to the account.
  void SetAccountPolicies(absl::string_view account, std::vector<std::string> service_control,
                          std::vector<std::string> resource_control);
  void SetDelegatedAdministrator(absl::string_view account);
  // The account is in the organization, even if no unit lists it.
  void AddOrganizationAccount(absl::string_view account);
  void SetOrganization(OrganizationRecord organization);
  // Units may come in any order; exactly one has no parent.
  void AddOrganizationUnit(OrganizationUnitEntry unit);
  // `name` as units and accounts refer to it. FullAWSAccess and RCPFullAWSAccess (also as
  // p-FullAWSAccess, p-RCPFullAWSAccess and by ARN) are built in.
  void AddServiceControlPolicy(absl::string_view name,
                               std::shared_ptr<const AttachedPolicy> policy);
  void AddResourceControlPolicy(absl::string_view name,
                                std::shared_ptr<const AttachedPolicy> policy);
  // It is not in the input what a policy is attached to: it may stand on every level. `missing`
  // names what would tell.
  void AddServiceControlWithoutTargets(absl::string_view missing);
  void AddResourceControlWithoutTargets(absl::string_view missing);
  // SC-3: the type is not enabled in this organization. Enabled by default.
  void DisableServiceControl() { service_control_enabled_ = false; }
  void DisableResourceControl() { resource_control_enabled_ = false; }
  void AddResource(ResourceRecord resource);
  void AddVpcEndpoint(VpcEndpointRecord endpoint);
  // Something that a reader skipped or doubts.
  void AddDiagnostic(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }

  // For a reader that starts again: forgets the diagnostics beyond the first `count`.
  std::size_t diagnostic_count() const { return diagnostics_.size(); }
  void DropDiagnosticsAfter(std::size_t count) {
    diagnostics_.erase(diagnostics_.begin() + static_cast<std::ptrdiff_t>(count),
                       diagnostics_.end());
  }

  PolicyCache& policy_cache() { return cache_; }
  // For the ARNs of attached policies, of which a dump has many times as many as policies.
  SharedTexts& shared_texts() { return shared_texts_; }

  struct Result {
    std::shared_ptr<const Snapshot> snapshot;
    // In the order found: skipped parts, references to documents that are missing (each also shows
    // as AttachedPolicy without a policy), an account in two units, a cycle of units.
    Diagnostics diagnostics;
  };
  // The builder is empty afterwards. Linear in what was added, but for sorting.
  Result Build();

 private:
  std::vector<AccountRecord> BuildAccounts(absl::Span<const PrincipalRecord> principals,
                                           std::vector<UnitRecord>* units);
  KnownPolicies ListKnownPolicies();

  std::vector<PrincipalEntry> principals_;
  std::vector<GroupEntry> groups_;
  absl::flat_hash_map<std::string, std::shared_ptr<const AttachedPolicy>> managed_;  // by ARN
  // By "account/name".
  absl::flat_hash_map<std::string, std::shared_ptr<const AttachedPolicy>> managed_by_name_;
  struct AccountEntry {
    std::string name;
    std::vector<std::string> service_control;
    std::vector<std::string> resource_control;
    bool has_details = false;
    bool delegated_administrator = false;
    bool in_organization = false;
  };
  absl::btree_map<std::string, AccountEntry> accounts_;
  std::optional<OrganizationRecord> organization_;
  std::vector<OrganizationUnitEntry> units_;
  // In the order added, so that the first of several descriptions wins.
  std::vector<std::pair<std::string, std::shared_ptr<const AttachedPolicy>>> service_control_;
  std::vector<std::pair<std::string, std::shared_ptr<const AttachedPolicy>>> resource_control_;
  std::vector<std::string> service_control_without_targets_;
  std::vector<std::string> resource_control_without_targets_;
  bool service_control_enabled_ = true;
  bool resource_control_enabled_ = true;
  std::vector<ResourceRecord> resources_;
  std::vector<VpcEndpointRecord> vpc_endpoints_;
  Diagnostics diagnostics_;
  PolicyCache cache_;
  SharedTexts shared_texts_;
};

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_SNAPSHOT_BUILDER_H_
