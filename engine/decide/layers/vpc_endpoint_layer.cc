// The policy of the VPC endpoint that the request came through: VE-1 … VE-6.

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "decide/layers/layers.h"

namespace iamsim {

namespace {

bool IsGatewayService(absl::string_view service) {
  return absl::c_linear_search(defaults::kGatewayServices, service);
}

Formula MatchEndpointStatement(const Statement& statement, Check& check) {
  return MatchStatementWithPrincipal(statement, EndpointReadingOf(check.context()), check);
}

Formula MatchAsInterface(const Statement& statement, Check& check) {
  return MatchStatementWithPrincipal(statement, PrincipalReading::kResource, check);
}

}  // namespace

PrincipalReading EndpointReadingOf(const RequestContext& context) {
  if (context.vpc_endpoint_type == "gateway") return PrincipalReading::kGatewayEndpoint;
  if (context.vpc_endpoint_type == "interface") return PrincipalReading::kResource;
  return IsGatewayService(context.action.service()) ? PrincipalReading::kGatewayEndpoint
                                                    : PrincipalReading::kResource;  // OP-29
}

const PolicyList* EndpointPoliciesOf(const RequestContext& context) {
  const std::optional<PolicyList>& policies = context.policies.vpc_endpoint;
  if (!policies || policies->empty()) return nullptr;  // VE-2: none, or the default policy
  if (context.caller.kind == CallerKind::kService) return nullptr;
  // VE-6: what a service does for the caller does not pass the caller's endpoint again.
  if (absl::EqualsIgnoreCase(context.keys.Text("aws:ViaAWSService"), "true")) return nullptr;
  return &*policies;
}

LayerResult EvaluateVpcEndpointLayer(Check& check) {
  const RequestContext& context = check.context();
  const PolicyList* policies = EndpointPoliciesOf(context);
  if (policies == nullptr) return {};
  LayerResult result =
      EvaluatePolicySet(*policies, PolicyKind::kVpcEndpoint, "", MatchEndpointStatement, check);
  if (context.vpc_endpoint_type.empty() && IsGatewayService(context.action.service())) {
    const LayerResult as_interface =
        EvaluatePolicySet(*policies, PolicyKind::kVpcEndpoint, "", MatchAsInterface, check);
    if (as_interface.reports.front().result != result.reports.front().result) {
      check.Warn("the kind of VPC endpoint is not given and decides: taken as a gateway (OP-29)");
    }
  }
  return result;
}

}  // namespace iamsim
