// Service control policies of the caller's account: SC-1 … SC-6.

#include "absl/strings/match.h"
#include "decide/layers/layers.h"

namespace iamsim {

namespace {

// SC-1, SC-6, OP-22: members' users, roles, federated users and root users; not service-linked
// roles, services or callers without an account. Management and outside accounts have no levels.
bool BindsCaller(const Caller& caller) {
  if (caller.is_service_linked_role()) return false;
  return IsPrincipalWithPolicies(caller) || caller.kind == CallerKind::kRoot ||
         (caller.kind == CallerKind::kIdentityProvider &&
          defaults::kServiceControlAppliesToFederation);
}

// SC-5: tasks that no SCP restricts.
bool IsUnrestrictable(const RequestContext& context) {
  constexpr absl::string_view kServices[] = {"awis", "alexatopsites", "mechanicalturk",
                                             "marketingproducts"};
  for (const absl::string_view service : kServices) {
    if (context.action.service() == service) return true;
  }
  return context.caller.kind == CallerKind::kRoot && context.action.service() == "supportplans";
}

}  // namespace

const std::vector<PolicyLevel>* ServiceControlOf(const RequestContext& context) {
  if (!context.policies.service_control || !BindsCaller(context.caller) ||
      IsUnrestrictable(context)) {
    return nullptr;
  }
  return &*context.policies.service_control;
}

LayerResult EvaluateServiceControlLayer(Check& check) {
  const std::vector<PolicyLevel>* levels = ServiceControlOf(check.context());
  if (levels == nullptr) return {};
  return EvaluateLevels(*levels, PolicyKind::kServiceControl, MatchStatementOfCaller,
                        /*implicit_allow=*/false, check);
}

}  // namespace iamsim
