#ifndef IAMSIM_GRAPH_PICTURE_H_
#define IAMSIM_GRAPH_PICTURE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/graph/assume_graph.h"

namespace iamsim {

// A graph of role assumption as it is drawn: only who has an edge, and principals that a role
// cannot tell apart as one node.
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
    std::string kind;  // "assume"
    SweepAnswer answer;
  };
  std::vector<Node> nodes;  // by id
  std::vector<Edge> edges;  // by the ids of their ends
};

struct PictureFilter {
  std::optional<std::uint32_t> source;  // edges from this principal, or a set with it, only
  std::optional<std::uint32_t> target;  // edges to this role only
  std::string account;                  // edges with an end in this account only; empty: all
  bool only_cross_account = false;
};

// Errors as AssumeGraph::Find.
absl::StatusOr<Picture> DrawGraph(const AssumeGraph& graph, const PictureFilter& filter = {});

}  // namespace iamsim

#endif  // IAMSIM_GRAPH_PICTURE_H_
