#ifndef IAMSIM_ENGINE_DECIDE_CONDITION_MATCH_H_
#define IAMSIM_ENGINE_DECIDE_CONDITION_MATCH_H_

#include <string>

#include "iamsim/match/variables.h"
#include "iamsim/model/context_keys.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/model/formula.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// When `condition` holds: a constant when its key and variables are known, else a leaf.
Formula MatchCondition(const Condition& condition, const ContextKeys& keys,
                       const EvaluationOptions& options);

// Reads a policy variable from the context (VA-4, VA-5, VA-7). `value` lives as long as `keys`.
VariableState ReadVariable(const ContextKeys& keys, absl::string_view key,
                           absl::string_view* value);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_CONDITION_MATCH_H_
