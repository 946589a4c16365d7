#ifndef IAMSIM_IO_READ_ORGANIZATION_READER_H_
#define IAMSIM_IO_READ_ORGANIZATION_READER_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "iamsim/base/json_document.h"
#include "io/read/snapshot_input.h"

namespace iamsim {

// `serviceControlPolicies` and `resourceControlPolicies` of a root, unit or account: names.
struct AttachedControlPolicies {
  std::vector<std::string> service_control;
  std::vector<std::string> resource_control;
};
absl::StatusOr<AttachedControlPolicies> ReadAttachedControlPolicies(const JsonNode& node);

// The `organization` of `bundle`, and which policy types it has enabled: a type that neither the
// organization nor any of the bundle's accounts mentions is not (SC-3).
absl::Status ReadOrganization(const JsonNode& bundle, SnapshotInput& input);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_ORGANIZATION_READER_H_
