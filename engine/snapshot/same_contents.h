#ifndef IAMSIM_SNAPSHOT_SAME_CONTENTS_H_
#define IAMSIM_SNAPSHOT_SAME_CONTENTS_H_

#include <memory>

#include "iamsim/policy/policy.h"
#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {

// Whether two descriptions say the same, wherever they stand: a dump may be read twice.
bool SameContents(const std::shared_ptr<const AttachedPolicy>& a,
                  const std::shared_ptr<const AttachedPolicy>& b);
bool SameContents(const SnapshotBuilder::PrincipalEntry& a,
                  const SnapshotBuilder::PrincipalEntry& b);
bool SameContents(const SnapshotBuilder::GroupEntry& a, const SnapshotBuilder::GroupEntry& b);
bool SameContents(const SnapshotBuilder::OrganizationUnitEntry& a,
                  const SnapshotBuilder::OrganizationUnitEntry& b);
bool SameContents(const ResourceRecord& a, const ResourceRecord& b);
bool SameContents(const VpcEndpointRecord& a, const VpcEndpointRecord& b);

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_SAME_CONTENTS_H_
