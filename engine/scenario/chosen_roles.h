#ifndef IAMSIM_ENGINE_SCENARIO_CHOSEN_ROLES_H_
#define IAMSIM_ENGINE_SCENARIO_CHOSEN_ROLES_H_

#include <memory>

#include "absl/status/statusor.h"
#include "iamsim/scenario/scenario.h"

namespace iamsim {

// What `test` asks: with `viaAny` through the roles that lead to what is asked, or directly when
// none do.
absl::StatusOr<Request> RequestOf(const TestCase& test, std::shared_ptr<const Snapshot> snapshot,
                                  const EvaluationOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_SCENARIO_CHOSEN_ROLES_H_
