#ifndef IAMSIM_ENGINE_DECIDE_SESSION_LIMITS_H_
#define IAMSIM_ENGINE_DECIDE_SESSION_LIMITS_H_

#include <optional>
#include <string>

#include "iamsim/model/caller.h"
#include "iamsim/request/request.h"
#include "iamsim/request/resolve.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Why STS would fail an AssumeRole call that every policy allows.
struct SessionRefusal {
  std::string rule;
  std::string reason;
};

// CH-2, CH-4, CH-5, CH-6. `role` may be null when the snapshot does not know it.
std::optional<SessionRefusal> CheckSessionLimits(const SessionState& session, const Hop& hop,
                                                 CallerKind caller, const PrincipalRecord* role);

// What the session made by `hop` carries on (CH-4, CH-6, CH-8).
SessionState NextSession(const SessionState& session, const Hop& hop, CallerKind caller);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_SESSION_LIMITS_H_
