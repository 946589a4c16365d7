#ifndef IAMSIM_REQUEST_REQUEST_H_
#define IAMSIM_REQUEST_REQUEST_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/context_value.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/policy/policy.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Policies that a request brings along (`policies` of formats.md).
struct SuppliedPolicies {
  PolicyList identity;
  std::optional<PolicyList> permissions_boundary;  // absent: none is set; empty: allows nothing
  std::optional<PolicyList> session;
  PolicyList resource;
  std::optional<std::vector<PolicyLevel>> service_control;  // absent: the layer does not apply
  std::optional<std::vector<PolicyLevel>> resource_control;
  PolicyList vpc_endpoint;            // empty: the default policy (VE-2)
  bool through_vpc_endpoint = false;  // a snapshot's endpoint is used, even one without a policy

  // There is a document, or a layer that applies without any.
  bool has_documents() const {
    return !identity.empty() || permissions_boundary.has_value() || session.has_value() ||
           !resource.empty() || service_control.has_value() || resource_control.has_value() ||
           !vpc_endpoint.empty();
  }
};

// One role that the principal assumes on its way (`via` of formats.md).
struct Hop {
  std::string role;  // ARN, or a name that the snapshot resolves
  std::optional<std::string> session_name;
  Tags tags;
  std::vector<std::string> transitive_tag_keys;
  std::optional<std::string> external_id;
  std::optional<std::string> source_identity;
  std::optional<PolicyList> session_policies;
  std::optional<int> duration_seconds;  // CH-2
};

// A role that the call hands to a service (`passRole` of formats.md, `--pass-role`).
struct PassedRole {
  std::string role;     // ARN, or a name that the snapshot resolves
  std::string service;  // such as "lambda.amazonaws.com"; empty: ServiceToPassTo the action
};

// The service principal to which calls of `action` usually pass roles (PA-4): that of its prefix,
// but for the services that run code as another one, such as `ecs-tasks.amazonaws.com`.
std::string ServiceToPassTo(absl::string_view action);

// A question as it is asked, before anything is looked up.
struct Request {
  std::string id;
  std::string principal;
  // A user or role that the snapshot lacks is asked about all the same: as one without policies.
  bool principal_is_hypothetical = false;
  std::string principal_id;
  std::string federated_by;
  std::string canonical_user_id;
  std::optional<Tags> principal_tags;  // absent: the snapshot's, or unknown
  Tags session_tags;                   // laid over the principal's tags (RC-3)
  std::string action;
  std::string resource = "*";
  std::string resource_account;       // empty: from the ARN or the snapshot
  std::optional<Tags> resource_tags;  // absent: the snapshot's, or unknown
  ContextMap context;
  std::vector<std::string> absent_keys;  // certainly absent although the context is incomplete
  bool context_is_complete = true;
  // Of an incomplete context: a key that is neither given nor derivable is absent after all.
  bool unknown_keys_are_absent = false;
  std::optional<S3Settings> s3;   // absent: the snapshot's
  std::string vpc_endpoint_type;  // "gateway", "interface" or empty
  std::string source_vpce;        // id of an endpoint of the snapshot
  SuppliedPolicies policies;
  std::vector<Hop> via;
  std::optional<PassedRole> pass_role;
  std::vector<std::string> options;  // "name=value", laid over the caller's: OptionsFor

  // The principal is not just what its name says; `context` and `absent_keys` aside.
  bool describes_caller() const {
    return principal_is_hypothetical || !principal_id.empty() || !federated_by.empty() ||
           !canonical_user_id.empty() || principal_tags.has_value() || !session_tags.empty();
  }
};

// `defaults` with what `request` switches itself. An assignment that SetOption refuses fails.
inline absl::StatusOr<EvaluationOptions> OptionsFor(const Request& request,
                                                    EvaluationOptions defaults) {
  for (const std::string& assignment : request.options) {
    IAMSIM_RETURN_IF_ERROR(SetOption(assignment, &defaults));
  }
  return defaults;
}

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_REQUEST_H_
