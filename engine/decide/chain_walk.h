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

// `request` as `actor` asks it, and as it asks for `hop` to `role`, but for the action.
Request AskAs(const Request& request, const ChainActor& actor);
Request HopRequest(const Request& request, const ChainActor& actor, const Hop& hop,
                   absl::string_view role);

// One hop of DecideChain(): its checks, and then `actor` is the session that it makes.
absl::StatusOr<HopResult> TakeHop(const Snapshot& snapshot, World world, const Request& request,
                                  const Hop& hop, const EvaluationOptions& options,
                                  ChainActor* actor);

// The rest of DecideChain() once all hops are in `result`: the action of `request` by `actor`.
absl::StatusOr<ChainResult> FinishChain(const Snapshot& snapshot, World world,
                                        const Request& request, const EvaluationOptions& options,
                                        const ChainActor& actor, ChainResult result = {});

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_CHAIN_WALK_H_
