#include "decide/layers/layers.h"

namespace iamsim {

LayerResult EvaluateBoundaryLayer(Check& check) {
  const RequestContext& context = check.context();
  if (!context.policies.permissions_boundary) return {};
  if (!HasBoundary(context)) {
    check.Warn("the permissions boundary is ignored: this kind of principal has none");
    return {};
  }
  // EV-16: the boundary limits and never grants; Combine knows.
  return EvaluatePolicySet(*context.policies.permissions_boundary, PolicyKind::kPermissionsBoundary,
                           "", MatchStatementOfCaller, check);
}

}  // namespace iamsim
