#ifndef IAMSIM_ENGINE_GRAPH_PATH_SEARCH_H_
#define IAMSIM_ENGINE_GRAPH_PATH_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "graph/state_walk.h"

namespace iamsim {

// States that were reached, and under which conditions.
class Reached {
 public:
  // Whether nothing can be won by this arrival over those before it; else it is one of them.
  bool IsNoBetter(const StateWalk::Arrival& arrival);

 private:
  struct Before {
    Formula total;
    std::size_t conditions = 0;
  };
  absl::flat_hash_map<std::string, std::vector<Before>> by_state_;
};

Path PathOf(const std::string& from, const StateWalk::Arrival& arrival);

// One search over states, level by level; or for all simple paths, path by path.
class PathFinderSearch {
 public:
  PathFinderSearch(StateWalk& walk, const PathSearch& search) : walk_(walk), search_(search) {}
  absl::StatusOr<PathResult> Run();

 private:
  using Arrival = StateWalk::Arrival;

  absl::Status SearchLevels();
  absl::Status SearchSimple(const Arrival& at);
  absl::StatusOr<std::vector<StateWalk::Step>> StepsFrom(const Arrival& at);
  bool IsExhausted() const;
  bool HasFoundAll() const;
  void Note(const Arrival& arrival);

  StateWalk& walk_;
  const PathSearch& search_;
  bool is_complete_ = true;
  std::vector<std::size_t> distance_;  // hops to whom is asked for, by principal
  std::vector<bool> is_target_;
  Reached reached_;
  std::map<std::uint32_t, Path> best_;  // by where they lead
  std::vector<Path> all_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_GRAPH_PATH_SEARCH_H_
