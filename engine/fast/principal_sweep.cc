// Tested by principal_sweep_test.cc: equal to the reference over random worlds.
#include "iamsim/fast/principal_sweep.h"

#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "fast/group_question.h"
#include "fast/group_sweep.h"
#include "fast/statement_index.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"

namespace iamsim {

struct PrincipalSweep::GroupState {
  absl::flat_hash_set<std::uint32_t> named;
  std::optional<GroupSweep> shared;  // absent: each member is asked by itself
};

PrincipalSweep::PrincipalSweep(const PreparedSnapshot& world, Request question,
                               const EvaluationOptions& options)
    : world_(world), question_(std::move(question)), options_(options) {
  const ResourceRecord* resource = world.snapshot().FindResource(question_.resource);
  // S3-6: through an access point there are two checks.
  const bool has_two_checks = resource != nullptr && !resource->bucket.empty();
  one_by_one_ = has_two_checks || !question_.via.empty() || !question_.policies.identity.empty() ||
                question_.policies.permissions_boundary.has_value() ||
                question_.pass_role.has_value();
  groups_.resize(world.groups().size());
}

PrincipalSweep::~PrincipalSweep() = default;

PrincipalSweep::GroupState& PrincipalSweep::StateOf(std::uint32_t group) {
  if (groups_[group] != nullptr) return *groups_[group];
  groups_[group] = std::make_unique<GroupState>();
  GroupState& state = *groups_[group];
  const absl::Span<const std::uint32_t> members = world_.groups()[group].members;
  const auto resolve = [this](std::uint32_t member) {
    question_.principal = world_.snapshot().principals()[member].arn.text();
    return Resolve(world_.snapshot(), World::kSnapshot, question_, options_);
  };
  absl::StatusOr<RequestContext> context = resolve(members.front());
  if (!context.ok()) return state;
  state.named = NamedBy(*context, world_);
  const auto stands_for_all =
      absl::c_find_if(members, [&](std::uint32_t id) { return !state.named.contains(id); });
  if (stands_for_all == members.end()) return state;
  if (*stands_for_all != members.front()) context = resolve(*stands_for_all);
  if (!context.ok()) return state;
  if (says_.empty()) {
    candidates_ = world_.statements().Find(context->action);
    says_.assign(world_.principals().size(), 0);
  }
  state.shared.emplace(world_, world_.statements(), group, question_, *std::move(context),
                       candidates_, says_);
  return state;
}

absl::StatusOr<SweepAnswer> PrincipalSweep::AskReference(std::uint32_t principal) {
  ++counts_.by_reference;
  question_.principal = world_.snapshot().principals()[principal].arn.text();
  IAMSIM_ASSIGN_OR_RETURN(const ChainResult result,
                          DecideChain(world_.snapshot(), World::kSnapshot, question_, options_));
  return SweepAnswer{result.decision.kind, result.decision.allowed_when};
}

absl::StatusOr<SweepAnswer> PrincipalSweep::Ask(std::uint32_t id) {
  if (one_by_one_) return AskReference(id);
  const PreparedSnapshot::Principal& principal = world_.principals()[id];
  GroupState& state = StateOf(principal.group);
  if (!state.shared || state.named.contains(id)) return AskReference(id);

  bool asked_again = false;
  SweepAnswer answer = state.shared->Ask(id, &asked_again);
  ++(asked_again ? counts_.in_part : counts_.shared);
  return answer;
}

}  // namespace iamsim
