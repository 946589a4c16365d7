#ifndef IAMSIM_ENGINE_GRAPH_STATE_WALK_H_
#define IAMSIM_ENGINE_GRAPH_STATE_WALK_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "decide/chain_walk.h"
#include "graph/service_ways.h"
#include "iamsim/graph/paths.h"

namespace iamsim {

// The question without what hops set, keep or lose: its answer holds whatever the state.
Request InAnyState(const Request& question);

// One hop after the other through states (CH-10), each decided by the reference for the session of
// the hop before. What was decided once is remembered, because many paths lead through the same
// state. Not thread-safe.
class StateWalk {
 public:
  static constexpr std::size_t kNever = 0xFFFFFFFF;

  // How a state was reached.
  struct Arrival {
    ChainActor actor;
    std::string state;
    std::optional<std::uint32_t> principal;  // of the snapshot
    std::vector<PathHop> hops;
    Formula total = true;  // of all hops, as DecideChain() joins them
    std::size_t conditions = 0;
  };
  struct Step {
    EdgeKind kind = EdgeKind::kAssume;
    std::uint32_t to = 0;
  };

  static absl::StatusOr<std::unique_ptr<StateWalk>> Make(
      std::shared_ptr<const PreparedSnapshot> world, const PathWorld& questions);

  const PreparedSnapshot& world() const { return *world_; }
  const Snapshot& snapshot() const { return world_->snapshot(); }
  const PathWorld& questions() const { return questions_; }
  // Edges in any state: never one too few.
  const AssumeGraph& any_state() const { return *any_state_; }
  // The tags of sessions are not those of their roles: the graph of any state does not know them.
  bool passes_tags() const { return passes_tags_; }

  Arrival Start(const std::string& from) const;
  // How far each principal is from the nearest of `targets`, at least: kNever beyond `max_hops`.
  absl::StatusOr<std::vector<std::size_t>> Distances(const std::vector<std::uint32_t>& targets,
                                                     const EdgeKinds& kinds, std::size_t max_hops);
  // The steps that may be possible, none of them decided.
  absl::StatusOr<std::vector<Step>> StepsFrom(const Arrival& at, const EdgeKinds& kinds);
  // Where a step leads: nowhere when it is denied or contradicts what came before; of several ways
  // to take it each, but for one that is allowed. `last`: what the call brings along instead.
  absl::StatusOr<std::vector<Arrival>> Take(const Arrival& at, const Step& step,
                                            const Hop* last = nullptr);

  // `*`, and accounts of which nobody is loaded: their own policies are not known.
  bool IsUnaskable(const Arrival& at) const;

  std::size_t decisions() const { return decisions_; }
  void ForgetDecisions() { decisions_ = 0; }

 private:
  struct Taken {
    PathHop hop;
    ChainActor next;
    std::string next_state;
  };
  using TakenList = std::vector<Taken>;

  StateWalk() = default;
  absl::Status FindMoves(const EdgeKinds& kinds);
  absl::StatusOr<const TakenList*> Decide(const Arrival& at, const Step& step, const Hop* last);
  absl::StatusOr<TakenList> Assume(const Arrival& at, std::uint32_t role, const Hop& hop);
  absl::StatusOr<TakenList> AssumeFromOutside(const Arrival& at, std::uint32_t role,
                                              const Hop& hop);
  absl::StatusOr<TakenList> PassRole(const Arrival& at, std::uint32_t role);
  absl::StatusOr<TakenList> Control(const Arrival& at, std::uint32_t principal);
  absl::StatusOr<SweepAnswer> Ask(const ChainActor& actor, const std::string& action,
                                  const std::string& resource) const;

  std::shared_ptr<const PreparedSnapshot> world_;
  PathWorld questions_;
  std::shared_ptr<const AssumeGraph> any_state_;
  std::shared_ptr<const AssumeGraph> of_first_hop_;  // made when somebody beyond needs it
  bool passes_tags_ = false;
  std::optional<ServiceWays> ways_;
  // By kind but kAssume, which the graph knows: who may take a hop to whom in any state, from each
  // end; empty until a question needs it.
  struct Moves {
    std::vector<std::vector<std::uint32_t>> to;
    std::vector<std::vector<std::uint32_t>> from;
  };
  Moves moves_[3];
  absl::flat_hash_map<std::string, TakenList> taken_;
  std::size_t decisions_ = 0;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_GRAPH_STATE_WALK_H_
