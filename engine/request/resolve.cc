#include "iamsim/request/resolve.h"

#include "iamsim/base/status_macros.h"
#include "request/gather_policies.h"
#include "request/keys/derive_keys.h"
#include "request/question.h"
#include "request/resolve_caller.h"
#include "request/resolve_resource.h"

namespace iamsim {

absl::StatusOr<RequestContext> Resolve(const Snapshot& snapshot, World world,
                                       const Request& request, const EvaluationOptions& options,
                                       const SessionState& session) {
  RequestContext out;
  Question question{request, session, world == World::kSnapshot ? &snapshot : nullptr,
                    GivenContext(request), out};
  out.options = options;
  IAMSIM_ASSIGN_OR_RETURN(out.action, ParseAction(request.action));
  IAMSIM_RETURN_IF_ERROR(ResolveCaller(&question));
  IAMSIM_RETURN_IF_ERROR(ResolveResource(&question));
  DeriveKeys(&question);
  if (request.unknown_keys_are_absent) out.keys.TakeUnknownAsAbsent();
  IAMSIM_RETURN_IF_ERROR(GatherPolicies(&question));
  return out;
}

}  // namespace iamsim
