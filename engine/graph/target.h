#ifndef IAMSIM_ENGINE_GRAPH_TARGET_H_
#define IAMSIM_ENGINE_GRAPH_TARGET_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "iamsim/graph/assume_graph.h"

namespace iamsim {

// Every answer of one role, the closest wins: a principal's own, else its innermost set's, else the
// outer set's, else denied. Each list is sorted by `of`.
struct AssumeGraph::Target {
  struct Answer {
    std::uint32_t of = 0;
    bool is_individual = false;
    SweepAnswer answer;
  };
  std::vector<Answer> sets;
  std::vector<Answer> principals;
};

inline bool IsEdge(const SweepAnswer& answer) { return !IsDenial(answer.kind); }

inline SweepAnswer AnswerOf(Formula allowed_when) {
  const DecisionKind kind = !allowed_when.IsConstant() ? DecisionKind::kConditional
                            : allowed_when.IsTrue()    ? DecisionKind::kAllowed
                                                       : DecisionKind::kImplicitDeny;
  return {kind, std::move(allowed_when)};
}

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_GRAPH_TARGET_H_
