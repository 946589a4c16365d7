#ifndef IAMSIM_SNAPSHOT_SNAPSHOT_H_
#define IAMSIM_SNAPSHOT_SNAPSHOT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/context_value.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/policy/policy.h"
#include "iamsim/snapshot/record_table.h"

namespace iamsim {

enum class PrincipalKind : std::uint8_t { kUser, kRole };

// An IAM user or role with everything attached to it.
struct PrincipalRecord {
  Arn arn;
  PrincipalKind kind = PrincipalKind::kRole;
  std::string name;
  std::string unique_id;  // AIDA…/AROA…; empty when the dump lacks it
  Tags tags;
  // Inline and attached policies; a user's groups' policies too. Order: inline, attached, groups.
  PolicyList identity_policies;
  std::uint32_t own_policy_count = 0;  // of identity_policies: those before the groups' ones
  std::vector<std::string> groups;     // a user's; ARNs
  std::shared_ptr<const AttachedPolicy> permissions_boundary;  // null: none is set
  std::shared_ptr<const AttachedPolicy> trust_policy;          // roles; null: the dump lacks it
  std::optional<int> max_session_seconds;                      // roles; default 3600
};

// An IAM group: its inline policies, then those attached to it. Its users have the same entries.
struct GroupRecord {
  Arn arn;
  std::string name;
  PolicyList policies;
};

// What the organization says of one account.
struct AccountRecord {
  std::string id;
  std::string name;  // may be empty
  bool in_organization = false;
  bool is_management_account = false;
  bool is_delegated_administrator = false;
  // aws:PrincipalOrgPaths (RC-4): "o-x/r-y/ou-…/"; empty outside an organization and where the
  // path is not known.
  std::string organization_path;
  // Root first, account last. Absent: the layer does not apply to this account (SC-1, SC-3, RP-1:
  // outside an organization, management account, policy type not enabled).
  std::optional<std::vector<PolicyLevel>> service_control;
  std::optional<std::vector<PolicyLevel>> resource_control;
  bool has_principals = false;  // the snapshot holds this account's authorization details
};

// The root of the organization, or an organizational unit.
struct UnitRecord {
  std::string id;
  // What an account that stands here has, but for the level of the account itself. See
  // AccountRecord.
  std::string organization_path;
  std::optional<std::vector<PolicyLevel>> service_control;
  std::optional<std::vector<PolicyLevel>> resource_control;
};

// The policies that the input describes, whether or not anything refers to them.
struct KnownPolicies {
  PolicyList managed;          // by ARN
  PolicyList service_control;  // by ARN, then by name; not the one that AWS itself attaches
  PolicyList resource_control;
};

struct S3Settings {
  bool block_public_access = false;  // RestrictPublicBuckets (S3-3), bucket or account
  bool bucket_abac_enabled = false;  // S3-7
  std::string object_owner;          // S3-2: account that owns the object when not the bucket's
};

struct ResourceRecord {
  Arn arn;
  std::string account;                           // the owner; empty when the dump does not say
  std::optional<Tags> tags;                      // absent: not known
  std::shared_ptr<const AttachedPolicy> policy;  // null: it has none
  S3Settings s3;
  std::string bucket;  // ARN of the bucket behind an S3 access point (S3-6); empty elsewhere
};

struct VpcEndpointRecord {
  std::string id;
  std::string account;
  std::string type;  // "gateway", "interface", or empty when unknown (OP-29)
  std::shared_ptr<const AttachedPolicy> policy;  // null: the default policy (VE-2)
};

struct OrganizationRecord {
  std::string id;
  std::string management_account;
  // Units or accounts of it are not in the input: an account that no unit lists may stand anywhere
  // in it, below policies that nobody knows.
  bool is_incomplete = false;
  // The organization's accounts are known, so that any other account is outside. Set by Build().
  bool accounts_are_known = false;
};

class PrincipalIndex;  // engine/snapshot/record_index.h
struct SnapshotParts;

// One immutable world. Thread-safe to read. Made by SnapshotBuilder, or from another one by
// ApplyChanges() (snapshot/change.h), with which it then shares what is the same in both; or opened
// from a prepared file, whose records are made when they are first asked for: a list makes all of
// its kind, Find… makes one.
class Snapshot {
 public:
  Snapshot();
  explicit Snapshot(SnapshotParts&& parts);
  Snapshot& operator=(const Snapshot&) = delete;

