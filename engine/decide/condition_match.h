#ifndef IAMSIM_ENGINE_DECIDE_CONDITION_MATCH_H_
#define IAMSIM_ENGINE_DECIDE_CONDITION_MATCH_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/match/condition_operator.h"
#include "iamsim/match/variables.h"
#include "iamsim/model/context_keys.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/model/formula.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// When `condition` holds: a constant when its key and variables are known, else a leaf.
Formula MatchCondition(const Condition& condition, const ContextKeys& keys,
                       const EvaluationOptions& options);

// Some conditions do not depend on their key at all (CO-11 with a set operator, PG-16): an unknown
// key must not make those conditional. `operands`: those of `condition`.
bool IsIndependentOfKey(const Condition& condition,
                        const std::vector<ConditionValues::Operand>& operands,
                        const EvaluationOptions& options);

// Reads a policy variable from the context (VA-4, VA-5, VA-7). `value` lives as long as `keys`.
VariableState ReadVariable(const ContextKeys& keys, absl::string_view key,
                           absl::string_view* value);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_CONDITION_MATCH_H_
