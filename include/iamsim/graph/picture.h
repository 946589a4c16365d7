#ifndef IAMSIM_GRAPH_PICTURE_H_
#define IAMSIM_GRAPH_PICTURE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/graph/assume_graph.h"
#include "iamsim/graph/edge_kind.h"

namespace iamsim {

// A graph as it is drawn: only who has an edge, and principals that a role cannot tell apart as one
// node.
struct Picture {
  struct Node {
    std::string id;       // an ARN, a name from beyond the snapshot, or "set-N"
    std::string kind;     // "role", "user", "set", "service", "provider", "account", "everyone"
    std::string account;  // empty where there is none
    std::string label;    // for a person, such as a role's name
    std::vector<std::string> members;  // of a set: ARNs
  };
  struct Edge {
    std::size_t from = 0;  // into `nodes`
    std::size_t to = 0;
    EdgeKind kind = EdgeKind::kAssume;
    std::string service;               // as PathHop
    std::vector<std::string> actions;  // of kControl each by itself
    SweepAnswer answer;
  };
  std::vector<Node> nodes;  // by id
  std::vector<Edge> edges;  // by the ids of their ends, then kind, service and actions
  std::map<std::string, std::string> account_names;  // by id, of those that have one
};

struct PictureFilter {
  EdgeKinds edges;
  // Edges from these only, or from a set with one of them: ARNs, and names from beyond.
  std::optional<std::vector<std::string>> sources;
  std::optional<std::vector<std::uint32_t>> targets;  // edges to these principals only
  std::string account;  // edges with an end in this account only; empty: all
  bool only_cross_account = false;
};

// Edges of other kinds than kAssume are found in the context of the graph's own questions, each
// from the state of a principal that asks by itself. Errors as AssumeGraph::Find.
absl::StatusOr<Picture> DrawGraph(const AssumeGraph& graph, const PictureFilter& filter = {});

}  // namespace iamsim

#endif  // IAMSIM_GRAPH_PICTURE_H_
