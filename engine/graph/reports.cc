// Tested by reports_test.cc.
#include "iamsim/graph/reports.h"

#include <map>
#include <utility>

#include "absl/algorithm/container.h"
#include "graph/hop_graph.h"
#include "graph/trust_reach.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/caller.h"

namespace iamsim {
namespace {

// No policy names the first: only `*` means it. The second is what NotAction usually excludes.
constexpr const char* kActionsOfAdministrators[] = {"any-service:AnyAction", "iam:PutRolePolicy"};

bool IsInOrganization(const Snapshot& snapshot, absl::string_view account) {
  const AccountRecord* record = snapshot.FindAccount(account);
  if (record == nullptr) return false;
  return record->in_organization || (!snapshot.organization() && record->has_principals);
}

// Whoever comes from beyond the snapshot and from outside the organization.
bool IsOutside(const Snapshot& snapshot, const std::string& name) {
  const absl::StatusOr<Caller> caller = ParseCaller(name);
  if (!caller.ok() || caller->kind == CallerKind::kIdentityProvider) return true;
  if (caller->kind == CallerKind::kService) return false;
  return caller->account.empty() || !IsInOrganization(snapshot, caller->account);
}

// Where outsiders come in, and their names.
struct Entrances {
  std::vector<HopGraph::Source> sources;
  std::vector<std::string> names;
};

Entrances FindEntrances(const AssumeGraph& graph, bool with_conditional) {
  const Snapshot& snapshot = graph.world().snapshot();
  Entrances out;
  for (const AssumeGraph::OutsideEdge& edge : graph.outside()) {
    const bool counts = with_conditional || edge.from.kind == DecisionKind::kAllowed;
    if (!counts || !IsOutside(snapshot, edge.from.principal)) continue;
    out.sources.push_back({edge.role, 1});
    out.names.push_back(edge.from.principal);
  }
  const absl::Span<const PrincipalRecord> principals = snapshot.principals();
  for (std::uint32_t id = 0; id < principals.size(); ++id) {
    if (IsInOrganization(snapshot, principals[id].arn.account())) continue;
    out.sources.push_back({id, 0});
    out.names.push_back(principals[id].arn.text());
  }
  return out;
}

// Whether a Principal of type AWS names a user, role or session that is not there.
bool IsDangling(const PreparedSnapshot& world, const std::string& value, bool* is_id) {
  *is_id = false;
  if (value == "*" || IsAccountId(value) || !world.Named(value).empty()) return false;
  const absl::StatusOr<Arn> arn = ParseArn(value);
  if (!arn.ok()) {
    *is_id = true;
    return true;
  }
  if (!HasPrincipalsOf(world.snapshot(), arn->account())) return false;
  const absl::StatusOr<Caller> caller = ParseCaller(value);
  return caller.ok() &&
         (caller->kind == CallerKind::kUser || caller->kind == CallerKind::kRoleSession);
}

}  // namespace

absl::StatusOr<std::vector<std::vector<std::uint32_t>>> FindStrongGroups(const AssumeGraph& graph,
                                                                         bool with_conditional) {
  IAMSIM_ASSIGN_OR_RETURN(const HopGraph hops, HopGraph::Make(graph, with_conditional));
  const std::vector<std::size_t> component = hops.StrongComponents();
  std::map<std::size_t, std::vector<std::uint32_t>> groups;
  for (std::uint32_t id = 0; id < component.size(); ++id) groups[component[id]].push_back(id);
  std::vector<std::vector<std::uint32_t>> out;
  for (auto& [unused, members] : groups) {
    if (members.size() > 1) out.push_back(std::move(members));
  }
  absl::c_sort(out);
  return out;
}

absl::StatusOr<std::vector<std::uint32_t>> FindAdministrators(const AssumeGraph& graph) {
  const PreparedSnapshot& world = graph.world();
  std::vector<std::uint32_t> out;
  for (std::uint32_t id = 0; id < world.principals().size(); ++id) out.push_back(id);
  for (const char* action : kActionsOfAdministrators) {
    Request question = graph.options().question;
    question.action = action;
    question.resource = "*";
    PrincipalSweep sweep(world, question, graph.options().evaluation);
    std::vector<std::uint32_t> still;
    for (const std::uint32_t id : out) {
      IAMSIM_ASSIGN_OR_RETURN(const SweepAnswer answer, sweep.Ask(id));
      if (answer.kind == DecisionKind::kAllowed) still.push_back(id);
    }
    out = std::move(still);
  }
  return out;
}

absl::StatusOr<std::vector<ReachedAdministrator>> FindWhoReachesAdministrators(
    const AssumeGraph& graph) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::uint32_t> administrators,
                          FindAdministrators(graph));
  std::vector<HopGraph::Source> sources;
  for (const std::uint32_t id : administrators) sources.push_back({id, 0});
  std::vector<ReachedAdministrator> out;
  std::vector<bool> is_known(graph.world().principals().size(), false);
  for (const DecisionKind kind : {DecisionKind::kAllowed, DecisionKind::kConditional}) {
    IAMSIM_ASSIGN_OR_RETURN(const HopGraph hops,
                            HopGraph::Make(graph, kind == DecisionKind::kConditional));
    const std::vector<HopGraph::Nearest> nearest = hops.FindNearest(sources, /*backwards=*/true);
    for (std::uint32_t id = 0; id < nearest.size(); ++id) {
      if (is_known[id] || nearest[id].hops == HopGraph::kNever) continue;
      is_known[id] = true;
      if (nearest[id].hops == 0) continue;
      out.push_back({id, administrators[nearest[id].source], nearest[id].hops, kind});
    }
  }
  absl::c_sort(out, [](const auto& a, const auto& b) { return a.principal < b.principal; });
  return out;
}

