#ifndef IAMSIM_AUDIT_DIFF_H_
#define IAMSIM_AUDIT_DIFF_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/audit/batch.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/model/formula.h"
#include "iamsim/policy/policy.h"
#include "iamsim/request/request.h"
#include "iamsim/snapshot/documents.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Two worlds, before and after a change: what is not the same in their policies, which decisions
// that could concern, and which of them it does.

// -- What differs -----------------------------------------------------------------------------

// Whose requests a difference can touch. Sorted.
struct Reach {
  bool everyone = false;
  std::vector<std::string> accounts;           // all principals of these
  std::vector<std::string> principals;         // ARNs of these as well
  std::vector<std::string> resource_accounts;  // only requests for what these accounts own, or
  std::vector<std::string> resources;          // for these resources; both empty: for any
  std::vector<std::string> endpoints;          // only requests through these VPC endpoints
};

enum class StatementChange : std::uint8_t { kAdded, kRemoved, kChanged };
absl::string_view StatementChangeName(StatementChange change);  // "added", "removed", "changed"

// One statement that does not apply in both worlds alike: its text changed, or its policy is
// attached to something in one of them only.
struct ChangedStatement {
  PolicyKind kind = PolicyKind::kIdentity;
  StatementChange change = StatementChange::kChanged;
  std::vector<std::string> targets;  // levels, or who holds the policy; sorted
  Reach reach;
  // The policy in each world, and the statement in it; null where it is not.
  std::shared_ptr<const AttachedPolicy> policy_before;
  std::shared_ptr<const AttachedPolicy> policy_after;
  const Statement* before = nullptr;
  const Statement* after = nullptr;

  // Where a reader finds it: in the new world if it is there.
  const AttachedPolicy& policy() const { return after == nullptr ? *policy_before : *policy_after; }
  const Statement& statement() const { return after == nullptr ? *before : *after; }
};

// Something other than a statement: an account that moved, tags, a boundary that is set now.
struct OtherDifference {
  std::string what;  // "tags of `arn:…`": lower case
  Reach reach;
  // The statements whose meaning depends on it; nothing: any request may be concerned.
  std::optional<std::vector<const Statement*>> statements;
};

struct WorldDifference {
  std::vector<ChangedStatement> statements;  // by kind, policy and place
  std::vector<OtherDifference> others;
  // Principals of one world only: no decision of theirs can be compared.
  std::vector<std::string> only_before;
  std::vector<std::string> only_after;
  std::shared_ptr<const Snapshot> before;
  std::shared_ptr<const Snapshot> after;
};

// Documents are compared by what they say, not by where they stand. Linear in the records that the
// worlds do not share.
WorldDifference CompareWorlds(std::shared_ptr<const Snapshot> before,
                              std::shared_ptr<const Snapshot> after);

// -- What to ask ------------------------------------------------------------------------------

// Actions that no policy of either world tells apart.
struct ActionClass {
  std::string action;     // the one that is asked
  std::size_t size = 1;   // how many it stands for, itself included
  std::size_t asked = 0;  // on how many resources
};

struct Coverage {
  bool derived = false;                // false: the questions were given
  std::size_t actions = 0;             // that the difference can touch
  std::vector<ActionClass> classes;    // by action
  std::vector<std::string> resources;  // that stand for all, sorted
  std::size_t resource_candidates = 0;
  std::size_t questions = 0;
  std::size_t left_out = 0;  // questions beyond the limit
  // What was not asked, one line each.
  std::vector<std::string> limits;
};

struct DerivedQuestions {
  std::vector<BatchQuestion> questions;
  Coverage coverage;
};

struct DeriveOptions {
  // Laid under every question: context, options.
  Request defaults;
  std::size_t max_questions = 20000;
};

// The questions that a difference could answer differently: for every difference, the principals
// that it reaches, the actions that its statements can touch (of those that no policy tells apart
// one), and the resources of both worlds and of their policies' patterns that they can touch (of
// those that no policy tells apart one), and `*` for what no pattern names. Context keys that the
// defaults do not give are unknown, so that answers are formulas. The same for the same worlds.
DerivedQuestions DeriveQuestions(const WorldDifference& difference, const Catalog& catalog,
                                 const DeriveOptions& options = {});

