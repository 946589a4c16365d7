#ifndef IAMSIM_IO_READ_SCENARIO_MEMBERS_H_
#define IAMSIM_IO_READ_SCENARIO_MEMBERS_H_

#include <optional>
#include <string>
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

// `expect`, before the names in it are looked up.
struct WrittenExpectation {
  DecisionKind decision = DecisionKind::kAllowed;
  std::optional<std::vector<std::string>> depends_on;
  std::optional<JsonNode> only;  // the list
};
// The name of a decision, {"only": […]} or {"conditional": […]}.
absl::StatusOr<WrittenExpectation> ReadExpect(const JsonNode& node);

// `decidedBy`: some of the members that `simulate` writes.
absl::StatusOr<ExpectedDecider> ReadExpectedDecider(const JsonNode& node);

// `tags`: a list of texts.
absl::StatusOr<std::vector<std::string>> ReadCaseTags(const JsonNode& node);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_SCENARIO_MEMBERS_H_
