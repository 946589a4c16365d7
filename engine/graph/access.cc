// Tested by access_test.cc: equal to the reference over all chains of small worlds.
#include "iamsim/graph/access.h"

#include <utility>

#include "graph/path_search.h"
#include "graph/state_walk.h"
#include "graph/target.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/model/caller.h"

namespace iamsim {
namespace {

// The path with the action at its end; absent: denied there.
absl::StatusOr<std::optional<Path>> AskAtEnd(const AccessQuestion& question, const StateWalk& walk,
                                             const std::string& from,
                                             const StateWalk::Arrival& at) {
  // Without a policy of its own, or without calls of its own (TR-7), it is nobody to ask.
  if (walk.IsUnaskable(at)) return std::nullopt;
  if (at.actor.original) {
    IAMSIM_ASSIGN_OR_RETURN(const Caller caller, ParseCaller(from));
    if (caller.kind == CallerKind::kIdentityProvider) return std::nullopt;
  }
  Request request = question.request;
  request.principal = from;
  IAMSIM_ASSIGN_OR_RETURN(
      const ChainResult result,
      FinishChain(walk.snapshot(), World::kSnapshot, request, question.evaluation, at.actor));
  SweepAnswer answer = AnswerOf(And(at.total, result.decision.allowed_when));
  if (!IsEdge(answer)) return std::nullopt;
  const std::size_t conditions = LeavesOf(answer.allowed_when).size();
  return Path{from, at.hops, answer.kind, std::move(answer.allowed_when), conditions};
}

// What is allowed comes before what is conditional, however short.
bool IsBetter(const Path& path, const std::optional<Path>& best) {
  if (!best) return true;
  if (path.kind != best->kind) return path.kind == DecisionKind::kAllowed;
  return ComesBefore(path, *best, PathOrder::kShortest);
}

}  // namespace

AccessFinder::AccessFinder() = default;
AccessFinder::~AccessFinder() = default;

absl::StatusOr<std::unique_ptr<AccessFinder>> AccessFinder::Make(
    std::shared_ptr<const PreparedSnapshot> world, AccessQuestion question) {
  std::unique_ptr<AccessFinder> out(new AccessFinder());
  PathWorld questions;
  questions.question = question.request;
  questions.first_hop = question.hops;
  questions.next_hops = question.hops;
  questions.evaluation = question.evaluation;
  out->question_ = std::move(question);
  IAMSIM_ASSIGN_OR_RETURN(out->walk_, StateWalk::Make(world, questions));
  IAMSIM_RETURN_IF_ERROR(out->FindRolesThatMay(world));
  return out;
}

// Which roles may do it in some state, and how far everybody is from them: whoever is further away
// need not be asked.
absl::Status AccessFinder::FindRolesThatMay(const std::shared_ptr<const PreparedSnapshot>& world) {
  const bool brings_tags =
      walk_->passes_tags() || (question_.last_hop && !question_.last_hop->tags.empty());
  Request in_any_state = InAnyState(question_.request);
  in_any_state.pass_role.reset();  // needed besides: without it the answer is never narrower
  PrincipalSweep sweep(*world, in_any_state, question_.evaluation);
  for (const std::uint32_t role : walk_->any_state().roles()) {
    if (!brings_tags) {
      IAMSIM_ASSIGN_OR_RETURN(const SweepAnswer answer, sweep.Ask(role));
      if (!IsEdge(answer)) continue;
    }
    may_.push_back(role);
  }
  IAMSIM_ASSIGN_OR_RETURN(distance_, walk_->Distances(may_, EdgeKinds(), question_.max_hops));
  return absl::OkStatus();
}

absl::StatusOr<AccessAnswer> AccessFinder::Find(const std::string& from) {
  AccessAnswer out;
  const auto note = [&](const StateWalk::Arrival& at) -> absl::Status {
    IAMSIM_ASSIGN_OR_RETURN(std::optional<Path> path, AskAtEnd(question_, *walk_, from, at));
    if (path && IsBetter(*path, out.path)) out.path = std::move(path);
    return absl::OkStatus();
  };
  walk_->ForgetDecisions();
  Reached reached;
  std::vector<StateWalk::Arrival> level = {walk_->Start(from)};
  IAMSIM_RETURN_IF_ERROR(note(level.front()));
  for (std::size_t hops = 1; hops <= question_.max_hops && !level.empty(); ++hops) {
    if (out.path && out.path->kind == DecisionKind::kAllowed) break;
    std::vector<StateWalk::Arrival> next;
    for (const StateWalk::Arrival& at : level) {
      IAMSIM_ASSIGN_OR_RETURN(const std::vector<StateWalk::Step> steps,
                              walk_->StepsFrom(at, EdgeKinds()));
      for (const StateWalk::Step& step : steps) {
        if (distance_[step.to] > question_.max_hops - hops) continue;
        if (walk_->decisions() >= question_.max_decisions) {
          out.is_complete = false;
          return out;
        }
        IAMSIM_ASSIGN_OR_RETURN(std::vector<StateWalk::Arrival> arrivals, walk_->Take(at, step));
        std::vector<StateWalk::Arrival> ends = arrivals;
        if (question_.last_hop) {
          IAMSIM_ASSIGN_OR_RETURN(ends, walk_->Take(at, step, &*question_.last_hop));
        }
        for (const StateWalk::Arrival& end : ends) IAMSIM_RETURN_IF_ERROR(note(end));
        for (StateWalk::Arrival& arrival : arrivals) {
          if (!reached.IsNoBetter(arrival)) next.push_back(std::move(arrival));
        }
      }
    }
    level = std::move(next);
  }
  return out;
}

Request AccessFinder::RequestFor(const Path& path) const {
  Request out = question_.request;
  out.principal = path.from;
  for (const PathHop& hop : path.hops) {
    const bool is_last = &hop == &path.hops.back();
    out.via.push_back(is_last ? question_.last_hop.value_or(question_.hops) : question_.hops);
    out.via.back().role = walk_->snapshot().principals()[hop.to].arn.text();
  }
  return out;
}

const AssumeGraph& AccessFinder::any_state() const { return walk_->any_state(); }

}  // namespace iamsim
