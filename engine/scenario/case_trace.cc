// Tested by tests/scenario/coverage_test.cc.
#include "scenario/case_trace.h"

#include "scenario/chosen_roles.h"

namespace iamsim {

void ForEachAnswer(const Scenario& scenario, const TestCase& test, const EvaluationOptions& options,
                   absl::FunctionRef<void(const ChainResult& answer)> see) {
  if (test.skip) return;
  const absl::StatusOr<EvaluationOptions> own = OptionsFor(test.request, options);
  if (!own.ok()) return;
  const auto ask = [&](const Request& request) {
    const absl::StatusOr<ChainResult> answer =
        DecideChain(*scenario.snapshot, scenario.world, request, *own);
    if (answer.ok()) see(*answer);
  };
  if (test.only == nullptr) {
    const absl::StatusOr<Request> request = RequestOf(test, scenario.snapshot, *own);
    if (request.ok()) ask(*request);
    return;
  }
  Request request = test.request;
  for (const std::uint32_t id : test.only->asked) {
    request.principal = scenario.snapshot->principals()[id].arn.text();
    ask(request);
  }
  if (!test.only->outsiders_are_asked) return;
  request.principal = "anonymous";
  ask(request);
}

void ForEachStep(const ChainResult& answer, absl::FunctionRef<void(const ChainStep& step)> see) {
  for (const HopResult& hop : answer.hops) {
    for (const ChainStep& check : hop.checks) see(check);
  }
  if (answer.step) see(*answer.step);
  if (answer.other_step) see(*answer.other_step);
  for (const ChainStep& also : answer.also) see(also);
}

}  // namespace iamsim
