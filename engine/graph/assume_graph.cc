// Tested by assume_graph_test.cc: every pair equal to the reference.
#include "iamsim/graph/assume_graph.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "base/sort_each_once.h"
#include "graph/target.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"

namespace iamsim {
namespace {

// The entry of `of` in a list that is sorted by it.
template <class Answer>
const Answer* FindIn(const std::vector<Answer>& list, std::uint32_t of) {
  const auto found = absl::c_lower_bound(
      list, of, [](const Answer& answer, std::uint32_t id) { return answer.of < id; });
  return found != list.end() && found->of == of ? &*found : nullptr;
}

}  // namespace

AssumeGraph::AssumeGraph() = default;
AssumeGraph::~AssumeGraph() = default;

absl::StatusOr<std::optional<SweepAnswer>> AssumeGraph::Ask(std::uint32_t from,
                                                            std::uint32_t role) const {
  const absl::Span<const PrincipalRecord> principals = world_->snapshot().principals();
  Request question = options_.question;
  question.principal = principals[from].arn.text();
  question.action = "sts:AssumeRole";
  question.resource = principals[role].arn.text();
  IAMSIM_ASSIGN_OR_RETURN(
      const ChainResult result,
      DecideChain(world_->snapshot(), World::kSnapshot, question, options_.evaluation));
  SweepAnswer answer{result.decision.kind, result.decision.allowed_when};
  if (!IsEdge(answer)) return std::nullopt;
  return answer;
}

absl::StatusOr<std::optional<SweepAnswer>> AssumeGraph::Find(std::uint32_t from,
                                                             std::uint32_t role) const {
  const Target& target = targets_[role];
  const Target::Answer* found = FindIn(target.principals, from);
  if (found == nullptr) found = FindIn(target.sets, set_of_[from]);
  if (found == nullptr) found = FindIn(target.sets, sets_[set_of_[from]].outer);
  if (found == nullptr) return std::nullopt;
  if (found->is_individual) return Ask(from, role);
  if (!IsEdge(found->answer)) return std::nullopt;
  return found->answer;
}

std::vector<std::uint32_t> AssumeGraph::CandidatesTo(std::uint32_t role) const {
  const Target& target = targets_[role];
  std::vector<std::uint32_t> out;
  for (const Target::Answer& answer : target.sets) {
    if (!IsEdge(answer.answer)) continue;
    const std::vector<std::uint32_t>& members = sets_[answer.of].members;
    out.insert(out.end(), members.begin(), members.end());
  }
  for (const Target::Answer& answer : target.principals) {
    if (IsEdge(answer.answer)) out.push_back(answer.of);
  }
  SortEachOnce(&out);
  return out;
}

std::vector<std::uint32_t> AssumeGraph::CandidatesFrom(std::uint32_t principal) const {
  const std::uint32_t set = set_of_[principal];
  std::vector<std::uint32_t> out = roles_of_set_[sets_[set].outer];
  for (const std::vector<std::uint32_t>* more :
       {&roles_of_set_[set], &roles_of_principal_[principal]}) {
    out.insert(out.end(), more->begin(), more->end());
  }
  SortEachOnce(&out);
  return out;
}

absl::Status AssumeGraph::ForEachTo(std::uint32_t role, const Visit& visit) const {
  for (const std::uint32_t from : CandidatesTo(role)) {
    IAMSIM_ASSIGN_OR_RETURN(std::optional<SweepAnswer> answer, Find(from, role));
    if (answer) visit({from, role, *std::move(answer)});
  }
  return absl::OkStatus();
}

absl::Status AssumeGraph::ForEachFrom(std::uint32_t principal, const Visit& visit) const {
  for (const std::uint32_t role : CandidatesFrom(principal)) {
    IAMSIM_ASSIGN_OR_RETURN(std::optional<SweepAnswer> answer, Find(principal, role));
    if (answer) visit({principal, role, *std::move(answer)});
  }
  return absl::OkStatus();
}

std::vector<AssumeGraph::HyperEdge> AssumeGraph::HyperEdges() const {
  std::vector<HyperEdge> out;
  for (const std::uint32_t role : roles_) {
    for (const Target::Answer& answer : targets_[role].sets) {
      out.push_back({answer.of, role, answer.answer, answer.is_individual});
    }
  }
  return out;
}

std::vector<AssumeGraph::Edge> AssumeGraph::SingleAnswers() const {
  std::vector<Edge> out;
  for (const std::uint32_t role : roles_) {
    for (const Target::Answer& answer : targets_[role].principals) {
      out.push_back({answer.of, role, answer.answer});
    }
  }
  return out;
}

}  // namespace iamsim
