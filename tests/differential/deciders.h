#ifndef IAMSIM_TESTS_DIFFERENTIAL_DECIDERS_H_
#define IAMSIM_TESTS_DIFFERENTIAL_DECIDERS_H_

#include <cstddef>
#include <memory>
#include <string>

#include "iamsim/fast/fast_decider.h"

namespace iamsim {

// Every way to decide, over one world: the reference, the fast path, the fast path without its
// index, the fast path that sends everything to the reference. All must agree.
class Deciders {
 public:
  explicit Deciders(std::shared_ptr<const FastWorld> world);

  // Asks all of them. Empty, or which one disagrees with the reference and what both say.
  std::string Compare(const Request& request, const EvaluationOptions& options);
  // Asks one question of every principal of the snapshot, also prepared for few and for many. The
  // principal that a disagreement is about is left in `question`.
  std::string CompareForAll(Request* question, const EvaluationOptions& options);

  // Answers that were compared with the reference's.
  std::size_t compared() const { return compared_; }
  // Of those by the fast path, how many it decided itself.
  FastDecider::Counts counts() const { return fast_.counts(); }

 private:
  std::shared_ptr<const FastWorld> world_;
  FastDecider fast_;
  FastDecider without_index_;
  FastDecider all_residual_;
  std::size_t compared_ = 0;
};

// The request as a scenario with one test, its documents and context included, that expects what
// the reference says.
std::string AsScenario(const FastWorld& world, const Request& request,
                       const EvaluationOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_TESTS_DIFFERENTIAL_DECIDERS_H_
