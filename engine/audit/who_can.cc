// Tested by who_can_test.cc.
#include "iamsim/audit/who_can.h"

#include <utility>

#include "iamsim/base/status_macros.h"
#include "iamsim/fast/principal_sweep.h"

namespace iamsim {

absl::StatusOr<WhoCanResult> WhoCan(const PreparedSnapshot& world, const Request& question,
                                    const WhoCanOptions& options) {
  constexpr std::size_t kProgressStep = 256;
  WhoCanResult out;
  PrincipalSweep sweep(world, question, options.evaluation);
  const absl::Span<const PrincipalRecord> principals = world.snapshot().principals();
  for (std::uint32_t id = 0; id < principals.size(); ++id) {
    if (options.progress && id % kProgressStep == 0) options.progress(id, principals.size());
    IAMSIM_ASSIGN_OR_RETURN(SweepAnswer answer, sweep.Ask(id));
    switch (answer.kind) {
      case DecisionKind::kAllowed:
      case DecisionKind::kConditional:
        out.grantees.push_back({.principal = principals[id].arn.text(),
                                .kind = answer.kind,
                                .allowed_when = std::move(answer.allowed_when)});
        break;
      case DecisionKind::kExplicitDeny:
      case DecisionKind::kImplicitDeny:
        ++out.denied;
        break;
    }
  }
  IAMSIM_ASSIGN_OR_RETURN(std::vector<Grantee> outside,
                          FindOutsideGrantees(world.snapshot(), question, options.evaluation));
  for (Grantee& grantee : outside) out.grantees.push_back(std::move(grantee));
  for (const Grantee& grantee : out.grantees) {
    ++(grantee.kind == DecisionKind::kAllowed ? out.allowed : out.conditional);
  }
  return out;
}

}  // namespace iamsim
