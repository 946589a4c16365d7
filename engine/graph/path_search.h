#ifndef IAMSIM_ENGINE_GRAPH_PATH_SEARCH_H_
#define IAMSIM_ENGINE_GRAPH_PATH_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "decide/chain_walk.h"
#include "iamsim/graph/paths.h"

namespace iamsim {

// Hops that were decided, by state and role: many paths lead through the same state.
struct PathFinder::Memory {
  struct Taken {
    bool is_denied = true;
    Formula allowed_when;
    ChainActor next;
    std::string next_state;
  };
  absl::flat_hash_map<std::string, Taken> taken;
};

// One search over states, level by level; or for all simple paths, path by path.
class PathFinder::Search {
 public:
  Search(PathFinder& finder, const PathSearch& search);
  absl::StatusOr<PathResult> Run();

 private:
  // How a state was reached.
  struct Arrival {
    ChainActor actor;
    std::string state;
    std::optional<std::uint32_t> principal;  // of the snapshot
    std::vector<std::uint32_t> roles;
    std::vector<Formula> hops;
    Formula total = true;  // of all hops, as DecideChain() joins them
    std::size_t conditions = 0;
  };
  static constexpr std::size_t kNever = 0xFFFFFFFF;

  Arrival Start() const;
  void FindDistances();
  absl::Status SearchLevels();
  absl::Status SearchSimple(const Arrival& at);
  std::vector<std::uint32_t> CandidatesFrom(const Arrival& at) const;
  // Nothing when the hop is denied, or contradicts what came before.
  absl::StatusOr<std::optional<Arrival>> Take(const Arrival& at, std::uint32_t role);
  absl::StatusOr<const Memory::Taken*> Decide(const Arrival& at, std::uint32_t role);
  // Whether nothing can be won by this arrival over those before it.
  bool IsNoBetter(const Arrival& arrival);
  bool IsBetter(const Arrival& a, const Arrival& b) const;
  bool IsExhausted() const;
  void Note(const Arrival& arrival);
  absl::StatusOr<PathResult> Report();

  PathFinder& finder_;
  const PathSearch& search_;
  const Snapshot& snapshot_;
  std::size_t decisions_ = 0;
  bool is_complete_ = true;
  // The tags of sessions are not those of their roles: the graph of any state does not know them.
  bool passes_tags_ = false;
  std::vector<std::size_t> distance_;  // hops to the role asked for in any state, by principal
  struct Reached {
    Formula total;
    std::size_t conditions = 0;
  };
  absl::flat_hash_map<std::string, std::vector<Reached>> reached_;  // by state
  std::map<std::uint32_t, Arrival> best_;                           // by role
  std::vector<Arrival> all_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_GRAPH_PATH_SEARCH_H_
