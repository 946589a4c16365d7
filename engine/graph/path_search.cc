// Tested by paths_test.cc.
#include "graph/path_search.h"

#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

// CH-10: what the next decisions can depend on.
std::string StateOf(const ChainActor& actor) {
  const SessionState& session = actor.session;
  std::string out = absl::StrCat(actor.principal, "\n", actor.original, session.assumed,
                                 session.chained, "\n", session.source_identity);
  for (const auto& [key, value] : session.tags) absl::StrAppend(&out, "\n", key, "=", value);
  for (const std::string& key : session.transitive_tag_keys) absl::StrAppend(&out, "\n", key);
  if (session.session_policies) {
    for (const auto& policy : *session.session_policies) {
      absl::StrAppend(&out, "\n", absl::Hex(policy.get()));
    }
    absl::StrAppend(&out, "\n/");
  }
  return out;
}

// As DecideChain() joins the hops, so that a contradiction is seen here when it is there.
Formula Join(const std::vector<Formula>& hops) {
  Formula total = true;
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) total = And(*hop, total);
  return total;
}

}  // namespace

PathFinder::Search::Search(PathFinder& finder, const PathSearch& search)
    : finder_(finder), search_(search), snapshot_(finder.world_->snapshot()) {
  const PathWorld& questions = finder.questions_;
  passes_tags_ = !questions.first_hop.tags.empty() || !questions.next_hops.tags.empty() ||
                 !questions.question.session_tags.empty() || questions.question.principal_tags;
}

PathFinder::Search::Arrival PathFinder::Search::Start() const {
  Arrival start;
  start.actor.principal = search_.from;
  start.state = StateOf(start.actor);
  const absl::Span<const std::uint32_t> named = finder_.world_->Named(search_.from);
  if (named.size() == 1) start.principal = named.front();
  return start;
}

// How far each principal is from the role at least: from further away no hop is worth a decision.
void PathFinder::Search::FindDistances() {
  distance_.assign(snapshot_.principals().size(), search_.to && !passes_tags_ ? kNever : 0);
  if (!search_.to || passes_tags_) return;
  distance_[*search_.to] = 0;
  std::vector<std::uint32_t> level = {*search_.to};
  for (std::size_t hops = 1; hops <= search_.max_hops && !level.empty(); ++hops) {
    std::vector<std::uint32_t> next;
    for (const std::uint32_t role : level) {
      for (const std::uint32_t from : finder_.any_state_->CandidatesTo(role)) {
        if (distance_[from] != kNever) continue;
        distance_[from] = hops;
        next.push_back(from);
      }
    }
    level = std::move(next);
  }
}

absl::StatusOr<PathResult> PathFinder::Search::Run() {
  FindDistances();
  if (search_.all) {
    IAMSIM_RETURN_IF_ERROR(SearchSimple(Start()));
  } else {
    IAMSIM_RETURN_IF_ERROR(SearchLevels());
  }
  return Report();
}

std::vector<std::uint32_t> PathFinder::Search::CandidatesFrom(const Arrival& at) const {
  const AssumeGraph& graph = *finder_.any_state_;
  std::vector<std::uint32_t> out;
  if (passes_tags_ || !at.principal) {
    out.assign(graph.roles().begin(), graph.roles().end());
  } else {
    out = graph.CandidatesFrom(*at.principal);
  }
  const std::size_t left = search_.max_hops - at.roles.size();
  std::erase_if(out, [&](std::uint32_t role) { return distance_[role] >= left; });
  return out;
}

absl::StatusOr<const PathFinder::Memory::Taken*> PathFinder::Search::Decide(const Arrival& at,
                                                                            std::uint32_t role) {
  const auto [entry, is_new] =
      finder_.memory_->taken.try_emplace(absl::StrCat(at.roles.empty(), role, "\n", at.state));
  Memory::Taken& taken = entry->second;
  if (!is_new) return &taken;
  ++decisions_;
  const PathWorld& questions = finder_.questions_;
  Request question = questions.question;
  question.principal = search_.from;
  Hop hop = at.roles.empty() ? questions.first_hop : questions.next_hops;
  hop.role = snapshot_.principals()[role].arn.text();
  taken.next = at.actor;
  absl::StatusOr<HopResult> result =
      TakeHop(snapshot_, World::kSnapshot, question, hop, questions.evaluation, &taken.next);
  if (!result.ok()) {
    finder_.memory_->taken.erase(entry);
    return result.status();
  }
  taken.is_denied = IsDenial(result->decision.kind);
  taken.allowed_when = result->decision.allowed_when;
  taken.next_state = StateOf(taken.next);
  return &taken;
}

