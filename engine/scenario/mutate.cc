// What no test would notice. A mutant is a statement, or one of its conditions, left out of its
// document in every snapshot that has it. Asking every case of every mutant would cost their
// product; but a case can only tell a mutant from the original when the statement matches one of
// the case's checks with or without what is left out, and that is known from the checks that the
// case makes today. (A check that it does not make today, behind a hop that is denied, is only made
// once an earlier check has another outcome.) Policies of resources are the exception: whether one
// is public is a property of all of it (S3-3), so each of its statements concerns every check of
// the resource.
//
// Tested by tests/scenario/mutate_test.cc, against asking everything.

#include <cstdint>
#include <memory>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "decide/check.h"
#include "decide/condition_match.h"
#include "decide/statement_match.h"
#include "iamsim/scenario/coverage.h"
#include "iamsim/snapshot/change.h"
#include "scenario/case_runner.h"
#include "scenario/case_trace.h"
#include "scenario/statement_index.h"

namespace iamsim {
namespace {

// One case: scenario, and place among its cases.
using CaseId = std::pair<std::size_t, std::size_t>;

// What about a statement a case would notice.
struct Concern {
  bool statement = false;
  // Those of the first 64 conditions that keep the statement from matching, or may; of a statement
  // with more of them all are taken to.
  std::uint64_t conditions = 0;
};

constexpr std::uint64_t kAllConditions = ~std::uint64_t{0};

Concern ConcernOf(const Statement& statement, const Check& check) {
  if (!MatchesAction(statement, check.action()) || MatchesResource(statement, check).IsFalse()) {
    return {};
  }
  std::uint64_t failing = 0;
  std::uint64_t open = 0;
  std::size_t failures = 0;
  const std::size_t count = statement.conditions.size();
  if (count > 64) return {.statement = true, .conditions = kAllConditions};
  for (std::size_t i = 0; i < count; ++i) {
    const Formula holds =
        MatchCondition(statement.conditions[i], check.keys(), check.context().options);
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (holds.IsFalse()) failing |= bit;
    if (holds.IsFalse()) ++failures;
    if (!holds.IsConstant()) open |= bit;
  }
  if (failures == 0) return {.statement = true, .conditions = open};
  // Without the only one that fails the statement would match.
  return {.statement = false, .conditions = failures == 1 ? failing : 0};
}

// Which cases which statement concerns.
class Concerns {
 public:
  explicit Concerns(const StatementIndex& index)
      : index_(index), by_case_(index.statements().size()) {}

  // `outsiders`: the case also asks callers whom the snapshot does not hold, of whom nothing is
  // traced. They have the guardrails of the resource in common with everybody.
  void Add(const CaseId& id, const RequestContext& context, bool outsiders) {
    const Check check(context);
    const auto by_match = [&check](const Statement& one) { return ConcernOf(one, check); };
    const auto always = [](const Statement&) { return Concern{true, kAllConditions}; };
    const PolicyLayers& layers = context.policies;
    AddList(id, layers.identity, by_match);
    if (layers.permissions_boundary) AddList(id, *layers.permissions_boundary, by_match);
    if (layers.service_control) AddLevels(id, *layers.service_control, by_match);
    AddList(id, layers.resource, always);
    const auto of_resource = [&](const Statement& one) {
      return outsiders ? always(one) : by_match(one);
    };
    if (layers.resource_control) AddLevels(id, *layers.resource_control, of_resource);
    if (layers.vpc_endpoint) AddList(id, *layers.vpc_endpoint, of_resource);
  }

  const absl::btree_map<CaseId, Concern>& Of(std::size_t statement) const {
    return by_case_[statement];
  }

 private:
  template <class Find>
  void AddLevels(const CaseId& id, const std::vector<PolicyLevel>& levels, const Find& find) {
    for (const PolicyLevel& level : levels) AddList(id, level.policies, find);
  }

  template <class Find>
  void AddList(const CaseId& id, const PolicyList& policies, const Find& find) {
    for (const auto& policy : policies) {
      if (policy->policy == nullptr) continue;
      for (const Statement& statement : policy->policy->statements) {
        const std::optional<std::size_t> place = index_.Find(*policy, statement);
        if (place) Note(*place, id, find(statement));
      }
    }
  }

  void Note(std::size_t place, const CaseId& id, const Concern& concern) {
    if (!concern.statement && concern.conditions == 0) return;
    Concern& known = by_case_[place][id];
    known.statement = known.statement || concern.statement;
    known.conditions |= concern.conditions;
  }

