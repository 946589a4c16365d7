// The ending of every decision: EV-20, EV-21, matrix 5.3.
//
// The order of the questions is AWS's: nobody controls some calls (ST-1, ST-2); a Deny anywhere
// ends the matter; guardrails (RCP, SCP, VPC endpoint policy) must allow; some calls are refused
// whatever is allowed; then a grant must exist, and which grant suffices depends on who calls and
// on whether the resource belongs to the caller's account. Written over a Boolean algebra, so that
// prepared policies (bool) and the reference (formulas) cannot drift apart.
//
// Tested by tests/decide/combine_test.cc over the whole domain of bool.
//
// A header, so that tests can instantiate it over a wider algebra than the two of combine.cc.

#ifndef IAMSIM_ENGINE_DECIDE_COMBINE_ALGEBRA_H_
#define IAMSIM_ENGINE_DECIDE_COMBINE_ALGEBRA_H_

#include "iamsim/decide/combine.h"

namespace iamsim {

template <class B>
B ResourceVerdict<B>::Any() const {
  return Or(Or(Or(wildcard, leaf), Or(parent, account)), Or(service, federated));
}

namespace combine_internal {

template <class B>
B Choose(const B& condition, const B& then, const B& otherwise) {
  return Or(And(condition, then), And(Not(condition), otherwise));
}

template <class B>
B RootGrant(const CombineInput<B>& in) {
  // TR-9: the session of sts:AssumeRoot is the root user within its task policy.
  const B task = in.assume_root_session ? in.session.allow : B(true);
  const B admitted = And(in.resource.Any(), task);
  // EV-1: the owner's root user needs no policy, but where a resource policy is mandatory (KM-1).
  return Choose(in.same_account, in.resource_policy_is_mandatory ? admitted : task, admitted);
}

// IAM users, role sessions and federated users.
template <class B>
B PrincipalGrant(const CombineInput<B>& in) {
  const B limits = And(in.boundary.allow, in.session.allow);
  // EV-3, EV-14: both accounts must allow, whatever kind of grant the resource policy gives.
  const B across = And(in.resource.Any(), And(in.identity.allow, limits));

  // EV-10, EV-12: a grant to the caller itself or to everyone is not limited by implicit denials.
  B direct = Or(in.resource.wildcard, in.resource.leaf);
  // TR-6: but a boundary without sts:AssumeRole stops a user whom the trust policy names.
  if (in.trust && in.user_has_boundary && in.boundary_limits_trust) {
    direct = And(direct, in.boundary.allow);
  }
  // EV-11: a grant to the role (or to the user behind a federated user) counts as an identity
  // allow. KM-1, TR-2: where the resource policy is mandatory, an identity allow needs its account
  // statement.
  const B by_identity = in.resource_policy_is_mandatory
                            ? And(in.resource.account, in.identity.allow)
                            : in.identity.allow;
  const B within = Or(direct, And(limits, Or(in.resource.parent, by_identity)));
  return Choose(in.same_account, within, across);
}

template <class B>
B Grant(const CombineInput<B>& in) {
  switch (in.caller) {
    case CallerKind::kAnonymous:
    case CallerKind::kIdentityProvider:
      return Or(in.resource.wildcard, in.resource.federated);
    case CallerKind::kService:
      return Or(in.resource.wildcard, in.resource.service);
    case CallerKind::kRoot:
      return RootGrant(in);
    case CallerKind::kUser:
    case CallerKind::kRoleSession:
    case CallerKind::kFederatedUser:
      return PrincipalGrant(in);
  }
  return B(false);
}

}  // namespace combine_internal

template <class B>
Outcome<B> Combine(const CombineInput<B>& in) {
  if (in.uncontrollable) return {.allow = B(true), .deny = B(false)};

  // S3-5: the bucket owner's root user may always repair its bucket policy.
  const B resource_deny = in.root_bypasses_resource_deny ? B(false) : in.resource.deny;
  const B deny = Or(Or(Or(in.service_control.deny, in.resource_control.deny),
                       Or(in.vpc_endpoint.deny, resource_deny)),
                    Or(Or(in.boundary.deny, in.session.deny), in.identity.deny));
  if (in.refused) return {.allow = B(false), .deny = deny};

  const B guardrails =
      And(in.resource_control.allow, And(in.service_control.allow, in.vpc_endpoint.allow));
  return {.allow = And(Not(deny), And(guardrails, combine_internal::Grant(in))), .deny = deny};
}

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_COMBINE_ALGEBRA_H_
