// Identity policies: a user's own and its groups', a role's, those of the user behind a federated
// user (table 5.2).

#include "decide/layers/layers.h"

namespace iamsim {

LayerResult EvaluateIdentityLayer(Check& check) {
  const RequestContext& context = check.context();
  if (!IsPrincipalWithPolicies(context.caller)) {
    if (!context.policies.identity.empty()) {
      check.Warn("identity policies are ignored: this kind of principal has none");
    }
    return {};
  }
  return EvaluatePolicySet(context.policies.identity, PolicyKind::kIdentity, "",
                           MatchStatementOfCaller, check);
}

}  // namespace iamsim
