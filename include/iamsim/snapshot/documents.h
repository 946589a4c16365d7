#ifndef IAMSIM_SNAPSHOT_DOCUMENTS_H_
#define IAMSIM_SNAPSHOT_DOCUMENTS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/policy/policy.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// A policy of a world, and who has it.
struct HeldDocument {
  PolicyKind kind = PolicyKind::kIdentity;
  // Null only where FindPolicy() finds something that may have a policy and has none.
  std::shared_ptr<const AttachedPolicy> document;
  // ARN of the user, role, group or resource, id of the endpoint; of what can be attached to
  // several: the first of them by name; empty when it is attached to nothing.
  std::string holder;
  // A policy of its holder alone, without a name or ARN for the whole world.
  bool is_inline = false;
};

// Every policy that is attached somewhere, each once (a managed policy is one, wherever it is
// attached): service control, resource control, identity (permissions boundaries too), trust,
// resource and VPC endpoint policies; each kind by ARN, holder and name. What is attached but not
// in the input is among them, without a policy. Linear in the attachments, but for sorting.
std::vector<HeldDocument> DocumentsOf(const Snapshot& snapshot);

// The policy that `reference` names: the name, id or ARN of a service or resource control policy;
// the ARN of a managed policy or its name where that is unique; the ARN of a resource or the id of
// a VPC endpoint, for the policy it has; the ARN of a role, for its trust policy; the name of an
// inline policy where that is unique, else `HOLDER/NAME` with the holder's ARN. `kind`: only
// policies of this kind. NotFound with the nearest name, or InvalidArgument that lists the
// candidates. Linear in the attachments.
absl::StatusOr<HeldDocument> FindPolicy(const Snapshot& snapshot, absl::string_view reference,
                                        std::optional<PolicyKind> kind = std::nullopt);

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_DOCUMENTS_H_
