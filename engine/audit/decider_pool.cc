// Tested by tests/audit/batch_test.cc.
#include "audit/decider_pool.h"

#include <cstddef>
#include <utility>

#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"

namespace iamsim {
namespace {

// To prepare the documents of a principal costs about as much as to ask the reference so often.
constexpr int kFewQuestions = 8;
constexpr std::size_t kMostPrincipals = 4096;

}  // namespace

DeciderPool::DeciderPool(const PreparedSnapshot& world)
    : snapshot_(world.snapshot()), world_(FastWorld::OnDemand(world)) {}

bool DeciderPool::Seat::IsWorthPreparing(const std::string& principal) {
  if (asked.size() >= kMostPrincipals) asked.clear();
  int& times = asked[principal];
  if (times < kFewQuestions) ++times;
  return times == kFewQuestions;
}

std::unique_ptr<DeciderPool::Seat> DeciderPool::Take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Seat> seat = std::move(idle_.back());
      idle_.pop_back();
      return seat;
    }
  }
  return std::make_unique<Seat>(world_);
}

absl::StatusOr<DeciderPool::Answer> DeciderPool::Ask(const Request& request,
                                                     const EvaluationOptions& options) {
  std::unique_ptr<Seat> seat = Take();
  Answer answer;
  absl::Status status;
  if (seat->IsWorthPreparing(request.principal)) {
    const absl::StatusOr<DecisionKind> kind =
        seat->decider.Decide(request, options, &answer.allowed_when);
    status = kind.status();
    if (kind.ok()) answer.kind = *kind;
    if (kind.ok() && *kind != DecisionKind::kConditional) {
      answer.allowed_when = *kind == DecisionKind::kAllowed;
    }
  } else {
    absl::StatusOr<ChainResult> result = DecideChain(snapshot_, World::kSnapshot, request, options);
    status = result.status();
    if (result.ok()) {
      answer = {result->decision.kind, std::move(result->decision.allowed_when)};
    }
  }
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(seat));
  if (!status.ok()) return status;
  return answer;
}

}  // namespace iamsim
