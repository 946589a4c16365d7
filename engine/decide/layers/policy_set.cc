#include <utility>

#include "absl/strings/str_cat.h"
#include "decide/layers/layers.h"
#include "decide/statement_match.h"

namespace iamsim {

bool IsPrincipalWithPolicies(const Caller& caller) {
  switch (caller.kind) {
    case CallerKind::kUser:
    case CallerKind::kRoleSession:
    case CallerKind::kFederatedUser:
      return true;
    case CallerKind::kRoot:
    case CallerKind::kService:
    case CallerKind::kIdentityProvider:
    case CallerKind::kAnonymous:
      return false;
  }
  return false;
}

bool HasBoundary(const RequestContext& context) {
  return context.policies.permissions_boundary.has_value() &&
         IsPrincipalWithPolicies(context.caller) && !context.caller.is_service_linked_role();
}

void Conclude(const Formula& allow, const Formula& deny, LayerReport* report) {
  const Formula allowed = And(allow, Not(deny));
  if (deny.IsTrue()) {
    report->result = DecisionKind::kExplicitDeny;
  } else if (allowed.IsTrue()) {
    report->result = DecisionKind::kAllowed;
  } else if (allowed.IsFalse() && deny.IsFalse()) {
    report->result = DecisionKind::kImplicitDeny;
  } else {
    report->result = DecisionKind::kConditional;
  }
  std::erase_if(report->statements, [report](const StatementReference& statement) {
    switch (report->result) {
      case DecisionKind::kExplicitDeny:
        return statement.effect != Effect::kDeny || !statement.when.IsTrue();
      case DecisionKind::kAllowed:
        return statement.effect != Effect::kAllow || !statement.when.IsTrue();
      case DecisionKind::kImplicitDeny:
        return true;
      case DecisionKind::kConditional:
        return false;
    }
    return false;
  });
}

Formula MatchStatementOfCaller(const Statement& statement, Check& check) {
  if (statement.principal && statement.effect == Effect::kAllow) return false;
  return MatchStatement(statement, check);
}

Formula MatchStatementWithPrincipal(const Statement& statement, PrincipalReading reading,
                                    Check& check) {
  if (!statement.principal) return false;  // PG-14, VE-2, RP-4: it names nobody
  const Formula when = MatchStatement(statement, check);
  if (when.IsFalse()) return false;
  const Formula named = statement.effect == Effect::kDeny
                            ? MatchPrincipalForDeny(*statement.principal, reading, check)
                            : MatchPrincipalForAllow(*statement.principal, reading, check).Any();
  return And(named, when);
}

LayerResult EvaluatePolicySet(const PolicyList& policies, PolicyKind kind, absl::string_view target,
                              StatementTest test, Check& check) {
  LayerReport report{.layer = kind, .target = std::string(target)};
  Formula allow = false;
  Formula deny = false;
  for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
    if (policy->policy == nullptr) {
      const std::string& id = policy->document_id();
      report.missing.push_back(id);
      allow = Or(allow, Formula::Leaf({.document = id}));
      deny = Or(deny, Formula::Leaf({.document = id, .denies = true}));
      continue;
    }
    for (const Statement& statement : policy->policy->statements) {
      Formula when = test(statement, check);
      if (when.IsFalse()) continue;
      Formula& side = statement.effect == Effect::kAllow ? allow : deny;
      side = Or(side, when);
      report.statements.push_back(Refer(*policy, statement, std::move(when)));
    }
  }
  Conclude(allow, deny, &report);
  LayerResult result{.verdict = {.allow = allow, .deny = deny}};
  result.reports.push_back(std::move(report));
  return result;
}

LayerResult EvaluateLevels(const std::vector<PolicyLevel>& levels, PolicyKind kind,
                           StatementTest test, bool implicit_allow, Check& check) {
  LayerResult all;
  for (const PolicyLevel& level : levels) {
    LayerResult one = EvaluatePolicySet(level.policies, kind, level.target, test, check);
    if (implicit_allow) {
      one.verdict.allow = true;
      Conclude(true, one.verdict.deny, &one.reports.front());
    }
    all.verdict.allow = And(all.verdict.allow, one.verdict.allow);
    all.verdict.deny = Or(all.verdict.deny, one.verdict.deny);
    all.reports.push_back(std::move(one.reports.front()));
  }
  return all;
}

}  // namespace iamsim
