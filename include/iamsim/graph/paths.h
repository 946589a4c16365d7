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
#include "iamsim/graph/edge_kind.h"
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
  // As Request::principal; or the root ARN of an account that is not loaded, and `*`: somebody of
  // that account, anybody.
  std::string from;
  // Principals to reach; absent: all. Roles, and of control edges users too.
  std::optional<std::vector<std::uint32_t>> to;
  EdgeKinds edges;
  // Every path on which nobody comes twice, nor the one where it starts. Otherwise the best path
  // to each principal, which may come back to a role in another state (CH-10).
  bool all = false;
  PathOrder order = PathOrder::kShortest;
  std::size_t max_hops = 5;
  std::size_t max_paths = 10000;
  std::size_t max_decisions = 1000000;  // how many hops are decided before the search gives up
};

struct PathHop {
  EdgeKind kind = EdgeKind::kAssume;
  std::uint32_t to = 0;
  std::string service;  // of kPassRole, such as lambda.amazonaws.com
  // Of kPassRole what makes the service use the role (a row of engine/graph/pass_role.inc), beside
  // iam:PassRole; of kControl one of engine/graph/control.inc.
  std::vector<std::string> actions;
  SweepAnswer answer;  // of this hop by itself; kAllowed or kConditional
};

struct Path {
  std::string from;
  std::vector<PathHop> hops;  // the last is where it leads
  // Of all hops together; of roles that are assumed what DecideChain() says of `via` them. kAllowed
  // or kConditional.
  DecisionKind kind = DecisionKind::kAllowed;
  Formula allowed_when;
  std::size_t conditions = 0;  // distinct leaves of allowed_when
};
// Where the hops lead, in order.
std::vector<std::uint32_t> EndsOf(absl::Span<const PathHop> hops);
// Whether `a` comes before `b` when asked for in `order`: then by source and ends.
bool ComesBefore(const Path& a, const Path& b, PathOrder order);

struct PathResult {
  std::vector<Path> paths;  // in the order asked for
  bool is_complete = true;  // false: a limit other than max_hops ended the search
};

class StateWalk;

// Through which roles? Each hop is decided by the reference for the session that the hop before
// made: what a chained session has lost (CH-4, RC-6) and what it carries (CH-6) is its state, and
// states, not roles, are visited once. A role that was passed is a fresh session made by the
// service; who rewrites a role goes on as a session of it, who takes over a user as that user.
// Immutable but for a memory of decisions: not thread-safe.
class PathFinder {
 public:
  // Builds a graph of who may assume what in any state, which spares most decisions. Errors as
  // AssumeGraph::Build.
  static absl::StatusOr<std::unique_ptr<PathFinder>> Make(
      std::shared_ptr<const PreparedSnapshot> world, const PathWorld& questions);
  ~PathFinder();

  // Errors: as DecideChain for `search.from`.
  absl::StatusOr<PathResult> Find(const PathSearch& search);

  // Who may assume what in some state: an edge too many, never one too few.
  const AssumeGraph& any_state() const;

  // The request whose DecideChain() is the decision of a path of assumed roles:
  // sts:GetCallerIdentity, which is always allowed (ST-1), through its roles.
  Request RequestFor(absl::string_view from, absl::Span<const std::uint32_t> roles) const;

 private:
  PathFinder();

  std::unique_ptr<StateWalk> walk_;
};

}  // namespace iamsim

#endif  // IAMSIM_GRAPH_PATHS_H_
