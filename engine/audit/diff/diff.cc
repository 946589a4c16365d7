// Every question is asked of both worlds by one thread, and the answers are compared principal by
// principal. What stands behind a change is found by the reference evaluator, once for the
// principals of an account whose decisions change alike.
//
// Tested by tests/audit/diff/diff_test.cc.
#include "iamsim/audit/diff.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "audit/diff/find_cause.h"
#include "iamsim/base/ordered_work.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

struct Item {
  absl::Status status;
  BatchQuestion question;
};

// What became of one question.
struct Answered {
  absl::Status status;
  BatchQuestion question;
  DiffCounts counts;
  std::vector<DecisionChange> changes;
  bool incomparable = false;
};

bool IsDenied(DecisionKind kind) {
  return kind == DecisionKind::kExplicitDeny || kind == DecisionKind::kImplicitDeny;
}

class QuestionComparison {
 public:
  QuestionComparison(const PreparedSnapshot& before, const PreparedSnapshot& after,
                     const WorldDifference& difference, const DiffOptions& options)
      : before_(before), after_(after), difference_(difference), options_(options) {}

  Answered Compare(Item item) const {
    Answered answered{.status = std::move(item.status), .question = std::move(item.question)};
    if (!answered.status.ok()) return answered;
    const auto before = AnswerQuestion(before_, answered.question, options_.evaluation);
    const auto after = AnswerQuestion(after_, answered.question, options_.evaluation);
    if (!before.ok() || !after.ok()) {
      if (options_.derived) {
        answered.incomparable = before.ok() != after.ok();
      } else {
        answered.status = before.ok() ? after.status() : before.status();
      }
      return answered;
    }
    CompareAnswers(*before, *after, &answered);
    return answered;
  }

 private:
  void CompareAnswers(const BatchAnswers& before, const BatchAnswers& after,
                      Answered* answered) const;
  void CompareDecisions(absl::string_view principal, const BatchAnswer& before,
                        const BatchAnswer& after, CauseFinder* causes, Answered* answered) const;

  const PreparedSnapshot& before_;
  const PreparedSnapshot& after_;
  const WorldDifference& difference_;
  const DiffOptions& options_;
};

void QuestionComparison::CompareAnswers(const BatchAnswers& before, const BatchAnswers& after,
                                        Answered* answered) const {
  CauseFinder causes(difference_, answered->question, options_.evaluation);
  // Worlds that share their principals have the same places for them.
  const bool shared =
      before_.snapshot().principals().data() == after_.snapshot().principals().data();
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < before.answers.size() && b < after.answers.size()) {
    const BatchAnswer& one = before.answers[a];
    const BatchAnswer& other = after.answers[b];
    if (!shared || one.principal != other.principal) {
      const int order = before.PrincipalOf(before_, one).compare(after.PrincipalOf(after_, other));
      if (order != 0) {
        ++(order < 0 ? a : b);
        continue;
      }
    }
    ++a;
    ++b;
    ++answered->counts.decisions;
    if (one.kind == other.kind &&
        (one.kind != DecisionKind::kConditional || one.allowed_when == other.allowed_when)) {
      ++answered->counts.unchanged;
      continue;
    }
    CompareDecisions(before.PrincipalOf(before_, one), one, other, &causes, answered);
  }
}

void QuestionComparison::CompareDecisions(absl::string_view principal, const BatchAnswer& before,
                                          const BatchAnswer& after, CauseFinder* causes,
                                          Answered* answered) const {
  DiffCounts& counts = answered->counts;
  if (IsDenied(before.kind) && IsDenied(after.kind)) {
    ++counts.denied_otherwise;
    return;
  }
  DecisionShift shift =
      CompareFormulas(before.allowed_when, after.allowed_when, options_.evaluation);
  if (shift.IsNone()) {
    ++counts.unchanged;
    return;
  }
  if (!shift.newly_denied_when.IsFalse()) ++counts.newly_denied;
  if (!shift.newly_allowed_when.IsFalse()) ++counts.newly_allowed;
  if (shift.may_differ) ++counts.may_differ;
  if (options_.stop_at_first) return;
  DecisionChange change{.principal = std::string(principal),
                        .before = before.kind,
                        .after = after.kind,
                        .before_when = before.allowed_when,
                        .after_when = after.allowed_when,
                        .shift = std::move(shift)};
  causes->Find(&change);
  answered->changes.push_back(std::move(change));
}

void AddCounts(const DiffCounts& more, DiffCounts* counts) {
  counts->decisions += more.decisions;
  counts->newly_denied += more.newly_denied;
  counts->newly_allowed += more.newly_allowed;
  counts->may_differ += more.may_differ;
  counts->denied_otherwise += more.denied_otherwise;
  counts->unchanged += more.unchanged;
}

bool HasChange(const DiffCounts& counts) {
  return counts.newly_denied + counts.newly_allowed + counts.may_differ > 0;
}

}  // namespace

DiffResult DiffWorlds(const PreparedSnapshot& before, const PreparedSnapshot& after,
                      const WorldDifference& difference,
                      absl::FunctionRef<std::optional<absl::StatusOr<BatchQuestion>>()> next,
                      const DiffOptions& options) {
  const QuestionComparison comparison(before, after, difference, options);
  const auto pull = [&]() -> std::optional<Item> {
    std::optional<absl::StatusOr<BatchQuestion>> question = next();
    if (!question.has_value()) return std::nullopt;
    Item item{.status = question->status(), .question = {}};
    if (question->ok()) item.question = **std::move(question);
    return item;
  };
  DiffResult result;
  const auto deliver = [&](Answered answered) {
    if (!answered.status.ok()) result.errors.push_back(std::move(answered.status));
    if (answered.incomparable) ++result.incomparable;
    AddCounts(answered.counts, &result.counts);
    for (DecisionChange& change : answered.changes) {
      change.question = result.questions.size();
      result.changes.push_back(std::move(change));
    }
    if (!answered.changes.empty()) result.questions.push_back(std::move(answered.question));
    return !options.stop_at_first || !HasChange(result.counts);
  };
  const std::size_t threads = options.threads == 0 ? CoreCount() : options.threads;
  OrderedWork<Item, Answered>(threads).Run(
      pull, [&](Item item) { return comparison.Compare(std::move(item)); }, deliver);
  return result;
}

DiffResult DiffWorlds(const PreparedSnapshot& before, const PreparedSnapshot& after,
                      const WorldDifference& difference,
                      const std::vector<BatchQuestion>& questions, const DiffOptions& options) {
  std::size_t at = 0;
  const auto next = [&]() -> std::optional<absl::StatusOr<BatchQuestion>> {
    if (at == questions.size()) return std::nullopt;
    return questions[at++];
  };
  return DiffWorlds(before, after, difference, next, options);
}

}  // namespace iamsim
