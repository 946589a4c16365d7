#ifndef IAMSIM_ENGINE_DECIDE_PRINCIPAL_MATCH_H_
#define IAMSIM_ENGINE_DECIDE_PRINCIPAL_MATCH_H_

#include "decide/check.h"
#include "iamsim/model/formula.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// By which kinds of principal (§2.3) an element names the caller. A formula only where an
// incomplete context leaves the session's name open.
struct PrincipalMatch {
  Formula wildcard;
  Formula leaf;     // USER, SESSION, FEDUSER, or the root user's own ARN
  Formula parent;   // ROLE, PARENTUSER
  Formula account;  // ACCOUNT, CANONICAL
  Formula service;
  Formula federated;

  Formula Any() const;
};

// How the policy is attached changes what its principals mean (VE-4).
enum class PrincipalReading { kResource, kGatewayEndpoint };

// Principal, and NotPrincipal with Allow (NP-2: an uncovered caller counts as WILDCARD).
PrincipalMatch MatchPrincipalForAllow(const PrincipalElement& element, PrincipalReading reading,
                                      Check& check);

// Whether a Deny with this element hits the caller: any kind for Principal (EV-18), the stricter
// coverage of NP-3 … NP-5 for NotPrincipal.
Formula MatchPrincipalForDeny(const PrincipalElement& element, PrincipalReading reading,
                              Check& check);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_PRINCIPAL_MATCH_H_
