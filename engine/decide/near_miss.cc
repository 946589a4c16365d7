// Which statement came close, and by what it failed.

#include "decide/near_miss.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "decide/condition_match.h"
#include "decide/principal_match.h"
#include "decide/statement_match.h"

namespace iamsim {

namespace {

constexpr std::size_t kLongestQuote = 80;

std::string Quote(absl::string_view text) {
  if (text.size() <= kLongestQuote) return absl::StrCat("`", text, "`");
  return absl::StrCat("`", text.substr(0, kLongestQuote), "…`");
}

std::size_t CommonPrefix(absl::string_view a, absl::string_view b) {
  return static_cast<std::size_t>(
      std::mismatch(a.begin(),
                    a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())),
                    b.begin())
          .first -
      a.begin());
}

// "`x`", or "`x` and 5 more": the entry that shares the longest beginning with what was asked.
template <class Pattern>
std::string ClosestOf(const std::vector<Pattern>& patterns, absl::string_view asked) {
  if (patterns.empty()) return "nothing";
  const Pattern* closest = &patterns.front();
  const std::string lower = absl::AsciiStrToLower(asked);
  for (const Pattern& pattern : patterns) {
    if (CommonPrefix(absl::AsciiStrToLower(pattern.text()), lower) >
        CommonPrefix(absl::AsciiStrToLower(closest->text()), lower)) {
      closest = &pattern;
    }
  }
  if (patterns.size() == 1) return Quote(closest->text());
  return absl::StrCat(Quote(closest->text()), " and ", patterns.size() - 1, " more");
}

std::string PrincipalDetail(const PrincipalElement& element, const Caller& caller) {
  std::vector<std::string> names;
  if (element.everyone) names.emplace_back("*");
  for (const PrincipalEntry& entry : element.entries) names.push_back(entry.value);
  const std::string more = names.size() > 1 ? absl::StrCat(" and ", names.size() - 1, " more") : "";
  return absl::StrCat(element.negated ? "names everybody but " : "names ",
                      names.empty() ? "nobody" : Quote(names.front()), more, ", not ",
                      Quote(caller.text));
}

std::string ContextText(const ContextKeys& keys, absl::string_view key) {
  switch (keys.Find(key)) {
    case ContextKeys::State::kAbsent:
      return "the request has no such key";
    case ContextKeys::State::kUnknown:
      return "its value is not known";
    case ContextKeys::State::kPresent:
      break;
  }
  const ContextValue& value = keys.Values(key).front();
  return absl::StrCat("the request has ", Quote(absl::StrJoin(value.values, ", ")));
}

std::optional<std::string> ConditionDetail(const Statement& statement, const Check& check) {
  for (const Condition& condition : statement.conditions) {
    if (!MatchCondition(condition, check.keys(), check.context().options).IsFalse()) continue;
    return absl::StrCat("requires ", condition.op.name(), " ", condition.key, " ",
                        Quote(absl::StrJoin(condition.values, ", ")), "; ",
                        ContextText(check.keys(), condition.key));
  }
  return std::nullopt;
}

struct Candidate {
  NearMiss miss;
  // How far off: failed elements, then whether the action (and its service) failed, then how little
  // of the resource fits.
  int failed = 0;
  int action_distance = 0;
  std::size_t resource_overlap = 0;

  auto Rank() const { return std::make_tuple(failed, action_distance, ~resource_overlap); }
};

int ActionDistance(const Statement& statement, const Action& action) {
  if (MatchesAction(statement, action)) return 0;
  const std::string prefix = absl::StrCat(action.service(), ":");
  const bool same_service =
      absl::c_any_of(statement.actions, [&prefix](const ActionPattern& pattern) {
        return absl::StartsWithIgnoreCase(pattern.text(), prefix);
      });
  return same_service ? 1 : 2;
}

std::size_t ResourceOverlap(const Statement& statement, absl::string_view resource) {
  std::size_t most = 0;
  for (const ResourcePattern& pattern : statement.resources) {
    most = std::max(most, CommonPrefix(pattern.text(), resource));
  }
  return most;
}

void Differ(absl::string_view element, std::string detail, Candidate* candidate) {
  ++candidate->failed;
  // The first difference in the order of the statement is the one to tell.
  if (!candidate->miss.differs_in.empty()) return;
  candidate->miss.differs_in = std::string(element);
  candidate->miss.detail = std::move(detail);
}