absl::StatusOr<std::optional<PathFinder::Search::Arrival>> PathFinder::Search::Take(
    const Arrival& at, std::uint32_t role) {
  IAMSIM_ASSIGN_OR_RETURN(const Memory::Taken* taken, Decide(at, role));
  if (taken->is_denied) return std::nullopt;
  Arrival next;
  next.hops = at.hops;
  next.hops.push_back(taken->allowed_when);
  next.total = Join(next.hops);
  if (next.total.IsFalse()) return std::nullopt;  // two conditions contradict each other
  next.conditions = LeavesOf(next.total).size();
  next.actor = taken->next;
  next.state = taken->next_state;
  next.principal = role;
  next.roles = at.roles;
  next.roles.push_back(role);
  return next;
}

bool PathFinder::Search::IsNoBetter(const Arrival& arrival) {
  std::vector<Reached>& before = reached_[arrival.state];
  const std::string text = arrival.total.Text();
  for (const Reached& reached : before) {
    // Whenever this one holds the other did, with fewer conditions.
    if (reached.conditions <= arrival.conditions &&
        And(reached.total, arrival.total).Text() == text) {
      return true;
    }
  }
  before.push_back({arrival.total, arrival.conditions});
  return false;
}

bool PathFinder::Search::IsBetter(const Arrival& a, const Arrival& b) const {
  const auto hops_a = a.roles.size();
  const auto hops_b = b.roles.size();
  return search_.order == PathOrder::kShortest
             ? std::tie(hops_a, a.conditions, a.roles) < std::tie(hops_b, b.conditions, b.roles)
             : std::tie(a.conditions, hops_a, a.roles) < std::tie(b.conditions, hops_b, b.roles);
}

bool PathFinder::Search::IsExhausted() const {
  return decisions_ >= search_.max_decisions || all_.size() >= search_.max_paths;
}

void PathFinder::Search::Note(const Arrival& arrival) {
  const std::uint32_t role = arrival.roles.back();
  if (search_.to && role != *search_.to) return;
  if (search_.all) {
    all_.push_back(arrival);
    return;
  }
  const auto [entry, is_new] = best_.try_emplace(role, arrival);
  if (!is_new && IsBetter(arrival, entry->second)) entry->second = arrival;
}

absl::Status PathFinder::Search::SearchLevels() {
  std::vector<Arrival> level = {Start()};
  for (std::size_t hops = 1; hops <= search_.max_hops && !level.empty(); ++hops) {
    std::vector<Arrival> next;
    for (const Arrival& at : level) {
      const std::vector<std::uint32_t> candidates = CandidatesFrom(at);
      for (const std::uint32_t role : candidates) {
        if (IsExhausted()) {
          is_complete_ = false;
          return absl::OkStatus();
        }
        IAMSIM_ASSIGN_OR_RETURN(std::optional<Arrival> arrival, Take(at, role));
        if (!arrival) continue;
        Note(*arrival);
        if (!IsNoBetter(*arrival)) next.push_back(*std::move(arrival));
      }
    }
    const bool is_found = search_.to && best_.contains(*search_.to);
    if (is_found && search_.order == PathOrder::kShortest) break;
    level = std::move(next);
  }
  return absl::OkStatus();
}

absl::Status PathFinder::Search::SearchSimple(const Arrival& at) {
  if (at.roles.size() == search_.max_hops) return absl::OkStatus();
  const std::vector<std::uint32_t> candidates = CandidatesFrom(at);
  const absl::Span<const std::uint32_t> start = finder_.world_->Named(search_.from);
  for (const std::uint32_t role : candidates) {
    if (absl::c_linear_search(at.roles, role) || absl::c_linear_search(start, role)) continue;
    if (IsExhausted()) {
      is_complete_ = false;
      return absl::OkStatus();
    }
    IAMSIM_ASSIGN_OR_RETURN(const std::optional<Arrival> arrival, Take(at, role));
    if (!arrival) continue;
    Note(*arrival);
    if (!search_.to || role != *search_.to) IAMSIM_RETURN_IF_ERROR(SearchSimple(*arrival));
  }
  return absl::OkStatus();
}

absl::StatusOr<PathResult> PathFinder::Search::Report() {
  for (auto& [role, arrival] : best_) all_.push_back(std::move(arrival));
  absl::c_sort(all_, [this](const Arrival& a, const Arrival& b) { return IsBetter(a, b); });
  PathResult out;
  out.is_complete = is_complete_;
  for (const Arrival& arrival : all_) {
    const Request request = finder_.RequestFor(search_.from, arrival.roles);
    IAMSIM_ASSIGN_OR_RETURN(
        const ChainResult chain,
        DecideChain(snapshot_, World::kSnapshot, request, finder_.questions_.evaluation));
    const Decision& decision = chain.decision;
    if (IsDenial(decision.kind)) continue;
    Path path{arrival.roles,
              decision.kind,
              decision.allowed_when,
              LeavesOf(decision.allowed_when).size(),
              {}};
    for (const HopResult& hop : chain.hops) {
      path.hops.push_back({hop.decision.kind, hop.decision.allowed_when});
    }
    out.paths.push_back(std::move(path));
  }
  return out;
}

}  // namespace iamsim
