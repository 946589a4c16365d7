#ifndef IAMSIM_FAST_OUTSIDE_PRINCIPALS_H_
#define IAMSIM_FAST_OUTSIDE_PRINCIPALS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/request/request.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Somebody who may, or who may under conditions.
struct Grantee {
  // The ARN of a user or role; of those beyond the snapshot what the resource policy says: `*`, a
  // service, an account's root ARN, an identity provider, a canonical user id.
  std::string principal;
  bool is_in_snapshot = true;
  DecisionKind kind = DecisionKind::kAllowed;  // or kConditional
  Formula allowed_when;
  // The roles that it assumes first, in order; empty: none is needed.
  struct Hop {
    std::string role;  // ARN
    DecisionKind kind = DecisionKind::kAllowed;
    Formula allowed_when;
  };
  std::vector<Hop> via;
};

// Whom the policy of the asked resource admits although the snapshot does not hold them, by name.
// Those who are denied are not among them. An account is answered for its root user. `*` is allowed
// when an anonymous caller is, and conditional when some caller could be. Errors as DecideChain.
absl::StatusOr<std::vector<Grantee>> FindOutsideGrantees(const Snapshot& snapshot, Request question,
                                                         const EvaluationOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_FAST_OUTSIDE_PRINCIPALS_H_