  // A world without accounts, for self-contained requests.
  static std::shared_ptr<const Snapshot> Empty();

  absl::Span<const PrincipalRecord> principals() const {  // by ARN
    return principals_->records.All();
  }
  absl::Span<const GroupRecord> groups() const { return groups_->records.All(); }        // by ARN
  absl::Span<const AccountRecord> accounts() const { return accounts_->records.All(); }  // by id
  absl::Span<const UnitRecord> units() const { return units_->records.All(); }           // by id
  absl::Span<const ResourceRecord> resources() const {                                   // by ARN
    return resources_->records.All();
  }
  absl::Span<const VpcEndpointRecord> vpc_endpoints() const {  // by id
    return vpc_endpoints_->records.All();
  }
  const std::optional<OrganizationRecord>& organization() const { return organization_; }
  const KnownPolicies& known_policies() const { return (*known_policies_)[0]; }

  // Null when there is none. Constant time, logarithmic in a prepared file.
  const PrincipalRecord* FindPrincipal(absl::string_view arn) const;
  // The role of a session: by account and case-sensitive name, which is unique in an account.
  const PrincipalRecord* FindRole(absl::string_view account, absl::string_view name) const;
  // Logarithmic.
  const GroupRecord* FindGroup(absl::string_view arn) const;
  const AccountRecord* FindAccount(absl::string_view id) const;
  const UnitRecord* FindUnit(absl::string_view id) const;
  // The resource with this ARN, or the one that contains it and carries its policy: the bucket or
  // access point of an S3 object, the function of a Lambda version or alias, the API of a method of
  // an API Gateway stage (SV-1). Null when there
  // is none.
  const ResourceRecord* FindResource(absl::string_view arn) const;
  const VpcEndpointRecord* FindVpcEndpoint(absl::string_view id) const;

  // formats.md: "a role's bare name or `account:role/name` instead of its ARN", also
  // `role/path/name`, `user/name`, the end of a path (`team/Deploy`), an account's name
  // instead of its id. NotFound with the nearest
  // name, or InvalidArgument that lists the candidates of an ambiguous name. ARNs of principals
  // that exist or whose account's users and roles are not in the snapshot, session ARNs, services
  // and "anonymous" are returned as they are.
  absl::StatusOr<std::string> ResolvePrincipalName(absl::string_view name) const;

 private:
  friend class SnapshotBuilder;
  friend class SnapshotChanger;
  Snapshot(const Snapshot&) = default;  // shares everything

  // Every user and role whose name, without path, is `name`.
  std::vector<const PrincipalRecord*> FindNamed(absl::string_view name) const;
  void Set(std::vector<PrincipalRecord> principals);
  void Set(std::vector<AccountRecord> accounts);
  void Set(std::vector<ResourceRecord> resources);
  void Set(std::vector<GroupRecord> groups);
  void Set(std::vector<UnitRecord> units);
  void Set(std::vector<VpcEndpointRecord> endpoints);
  void Set(KnownPolicies policies);

  // Never null. Two worlds share what is the same in both.
  std::shared_ptr<const IndexedRecords<PrincipalRecord, PrincipalIndex>> principals_;
  std::shared_ptr<const IndexedRecords<GroupRecord>> groups_;
  std::shared_ptr<const IndexedRecords<AccountRecord>> accounts_;
  std::shared_ptr<const IndexedRecords<UnitRecord>> units_;
  std::shared_ptr<const IndexedRecords<ResourceRecord>> resources_;
  std::shared_ptr<const IndexedRecords<VpcEndpointRecord>> vpc_endpoints_;
  std::shared_ptr<const RecordTable<KnownPolicies>> known_policies_;  // one record
  std::optional<OrganizationRecord> organization_;
};

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_SNAPSHOT_H_
