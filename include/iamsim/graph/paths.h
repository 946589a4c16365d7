#ifndef IAMSIM_GRAPH_PATHS_H_
#define IAMSIM_GRAPH_PATHS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/graph/assume_graph.h"
#include "iamsim/model/decision.h"
#include "iamsim/request/request.h"

namespace iamsim {

// What the AssumeRole calls of every path bring along; the roles of the hops are replaced.
struct PathWorld {
  PathWorld() { question.context_is_complete = false; }

  Request question;  // its context above all; principal, action, resource and `via` are replaced
  Hop first_hop;
  Hop next_hops;
  EvaluationOptions evaluation;
};

enum class PathOrder : std::uint8_t {
  kShortest,  // fewest hops, then fewest unmet conditions
  kCheapest,  // fewest unmet conditions, then fewest hops
};

struct PathSearch {
  std::string from;                 // as Request::principal
  std::optional<std::uint32_t> to;  // a role; absent: every role
  // Every path on which no role comes twice, nor the one where it starts. Otherwise the best path
  // to each role, which may come back to a role in another state (CH-10).
  bool all = false;
  PathOrder order = PathOrder::kShortest;
  std::size_t max_hops = 5;
  std::size_t max_paths = 10000;
  std::size_t max_decisions = 1000000;  // how many hops are decided before the search gives up
};

struct Path {
  std::vector<std::uint32_t> roles;  // in order; the last is where it leads
  // What DecideChain() says of `via` these roles; kAllowed or kConditional.
  DecisionKind kind = DecisionKind::kAllowed;
  Formula allowed_when;
  std::size_t conditions = 0;     // distinct leaves of allowed_when
  std::vector<SweepAnswer> hops;  // of each hop by itself
};

struct PathResult {
  std::vector<Path> paths;  // in the order asked for, then by the roles
  bool is_complete = true;  // false: a limit other than max_hops ended the search
};

// Through which roles? Each hop is decided by the reference for the session that the hop before
// made: what a chained session has lost (CH-4, RC-6) and what it carries (CH-6) is its state, and
// states, not roles, are visited once. Immutable but for a memory of decisions: not thread-safe.
class PathFinder {
 public:
  // Builds a graph of who may assume what in any state, which spares most decisions. Errors as
  // AssumeGraph::Build.
  static absl::StatusOr<std::unique_ptr<PathFinder>> Make(
      std::shared_ptr<const PreparedSnapshot> world, const PathWorld& questions);
  ~PathFinder();

  // Errors: as DecideChain for `search.from`.
  absl::StatusOr<PathResult> Find(const PathSearch& search);

  // The request whose DecideChain() is the decision of a path: sts:GetCallerIdentity, which is
  // always allowed (ST-1), through its roles.
  Request RequestFor(absl::string_view from, absl::Span<const std::uint32_t> roles) const;

 private:
  class Search;
  PathFinder();

  std::shared_ptr<const PreparedSnapshot> world_;
  PathWorld questions_;
  std::shared_ptr<const AssumeGraph> any_state_;
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

}  // namespace iamsim

#endif  // IAMSIM_GRAPH_PATHS_H_
