#ifndef IAMSIM_REQUEST_GATHER_POLICIES_H_
#define IAMSIM_REQUEST_GATHER_POLICIES_H_

#include "absl/status/status.h"
#include "request/question.h"

namespace iamsim {

// Fills in question->out.policies: what the snapshot attaches to the caller, the resource, their
// accounts and the endpoint, and what the request brings along. The caller and the resource are
// already resolved. Fails for a role to assume that its account does not have.
absl::Status GatherPolicies(Question* question);

// ---- its parts, for who resolves many requests of one caller

// Those that depend on the caller and on what the request brings for it: identity policies,
// boundary, session policies, service control.
void GatherOfCaller(Question* question);
// The account whose resource control policies GatherResourceControl() takes; null: no account's.
const AccountRecord* ResourceControlAccount(const Question& question);
void GatherResourceControl(Question* question);
// Resource and trust policies. Fails as GatherPolicies.
absl::Status GatherOfResource(Question* question);

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_GATHER_POLICIES_H_
