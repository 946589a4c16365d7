#ifndef IAMSIM_ENGINE_DECIDE_LAYERS_LAYERS_H_
#define IAMSIM_ENGINE_DECIDE_LAYERS_LAYERS_H_

#include <optional>
#include <vector>

#include "decide/check.h"
#include "decide/principal_match.h"
#include "decide/services/service_rules.h"
#include "iamsim/decide/combine.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/formula.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// What one layer says, and the report of each of its levels. No reports: it does not apply (table
// 5.2) and passes.
struct LayerResult {
  LayerVerdict<Formula> verdict;
  std::vector<LayerReport> reports;
};

// One function per layer file. Each decides by itself whether it applies to the caller.
LayerResult EvaluateIdentityLayer(Check& check);
LayerResult EvaluateBoundaryLayer(Check& check);
LayerResult EvaluateSessionLayer(Check& check);
LayerResult EvaluateServiceControlLayer(Check& check);
LayerResult EvaluateResourceControlLayer(Check& check);
LayerResult EvaluateVpcEndpointLayer(Check& check);

struct ResourceLayerResult {
  ResourceVerdict<Formula> verdict;
  std::vector<LayerReport> reports;
};
ResourceLayerResult EvaluateResourceLayer(const ServiceVerdict& service,
                                          const Formula& same_account, Check& check);

// ---- which documents have a say (5.2); null: the layer does not apply. One per layer file.

const PolicyList* IdentityPoliciesOf(const RequestContext& context);
const PolicyList* BoundaryPoliciesOf(const RequestContext& context);
const PolicyList* SessionPoliciesOf(const RequestContext& context);
const std::vector<PolicyLevel>* ServiceControlOf(const RequestContext& context);
const std::vector<PolicyLevel>* ResourceControlOf(const RequestContext& context);
const PolicyList* EndpointPoliciesOf(const RequestContext& context);
// What principals mean in a policy of the endpoint.
PrincipalReading EndpointReadingOf(const RequestContext& context);

// ---- shared by the layer files (policy_set.cc)

// IAM users, role sessions and federated users: whom identity policies and boundaries bind.
bool IsPrincipalWithPolicies(const Caller& caller);
// A boundary is set and binds this caller (PG-18: not root, not a service-linked role).
bool HasBoundary(const RequestContext& context);

// When a statement matches, principal included; the effect tells which reading applies.
using StatementTest = Formula (*)(const Statement& statement, Check& check);

// For policies that have no Principal. PG-14: one that was loaded leniently with a Principal keeps
// its Deny and loses its Allow, the safer reading.
Formula MatchStatementOfCaller(const Statement& statement, Check& check);
// For policies whose Principal only filters (VE-3, RP-4).
Formula MatchStatementWithPrincipal(const Statement& statement, PrincipalReading reading,
                                    Check& check);

// PG-15: statements and policies of one set are ORed. Reports the statements that matched.
// A missing document contributes its two leaves (FormulaLeaf::document).
LayerResult EvaluatePolicySet(const PolicyList& policies, PolicyKind kind, absl::string_view target,
                              StatementTest test, Check& check);

// SC-2: every level must allow, a Deny on any level wins. `implicit_allow`: RP-4.
LayerResult EvaluateLevels(const std::vector<PolicyLevel>& levels, PolicyKind kind,
                           StatementTest test, bool implicit_allow, Check& check);

// The result word of a layer from its formulas, and its statements reduced to those behind it.
void Conclude(const Formula& allow, const Formula& deny, LayerReport* report);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_LAYERS_LAYERS_H_
