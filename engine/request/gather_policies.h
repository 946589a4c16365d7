#ifndef IAMSIM_REQUEST_GATHER_POLICIES_H_
#define IAMSIM_REQUEST_GATHER_POLICIES_H_

#include "absl/status/status.h"
#include "request/question.h"

namespace iamsim {

// Fills in question->out.policies: what the snapshot attaches to the caller, the resource, their
// accounts and the endpoint, and what the request brings along. The caller and the resource are
// already resolved. Fails for a role to assume that its account does not have.
absl::Status GatherPolicies(Question* question);

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_GATHER_POLICIES_H_
