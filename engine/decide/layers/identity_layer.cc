// Identity policies: a user's own and its groups', a role's, those of the user behind a federated
// user (table 5.2).

#include "decide/layers/layers.h"

namespace iamsim {

const PolicyList* IdentityPoliciesOf(const RequestContext& context) {
  return IsPrincipalWithPolicies(context.caller) ? &context.policies.identity : nullptr;
}

LayerResult EvaluateIdentityLayer(Check& check) {
  const PolicyList* policies = IdentityPoliciesOf(check.context());
  if (policies == nullptr) {
    if (!check.context().policies.identity.empty()) {
      check.Warn("identity policies are ignored: this kind of principal has none");
    }
    return {};
  }
  return EvaluatePolicySet(*policies, PolicyKind::kIdentity, "", MatchStatementOfCaller, check);
}

}  // namespace iamsim
