#ifndef IAMSIM_ENGINE_DECIDE_SIMULATION_PARTS_H_
#define IAMSIM_ENGINE_DECIDE_SIMULATION_PARTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/decide/simulation.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/context_keys.h"

namespace iamsim {

// Whose policies a simulation asks. Both null: those of nobody.
struct PolicySource {
  const Snapshot* snapshot = nullptr;
  const PrincipalRecord* principal = nullptr;
  const GroupRecord* group = nullptr;

  // The group whose inline policy this is, or null.
  const GroupRecord* GroupOf(const AttachedPolicy& policy) const;
  // "user", "group" or "role", and the name of who has the inline policy `policy`; empty for a
  // policy that the request brings.
  std::string HolderType(const AttachedPolicy& policy) const;
  std::string HolderName(const AttachedPolicy& policy) const;
  bool Has(const AttachedPolicy& policy) const;
};

// In whose name one check is made.
struct SimulatedCaller {
  std::string principal;
  std::string account;
  // Keys that follow from `principal`, but that the request does not say.
  std::vector<std::string> hidden;
  bool is_nobody = false;  // shares the account of the resource
};
// The caller of `request` for a check on `resource`, which is not an ARN when it is `*`.
SimulatedCaller CallerOf(const SimulationRequest& request, const absl::StatusOr<Arn>& resource);

// Leaves out of `layers` what `exclusion` names; returns whether there was any. Only policies of
// the source and of its organization are left out, never those of `request`.
bool Exclude(const PolicyExclusion& exclusion, const SimulationRequest& request,
             const PolicySource& source, PolicyLayers* layers);
// An exclusion of one policy, as messages name it.
std::string Describe(const PolicyExclusion& exclusion);

// SimulatedCheck::statements of `decision` on `context`.
std::vector<SimulatedStatement> MatchedStatements(const RequestContext& context,
                                                  const Decision& decision,
                                                  const PolicySource& source);

// SimulatedCheck::missing_context of `decision` on `context`, which is complete. `known` are the
// keys of the same request in an incomplete context: what they do not know is missing.
std::vector<std::string> MissingContext(const RequestContext& context, const Decision& decision,
                                        const ContextKeys& known);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_SIMULATION_PARTS_H_
