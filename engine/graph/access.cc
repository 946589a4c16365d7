// Tested by access_test.cc: equal to the reference over all chains of small worlds.
#include "iamsim/graph/access.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "graph/path_search.h"
#include "graph/state_walk.h"
#include "graph/target.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/model/caller.h"

namespace iamsim {
namespace {

// What is allowed comes before what is conditional, however short.
bool IsBetter(const Path& path, const std::optional<Path>& best) {
  if (!best) return true;
  if (path.kind != best->kind) return path.kind == DecisionKind::kAllowed;
  return ComesBefore(path, *best, PathOrder::kShortest);
}

// Whether an answer in any state may be an unconditional yes in one of them: no state settles a
// condition on anything else.
bool MayBeAllowed(const Request& request, const SweepAnswer& answer) {
  const bool all_is_unknown = !request.context_is_complete && !request.unknown_keys_are_absent &&
                              request.absent_keys.empty();
  if (!IsEdge(answer) || answer.kind == DecisionKind::kAllowed || !all_is_unknown) {
    return IsEdge(answer);
  }
  return absl::c_any_of(LeavesOf(answer.allowed_when), [](const FormulaLeaf& leaf) {
    return leaf.op == "ResourceMatches" || IsOfState(leaf.key);
  });
}

// Whether a way that leads on from here, of that many hops, may be better than `best`: what is
// conditional on the way stays so, and then fewer hops are better.
bool CanWin(const StateWalk::Arrival& at, std::size_t hops, const Path& best) {
  return at.total.IsTrue() || hops <= best.hops.size();
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
  std::vector<std::uint32_t> may_be_allowed;
  for (const std::uint32_t role : walk_->any_state().roles()) {
    IAMSIM_ASSIGN_OR_RETURN(const SweepAnswer answer, sweep.Ask(role));
    if (brings_tags || IsEdge(answer)) may_.push_back(role);
    if (brings_tags || MayBeAllowed(question_.request, answer)) may_be_allowed.push_back(role);
  }
  IAMSIM_ASSIGN_OR_RETURN(distance_, walk_->Distances(may_, EdgeKinds(), question_.max_hops));
  IAMSIM_ASSIGN_OR_RETURN(distance_to_allowed_,
                          walk_->Distances(may_be_allowed, EdgeKinds(), question_.max_hops));
  return absl::OkStatus();
}

// One search over states, level by level.
class AccessFinder::Search {
 public:
  Search(AccessFinder& finder, const std::string& from) : finder_(finder), from_(from) {}

  absl::StatusOr<AccessAnswer> Run();

 private:
  using Arrival = StateWalk::Arrival;
  absl::Status TakeSteps(const Arrival& at, std::size_t hops, std::vector<Arrival>* next);
  absl::Status Note(const Arrival& at);
  absl::StatusOr<Formula> AskAtEnd(const Arrival& at);

  AccessFinder& finder_;
  const std::string& from_;
  Reached reached_;
  AccessAnswer out_;
};

// When the action is allowed at the end of the way, but for the way itself.
absl::StatusOr<Formula> AccessFinder::Search::AskAtEnd(const Arrival& at) {
  StateWalk& walk = *finder_.walk_;
  // Without a policy of its own, or without calls of its own (TR-7), it is nobody to ask.
  if (walk.IsUnaskable(at)) return Formula(false);
  if (at.actor.original) {
    IAMSIM_ASSIGN_OR_RETURN(const Caller caller, ParseCaller(from_));
    if (caller.kind == CallerKind::kIdentityProvider) return Formula(false);
  }
  const auto known = finder_.at_end_.find(at.state);
  if (known != finder_.at_end_.end()) return known->second;
  Request request = finder_.question_.request;
  request.principal = from_;
  IAMSIM_ASSIGN_OR_RETURN(const ChainResult result,
                          FinishChain(walk.snapshot(), World::kSnapshot, request,
                                      finder_.question_.evaluation, at.actor));
  finder_.at_end_.emplace(at.state, result.decision.allowed_when);
  return result.decision.allowed_when;
}

absl::Status AccessFinder::Search::Note(const Arrival& at) {
  if (out_.path && !CanWin(at, at.hops.size(), *out_.path)) return absl::OkStatus();
  IAMSIM_ASSIGN_OR_RETURN(const Formula may, AskAtEnd(at));
  SweepAnswer answer = AnswerOf(And(at.total, may));
  if (!IsEdge(answer)) return absl::OkStatus();
  const std::size_t conditions = LeavesOf(answer.allowed_when).size();
  Path path{from_, at.hops, answer.kind, std::move(answer.allowed_when), conditions};
  if (IsBetter(path, out_.path)) out_.path = std::move(path);
  return absl::OkStatus();
}

absl::Status AccessFinder::Search::TakeSteps(const Arrival& at, std::size_t hops,
                                             std::vector<Arrival>* next) {
  StateWalk& walk = *finder_.walk_;
  const AccessQuestion& question = finder_.question_;
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<StateWalk::Step> steps,
                          walk.StepsFrom(at, EdgeKinds()));
  for (const StateWalk::Step& step : steps) {
    // Where a shorter conditional way is known only an unconditional one is of interest.
    const bool is_beaten = out_.path && out_.path->hops.size() < hops;
    const std::size_t distance =
        (is_beaten ? finder_.distance_to_allowed_ : finder_.distance_)[step.to];
    if (distance > question.max_hops - hops) continue;
    if (walk.decisions() >= question.max_decisions) {
      out_.is_complete = false;
      return absl::OkStatus();
    }
    IAMSIM_ASSIGN_OR_RETURN(std::vector<Arrival> arrivals, walk.Take(at, step));
    std::vector<Arrival> ends = arrivals;
    if (question.last_hop) {
      IAMSIM_ASSIGN_OR_RETURN(ends, walk.Take(at, step, &*question.last_hop));
    }
    for (const Arrival& end : ends) IAMSIM_RETURN_IF_ERROR(Note(end));
    for (Arrival& arrival : arrivals) {
      if (out_.path && !CanWin(arrival, hops + 1, *out_.path)) continue;
      if (!reached_.IsNoBetter(arrival)) next->push_back(std::move(arrival));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<AccessAnswer> AccessFinder::Search::Run() {
  finder_.walk_->ForgetDecisions();
  std::vector<Arrival> level = {finder_.walk_->Start(from_)};
  IAMSIM_RETURN_IF_ERROR(Note(level.front()));
  for (std::size_t hops = 1; hops <= finder_.question_.max_hops && !level.empty(); ++hops) {
    if (out_.path && out_.path->kind == DecisionKind::kAllowed) break;
    std::vector<Arrival> next;
    for (const Arrival& at : level) {
      if (out_.path && !CanWin(at, hops, *out_.path)) continue;
      IAMSIM_RETURN_IF_ERROR(TakeSteps(at, hops, &next));
      if (!out_.is_complete) return std::move(out_);
    }
    level = std::move(next);
  }
  return std::move(out_);
}

absl::StatusOr<AccessAnswer> AccessFinder::Find(const std::string& from) {
  return Search(*this, from).Run();
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
