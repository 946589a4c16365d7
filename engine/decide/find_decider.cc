// RE-1 … RE-3: which layer a decision is attributed to when several could be named (OP-21).

#include <algorithm>
#include <optional>

#include "absl/algorithm/container.h"
#include "decide/evaluation.h"

namespace iamsim {

namespace {

constexpr PolicyKind kExplicitOrder[] = {
    PolicyKind::kServiceControl, PolicyKind::kResourceControl,     PolicyKind::kVpcEndpoint,
    PolicyKind::kResource,       PolicyKind::kPermissionsBoundary, PolicyKind::kSession,
    PolicyKind::kIdentity};

const StatementReference* FirstStatement(const LayerReport& report, Effect effect) {
  const auto found = absl::c_find_if(
      report.statements, [effect](const StatementReference& s) { return s.effect == effect; });
  return found == report.statements.end() ? nullptr : &*found;
}

// The first report of `layer` with `result`, when there is one.
const LayerReport* FindReport(const Evaluation& evaluation, PolicyKind layer, DecisionKind result) {
  for (const LayerReport& report : evaluation.reports) {
    if (report.layer == layer && report.result == result) return &report;
  }
  return nullptr;
}

DecidedBy Name(const LayerReport& report, Effect effect) {
  DecidedBy out{.layer = report.layer, .target = report.target};
  const StatementReference* statement = FirstStatement(report, effect);
  if (statement != nullptr) out.statement = *statement;
  return out;
}

DecidedBy ExplicitDecider(const Evaluation& evaluation) {
  for (const PolicyKind layer : kExplicitOrder) {
    const LayerReport* report = FindReport(evaluation, layer, DecisionKind::kExplicitDeny);
    if (report != nullptr) return Name(*report, Effect::kDeny);
  }
  return {};
}

// A layer without a report, or with one that has no Allow, is named without a statement.
DecidedBy WithoutStatement(const Evaluation& evaluation, PolicyKind layer) {
  DecidedBy out{.layer = layer};
  for (const LayerReport& report : evaluation.reports) {
    if (report.layer != layer) continue;
    // Of several levels, the one that does not allow.
    if (report.result == DecisionKind::kAllowed) continue;
    out.target = report.target;
    break;
  }
  return out;
}

bool ResourcePolicyDecides(const CombineInput<Formula>& in) {
  if (in.resource_policy_is_mandatory || !in.same_account.IsTrue()) return true;
  return in.caller == CallerKind::kService || in.caller == CallerKind::kAnonymous ||
         in.caller == CallerKind::kIdentityProvider;
}

// RE-2, second half: the first layer whose missing Allow is needed.
PolicyKind ImplicitLayer(const CombineInput<Formula>& in) {
  if (in.resource_control.allow.IsFalse()) return PolicyKind::kResourceControl;
  if (in.service_control.allow.IsFalse()) return PolicyKind::kServiceControl;
  if (in.vpc_endpoint.allow.IsFalse()) return PolicyKind::kVpcEndpoint;
  if (ResourcePolicyDecides(in) && in.resource.Any().IsFalse()) return PolicyKind::kResource;
  const bool same = in.same_account.IsTrue();
  const bool granted_by_resource =
      same && !Or(Or(in.resource.wildcard, in.resource.leaf), in.resource.parent).IsFalse();
  if (in.identity.allow.IsFalse() && !granted_by_resource) return PolicyKind::kIdentity;
  if (in.boundary.allow.IsFalse()) return PolicyKind::kPermissionsBoundary;
  if (in.session.allow.IsFalse()) return PolicyKind::kSession;
  // KM-1: an identity policy allows, but the key policy has no account statement for it.
  if (in.resource_policy_is_mandatory) return PolicyKind::kResource;
  return PolicyKind::kIdentity;
}

// The layer whose Allow carried the decision: the identity policies where they were needed, the
// resource policy where it granted by itself.
PolicyKind GrantingLayer(const CombineInput<Formula>& in) {
  switch (in.caller) {
    case CallerKind::kService:
    case CallerKind::kIdentityProvider:
    case CallerKind::kAnonymous:
      return PolicyKind::kResource;
    case CallerKind::kRoot:
      return in.resource.Any().IsTrue() ? PolicyKind::kResource : PolicyKind::kIdentity;
    case CallerKind::kUser:
    case CallerKind::kRoleSession:
    case CallerKind::kFederatedUser:
      break;
  }
  const bool granted_by_resource =
      Or(Or(in.resource.wildcard, in.resource.leaf), in.resource.parent).IsTrue();
  if (in.same_account.IsTrue() && in.resource_policy_is_mandatory && granted_by_resource) {
    return PolicyKind::kResource;
  }
  const Formula by_identity = And(in.identity.allow, And(in.boundary.allow, in.session.allow));
  return by_identity.IsTrue() ? PolicyKind::kIdentity : PolicyKind::kResource;
}

DecidedBy AllowingDecider(const Evaluation& evaluation) {
  const PolicyKind layer = GrantingLayer(evaluation.input);
  const LayerReport* report = FindReport(evaluation, layer, DecisionKind::kAllowed);
  if (report != nullptr) return Name(*report, Effect::kAllow);
  DecidedBy out{.layer = layer};
  if (evaluation.input.caller == CallerKind::kRoot) {
    out.rule = "EV-1";
    out.reason = "the root user of the owning account needs no policy";
  }
  return out;
}

// The first layer that depends on what is not known, with its first undecided statement.
DecidedBy ConditionalDecider(const Evaluation& evaluation) {
  for (const LayerReport& report : evaluation.reports) {
    if (report.result != DecisionKind::kConditional) continue;
    DecidedBy out{.layer = report.layer, .target = report.target};
    for (const StatementReference& statement : report.statements) {
      if (statement.when.IsTrue()) continue;
      out.statement = statement;
      break;
    }
    return out;
  }
  return AllowingDecider(evaluation);
}

}  // namespace

DecidedBy FindDecider(const Evaluation& evaluation, DecisionKind kind) {
  const ServiceVerdict& service = evaluation.service;
  const bool guardrails_pass = !evaluation.input.resource_control.allow.IsFalse() &&
                               !evaluation.input.service_control.allow.IsFalse() &&
                               !evaluation.input.vpc_endpoint.allow.IsFalse();
  switch (kind) {
    case DecisionKind::kExplicitDeny:
      return ExplicitDecider(evaluation);
    case DecisionKind::kAllowed:
      if (service.uncontrollable) {
        return {.layer = PolicyKind::kIdentity, .rule = service.rule, .reason = service.reason};
      }
      return AllowingDecider(evaluation);
    case DecisionKind::kImplicitDeny:
      // EV-21: the guardrails are asked before 2b.
      if (service.refused && guardrails_pass) {
        return {.layer = PolicyKind::kIdentity, .rule = service.rule, .reason = service.reason};
      }
      return WithoutStatement(evaluation, ImplicitLayer(evaluation.input));
    case DecisionKind::kConditional:
      return ConditionalDecider(evaluation);
  }
  return {};
}

}  // namespace iamsim
