#ifndef IAMSIM_ENGINE_DECIDE_PASS_ROLE_H_
#define IAMSIM_ENGINE_DECIDE_PASS_ROLE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/decide/decide.h"

namespace iamsim {

// What a call that hands `request.pass_role` to a service needs besides: iam:PassRole on the role
// with the permissions of the caller (PA-1), and a trust policy that admits the service (PA-5).
// `request` is asked as the caller of the last action, whose session is `session`.
absl::StatusOr<std::vector<ChainStep>> CheckPassRole(const Snapshot& snapshot, World world,
                                                     const Request& request,
                                                     const EvaluationOptions& options,
                                                     const SessionState& session);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_PASS_ROLE_H_
