#ifndef IAMSIM_FAST_FAST_DECIDER_H_
#define IAMSIM_FAST_FAST_DECIDER_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/request/request.h"
#include "iamsim/request/resolve.h"

namespace iamsim {

class PreparedPolicies;

// The documents of a snapshot, prepared for decisions at the speed of memory. Immutable;
// thread-safe.
class FastWorld {
 public:
  // Linear in the documents. `snapshot` is shared.
  static std::shared_ptr<const FastWorld> Prepare(std::shared_ptr<const PreparedSnapshot> snapshot);
  // Documents are prepared by each FastDecider when it first asks them: for who asks about few
  // principals of a large world. `snapshot` must outlive the result.
  static std::shared_ptr<const FastWorld> OnDemand(const PreparedSnapshot& snapshot);
  // A world without a snapshot, for requests that bring their documents.
  static std::shared_ptr<const FastWorld> SelfContained();
  ~FastWorld();

  // World::kSelfContained when there is no snapshot; then `snapshot` is one without principals.
  World world() const { return world_; }
  const PreparedSnapshot& snapshot() const { return *snapshot_; }
  const PreparedPolicies& policies() const { return *policies_; }

 private:
  FastWorld(World world, std::shared_ptr<const PreparedSnapshot> snapshot);

  World world_;
  std::shared_ptr<const PreparedSnapshot> snapshot_;
  std::unique_ptr<PreparedPolicies> policies_;
};

// How many principals a question is asked of: of kMany, what does not depend on the one principal
// is evaluated once for its group, whichever documents it holds.
enum class Breadth : std::uint8_t { kFew, kMany };

// A request whose `principal` is left open, resolved once for all principals that are asked it.
// Belongs to the FastDecider that made it, and must not outlive it.
class PreparedQuestion {
 public:
  PreparedQuestion(PreparedQuestion&&) noexcept;
  PreparedQuestion& operator=(PreparedQuestion&&) noexcept;
  ~PreparedQuestion();

 private:
  friend class FastDecider;
  struct State;
  explicit PreparedQuestion(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Answers as DecideChain() does, from prepared documents; what it cannot tell for sure it asks the
// reference. Errors as DecideChain. Not thread-safe: one per thread, all over one FastWorld. It
// remembers the callers and documents that it has seen.
class FastDecider {
 public:
  struct Switches {
    bool use_index = true;      // false: every statement is asked
    bool all_residual = false;  // true: everything goes to the reference
  };

  explicit FastDecider(std::shared_ptr<const FastWorld> world) : FastDecider(world, Switches()) {}
  FastDecider(std::shared_ptr<const FastWorld> world, const Switches& switches);
  ~FastDecider();
  FastDecider(const FastDecider&) = delete;
  FastDecider& operator=(const FastDecider&) = delete;

  // `question`: its principal is ignored. What depends on the principal's account and kind is
  // resolved when the first of them is asked about.
  PreparedQuestion Prepare(Request question, const EvaluationOptions& options,
                           Breadth breadth = Breadth::kFew);
  // Does now what the first Decide() of `principal` would do besides deciding.
  void Resolve(std::uint32_t principal, PreparedQuestion& question);
  // The answer of a principal of the snapshot, by its id. `allowed_when`, unless null, receives the
  // formula of a conditional answer. Allocates nothing after the first answer of a principal and
  // of a question for its group, unless the reference is asked.
  absl::StatusOr<DecisionKind> Decide(std::uint32_t principal, PreparedQuestion& question,
                                      Formula* allowed_when = nullptr);
  // Any request.
  absl::StatusOr<DecisionKind> Decide(const Request& request, const EvaluationOptions& options,
                                      Formula* allowed_when = nullptr);

  // How many checks were decided here, and how many requests by the reference.
  struct Counts {
    std::size_t fast = 0;
    std::size_t residual = 0;
  };
  const Counts& counts() const;
  // What the index over a principal's identity policies takes.
  std::size_t IndexBytes(std::uint32_t principal);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace iamsim

#endif  // IAMSIM_FAST_FAST_DECIDER_H_
