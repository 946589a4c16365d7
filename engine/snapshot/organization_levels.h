#ifndef IAMSIM_SNAPSHOT_ORGANIZATION_LEVELS_H_
#define IAMSIM_SNAPSHOT_ORGANIZATION_LEVELS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/snapshot/snapshot.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "snapshot/policy_directory.h"

namespace iamsim {

// What is said of an account itself: its policies, by name, id or ARN.
struct DirectPolicies {
  std::vector<std::string> service_control;
  std::vector<std::string> resource_control;
  bool in_organization = false;
};

// Fills in what `units` say of each account (in_organization, organization_path and the levels
// root → units → account), adding the accounts that only units name. `service_control` and
// `resource_control` are null for a policy type that is not enabled (SC-3). Sets
// organization->accounts_are_known, and `unit_records`, by id. What a damaged tree hides becomes a
// level without a document.
void PlaceInOrganization(const std::vector<SnapshotBuilder::OrganizationUnitEntry>& units,
                         const absl::btree_map<std::string, DirectPolicies>& direct,
                         PolicyDirectory* service_control, PolicyDirectory* resource_control,
                         std::optional<OrganizationRecord>* organization,
                         absl::btree_map<std::string, AccountRecord>* accounts,
                         std::vector<UnitRecord>* unit_records, Diagnostics* diagnostics);

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_ORGANIZATION_LEVELS_H_
