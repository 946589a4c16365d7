#ifndef IAMSIM_IO_AWS_SIMULATION_H_
#define IAMSIM_IO_AWS_SIMULATION_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/json_document.h"
#include "iamsim/decide/simulation.h"
#include "iamsim/policy/parse.h"

namespace iamsim {

// The policy simulator of AWS as its clients see it: the JSON that
// `aws iam simulate-custom-policy --cli-input-json` and `… simulate-principal-policy` take and
// print.

// Whether `root` is written in that shape: it has a member that only such requests have.
bool IsSimulationRequest(const JsonNode& root);

// Reads a request of either operation: one with `PolicySourceArn` is SimulatePrincipalPolicy.
// Documents are texts, as AWS has them, or objects; AWS's limits on their number and size, on names
// and on values of a `ContextKeyType` apply. A member `id` is allowed and ignored. Errors name
// place and expectation; AWS would say InvalidInput. Warnings about documents go to `warnings`.
absl::StatusOr<SimulationRequest> ReadSimulationRequest(const JsonNode& root, SimulationShape shape,
                                                        PolicyCache& cache,
                                                        std::vector<std::string>* warnings);

// {"EvaluationResults": […], "IsTruncated", "Marker"?} with AWS's members in AWS's order. `indent`
// 4 is how the aws command line prints it. No trailing newline.
std::string SimulationJson(const SimulationRequest& request, const Simulation& simulation,
                           int indent);

// {"Error": {"Type": "Sender", "Code", "Message"}} on one line: InvalidInput, or NoSuchEntity for a
// policy source that does not exist.
std::string SimulationErrorJson(const absl::Status& status);

}  // namespace iamsim

#endif  // IAMSIM_IO_AWS_SIMULATION_H_
