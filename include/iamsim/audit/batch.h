#ifndef IAMSIM_AUDIT_BATCH_H_
#define IAMSIM_AUDIT_BATCH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/source_place.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/model/formula.h"
#include "iamsim/request/request.h"

namespace iamsim {

// Many questions, each asked of one principal or of many.

// One question, as a line of a question file asks it (formats.md).
struct BatchQuestion {
  std::string id;  // JSON, as the asker wrote it; empty: none
  // Of whom: a principal's name, as Snapshot::ResolvePrincipalName() takes it, or a pattern, as
  // MatchPrincipals() does. Empty: of every user and role of the snapshot.
  std::string principals;
  Request request;    // its `principal` does not count; its `options` are laid over the batch's
  SourcePlace place;  // what errors about the question begin with
};

// The answer for one principal, as DecideChain() answers it.
struct BatchAnswer {
  // Place in Snapshot::principals(), or PreparedSnapshot::kNone for BatchAnswers::outsider.
  std::uint32_t principal = 0;
  DecisionKind kind = DecisionKind::kImplicitDeny;
  Formula allowed_when;  // constant unless conditional
};

struct BatchAnswers {
  std::vector<BatchAnswer> answers;  // in the order of the principals' ARNs
  // The principal that the question names when it is no user or role of the snapshot: a session, a
  // service, somebody of an account that is not loaded. Then it has the only answer.
  std::string outsider;

  // ARN of whom `answer` is about.
  absl::string_view PrincipalOf(const PreparedSnapshot& world, const BatchAnswer& answer) const {
    if (answer.principal == PreparedSnapshot::kNone) return outsider;
    return world.snapshot().principals()[answer.principal].arn.text();
  }
};

// Answers one question. Errors, with the question's place: a principal or pattern that nobody is,
// else as DecideChain; they hold for all of its principals. Thread-safe.
absl::StatusOr<BatchAnswers> AnswerQuestion(const PreparedSnapshot& world,
                                            const BatchQuestion& question,
                                            const EvaluationOptions& options);

// How many were answered how.
struct DecisionCounts {
  std::size_t questions = 0;
  std::size_t failed = 0;  // of the questions
  std::array<std::size_t, 4> by_kind = {};

  std::size_t of(DecisionKind kind) const { return by_kind[static_cast<std::size_t>(kind)]; }
  std::size_t decisions() const { return by_kind[0] + by_kind[1] + by_kind[2] + by_kind[3]; }
  void Add(const DecisionCounts& other);
};

// What became of one question.
struct BatchResult {
  std::size_t index = 0;   // of the question, from 0
  BatchQuestion question;  // as it was given, when it was
  absl::Status status;     // the question's own, or that of AnswerQuestion()
  BatchAnswers answers;
  DecisionCounts counts;  // of this question
  std::string text;       // what BatchOptions::render made of it
};

struct BatchOptions {
  EvaluationOptions evaluation;
  std::size_t threads = 1;  // 0: one for each core
  // What is to be written of a result, so that writing is shared among the threads too: called by
  // many at a time. May be empty. When it is set the answers themselves are not kept.
  std::function<std::string(const BatchResult&)> render;
};

// Answers the questions that `next` gives until it gives none. `deliver` gets the results in the
// order of the questions, one at a time but from any thread, the same for any number of threads;
// when it returns false the batch ends. A question that `next` could not make is delivered as its
// error. Holds a few questions for each thread, however many there are.
void AskBatch(const PreparedSnapshot& world,
              absl::FunctionRef<std::optional<absl::StatusOr<BatchQuestion>>()> next,
              const BatchOptions& options, absl::FunctionRef<bool(BatchResult)> deliver);

}  // namespace iamsim

#endif  // IAMSIM_AUDIT_BATCH_H_
