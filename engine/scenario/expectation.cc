// Tested by tests/scenario/runner_test.cc.
#include "scenario/expectation.h"

#include <iterator>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/sort_each_once.h"
#include "iamsim/model/context_value.h"
#include "iamsim/model/policy_kind.h"

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

bool NamesDecider(const TestCase& test) {
  return test.decided_by && !Text(*test.decided_by).empty();
}

// CO-2: keys are the same whatever their case. (Names of documents never differ by case only.)
std::vector<std::string> Comparable(const std::vector<std::string>& names) {
  std::vector<std::string> ids;
  ids.reserve(names.size());
  for (const std::string& name : names) ids.push_back(ContextKeyId(name));
  SortEachOnce(&ids);
  return ids;
}

std::string DecisionText(DecisionKind kind, const std::vector<std::string>* depends_on) {
  std::string text(DecisionName(kind));
  if (kind != DecisionKind::kConditional || depends_on == nullptr) return text;
  absl::StrAppend(&text, " on ",
                  depends_on->empty() ? "nothing" : absl::StrJoin(*depends_on, ", "));
  return text;
}

}  // namespace

std::vector<std::string> DependenciesOf(const Formula& formula) {
  std::vector<std::string> names = KeysOf(formula);
  std::vector<std::string> documents;
  for (const FormulaLeaf& leaf : LeavesOf(formula)) {
    if (!leaf.document.empty()) documents.push_back(leaf.document);
  }
  SortEachOnce(&documents);
  absl::c_move(documents, std::back_inserter(names));
  return names;
}

std::string ExpectationText(const TestCase& test) {
  std::string text = DecisionText(test.expect, test.depends_on ? &*test.depends_on : nullptr);
  if (NamesDecider(test)) absl::StrAppend(&text, " by ", Text(*test.decided_by));
  return text;
}

std::string AnswerText(const TestCase& test, const Decision& decision) {
  const std::vector<std::string> depends_on = DependenciesOf(decision.allowed_when);
  std::string text = DecisionText(decision.kind, test.depends_on ? &depends_on : nullptr);
  if (NamesDecider(test)) {
    absl::StrAppend(&text, " by ",
                    Text(SameMembers(*test.decided_by, DeciderOf(decision.decided_by))));
  }
  return text;
}

bool MeetsExpectation(const TestCase& test, const Decision& decision) {
  if (decision.kind != test.expect) return false;
  if (test.depends_on &&
      Comparable(*test.depends_on) != Comparable(DependenciesOf(decision.allowed_when))) {
    return false;
  }
  return !NamesDecider(test) || Fits(*test.decided_by, DeciderOf(decision.decided_by));
}

}  // namespace iamsim
