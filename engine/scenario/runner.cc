// Tested by tests/scenario/runner_test.cc.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/graph/access.h"
#include "iamsim/model/policy_kind.h"
#include "iamsim/scenario/scenario.h"

namespace iamsim {
namespace {

// What `decided_by` says of itself, in the members that an expectation may name.
ExpectedDecider DeciderOf(const DecidedBy& decided_by) {
  ExpectedDecider decider;
  decider.layer = std::string(LayerName(decided_by.layer));
  decider.target = decided_by.target;
  decider.rule = decided_by.rule;
  if (decided_by.statement) {
    decider.policy = decided_by.statement->policy;
    decider.sid = decided_by.statement->sid;
    decider.statement = decided_by.statement->statement;
    decider.line = decided_by.statement->position.line;
    decider.column = decided_by.statement->position.column;
  }
  return decider;
}

bool Fits(const std::string& expected, const std::string& actual) {
  return expected.empty() || expected == actual;
}

bool Fits(const std::optional<std::size_t>& expected, const std::optional<std::size_t>& actual) {
  return !expected || expected == actual;
}

bool Fits(const ExpectedDecider& expected, const ExpectedDecider& actual) {
  return Fits(expected.layer, actual.layer) && Fits(expected.target, actual.target) &&
         Fits(expected.policy, actual.policy) && Fits(expected.sid, actual.sid) &&
         Fits(expected.statement, actual.statement) && Fits(expected.line, actual.line) &&
         Fits(expected.column, actual.column) && Fits(expected.rule, actual.rule);
}

// "layer identity, policy p, statement 0"
std::string Text(const ExpectedDecider& decider) {
  std::vector<std::string> parts;
  const auto add_text = [&parts](absl::string_view name, const std::string& value) {
    if (!value.empty()) parts.push_back(absl::StrCat(name, " ", value));
  };
  const auto add_number = [&parts](absl::string_view name,
                                   const std::optional<std::size_t>& value) {
    if (value) parts.push_back(absl::StrCat(name, " ", *value));
  };
  add_text("layer", decider.layer);
  add_text("target", decider.target);
  add_text("policy", decider.policy);
  add_text("sid", decider.sid);
  add_number("statement", decider.statement);
  add_number("line", decider.line);
  add_number("column", decider.column);
  add_text("rule", decider.rule);
  return absl::StrJoin(parts, ", ");
}

// The members of `actual` that `expected` names, which a reader has to compare; the layer when it
// has none of them.
ExpectedDecider SameMembers(const ExpectedDecider& expected, ExpectedDecider actual) {
  const std::string layer = actual.layer;
  if (expected.layer.empty()) actual.layer.clear();
  if (expected.target.empty()) actual.target.clear();
  if (expected.policy.empty()) actual.policy.clear();
  if (expected.sid.empty()) actual.sid.clear();
  if (!expected.statement) actual.statement.reset();
  if (!expected.line) actual.line.reset();
  if (!expected.column) actual.column.reset();
  if (expected.rule.empty()) actual.rule.clear();
  if (Text(actual).empty()) actual.layer = layer;
  return actual;
}

// The request through the roles that lead to what is asked; as it is when none do.
absl::StatusOr<Request> ChooseRoles(const Scenario& scenario, const Request& request,
                                    const EvaluationOptions& options) {
  AccessQuestion question;
  question.request = request;
  question.evaluation = options;
  IAMSIM_ASSIGN_OR_RETURN(
      const std::unique_ptr<AccessFinder> finder,
      AccessFinder::Make(PreparedSnapshot::Prepare(scenario.snapshot), std::move(question)));
  IAMSIM_ASSIGN_OR_RETURN(const std::string from,
                          scenario.snapshot->ResolvePrincipalName(request.principal));
  IAMSIM_ASSIGN_OR_RETURN(const AccessAnswer answer, finder->Find(from));
  return answer.path ? finder->RequestFor(*answer.path) : request;
}

absl::StatusOr<ChainResult> Answer(const Scenario& scenario, const TestCase& test,
                                   const EvaluationOptions& options) {
  IAMSIM_ASSIGN_OR_RETURN(const EvaluationOptions own, OptionsFor(test.request, options));
  Request request = test.request;
  if (test.via_any) {
    IAMSIM_ASSIGN_OR_RETURN(request, ChooseRoles(scenario, test.request, own));
  }
  return DecideChain(*scenario.snapshot, scenario.world, request, own);
}

CaseResult RunCase(const Scenario& scenario, const TestCase& test,
                   const EvaluationOptions& options) {
  CaseResult result;
  result.file = scenario.file;
  result.name = test.name;
  result.place = test.place;
  const bool has_decider = test.decided_by && !Text(*test.decided_by).empty();
  result.expected = std::string(DecisionName(test.expect));
  if (has_decider) absl::StrAppend(&result.expected, " by ", Text(*test.decided_by));
  const absl::StatusOr<ChainResult> answer = Answer(scenario, test, options);
  if (!answer.ok()) {
    result.actual = absl::StrCat("error: ", Describe(answer.status()));
    return result;
  }
  const Decision& decision = answer->decision;
  const ExpectedDecider decider = DeciderOf(decision.decided_by);
  result.decided_by = decision.decided_by;
  result.passed = decision.kind == test.expect && (!has_decider || Fits(*test.decided_by, decider));
  result.actual = std::string(DecisionName(decision.kind));
  if (has_decider) {
    absl::StrAppend(&result.actual, " by ", Text(SameMembers(*test.decided_by, decider)));
  }
  return result;
}

}  // namespace

std::vector<CaseResult> RunScenario(const Scenario& scenario, const EvaluationOptions& options) {
  std::vector<CaseResult> results;
  results.reserve(scenario.cases.size());
  for (const TestCase& test : scenario.cases) results.push_back(RunCase(scenario, test, options));
  return results;
}

}  // namespace iamsim
