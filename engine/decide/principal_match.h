#ifndef IAMSIM_ENGINE_DECIDE_PRINCIPAL_MATCH_H_
#define IAMSIM_ENGINE_DECIDE_PRINCIPAL_MATCH_H_

#include "decide/check.h"
#include "decide/principal_algebra.h"
#include "iamsim/model/formula.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// A formula only where an incomplete context leaves the session's name open.
using PrincipalMatch = PrincipalGrants<Formula>;

// GrantsOf() and IsDenied() of principal_algebra.h for one check.
PrincipalMatch MatchPrincipalForAllow(const PrincipalElement& element, PrincipalReading reading,
                                      Check& check);
Formula MatchPrincipalForDeny(const PrincipalElement& element, PrincipalReading reading,
                              Check& check);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_PRINCIPAL_MATCH_H_
