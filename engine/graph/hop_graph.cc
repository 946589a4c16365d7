// Tested by reports_test.cc.
#include "graph/hop_graph.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/strong_components.hpp>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

using Weight = boost::property<boost::edge_weight_t, std::size_t>;
using Vertices =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Weight>;

bool Counts(const SweepAnswer& answer, bool with_conditional) {
  return answer.kind == DecisionKind::kAllowed ||
         (with_conditional && answer.kind == DecisionKind::kConditional);
}

// Roles of which some members of a set have another answer than the set: a denial, or one that has
// to be asked for.
absl::flat_hash_set<std::uint32_t> FindUneven(const std::vector<AssumeGraph::HyperEdge>& sets,
                                              const std::vector<AssumeGraph::Edge>& single,
                                              bool with_conditional) {
  absl::flat_hash_set<std::uint32_t> out;
  for (const AssumeGraph::HyperEdge& edge : sets) {
    if (edge.is_individual || !Counts(edge.answer, with_conditional)) out.insert(edge.role);
  }
  for (const AssumeGraph::Edge& edge : single) {
    if (!Counts(edge.answer, with_conditional)) out.insert(edge.role);
  }
  return out;
}

}  // namespace

absl::StatusOr<HopGraph> HopGraph::Make(const AssumeGraph& graph, bool with_conditional) {
  HopGraph out;
  out.principals_ = graph.world().principals().size();
  out.vertices_ = out.principals_ + graph.sets().size();
  const auto vertex = [&](std::uint32_t set) {
    return static_cast<std::uint32_t>(out.principals_) + set;
  };
  for (std::uint32_t id = 0; id < graph.sets().size(); ++id) {
    const AssumeGraph::Set& set = graph.sets()[id];
    if (set.outer == AssumeGraph::Set::kNone) continue;
    out.arcs_.push_back({vertex(id), vertex(set.outer), 0});
    for (const std::uint32_t member : set.members) out.arcs_.push_back({member, vertex(id), 0});
  }
  const std::vector<AssumeGraph::HyperEdge> sets = graph.HyperEdges();
  const std::vector<AssumeGraph::Edge> single = graph.SingleAnswers();
  const absl::flat_hash_set<std::uint32_t> uneven = FindUneven(sets, single, with_conditional);
  for (const AssumeGraph::HyperEdge& edge : sets) {
    if (!uneven.contains(edge.role)) out.arcs_.push_back({vertex(edge.set), edge.role, 1});
  }
  for (const AssumeGraph::Edge& edge : single) {
    if (!uneven.contains(edge.role)) out.arcs_.push_back({edge.from, edge.role, 1});
  }
  for (const std::uint32_t role : graph.roles()) {
    if (!uneven.contains(role)) continue;
    IAMSIM_RETURN_IF_ERROR(graph.ForEachTo(role, [&](const AssumeGraph::Edge& edge) {
      if (Counts(edge.answer, with_conditional)) out.arcs_.push_back({edge.from, role, 1});
    }));
  }
  return out;
}

std::vector<std::size_t> HopGraph::StrongComponents() const {
  Vertices graph(vertices_);
  for (const Arc& arc : arcs_) boost::add_edge(arc.from, arc.to, arc.hops, graph);
  std::vector<std::size_t> component(vertices_);
  boost::strong_components(graph, boost::make_iterator_property_map(
                                      component.begin(), boost::get(boost::vertex_index, graph)));
  component.resize(principals_);
  return component;
}

std::vector<HopGraph::Nearest> HopGraph::FindNearest(const std::vector<Source>& sources,
                                                     bool backwards) const {
  // One vertex more, from which all sources can be reached; each through a vertex of its own, so
  // that it shows through which.
  const std::size_t start = vertices_;
  Vertices graph(vertices_ + 1 + sources.size());
  for (const Arc& arc : arcs_) {
    boost::add_edge(backwards ? arc.to : arc.from, backwards ? arc.from : arc.to, arc.hops, graph);
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    boost::add_edge(start, start + 1 + i, 0, graph);
    boost::add_edge(start + 1 + i, sources[i].principal, sources[i].hops, graph);
  }
  std::vector<std::size_t> distance(boost::num_vertices(graph));
  std::vector<std::size_t> before(boost::num_vertices(graph));
  const auto index = boost::get(boost::vertex_index, graph);
  boost::dijkstra_shortest_paths(
      graph, start,
      boost::predecessor_map(boost::make_iterator_property_map(before.begin(), index))
          .distance_map(boost::make_iterator_property_map(distance.begin(), index))
          .distance_inf(kNever));
  std::vector<Nearest> out(principals_);
  for (std::size_t id = 0; id < principals_; ++id) {
    if (distance[id] == kNever) continue;
    std::size_t at = id;
    while (before[at] != start) at = before[at];
    out[id] = {static_cast<std::uint32_t>(at - start - 1), distance[id]};
  }
  return out;
}

}  // namespace iamsim
