#ifndef IAMSIM_AUDIT_PERMISSIONS_H_
#define IAMSIM_AUDIT_PERMISSIONS_H_

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/policy/policy.h"
#include "iamsim/request/request.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

inline constexpr std::size_t kAccessLevelCount = 5;

// How many actions of one access level of a service are permitted.
struct AccessCount {
  std::size_t total = 0;        // that the catalog knows
  std::size_t permitted = 0;    // at least on some resource, at least under some condition
  std::size_t conditional = 0;  // of these, never without a condition or a Deny that may match
};

struct ServicePermissions {
  std::string service;                                // "s3"
  std::array<AccessCount, kAccessLevelCount> levels;  // by AccessLevel
};

// What of the permissions is wanted.
struct PermissionsFilter {
  std::vector<std::string> services;  // by prefix, lower case; none: all
  std::vector<AccessLevel> levels;    // none: all, and actions that the catalog does not know
};

// Everything that a user or role may do, all layers applied, as one identity policy.
//
// As the principal's only policy (no boundary, no organization, no resource policies) it permits
// what the principal is permitted, under the same conditions, and never more. Of actions that
// neither the catalog nor a policy names, it may permit less. What other accounts, keys of KMS
// (KM-1) and roles to assume (TR-1) must permit as well remains to be asked of their policies.
struct Permissions {
  std::string principal;                 // ARN
  std::shared_ptr<const Policy> policy;  // Version 2012-10-17
  std::string document;                  // its text, indented
  // Identity and resource policies that the input lacks. They may allow or deny more.
  std::vector<std::string> missing;
  // What the document leaves out because one policy cannot say it, one line each.
  std::vector<std::string> narrower;
  // Remarks on the document itself, such as its size.
  std::vector<std::string> notes;
  // Services of which an action is permitted, by prefix.
  std::vector<ServicePermissions> services;
};

// `question` names the principal, and what is known of its requests: context, absent keys and
// unknown_keys_are_absent, session tags and policies. Its action, resource and VPC endpoint do not
// count.
// InvalidArgument unless the principal is a user, a role or a role session; FailedPrecondition when
// a boundary or an organization's policy is missing, since it may deny anything; else as Resolve.
// Thread-safe. About a millisecond for a hundred statements, more where limits name many actions.
absl::StatusOr<Permissions> FindPermissions(const Snapshot& snapshot, const Catalog& catalog,
                                            const Request& question,
                                            const PermissionsFilter& filter,
                                            const EvaluationOptions& options);

struct ActionOnResource {
  std::string action;
  AccessLevel level = AccessLevel::kRead;
  DecisionKind decision = DecisionKind::kImplicitDeny;
  Formula allowed_when;
};

// The actions of the catalog that can be asked of `question`'s resource, an ARN, each decided by
// DecideChain. By access level, then by name. Errors as DecideChain; InvalidArgument when no
// resource type of the catalog fits the ARN.
absl::StatusOr<std::vector<ActionOnResource>> FindActionsOn(const Snapshot& snapshot,
                                                            const Catalog& catalog,
                                                            const Request& question,
                                                            const PermissionsFilter& filter,
                                                            const EvaluationOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_AUDIT_PERMISSIONS_H_
