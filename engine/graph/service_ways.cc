// PA-1. Tested by tests/graph/pass_role_test.cc.
#include "graph/service_ways.h"

#include <iterator>

#include "absl/algorithm/container.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "decide/statement_match.h"
#include "graph/target.h"
#include "iamsim/base/status_macros.h"

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

// Something of the action's service that the pattern matches, if it is an ARN: a resource of the
// name `x` of the principal's account, in a region that exists.
std::string ExampleOf(absl::string_view pattern, const Arn& principal, const Action& action) {
  std::vector<std::string> fields = absl::StrSplit(pattern, absl::MaxSplits(':', 5));
  if (fields.size() != 6) return "";
  const absl::string_view defaults[] = {"", principal.partition(), action.service(), "us-east-1",
                                        principal.account()};
  for (std::size_t i = 1; i < std::size(defaults); ++i) {
    if (fields[i] == "*") fields[i] = std::string(defaults[i]);
  }
  if (fields[2] != action.service()) return "";
  return absl::StrReplaceAll(absl::StrJoin(fields, ":"), {{"*", "x"}, {"?", "x"}});
}

// The resources of which the principal's Allow statements about `action` speak.
std::set<std::string> ResourcesOf(const PrincipalRecord* principal, const Action& action) {
  std::set<std::string> out;
  if (principal == nullptr) return out;
  for (const std::shared_ptr<const AttachedPolicy>& policy : principal->identity_policies) {
    if (policy->policy == nullptr) continue;
    for (const Statement& statement : policy->policy->statements) {
      if (statement.effect != Effect::kAllow || !MatchesAction(statement, action)) continue;
      for (const ResourcePattern& pattern : statement.resources) {
        if (pattern.is_star() || pattern.has_variables() || statement.not_resource) continue;
        std::string example = ExampleOf(pattern.text(), principal->arn, action);
        if (!example.empty()) out.insert(std::move(example));
      }
    }
  }
  return out;
}

// Allowed on one of the resources at least.
absl::StatusOr<Formula> WhenSomewhere(const std::string& action, const PrincipalRecord* principal,
                                      ServiceWays::Ask ask) {
  IAMSIM_ASSIGN_OR_RETURN(const SweepAnswer everywhere, ask(action, "*"));
  Formula when = everywhere.allowed_when;
  IAMSIM_ASSIGN_OR_RETURN(const Action parsed, ParseAction(action));
  for (const std::string& resource : ResourcesOf(principal, parsed)) {
    if (when.IsTrue()) break;
    IAMSIM_ASSIGN_OR_RETURN(const SweepAnswer there, ask(action, resource));
    when = Or(when, there.allowed_when);
  }
  return when;
}

}  // namespace

std::set<std::string> ServicesToPassTo(const PrincipalRecord& role) {
  std::set<std::string> services;
  const std::shared_ptr<const AttachedPolicy>& trust = role.trust_policy;
  if (trust == nullptr || trust->policy == nullptr) {
    for (const Row& row : kRows) services.insert(std::string(row.service));
    return services;
  }
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
  return services;
}

absl::StatusOr<const std::vector<ServiceWays::Way>*> ServiceWays::Find(
    const std::string& who, const PrincipalRecord* principal, const std::string& service, Ask ask) {
  const auto [entry, is_new] = ways_.try_emplace({who, service});
  std::vector<Way>& ways = entry->second;
  if (!is_new) return &ways;
  for (const Row& row : kRows) {
    if (row.service != service) continue;
    Way way{absl::StrSplit(row.actions, ' '), {DecisionKind::kAllowed, true}};
    for (const std::string& action : way.actions) {
      if (!IsEdge(way.answer)) break;
      IAMSIM_ASSIGN_OR_RETURN(const Formula when, WhenSomewhere(action, principal, ask));
      way.answer = AnswerOf(And(way.answer.allowed_when, when));
    }
    if (way.answer.kind == DecisionKind::kAllowed) {
      ways.assign(1, std::move(way));
      break;
    }
    if (IsEdge(way.answer)) ways.push_back(std::move(way));
  }
  return &ways;
}

}  // namespace iamsim
