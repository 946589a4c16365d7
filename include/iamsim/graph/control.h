#ifndef IAMSIM_GRAPH_CONTROL_H_
#define IAMSIM_GRAPH_CONTROL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/graph/assume_graph.h"

namespace iamsim {

// Somebody who may rewrite the trust or the policies of another principal, or make its credentials:
// each row of engine/graph/control.inc is one way.
struct ControlEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::string action;
  SweepAnswer answer;  // kAllowed or kConditional
};

// By principal, then in the order of the rows. Asked in the context of the graph's own questions.
// Linear in the principals. Errors as DecideChain.
absl::StatusOr<std::vector<ControlEdge>> FindControlEdgesTo(const AssumeGraph& graph,
                                                            std::uint32_t principal);

}  // namespace iamsim

#endif  // IAMSIM_GRAPH_CONTROL_H_
