#include "decide/layers/layers.h"
#include "decide/services/service_rules.h"

namespace iamsim {

namespace {

bool IsSession(const RequestContext& context) {
  switch (context.caller.kind) {
    case CallerKind::kFederatedUser:
      return true;
    case CallerKind::kRoleSession:
      return !context.caller.is_service_linked_role();
    case CallerKind::kRoot:
      return IsAssumeRootSession(context);
    case CallerKind::kUser:
    case CallerKind::kService:
    case CallerKind::kIdentityProvider:
    case CallerKind::kAnonymous:
      return false;
  }
  return false;
}

}  // namespace

const PolicyList* SessionPoliciesOf(const RequestContext& context) {
  if (!IsSession(context)) return nullptr;
  if (context.policies.session) return &*context.policies.session;
  // EV-17: without a session policy a federated user has no permissions.
  static const PolicyList& none = *new PolicyList;
  return context.caller.kind == CallerKind::kFederatedUser ? &none : nullptr;
}

LayerResult EvaluateSessionLayer(Check& check) {
  const PolicyList* policies = SessionPoliciesOf(check.context());
  if (policies != nullptr) {
    return EvaluatePolicySet(*policies, PolicyKind::kSession, "", MatchStatementOfCaller, check);
  }
  if (check.context().policies.session) {
    check.Warn("the session policy is ignored: this kind of principal has none");
  }
  return {};
}

}  // namespace iamsim