  const StatementIndex& index_;
  std::vector<absl::btree_map<CaseId, Concern>> by_case_;
};

bool IsConcerned(const Concern& concern, const std::optional<std::size_t>& condition) {
  if (!condition) return concern.statement;
  return *condition >= 64 || ((concern.conditions >> *condition) & 1) != 0;
}

class Mutation {
 public:
  Mutation(absl::Span<const Scenario> scenarios, const EvaluationOptions& options)
      : scenarios_(scenarios), options_(options), index_(scenarios), concerns_(index_) {
    for (std::size_t s = 0; s < scenarios.size(); ++s) Trace(s);
  }

  const StatementIndex& index() const { return index_; }

  void Ask(Mutant* mutant) {
    worlds_.clear();
    for (const auto& [id, concern] : concerns_.Of(mutant->statement)) {
      if (!IsConcerned(concern, mutant->condition)) continue;
      ++mutant->asked;
      const Scenario& scenario = scenarios_[id.first];
      const TestCase& test = scenario.cases[id.second];
      if (RunnerOf(scenario, *mutant).Run(test).passed()) continue;
      mutant->noticed_by = test.name;
      mutant->noticed_in = scenario.file;
      return;
    }
  }

 private:
  // Only what passes can notice something.
  void Trace(std::size_t s) {
    const Scenario& scenario = scenarios_[s];
    CaseRunner runner(scenario.snapshot, scenario.world, options_);
    for (std::size_t c = 0; c < scenario.cases.size(); ++c) {
      const TestCase& test = scenario.cases[c];
      if (!runner.Run(test).passed()) continue;
      const bool outsiders = test.only != nullptr && test.only->outsiders_are_asked;
      ForEachAnswer(scenario, test, options_, [&](const ChainResult& answer) {
        ForEachStep(answer, [&](const ChainStep& step) {
          concerns_.Add({s, c}, step.context, outsiders);
        });
      });
    }
  }

  CaseRunner& RunnerOf(const Scenario& scenario, const Mutant& mutant) {
    std::unique_ptr<CaseRunner>& runner = worlds_[{scenario.snapshot.get(), scenario.world}];
    if (runner == nullptr) {
      DocumentReplacements replacements;
      for (const StatementIndex::Occurrence& one : index_.OccurrencesOf(mutant.statement)) {
        if (one.snapshot != scenario.snapshot.get()) continue;
        replacements[one.document.get()] =
            mutant.condition ? DropCondition(*one.document, one.place, *mutant.condition)
                             : DropStatement(*one.document, one.place);
      }
      runner = std::make_unique<CaseRunner>(ReplaceDocuments(*scenario.snapshot, replacements),
                                            scenario.world, options_);
    }
    return *runner;
  }

  absl::Span<const Scenario> scenarios_;
  const EvaluationOptions& options_;
  StatementIndex index_;
  Concerns concerns_;
  // The worlds of the mutant that is being asked about.
  absl::flat_hash_map<std::pair<const Snapshot*, World>, std::unique_ptr<CaseRunner>> worlds_;
};

std::vector<Mutant> MutantsOf(std::size_t index, const Statement& statement) {
  std::vector<Mutant> mutants(1, Mutant{.statement = index});
  for (std::size_t i = 0; i < statement.conditions.size(); ++i) {
    const Condition& condition = statement.conditions[i];
    mutants.push_back({.statement = index,
                       .condition = i,
                       .removed = absl::StrCat(condition.op_text, " ", condition.key)});
  }
  return mutants;
}

}  // namespace

MutationReport MutateStatements(
    absl::Span<const Scenario> scenarios, const EvaluationOptions& options,
    const std::function<void(std::size_t done, std::size_t of)>& progress) {
  Mutation mutation(scenarios, options);
  MutationReport report;
  for (std::size_t i = 0; i < mutation.index().statements().size(); ++i) {
    const StatementIndex::Occurrence& first = mutation.index().OccurrencesOf(i).front();
    absl::c_move(MutantsOf(i, first.document->policy->statements[first.place]),
                 std::back_inserter(report.mutants));
  }
  for (std::size_t i = 0; i < report.mutants.size(); ++i) {
    if (progress) progress(i, report.mutants.size());
    mutation.Ask(&report.mutants[i]);
  }
  return report;
}

}  // namespace iamsim
