#ifndef IAMSIM_DECIDE_COMBINE_H_
#define IAMSIM_DECIDE_COMBINE_H_

#include "iamsim/model/caller.h"
#include "iamsim/model/formula.h"

namespace iamsim {

// The ending that every evaluator shares (EV-20, EV-21), over any Boolean algebra B with And, Or,
// Not and construction from bool: `bool` for prepared policies, `Formula` for the reference.

// What one layer says. A layer that does not apply passes: allow is true, deny is false.
template <class B>
struct LayerVerdict {
  B allow = B(true);
  B deny = B(false);
};

// Which kinds of grant (§2.3) the resource policy gives this caller.
template <class B>
struct ResourceVerdict {
  B deny = B(false);
  B wildcard = B(false);   // WILDCARD
  B leaf = B(false);       // USER, SESSION, FEDUSER: the caller itself
  B parent = B(false);     // ROLE of a session, PARENTUSER of a federated user
  B account = B(false);    // ACCOUNT, CANONICAL
  B service = B(false);    // SERVICE
  B federated = B(false);  // FEDERATED

  B Any() const;
};

template <class B>
struct CombineInput {
  CallerKind caller = CallerKind::kUser;
  bool trust = false;                         // the resource policy is a role's trust policy
  bool user_has_boundary = false;             // TR-6: an IAM user with a permissions boundary
  bool resource_policy_is_mandatory = false;  // EV-22
  bool uncontrollable = false;                // ST-1, ST-2
  bool refused = false;                       // EV-21 2b
  bool root_bypasses_resource_deny = false;   // S3-5
  bool boundary_limits_trust = true;          // OP-2
  bool assume_root_session = false;           // TR-9: a root session with a task policy
  B same_account = B(true);
  LayerVerdict<B> service_control, resource_control, vpc_endpoint, identity, boundary, session;
  ResourceVerdict<B> resource;
};

// `deny`: a Deny matches somewhere. `allow`: the request is allowed (never together with deny).
template <class B>
struct Outcome {
  B allow = B(false);
  B deny = B(false);
};

// Total: every input has an outcome; no B operation other than And, Or, Not and constants is used.
template <class B>
Outcome<B> Combine(const CombineInput<B>& in);

extern template Outcome<bool> Combine(const CombineInput<bool>&);
extern template Outcome<Formula> Combine(const CombineInput<Formula>&);

}  // namespace iamsim

#endif  // IAMSIM_DECIDE_COMBINE_H_
