#ifndef IAMSIM_ENGINE_AUDIT_OUTSIDE_PRINCIPALS_H_
#define IAMSIM_ENGINE_AUDIT_OUTSIDE_PRINCIPALS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/audit/who_can.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Whom the policy of the asked resource admits although the snapshot does not hold them, by name.
// Those who are denied are not among them.
absl::StatusOr<std::vector<Grantee>> FindOutsideGrantees(const Snapshot& snapshot, Request question,
                                                         const EvaluationOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_OUTSIDE_PRINCIPALS_H_
