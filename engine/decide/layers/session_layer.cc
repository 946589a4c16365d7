#include "decide/layers/layers.h"
#include "decide/services/service_rules.h"

namespace iamsim {

LayerResult EvaluateSessionLayer(Check& check) {
  const RequestContext& context = check.context();
  const std::optional<PolicyList>& policies = context.policies.session;
  switch (context.caller.kind) {
    case CallerKind::kFederatedUser:  // EV-17: without a session policy it has no permissions
      return EvaluatePolicySet(policies.value_or(PolicyList{}), PolicyKind::kSession, "",
                               MatchStatementOfCaller, check);
    case CallerKind::kRoleSession:
      if (!policies) return {};
      if (context.caller.is_service_linked_role()) break;
      return EvaluatePolicySet(*policies, PolicyKind::kSession, "", MatchStatementOfCaller, check);
    case CallerKind::kRoot:
      if (!policies) return {};
      if (!IsAssumeRootSession(context)) break;
      return EvaluatePolicySet(*policies, PolicyKind::kSession, "", MatchStatementOfCaller, check);
    case CallerKind::kUser:
    case CallerKind::kService:
    case CallerKind::kIdentityProvider:
    case CallerKind::kAnonymous:
      if (!policies) return {};
      break;
  }
  check.Warn("the session policy is ignored: this kind of principal has none");
  return {};
}

}  // namespace iamsim
