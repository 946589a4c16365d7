#ifndef IAMSIM_IO_READ_SCENARIO_MEMBERS_H_
#define IAMSIM_IO_READ_SCENARIO_MEMBERS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/base/json_document.h"
#include "iamsim/model/decision.h"
#include "iamsim/request/request.h"
#include "iamsim/scenario/scenario.h"
#include "io/read/document_reader.h"

namespace iamsim {

// `via`: a list of roles, each a name or {"role", "sessionName", "tags", "transitiveTagKeys",
// "externalId", "sourceIdentity", "policy", "durationSeconds"}.
absl::StatusOr<std::vector<Hop>> ReadVia(const JsonNode& node, DocumentReader& documents);

// `passRole`: a role, or {"role", "service"}.
absl::StatusOr<PassedRole> ReadPassedRole(const JsonNode& node);

// `expect`: the name of a decision.
absl::StatusOr<DecisionKind> ReadExpect(const JsonNode& node);

// `decidedBy`: some of the members that `simulate` writes.
absl::StatusOr<ExpectedDecider> ReadExpectedDecider(const JsonNode& node);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_SCENARIO_MEMBERS_H_