absl::StatusOr<std::vector<ReachedFromOutside>> FindRolesReachedFromOutside(
    const AssumeGraph& graph) {
  const Snapshot& snapshot = graph.world().snapshot();
  std::vector<ReachedFromOutside> out;
  std::vector<bool> is_known(graph.world().principals().size(), false);
  for (const DecisionKind kind : {DecisionKind::kAllowed, DecisionKind::kConditional}) {
    const bool with_conditional = kind == DecisionKind::kConditional;
    IAMSIM_ASSIGN_OR_RETURN(const HopGraph hops, HopGraph::Make(graph, with_conditional));
    const Entrances entrances = FindEntrances(graph, with_conditional);
    const std::vector<HopGraph::Nearest> nearest =
        hops.FindNearest(entrances.sources, /*backwards=*/false);
    for (const std::uint32_t role : graph.roles()) {
      if (is_known[role] || nearest[role].hops == HopGraph::kNever) continue;
      if (!IsInOrganization(snapshot, snapshot.principals()[role].arn.account())) continue;
      is_known[role] = true;
      out.push_back({role, entrances.names[nearest[role].source], nearest[role].hops, kind});
    }
  }
  absl::c_sort(out, [](const auto& a, const auto& b) { return a.role < b.role; });
  return out;
}

std::vector<DanglingTrust> FindDanglingTrusts(const PreparedSnapshot& world) {
  const absl::Span<const PrincipalRecord> principals = world.snapshot().principals();
  std::vector<DanglingTrust> out;
  for (std::uint32_t id = 0; id < principals.size(); ++id) {
    const std::shared_ptr<const AttachedPolicy>& trust = principals[id].trust_policy;
    if (trust == nullptr || trust->policy == nullptr) continue;
    for (const Statement& statement : trust->policy->statements) {
      if (!statement.principal) continue;
      for (const PrincipalEntry& entry : statement.principal->entries) {
        bool is_id = false;
        if (entry.type != PrincipalType::kAws || !IsDangling(world, entry.value, &is_id)) continue;
        out.push_back({id, statement.index, entry.value, is_id});
      }
    }
  }
  return out;
}

}  // namespace iamsim
