// Tested by paths_test.cc.
#include "graph/path_search.h"

#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "graph/target.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {

bool Reached::IsNoBetter(const StateWalk::Arrival& arrival) {
  std::vector<Before>& before = by_state_[arrival.state];
  const std::string text = arrival.total.Text();
  for (const Before& other : before) {
    // Whenever this one holds the other did, with fewer conditions.
    if (other.conditions <= arrival.conditions && And(other.total, arrival.total).Text() == text) {
      return true;
    }
  }
  before.push_back({arrival.total, arrival.conditions});
  return false;
}

Path PathOf(const std::string& from, const StateWalk::Arrival& arrival) {
  SweepAnswer total = AnswerOf(arrival.total);
  return {from, arrival.hops, total.kind, std::move(total.allowed_when), arrival.conditions};
}

std::vector<std::uint32_t> EndsOf(absl::Span<const PathHop> hops) {
  std::vector<std::uint32_t> out;
  for (const PathHop& hop : hops) out.push_back(hop.to);
  return out;
}

bool ComesBefore(const Path& a, const Path& b, PathOrder order) {
  const auto key = [order](const Path& path) {
    std::pair<std::size_t, std::size_t> cost{path.hops.size(), path.conditions};
    if (order == PathOrder::kCheapest) std::swap(cost.first, cost.second);
    return cost;
  };
  const auto names = [](const Path& path) {
    std::vector<std::tuple<EdgeKind, std::string, std::vector<std::string>>> out;
    for (const PathHop& hop : path.hops) out.emplace_back(hop.kind, hop.service, hop.actions);
    return out;
  };
  const auto before = std::make_tuple(key(a), EndsOf(a.hops));
  const auto after = std::make_tuple(key(b), EndsOf(b.hops));
  if (std::get<0>(before) != std::get<0>(after)) return std::get<0>(before) < std::get<0>(after);
  if (a.from != b.from) return a.from < b.from;
  if (before != after) return before < after;
  return names(a) < names(b);
}

absl::StatusOr<PathResult> PathFinderSearch::Run() {
  const std::size_t principals = walk_.snapshot().principals().size();
  is_target_.assign(principals, !search_.to);
  distance_.assign(principals, 0);
  if (search_.to) {
    for (const std::uint32_t target : *search_.to) is_target_[target] = true;
    IAMSIM_ASSIGN_OR_RETURN(distance_,
                            walk_.Distances(*search_.to, search_.edges, search_.max_hops));
  }
  walk_.ForgetDecisions();
  if (search_.all) {
    IAMSIM_RETURN_IF_ERROR(SearchSimple(walk_.Start(search_.from)));
  } else {
    IAMSIM_RETURN_IF_ERROR(SearchLevels());
  }
  PathResult out;
  out.is_complete = is_complete_;
  out.paths = std::move(all_);
  for (auto& [unused, path] : best_) out.paths.push_back(std::move(path));
  absl::c_sort(out.paths,
               [this](const Path& a, const Path& b) { return ComesBefore(a, b, search_.order); });
  return out;
}

absl::StatusOr<std::vector<StateWalk::Step>> PathFinderSearch::StepsFrom(const Arrival& at) {
  IAMSIM_ASSIGN_OR_RETURN(std::vector<StateWalk::Step> steps, walk_.StepsFrom(at, search_.edges));
  const std::size_t left = search_.max_hops - at.hops.size();
  // From further away no hop is worth a decision.
  std::erase_if(steps, [&](const StateWalk::Step& step) { return distance_[step.to] >= left; });
  return steps;
}

bool PathFinderSearch::IsExhausted() const {
  return walk_.decisions() >= search_.max_decisions || all_.size() >= search_.max_paths;
}

bool PathFinderSearch::HasFoundAll() const {
  return search_.to && absl::c_all_of(*search_.to, [this](std::uint32_t target) {
           return best_.contains(target);
         });
}

void PathFinderSearch::Note(const Arrival& arrival) {
  const std::uint32_t end = arrival.hops.back().to;
  if (!is_target_[end]) return;
  Path path = PathOf(search_.from, arrival);
  if (search_.all) {
    all_.push_back(std::move(path));
    return;
  }
  const auto [entry, is_new] = best_.try_emplace(end, path);
  if (!is_new && ComesBefore(path, entry->second, search_.order)) entry->second = std::move(path);
}

absl::Status PathFinderSearch::SearchLevels() {
  std::vector<Arrival> level = {walk_.Start(search_.from)};
  for (std::size_t hops = 1; hops <= search_.max_hops && !level.empty(); ++hops) {
    std::vector<Arrival> next;
    for (const Arrival& at : level) {
      IAMSIM_ASSIGN_OR_RETURN(const std::vector<StateWalk::Step> steps, StepsFrom(at));
      for (const StateWalk::Step& step : steps) {
        if (IsExhausted()) {
          is_complete_ = false;
          return absl::OkStatus();
        }
        IAMSIM_ASSIGN_OR_RETURN(std::vector<Arrival> arrivals, walk_.Take(at, step));
        for (Arrival& arrival : arrivals) {
          Note(arrival);
          if (!reached_.IsNoBetter(arrival)) next.push_back(std::move(arrival));
        }
      }
    }
    if (search_.order == PathOrder::kShortest && HasFoundAll()) break;
    level = std::move(next);
  }
  return absl::OkStatus();
}

absl::Status PathFinderSearch::SearchSimple(const Arrival& at) {
  if (at.hops.size() == search_.max_hops) return absl::OkStatus();
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<StateWalk::Step> steps, StepsFrom(at));
  const absl::Span<const std::uint32_t> start = walk_.world().Named(search_.from);
  for (const StateWalk::Step& step : steps) {
    const bool is_again =
        absl::c_linear_search(start, step.to) ||
        absl::c_any_of(at.hops, [&](const PathHop& hop) { return hop.to == step.to; });
    if (is_again) continue;
    IAMSIM_ASSIGN_OR_RETURN(const std::vector<Arrival> arrivals, walk_.Take(at, step));
    for (const Arrival& arrival : arrivals) {
      if (IsExhausted()) {
        is_complete_ = false;
        return absl::OkStatus();
      }
      Note(arrival);
      const bool is_end = search_.to && search_.to->size() == 1 && is_target_[step.to];
      if (!is_end) IAMSIM_RETURN_IF_ERROR(SearchSimple(arrival));
    }
  }
  return absl::OkStatus();
}

}  // namespace iamsim
