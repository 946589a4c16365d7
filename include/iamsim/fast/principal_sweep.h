#ifndef IAMSIM_FAST_PRINCIPAL_SWEEP_H_
#define IAMSIM_FAST_PRINCIPAL_SWEEP_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/request/request.h"

namespace iamsim {

struct SweepAnswer {
  DecisionKind kind = DecisionKind::kImplicitDeny;
  Formula allowed_when;  // constant unless conditional
};

// One question asked of every principal of a snapshot, each answered as DecideChain() answers it.
// What does not depend on the principal is evaluated once: guardrails and resource policies per
// group of principals, and each distinct statement that speaks of the action, in a context in which
// the keys of the principal (IsPrincipalKey) are unknown. A formula that does not mention them
// holds for everybody; where one does and it matters, that layer or statement is asked again for
// each principal. A principal that a policy names is decided by the reference alone. Not
// thread-safe; `world` must outlive it.
class PrincipalSweep {
 public:
  // `question`: its `principal` is replaced for each answer. Questions that bring identity policies
  // or `via` along, or pass a role, are answered one by one.
  PrincipalSweep(const PreparedSnapshot& world, Request question, const EvaluationOptions& options);
  ~PrincipalSweep();
  PrincipalSweep(const PrincipalSweep&) = delete;
  PrincipalSweep& operator=(const PrincipalSweep&) = delete;

  // The answer of the principal with this id. Errors as DecideChain.
  absl::StatusOr<SweepAnswer> Ask(std::uint32_t principal);

  // How many answers came from the reference alone, and how many asked some layer again.
  struct Counts {
    std::size_t by_reference = 0;
    std::size_t in_part = 0;
    std::size_t shared = 0;
  };
  const Counts& counts() const { return counts_; }

 private:
  struct GroupState;
  GroupState& StateOf(std::uint32_t group);
  absl::StatusOr<SweepAnswer> AskReference(std::uint32_t principal);

  const PreparedSnapshot& world_;
  Request question_;
  EvaluationOptions options_;
  bool one_by_one_ = false;
  Counts counts_;
  std::vector<std::unique_ptr<GroupState>> groups_;
  std::vector<std::uint32_t> candidates_;  // StatementIndex::Find()
  std::vector<std::uint8_t> says_;         // GroupSweep
};

}  // namespace iamsim

#endif  // IAMSIM_FAST_PRINCIPAL_SWEEP_H_
