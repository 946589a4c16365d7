// Tested by control_test.cc.
#include "iamsim/graph/control.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "graph/control_rows.h"
#include "graph/target.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
absl::StatusOr<std::vector<ControlEdge>> FindControlEdgesTo(const AssumeGraph& graph,
                                                            std::uint32_t principal) {
  const PreparedSnapshot& world = graph.world();
  const PrincipalRecord& record = world.snapshot().principals()[principal];
  std::vector<ControlEdge> out;
  for (const ControlRow& row : kControlRows) {
    if (row.of != record.kind) continue;
    Request question = graph.options().question;
    question.action = row.action;
    question.resource = record.arn.text();
    PrincipalSweep sweep(world, question, graph.options().evaluation);
    for (std::uint32_t from = 0; from < world.principals().size(); ++from) {
      // Of another account nobody may: no policy of the principal lets it in (EV-3).
      if (from == principal ||
          world.snapshot().principals()[from].arn.account() != record.arn.account()) {
        continue;
      }
      IAMSIM_ASSIGN_OR_RETURN(SweepAnswer answer, sweep.Ask(from));
      if (IsEdge(answer)) out.push_back({from, principal, row.action, std::move(answer)});
    }
  }
  absl::c_stable_sort(out, [](const auto& a, const auto& b) { return a.from < b.from; });
  return out;
}

}  // namespace iamsim
