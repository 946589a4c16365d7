#ifndef IAMSIM_GRAPH_ACCESS_H_
#define IAMSIM_GRAPH_ACCESS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/graph/paths.h"

namespace iamsim {

// Something that somebody wants to do, through roles if need be.
struct AccessQuestion {
  // Action, resource and context; without `via`. Its principal is replaced. Session tags and
  // policies belong into `last_hop`.
  Request request;
  Hop hops;                     // what every AssumeRole call brings along; its role is replaced
  std::optional<Hop> last_hop;  // the same of the last one, whose session asks
  EvaluationOptions evaluation;
  std::size_t max_hops = 5;
  std::size_t max_decisions = 1000000;
};

struct AccessAnswer {
  // The way to go; without hops when none is needed. Absent: there is none.
  std::optional<Path> path;
  bool is_complete = true;  // false: max_decisions ended the search
};

// Through which roles may somebody do something? Of all chains (rules CH-1 … CH-10) after which it
// is allowed the one with the fewest hops; if there is none, of those after which it is conditional
// the one with the fewest hops, then unmet conditions. Immutable but for a memory of decisions: not
// thread-safe.
class AccessFinder {
 public:
  // Errors as PathFinder::Make, and as DecideChain for a question that nobody can ask.
  static absl::StatusOr<std::unique_ptr<AccessFinder>> Make(
      std::shared_ptr<const PreparedSnapshot> world, AccessQuestion question);
  ~AccessFinder();

  // `from` as PathSearch::from. The path's decision is that of DecideChain for RequestFor() its
  // roles. Errors: as DecideChain for `from`.
  absl::StatusOr<AccessAnswer> Find(const std::string& from);

  // The question as `from` asks it through the path.
  Request RequestFor(const Path& path) const;

  // The roles that may do it in some state, reached or not: never one too few. Ascending.
  const std::vector<std::uint32_t>& roles_that_may() const { return may_; }
  const AssumeGraph& any_state() const;

 private:
  AccessFinder();
  absl::Status FindRolesThatMay(const std::shared_ptr<const PreparedSnapshot>& world);

  AccessQuestion question_;
  std::unique_ptr<StateWalk> walk_;
  std::vector<std::uint32_t> may_;
  std::vector<std::size_t> distance_;  // hops to a role that may do it in some state, at least
};

}  // namespace iamsim

#endif  // IAMSIM_GRAPH_ACCESS_H_
