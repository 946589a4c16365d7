// CH-10. Tested by paths_test.cc: equal to the reference over all chains of small worlds.
#include "iamsim/graph/paths.h"

#include <utility>

#include "graph/path_search.h"
#include "graph/state_walk.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
PathFinder::PathFinder() = default;
PathFinder::~PathFinder() = default;

absl::StatusOr<std::unique_ptr<PathFinder>> PathFinder::Make(
    std::shared_ptr<const PreparedSnapshot> world, const PathWorld& questions) {
  std::unique_ptr<PathFinder> out(new PathFinder());
  IAMSIM_ASSIGN_OR_RETURN(out->walk_, StateWalk::Make(std::move(world), questions));
  return out;
}

Request PathFinder::RequestFor(absl::string_view from,
                               absl::Span<const std::uint32_t> roles) const {
  const PathWorld& questions = walk_->questions();
  Request out = questions.question;
  out.principal = std::string(from);
  out.action = "sts:GetCallerIdentity";
  out.resource = "*";
  for (const std::uint32_t role : roles) {
    out.via.push_back(out.via.empty() ? questions.first_hop : questions.next_hops);
    out.via.back().role = walk_->snapshot().principals()[role].arn.text();
  }
  return out;
}

absl::StatusOr<PathResult> PathFinder::Find(const PathSearch& search) {
  PathSearch resolved = search;
  IAMSIM_ASSIGN_OR_RETURN(resolved.from, walk_->snapshot().ResolvePrincipalName(search.from));
  return PathFinderSearch(*walk_, resolved).Run();
}

const AssumeGraph& PathFinder::any_state() const { return walk_->any_state(); }

}  // namespace iamsim
