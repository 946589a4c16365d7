// PA-1, PA-5. Tested by tests/graph/pass_role_test.cc.
#include "iamsim/graph/pass_role.h"

#include <optional>
#include <set>

#include "absl/algorithm/container.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "decide/pass_role.h"
#include "decide/statement_match.h"
#include "graph/target.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"

namespace iamsim {
namespace {

struct Row {
  absl::string_view service;
  absl::string_view actions;
};
constexpr Row kRows[] = {
#define IAMSIM_PASS_ROLE(service, actions) {service, actions},
#include "graph/pass_role.inc"
#undef IAMSIM_PASS_ROLE
};

DecisionKind KindOf(const Formula& allowed_when) {
  if (allowed_when.IsConstant()) {
    return allowed_when.IsTrue() ? DecisionKind::kAllowed : DecisionKind::kImplicitDeny;
  }
  return DecisionKind::kConditional;
}

SweepAnswer Both(const SweepAnswer& a, const Formula& b) {
  Formula all = And(a.allowed_when, b);
  const DecisionKind kind = KindOf(all);
  return {kind, std::move(all)};
}

// Something that the pattern matches, if it is an ARN: a resource of the name `x` in a region that
// exists.
std::string ExampleOf(absl::string_view pattern) {
  std::vector<std::string> fields = absl::StrSplit(pattern, absl::MaxSplits(':', 5));
  if (fields.size() != 6) return "";
  if (fields[3] == "*") fields[3] = "us-east-1";
  return absl::StrReplaceAll(absl::StrJoin(fields, ":"), {{"*", "x"}, {"?", "x"}});
}

// The resources of which the principal's Allow statements about `action` speak.
std::set<std::string> ResourcesOf(const PrincipalRecord& principal, const Action& action) {
  std::set<std::string> out;
  for (const std::shared_ptr<const AttachedPolicy>& policy : principal.identity_policies) {
    if (policy->policy == nullptr) continue;
    for (const Statement& statement : policy->policy->statements) {
      if (statement.effect != Effect::kAllow || !MatchesAction(statement, action)) continue;
      for (const ResourcePattern& pattern : statement.resources) {
        if (pattern.is_star() || pattern.has_variables() || statement.not_resource) continue;
        std::string example = ExampleOf(pattern.text());
        if (!example.empty()) out.insert(std::move(example));
      }
    }
  }
  return out;
}

}  // namespace

absl::StatusOr<SweepAnswer> PassRoleEdges::MayDoOn(std::uint32_t principal,
                                                   const std::string& action,
                                                   const std::string& resource) const {
  const Snapshot& snapshot = graph_.world().snapshot();
  Request question = graph_.options().question;
  question.principal = snapshot.principals()[principal].arn.text();
  question.action = action;
  question.resource = resource;
  IAMSIM_ASSIGN_OR_RETURN(
      const ChainResult result,
      DecideChain(snapshot, World::kSnapshot, question, graph_.options().evaluation));
  return SweepAnswer{result.decision.kind, result.decision.allowed_when};
}

absl::StatusOr<SweepAnswer> PassRoleEdges::MayDo(std::uint32_t principal,
                                                 const std::string& action) {
  IAMSIM_ASSIGN_OR_RETURN(SweepAnswer best, MayDoOn(principal, action, "*"));
  IAMSIM_ASSIGN_OR_RETURN(const Action parsed, ParseAction(action));
  const PrincipalRecord& record = graph_.world().snapshot().principals()[principal];
  for (const std::string& resource : ResourcesOf(record, parsed)) {
    if (best.kind == DecisionKind::kAllowed) break;
    IAMSIM_ASSIGN_OR_RETURN(SweepAnswer answer, MayDoOn(principal, action, resource));
    if (answer.kind == DecisionKind::kAllowed || (IsEdge(answer) && !IsEdge(best))) {
      best = std::move(answer);
    }
  }
  return best;
}

absl::StatusOr<const PassRoleEdges::Way*> PassRoleEdges::WayOf(std::uint32_t principal,
                                                               const std::string& service) {
  const auto [entry, is_new] = ways_.try_emplace({principal, service});
  Way& best = entry->second;
  if (!is_new) return &best;
  for (const Row& row : kRows) {
    if (row.service != service || best.answer.kind == DecisionKind::kAllowed) continue;
    Way way{absl::StrSplit(row.actions, ' '), {DecisionKind::kAllowed, true}};
    for (const std::string& action : way.actions) {
      if (!IsEdge(way.answer)) break;
      IAMSIM_ASSIGN_OR_RETURN(const SweepAnswer answer, MayDo(principal, action));
      way.answer = Both(way.answer, answer.allowed_when);
    }
    const bool is_better = way.answer.kind == DecisionKind::kAllowed || !IsEdge(best.answer);
    if (IsEdge(way.answer) && is_better) best = std::move(way);
  }
  return &best;
}

absl::Status PassRoleEdges::AddEdges(std::uint32_t role, const std::string& service,
                                     std::vector<PassRoleEdge>* out) {
  const PreparedSnapshot& world = graph_.world();
  const Snapshot& snapshot = world.snapshot();
  Request question = graph_.options().question;
  question.action = "iam:PassRole";
  question.resource = snapshot.principals()[role].arn.text();
  question.context["iam:PassedToService"] = ContextValue::Scalar(service);
  PrincipalSweep sweep(world, question, graph_.options().evaluation);
  question.pass_role = PassedRole{.role = question.resource, .service = service};
  std::optional<Formula> trust;
  for (std::uint32_t from = 0; from < world.principals().size(); ++from) {
    IAMSIM_ASSIGN_OR_RETURN(const SweepAnswer pass, sweep.Ask(from));
    if (!IsEdge(pass)) continue;
    if (!trust) {  // the same whoever passes the role
      question.principal = snapshot.principals()[from].arn.text();
      IAMSIM_ASSIGN_OR_RETURN(const std::vector<ChainStep> checks,
                              CheckPassRole(snapshot, World::kSnapshot, question,
                                            graph_.options().evaluation, SessionState()));
      trust = checks.back().decision.allowed_when;
    }
    if (trust->IsFalse()) return absl::OkStatus();
    IAMSIM_ASSIGN_OR_RETURN(const Way* way, WayOf(from, service));
    SweepAnswer answer = Both(Both(pass, way->answer.allowed_when), *trust);
    if (IsEdge(answer)) out->push_back({from, service, way->actions, role, std::move(answer)});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<PassRoleEdge>> PassRoleEdges::To(std::uint32_t role) {
  // Whom the trust policy may admit: only those services are worth a question.
  std::set<std::string> services;
  const std::shared_ptr<const AttachedPolicy>& trust =
      graph_.world().snapshot().principals()[role].trust_policy;
  const bool is_known = trust != nullptr && trust->policy != nullptr;
  for (const Row& row : kRows) {
    if (!is_known) services.insert(std::string(row.service));
  }
  if (is_known) {
    for (const Statement& statement : trust->policy->statements) {
      if (statement.effect != Effect::kAllow || !statement.principal) continue;
      const PrincipalElement& element = *statement.principal;
      for (const Row& row : kRows) {
        const bool named = absl::c_any_of(element.entries, [&](const PrincipalEntry& entry) {
          return entry.value == row.service || entry.value == "*";
        });
        if (element.everyone || element.negated || named) services.insert(std::string(row.service));
      }
    }
  }
  std::vector<PassRoleEdge> out;
  for (const std::string& service : services) {
    IAMSIM_RETURN_IF_ERROR(AddEdges(role, service, &out));
  }
  absl::c_stable_sort(out, [](const auto& a, const auto& b) { return a.from < b.from; });
  return out;
}

}  // namespace iamsim
