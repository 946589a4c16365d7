// Tested by tests/scenario/runner_test.cc.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "scenario/case_runner.h"
#include "scenario/chosen_roles.h"
#include "scenario/expectation.h"

namespace iamsim {
absl::string_view CaseVerdictName(CaseVerdict verdict) {
  switch (verdict) {
    case CaseVerdict::kPassed:
      return "passed";
    case CaseVerdict::kFailed:
      return "failed";
    case CaseVerdict::kSkipped:
      return "skipped";
  }
  return "";
}

absl::Status CaseRunner::RunSingle(const TestCase& test, const EvaluationOptions& options,
                                   CaseResult* result) {
  result->expected = ExpectationText(test);
  result->principal = test.request.principal;
  IAMSIM_ASSIGN_OR_RETURN(const Request request, RequestOf(test, snapshot_, options));
  IAMSIM_ASSIGN_OR_RETURN(const ChainResult answer,
                          DecideChain(*snapshot_, world_, request, options));
  result->decided_by = answer.decision.decided_by;
  result->actual = AnswerText(test, answer.decision);
  if (MeetsExpectation(test, answer.decision)) result->verdict = CaseVerdict::kPassed;
  return absl::OkStatus();
}

CaseResult CaseRunner::Run(const TestCase& test) {
  CaseResult result;
  result.name = test.name;
  result.place = test.place;
  if (test.skip) {
    result.verdict = CaseVerdict::kSkipped;
    result.actual = *test.skip;
    return result;
  }
  const absl::StatusOr<EvaluationOptions> own = OptionsFor(test.request, options_);
  absl::Status status = own.status();
  if (own.ok()) {
    status = test.only ? RunOnly(test, *own, &result) : RunSingle(test, *own, &result);
  }
  if (!status.ok()) {
    result.verdict = CaseVerdict::kFailed;
    result.actual = absl::StrCat("error: ", Describe(status));
    result.decided_by.reset();
  }
  return result;
}

std::vector<CaseResult> RunScenario(const Scenario& scenario, const EvaluationOptions& options) {
  CaseRunner runner(scenario.snapshot, scenario.world, options);
  std::vector<CaseResult> results;
  results.reserve(scenario.cases.size());
  for (const TestCase& test : scenario.cases) {
    results.push_back(runner.Run(test));
    results.back().file = scenario.file;
  }
  return results;
}

}  // namespace iamsim
