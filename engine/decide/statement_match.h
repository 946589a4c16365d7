#ifndef IAMSIM_ENGINE_DECIDE_STATEMENT_MATCH_H_
#define IAMSIM_ENGINE_DECIDE_STATEMENT_MATCH_H_

#include "decide/check.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/formula.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// The three questions of a statement that do not look at its principal. Each is asked alone by the
// explanation; MatchStatement asks them in order of cost.
bool MatchesAction(const Statement& statement, const Action& action);       // MA-1 … MA-4
Formula MatchesResource(const Statement& statement, const Check& check);    // MR-*, PG-12
Formula MatchesConditions(const Statement& statement, const Check& check);  // CO-1

Formula MatchStatement(const Statement& statement, const Check& check);

// The statement as reports name it.
StatementReference Refer(const AttachedPolicy& policy, const Statement& statement, Formula when);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_STATEMENT_MATCH_H_
