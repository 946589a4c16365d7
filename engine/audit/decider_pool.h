#ifndef IAMSIM_ENGINE_AUDIT_DECIDER_POOL_H_
#define IAMSIM_ENGINE_AUDIT_DECIDER_POOL_H_

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "iamsim/fast/fast_decider.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/model/formula.h"
#include "iamsim/request/request.h"

namespace iamsim {

// Answers questions about one principal each for the threads of a batch. Principals that are asked
// about again and again are prepared for it. Thread-safe.
class DeciderPool {
 public:
  struct Answer {
    DecisionKind kind = DecisionKind::kImplicitDeny;
    Formula allowed_when;  // constant unless conditional
  };

  // `world` must outlive this.
  explicit DeciderPool(const PreparedSnapshot& world);
  DeciderPool(const DeciderPool&) = delete;
  DeciderPool& operator=(const DeciderPool&) = delete;

  // As DecideChain() in the snapshot's world.
  absl::StatusOr<Answer> Ask(const Request& request, const EvaluationOptions& options);

 private:
  // What one thread at a time works with.
  struct Seat {
    explicit Seat(std::shared_ptr<const FastWorld> world) : decider(std::move(world)) {}
    // Whether preparing `principal` pays: it was asked about often enough.
    bool IsWorthPreparing(const std::string& principal);

    FastDecider decider;
    absl::flat_hash_map<std::string, int> asked;
  };
  std::unique_ptr<Seat> Take();

  const Snapshot& snapshot_;
  std::shared_ptr<const FastWorld> world_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Seat>> idle_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_DECIDER_POOL_H_
