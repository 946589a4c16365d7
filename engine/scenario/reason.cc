// Tested by tests/scenario/runner_test.cc.
#include "scenario/reason.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/scenario/scenario.h"
#include "scenario/case_trace.h"

namespace iamsim {
namespace {

std::string Text(const NearMiss& miss) {
  const StatementReference& statement = miss.statement;
  std::string text = statement.sid.empty()
                         ? absl::StrCat("statement ", statement.statement, " of ", statement.policy)
                         : statement.sid;
  if (!statement.file.empty()) {
    absl::StrAppend(&text, "  ", statement.file, ":", statement.position.line, ":",
                    statement.position.column);
  }
  return absl::StrCat(text, "  ", miss.detail);
}

}  // namespace

std::string ReasonOf(const ChainResult& answer) {
  if (answer.decision.kind == DecisionKind::kConditional) {
    return absl::StrCat("it depends on ",
                        absl::StrJoin(DependenciesOf(answer.decision.allowed_when), ", "));
  }
  if (answer.decision.kind != DecisionKind::kImplicitDeny) return "";
  std::optional<Explanation> why;
  ForEachStep(answer, [&why](const ChainStep& step) {
    if (why || step.decision.kind != DecisionKind::kImplicitDeny) return;
    why = Explain(step.context);
  });
  // A rule has its reason with it, and two conditions that contradict each other have none.
  if (!why || why->missing.empty() || !answer.decision.decided_by.rule.empty()) return "";
  if (why->near_misses.empty()) return why->missing;
  return absl::StrCat(why->missing, "; nearest: ", Text(why->near_misses.front()));
}

}  // namespace iamsim
