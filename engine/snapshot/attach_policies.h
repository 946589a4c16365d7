#ifndef IAMSIM_SNAPSHOT_ATTACH_POLICIES_H_
#define IAMSIM_SNAPSHOT_ATTACH_POLICIES_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/snapshot/snapshot.h"
#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {

using ManagedPolicies = absl::flat_hash_map<std::string, std::shared_ptr<const AttachedPolicy>>;

struct AttachedRecords {
  std::vector<PrincipalRecord> principals;
  std::vector<GroupRecord> groups;
};

// Principals and groups with the documents that their references name, in the order given: by ARN
// in `managed`, else by "account/name" in `by_name`. A reference to a managed policy, boundary or
// group that is not known becomes an AttachedPolicy without a policy; each is told once in
// `diagnostics`.
AttachedRecords AttachPolicies(std::vector<SnapshotBuilder::PrincipalEntry> principals,
                               const std::vector<SnapshotBuilder::GroupEntry>& groups,
                               const ManagedPolicies& managed, const ManagedPolicies& by_name,
                               Diagnostics* diagnostics);

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_ATTACH_POLICIES_H_
