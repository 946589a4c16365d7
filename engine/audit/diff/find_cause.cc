// A statement stands behind a change when it is among the changed ones and had a say: a Deny that
// matches in the new world, or an Allow that matched in the old one, behind what is denied now; the
// other way round behind what is allowed now. Tested by tests/audit/diff/diff_test.cc.
#include "audit/diff/find_cause.h"

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "iamsim/model/arn.h"

namespace iamsim {
namespace {

// The layer in whose report a statement of `kind` stands.
bool IsInLayer(PolicyKind kind, PolicyKind layer) { return LayerName(kind) == LayerName(layer); }

bool IsAbout(const ChangedStatement& changed, const LayerReport& layer,
             const StatementReference& reference, const DecisionChange& change, bool is_before) {
  const Statement* statement = is_before ? changed.before : changed.after;
  if (statement == nullptr || !IsInLayer(changed.kind, layer.layer)) return false;
  const AttachedPolicy& policy = is_before ? *changed.policy_before : *changed.policy_after;
  if (statement->index != reference.statement || policy.name != reference.policy) return false;
  if (!layer.target.empty()) return absl::c_linear_search(changed.targets, layer.target);
  const bool is_held =
      changed.kind == PolicyKind::kIdentity || changed.kind == PolicyKind::kPermissionsBoundary;
  return !is_held || absl::c_linear_search(changed.targets, change.principal);
}

}  // namespace

std::optional<std::size_t> CauseFinder::FindAmong(const Decision& decision, bool is_before,
                                                  const DecisionChange& change) const {
  // Denied now: look for a Deny in the new world, for an Allow in the old one.
  const bool is_denied = !change.shift.newly_denied_when.IsFalse();
  const Effect wanted = is_denied != is_before ? Effect::kDeny : Effect::kAllow;
  for (const LayerReport& layer : decision.layers) {
    for (const StatementReference& reference : layer.statements) {
      if (reference.effect != wanted) continue;
      for (std::size_t i = 0; i < difference_.statements.size(); ++i) {
        if (IsAbout(difference_.statements[i], layer, reference, change, is_before)) return i;
      }
    }
  }
  return std::nullopt;
}

CauseFinder::Cause CauseFinder::Search(const DecisionChange& change) const {
  Request request = question_.request;
  request.principal = change.principal;
  const auto decide = [&](const Snapshot& world) {
    return DecideChain(world, World::kSnapshot, request, options_);
  };
  const auto before = decide(*difference_.before);
  const auto after = decide(*difference_.after);
  if (before.ok() && after.ok()) {
    if (const auto found = FindAmong(after->decision, false, change)) return {found, ""};
    if (const auto found = FindAmong(before->decision, true, change)) return {found, ""};
  }
  // Only one difference could be behind it.
  if (difference_.statements.size() == 1 && difference_.others.empty()) return {0, ""};
  if (!difference_.others.empty()) return {std::nullopt, difference_.others.front().what};
  return {std::nullopt, "several changes together"};
}

std::string CauseFinder::LikenessOf(const DecisionChange& change) const {
  const absl::StatusOr<Arn> arn = ParseArn(change.principal);
  std::string likeness = absl::StrCat(arn.ok() ? arn->account() : change.principal, "|",
                                      change.before_when.Text(), "|", change.after_when.Text());
  for (std::size_t i = 0; i < difference_.statements.size(); ++i) {
    const ChangedStatement& changed = difference_.statements[i];
    if (absl::c_binary_search(changed.reach.principals, change.principal)) {
      absl::StrAppend(&likeness, "|", i);
    }
  }
  return likeness;
}

void CauseFinder::Find(DecisionChange* change) {
  const auto [found, is_new] = known_.try_emplace(LikenessOf(*change));
  if (is_new) found->second = Search(*change);
  change->because = found->second.because;
  change->reason = found->second.reason;
}

}  // namespace iamsim
