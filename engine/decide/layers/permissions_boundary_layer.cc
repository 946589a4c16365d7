#include "decide/layers/layers.h"

namespace iamsim {

const PolicyList* BoundaryPoliciesOf(const RequestContext& context) {
  return HasBoundary(context) ? &*context.policies.permissions_boundary : nullptr;
}

LayerResult EvaluateBoundaryLayer(Check& check) {
  if (!check.context().policies.permissions_boundary) return {};
  const PolicyList* policies = BoundaryPoliciesOf(check.context());
  if (policies == nullptr) {
    check.Warn("the permissions boundary is ignored: this kind of principal has none");
    return {};
  }
  // EV-16: the boundary limits and never grants; Combine knows.
  return EvaluatePolicySet(*policies, PolicyKind::kPermissionsBoundary, "", MatchStatementOfCaller,
                           check);
}

}  // namespace iamsim