bool HasPrincipal(PolicyKind layer) {
  return layer == PolicyKind::kResource || layer == PolicyKind::kVpcEndpoint;
}

Candidate Compare(const AttachedPolicy& policy, const Statement& statement, PolicyKind layer,
                  Check& check) {
  const RequestContext& context = check.context();
  Candidate out;
  out.miss = {.layer = layer, .statement = Refer(policy, statement, false)};
  out.action_distance = ActionDistance(statement, context.action);
  out.resource_overlap = ResourceOverlap(statement, context.resource);
  if (HasPrincipal(layer) && statement.principal &&
      MatchPrincipalForAllow(*statement.principal, PrincipalReading::kResource, check)
          .Any()
          .IsFalse()) {
    Differ("Principal", PrincipalDetail(*statement.principal, context.caller), &out);
  }
  if (out.action_distance > 0) {
    Differ("Action",
           absl::StrCat(statement.not_action ? "excludes " : "lists ",
                        ClosestOf(statement.actions, context.action.text()), ", not ",
                        Quote(context.action.text())),
           &out);
  }
  if (MatchesResource(statement, check).IsFalse()) {
    Differ("Resource",
           absl::StrCat(statement.not_resource ? "excludes " : "covers ",
                        ClosestOf(statement.resources, context.resource), ", not ",
                        Quote(context.resource)),
           &out);
  }
  if (std::optional<std::string> detail = ConditionDetail(statement, check)) {
    Differ("Condition", *std::move(detail), &out);
  }
  return out;
}

void AddCandidates(const PolicyList& policies, PolicyKind layer, absl::string_view target,
                   Check& check, std::vector<Candidate>* out) {
  for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
    if (policy->policy == nullptr) continue;
    for (const Statement& statement : policy->policy->statements) {
      if (statement.effect != Effect::kAllow) continue;
      Candidate candidate = Compare(*policy, statement, layer, check);
      candidate.miss.target = std::string(target);
      // A statement about another service says nothing to somebody who asks about this one.
      if (candidate.failed > 0 && candidate.action_distance < 2) {
        out->push_back(std::move(candidate));
      }
    }
  }
}

void AddLevels(const std::optional<std::vector<PolicyLevel>>& levels, PolicyKind layer,
               absl::string_view target, Check& check, std::vector<Candidate>* out) {
  if (!levels) return;
  for (const PolicyLevel& level : *levels) {
    if (level.target == target) AddCandidates(level.policies, layer, target, check, out);
  }
}

}  // namespace

std::vector<NearMiss> FindNearMisses(PolicyKind layer, absl::string_view target, std::size_t count,
                                     Check& check) {
  const PolicyLayers& policies = check.context().policies;
  const PolicyList none;
  std::vector<Candidate> candidates;
  switch (layer) {
    case PolicyKind::kIdentity:
      AddCandidates(policies.identity, layer, target, check, &candidates);
      break;
    case PolicyKind::kPermissionsBoundary:
      AddCandidates(policies.permissions_boundary.value_or(none), layer, target, check,
                    &candidates);
      break;
    case PolicyKind::kSession:
      AddCandidates(policies.session.value_or(none), layer, target, check, &candidates);
      break;
    case PolicyKind::kResource:
    case PolicyKind::kTrust:
      AddCandidates(policies.resource, layer, target, check, &candidates);
      break;
    case PolicyKind::kServiceControl:
      AddLevels(policies.service_control, layer, target, check, &candidates);
      break;
    case PolicyKind::kResourceControl:
      AddLevels(policies.resource_control, layer, target, check, &candidates);
      break;
    case PolicyKind::kVpcEndpoint:
      AddCandidates(policies.vpc_endpoint.value_or(none), layer, target, check, &candidates);
      break;
  }
  absl::c_stable_sort(candidates,
                      [](const Candidate& a, const Candidate& b) { return a.Rank() < b.Rank(); });
  if (candidates.size() > count) candidates.resize(count);
  std::vector<NearMiss> out;
  for (Candidate& candidate : candidates) out.push_back(std::move(candidate.miss));
  return out;
}

}  // namespace iamsim
