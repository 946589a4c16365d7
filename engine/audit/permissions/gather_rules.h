#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_GATHER_RULES_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_GATHER_RULES_H_

#include "absl/status/statusor.h"
#include "audit/permissions/read_rule.h"
#include "audit/permissions/rule.h"
#include "iamsim/request/request.h"
#include "iamsim/request/request_context.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// What all policies say that have a say about the caller of `probe`, which is a request of it on
// `*`. FailedPrecondition when a document is missing without which nothing can be promised: a
// boundary, a session policy, a service or resource control policy.
absl::StatusOr<RuleBook> GatherRules(const Snapshot& snapshot, const RequestContext& probe,
                                     const Request& question);

// Adds the policies of the resources of the caller's account, and of resources whose owner is not
// known. Trust policies are not among them: who may be assumed shows in sts:AssumeRole.
void GatherResourcePolicies(const Snapshot& snapshot, const RequestContext& probe,
                            const CertainKeys& certain, RuleBook* book);

// Remembers the actions that `statement` names: even one that never matches makes them known.
void AddNamed(const Statement& statement, RuleBook* book);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_GATHER_RULES_H_
