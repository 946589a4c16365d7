// The reference evaluator. Asks every layer (5.2) for formulas and hands them to Combine.
//
// Tested by tests/decide/ and by every scenario.

#include "iamsim/decide/decide.h"

#include <iterator>
#include <utility>

#include "decide/check.h"
#include "decide/evaluation.h"

namespace iamsim {

namespace {

// EV-3: whether the resource belongs to the caller's account. When nobody says, an incomplete
// context makes it a condition; Resolve has warned about the assumption in a complete one.
Formula SameAccount(const RequestContext& context, const ServiceVerdict& service) {
  if (service.counts_as_same_account) return true;
  if (service.both_accounts_must_allow) return false;
  if (context.caller.account.empty()) return false;
  if (context.resource_account_is_known) {
    return context.resource_account == context.caller.account;
  }
  if (context.keys.complete()) return true;
  return Formula::Leaf(
      {.op = "StringEquals", .key = "aws:ResourceAccount", .values = {context.caller.account}});
}

void Append(std::vector<LayerReport> from, std::vector<LayerReport>* to) {
  to->insert(to->end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

CombineInput<Formula> InputWithoutLayers(const RequestContext& context,
                                         const ServiceVerdict& service) {
  CombineInput<Formula> in;
  in.caller = context.caller.kind;
  in.trust = service.trust;
  in.user_has_boundary = context.caller.kind == CallerKind::kUser && HasBoundary(context);
  in.resource_policy_is_mandatory = service.resource_policy_is_mandatory;
  in.uncontrollable = service.uncontrollable;
  in.refused = service.refused;
  in.root_bypasses_resource_deny = service.root_bypasses_resource_deny;
  in.boundary_limits_trust = context.options.boundaryLimitsTrust;
  in.assume_root_session = IsAssumeRootSession(context);
  in.same_account = SameAccount(context, service);
  return in;
}

DecisionKind KindOf(const Outcome<Formula>& outcome) {
  if (outcome.deny.IsTrue()) return DecisionKind::kExplicitDeny;
  if (outcome.allow.IsTrue()) return DecisionKind::kAllowed;
  return outcome.allow.IsFalse() ? DecisionKind::kImplicitDeny : DecisionKind::kConditional;
}

Evaluation Evaluate(const RequestContext& context) {
  Check check(context);
  Evaluation out;
  out.service = ApplyServiceRules(context);
  out.input = InputWithoutLayers(context, out.service);
  CombineInput<Formula>& in = out.input;

  // EV-2: AWS's order.
  const auto ask = [&out](LayerResult result, LayerVerdict<Formula>* verdict) {
    *verdict = std::move(result.verdict);
    Append(std::move(result.reports), &out.reports);
  };
  ask(EvaluateResourceControlLayer(check), &in.resource_control);
  ask(EvaluateServiceControlLayer(check), &in.service_control);
  ask(EvaluateVpcEndpointLayer(check), &in.vpc_endpoint);
  ResourceLayerResult resource = EvaluateResourceLayer(out.service, in.same_account, check);
  in.resource = std::move(resource.verdict);
  Append(std::move(resource.reports), &out.reports);
  ask(EvaluateIdentityLayer(check), &in.identity);
  ask(EvaluateBoundaryLayer(check), &in.boundary);
  ask(EvaluateSessionLayer(check), &in.session);
  if (out.service.identity_allow_is_implied) {
    in.identity.allow = Or(in.identity.allow, in.same_account);  // CH-6
  }

  out.outcome = Combine(in);
  out.warnings = check.TakeWarnings();
  return out;
}

Decision Decide(const RequestContext& context) {
  Evaluation evaluation = Evaluate(context);
  Decision decision;
  decision.allowed_when = evaluation.outcome.allow;
  decision.denied_when = evaluation.outcome.deny;
  decision.kind = KindOf(evaluation.outcome);
  decision.decided_by = FindDecider(evaluation, decision.kind);
  decision.layers = std::move(evaluation.reports);
  decision.warnings = std::move(evaluation.warnings);
  return decision;
}

}  // namespace iamsim
