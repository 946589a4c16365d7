#ifndef IAMSIM_AUDIT_WHO_CAN_H_
#define IAMSIM_AUDIT_WHO_CAN_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/fast/outside_principals.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/request/request.h"

namespace iamsim {

struct WhoCanResult {
  std::vector<Grantee> grantees;  // the snapshot's by ARN, then the others by name
  std::size_t allowed = 0;
  std::size_t conditional = 0;
  std::size_t denied = 0;  // principals of the snapshot that may not
};

struct WhoCanOptions {
  EvaluationOptions evaluation;
  // Called now and then with how many of how many principals were asked. May be empty.
  std::function<void(std::size_t done, std::size_t of)> progress;
};

// Who may do what `question` asks (its `principal` is ignored): every user and role of the
// snapshot, each answered as DecideChain() answers it, and whom the policy of the resource admits
// besides: services, other accounts, principals of accounts whose users and roles are not loaded,
// identity providers, and everyone. An account is answered for its root user; of its other
// principals their own policies decide. `*` is allowed when an anonymous caller is, and conditional
// when some caller could be. The root users of the snapshot's own accounts are not listed. Errors:
// as DecideChain for a question that nobody can ask.
absl::StatusOr<WhoCanResult> WhoCan(const PreparedSnapshot& world, const Request& question,
                                    const WhoCanOptions& options = {});

struct ThroughRolesOptions {
  Hop hops;  // what every AssumeRole call brings along; its role is replaced
  std::size_t max_hops = 5;
};

// The same, also through roles: who is not allowed directly has the answer and the `via` that
// AccessFinder finds, for the snapshot's principals and for whoever its trust policies admit from
// beyond. `is_complete` as there. Errors also: as AccessFinder::Make.
struct WhoCanThroughRolesResult {
  WhoCanResult answers;
  bool is_complete = true;
};
absl::StatusOr<WhoCanThroughRolesResult> WhoCanThroughRoles(
    const std::shared_ptr<const PreparedSnapshot>& world, const Request& question,
    const WhoCanOptions& options = {}, const ThroughRolesOptions& through = {});

}  // namespace iamsim

#endif  // IAMSIM_AUDIT_WHO_CAN_H_
