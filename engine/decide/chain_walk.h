#ifndef IAMSIM_ENGINE_DECIDE_CHAIN_WALK_H_
#define IAMSIM_ENGINE_DECIDE_CHAIN_WALK_H_

#include <string>

#include "absl/status/statusor.h"
#include "iamsim/decide/decide.h"

namespace iamsim {

// Who acts at a moment of a chain.
struct ChainActor {
  std::string principal;  // as Request::principal
  SessionState session;
  bool original = true;  // still the principal of the request
};

// One hop of DecideChain(): its checks, and then `actor` is the session that it makes.
absl::StatusOr<HopResult> TakeHop(const Snapshot& snapshot, World world, const Request& request,
                                  const Hop& hop, const EvaluationOptions& options,
                                  ChainActor* actor);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_CHAIN_WALK_H_
