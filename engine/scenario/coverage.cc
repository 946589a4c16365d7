// Tested by tests/scenario/coverage_test.cc.
#include "iamsim/scenario/coverage.h"

#include "absl/container/flat_hash_set.h"
#include "scenario/case_trace.h"
#include "scenario/statement_index.h"

namespace iamsim {

CoverageReport MeasureCoverage(absl::Span<const Scenario> scenarios,
                               const EvaluationOptions& options) {
  const StatementIndex index(scenarios);
  CoverageReport report{.statements = index.statements()};
  for (const Scenario& scenario : scenarios) {
    for (const TestCase& test : scenario.cases) {
      if (!test.skip) ++report.cases;
      absl::flat_hash_set<std::size_t> decided;
      absl::flat_hash_set<std::size_t> took_part;
      const auto note = [&index](const StatementReference& reference,
                                 absl::flat_hash_set<std::size_t>* set) {
        if (const std::optional<std::size_t> found = index.Find(reference)) set->insert(*found);
      };
      ForEachAnswer(scenario, test, options, [&](const ChainResult& answer) {
        const DecidedBy& decider = answer.decision.decided_by;
        if (decider.statement) note(*decider.statement, &decided);
        ForEachStep(answer, [&](const ChainStep& step) {
          for (const LayerReport& layer : step.decision.layers) {
            for (const StatementReference& statement : layer.statements) {
              note(statement, &took_part);
            }
          }
        });
      });
      took_part.insert(decided.begin(), decided.end());
      for (const std::size_t statement : decided) ++report.statements[statement].decided;
      for (const std::size_t statement : took_part) ++report.statements[statement].took_part;
    }
  }
  return report;
}

}  // namespace iamsim
