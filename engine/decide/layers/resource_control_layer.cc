// Resource control policies of the resource's account: RP-1 … RP-6.

#include "absl/strings/match.h"
#include "decide/layers/layers.h"
#include "iamsim/catalog/catalog.h"

namespace iamsim {

namespace {

// RP-1: the trust policy of a service-linked role is out of reach.
bool IsServiceLinkedRoleResource(const RequestContext& context) {
  return context.resource_arn && context.resource_arn->service() == "iam" &&
         absl::StartsWith(context.resource_arn->resource(), "role/aws-service-role/");
}

// RP-2.
bool SupportsResourceControl(const Action& action) {
  return Catalog::Builtin().SupportsResourceControl(action.service());
}

// RP-3: aws managed keys are exempt, and so is kms:RetireGrant.
bool IsExempt(const RequestContext& context) {
  if (context.action.Is("kms:retiregrant")) return true;
  return context.resource_arn && context.resource_arn->service() == "kms" &&
         absl::StartsWith(context.resource_arn->resource(), "alias/aws/");
}

Formula MatchResourceControlStatement(const Statement& statement, Check& check) {
  return MatchStatementWithPrincipal(statement, PrincipalReading::kResource, check);
}

}  // namespace

const std::vector<PolicyLevel>* ResourceControlOf(const RequestContext& context) {
  if (!context.policies.resource_control) return nullptr;
  if (context.caller.is_service_linked_role() || IsServiceLinkedRoleResource(context)) {
    return nullptr;
  }
  if (!SupportsResourceControl(context.action) || IsExempt(context)) return nullptr;
  // OP-13, RP-6: an action on `*` names no resource that a policy could protect.
  if (context.resource == "*" && !defaults::kResourceControlAppliesToStar) return nullptr;
  return &*context.policies.resource_control;
}

LayerResult EvaluateResourceControlLayer(Check& check) {
  const std::vector<PolicyLevel>* levels = ResourceControlOf(check.context());
  if (levels == nullptr) return {};
  return EvaluateLevels(*levels, PolicyKind::kResourceControl, MatchResourceControlStatement,
                        /*implicit_allow=*/true, check);
}

}  // namespace iamsim
