#ifndef IAMSIM_REQUEST_RESOLVE_H_
#define IAMSIM_REQUEST_RESOLVE_H_

#include "absl/status/statusor.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/request/request.h"
#include "iamsim/request/request_context.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// What a role session carries from the AssumeRole call that made it (CH-1 … CH-8). Empty for
// principals that are asked about directly.
struct SessionState {
  bool assumed = false;      // made by a hop: what it does not carry is certainly absent
  bool chained = false;      // made by a role session
  std::string session_name;  // empty: unknown
  Tags tags;                 // session tags, inherited transitive ones included
  std::vector<std::string> transitive_tag_keys;
  std::string source_identity;  // empty: none
  std::optional<PolicyList> session_policies;
};

enum class World {
  kSelfContained,  // only what the request brings; the snapshot is not asked
  kSnapshot,       // policies, tags, owners and the organization come from the snapshot
};

// Completes `request` (its `via` is ignored): parses it, finds the principal, the resource and
// their documents in `snapshot`, and derives the context keys that follow (section 4; derived keys
// of the request itself only when the context is incomplete; the clock never). Errors: a malformed
// principal, action or resource, a principal or role that a kSnapshot world does not have (with the
// nearest names), a caller kind that the action does not have. Documents are shared with
// `snapshot`, which need not outlive the result. Thread-safe.
absl::StatusOr<RequestContext> Resolve(const Snapshot& snapshot, World world,
                                       const Request& request, const EvaluationOptions& options,
                                       const SessionState& session = {});

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_RESOLVE_H_
