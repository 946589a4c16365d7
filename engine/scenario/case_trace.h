#ifndef IAMSIM_ENGINE_SCENARIO_CASE_TRACE_H_
#define IAMSIM_ENGINE_SCENARIO_CASE_TRACE_H_

#include "absl/functional/function_ref.h"
#include "iamsim/decide/decide.h"
#include "iamsim/scenario/scenario.h"

namespace iamsim {

// Asks `test` of `scenario` by the reference evaluator and shows what it answers: once, or for
// everybody of the snapshot whom an `only` asks (and for the anonymous caller, when it asks
// outsiders too). What cannot be answered is passed over.
void ForEachAnswer(const Scenario& scenario, const TestCase& test, const EvaluationOptions& options,
                   absl::FunctionRef<void(const ChainResult& answer)> see);

// Every check of a chain: those of its hops, of the action and of what it needs besides.
void ForEachStep(const ChainResult& answer, absl::FunctionRef<void(const ChainStep& step)> see);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_SCENARIO_CASE_TRACE_H_
