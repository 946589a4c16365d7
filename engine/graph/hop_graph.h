#ifndef IAMSIM_ENGINE_GRAPH_HOP_GRAPH_H_
#define IAMSIM_ENGINE_GRAPH_HOP_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/graph/assume_graph.h"

namespace iamsim {

// An AssumeGraph as vertices and arcs for graph algorithms, still linear: principals first, then
// its sets; a principal leads to its sets without a hop, a set to a role with one.
class HopGraph {
 public:
  struct Arc {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint32_t hops = 0;  // 0 or 1
  };
  static constexpr std::size_t kNever = static_cast<std::size_t>(-1);
  // Where a principal gets, or comes from, at least.
  struct Nearest {
    std::uint32_t source = 0;
    std::size_t hops = kNever;
  };
  struct Source {
    std::uint32_t principal = 0;
    std::uint32_t hops = 0;  // already taken
  };

  // Errors as AssumeGraph::Find.
  static absl::StatusOr<HopGraph> Make(const AssumeGraph& graph, bool with_conditional);

  // The component of each principal.
  std::vector<std::size_t> StrongComponents() const;
  // By principal: the nearest of `sources` from which (or, backwards, to which) there is a way.
  // Nearest::source is an index of `sources`.
  std::vector<Nearest> FindNearest(const std::vector<Source>& sources, bool backwards) const;

 private:
  std::size_t principals_ = 0;
  std::size_t vertices_ = 0;
  std::vector<Arc> arcs_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_GRAPH_HOP_GRAPH_H_