// -- What changes -----------------------------------------------------------------------------

// How one decision is not the same. Both, for a formula that moves.
struct DecisionShift {
  // A ∧ ¬B and ¬A ∧ B of the formulas of before and after; false: it does not.
  Formula newly_denied_when;
  Formula newly_allowed_when;
  // The formulas are not alike, but no context was found that tells them apart.
  bool may_differ = false;

  bool IsNone() const {
    return !may_differ && newly_denied_when.IsFalse() && newly_allowed_when.IsFalse();
  }
};

// Two conditional decisions differ only when some request tells them apart: formulas that are equal
// for every truth of their leaves do not, and otherwise a context is looked for in which one holds.
// Exponential in the leaves, of which it looks at a few only; what is left then may differ.
DecisionShift CompareFormulas(const Formula& before, const Formula& after,
                              const EvaluationOptions& options);

struct DecisionChange {
  std::size_t question = 0;  // index in DiffResult::questions
  std::string principal;
  DecisionKind before = DecisionKind::kImplicitDeny;
  DecisionKind after = DecisionKind::kImplicitDeny;
  Formula before_when;  // holds exactly when it is allowed
  Formula after_when;
  DecisionShift shift;
  // The changed statement behind it (index of WorldDifference::statements); absent: `reason`.
  std::optional<std::size_t> because;
  std::string reason;
};

struct DiffCounts {
  std::size_t decisions = 0;
  std::size_t newly_denied = 0;   // also under conditions
  std::size_t newly_allowed = 0;  // also under conditions; a decision may be both
  std::size_t may_differ = 0;
  std::size_t denied_otherwise = 0;  // denied in both worlds, explicitly in one of them only
  std::size_t unchanged = 0;         // all others
};

struct DiffResult {
  std::vector<DecisionChange> changes;   // in the order of the questions, then of the principals
  std::vector<BatchQuestion> questions;  // those of the changes
  DiffCounts counts;
  // Given questions that a world cannot answer: why, in their order. The others are answered.
  std::vector<absl::Status> errors;
  // Derived ones that only one of the worlds can answer. What neither can does not count.
  std::size_t incomparable = 0;
};

struct DiffOptions {
  EvaluationOptions evaluation;
  std::size_t threads = 1;  // 0: one for each core
  // The questions are derived: one that cannot be answered is no mistake of who asks.
  bool derived = false;
  // The changes themselves are wanted; false: counts only, and the first change ends it.
  bool stop_at_first = false;
};

// Asks both worlds every question that `next` gives, until it gives none. Answers are those of
// AnswerQuestion(). The same result for any number of threads.
DiffResult DiffWorlds(const PreparedSnapshot& before, const PreparedSnapshot& after,
                      const WorldDifference& difference,
                      absl::FunctionRef<std::optional<absl::StatusOr<BatchQuestion>>()> next,
                      const DiffOptions& options);

// The same for questions that are at hand.
DiffResult DiffWorlds(const PreparedSnapshot& before, const PreparedSnapshot& after,
                      const WorldDifference& difference,
                      const std::vector<BatchQuestion>& questions, const DiffOptions& options);

// -- What changes nothing ---------------------------------------------------------------------

struct DeadStatement {
  HeldDocument held;
  const Statement* statement = nullptr;
  std::size_t decisions = 0;  // that were asked
};

struct DeadStatements {
  std::vector<DeadStatement> dead;  // in the order of DocumentsOf()
  std::size_t statements = 0;       // of all documents
};

// The statements without which no decision of the world would be another one, as far as the
// questions derived for their removal tell. A denial that stays one is the same decision. Errors as
// DiffWorlds.
absl::StatusOr<DeadStatements> FindDeadStatements(std::shared_ptr<const Snapshot> world,
                                                  const Catalog& catalog,
                                                  const DeriveOptions& derive,
                                                  const DiffOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_AUDIT_DIFF_H_
