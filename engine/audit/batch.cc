// Tested by batch_test.cc.
#include "iamsim/audit/batch.h"

#include <numeric>
#include <utility>

#include "audit/decider_pool.h"
#include "iamsim/base/ordered_work.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/fast/principal_sweep.h"
#include "iamsim/snapshot/principal_pattern.h"

namespace iamsim {
namespace {

// Results wait for those before them; so many questions for each thread keep all threads busy.
struct Asked {
  std::vector<std::uint32_t> ids;
  std::string outsider;
};

absl::StatusOr<Asked> FindAsked(const Snapshot& snapshot, const std::string& principals) {
  Asked asked;
  if (principals.empty()) {
    asked.ids.resize(snapshot.principals().size());
    std::iota(asked.ids.begin(), asked.ids.end(), 0U);
    return asked;
  }
  if (IsPrincipalPattern(principals)) {
    IAMSIM_ASSIGN_OR_RETURN(asked.ids, MatchPrincipals(snapshot, principals));
    return asked;
  }
  IAMSIM_ASSIGN_OR_RETURN(asked.outsider, snapshot.ResolvePrincipalName(principals));
  if (const PrincipalRecord* record = snapshot.FindPrincipal(asked.outsider)) {
    asked.ids = {static_cast<std::uint32_t>(record - snapshot.principals().data())};
    asked.outsider.clear();
  }
  return asked;
}

// `deciders` null: the question is the only one.
absl::StatusOr<BatchAnswer> AskOne(const PreparedSnapshot& world, const BatchQuestion& question,
                                   const Asked& asked, const EvaluationOptions& options,
                                   DeciderPool* deciders) {
  BatchAnswer answer{.principal = asked.ids.empty() ? PreparedSnapshot::kNone : asked.ids.front()};
  Request request = question.request;
  request.principal = asked.ids.empty()
                          ? asked.outsider
                          : world.snapshot().principals()[answer.principal].arn.text();
  if (deciders != nullptr) {
    IAMSIM_ASSIGN_OR_RETURN(DeciderPool::Answer found, deciders->Ask(request, options));
    answer.kind = found.kind;
    answer.allowed_when = std::move(found.allowed_when);
    return answer;
  }
  IAMSIM_ASSIGN_OR_RETURN(const ChainResult result,
                          DecideChain(world.snapshot(), World::kSnapshot, request, options));
  answer.kind = result.decision.kind;
  answer.allowed_when = result.decision.allowed_when;
  return answer;
}

absl::StatusOr<BatchAnswers> Answer(const PreparedSnapshot& world, const BatchQuestion& question,
                                    const EvaluationOptions& defaults, DeciderPool* deciders) {
  IAMSIM_ASSIGN_OR_RETURN(const EvaluationOptions options, OptionsFor(question.request, defaults));
  IAMSIM_ASSIGN_OR_RETURN(Asked asked, FindAsked(world.snapshot(), question.principals));
  BatchAnswers out;
  if (asked.ids.size() == 1 || !asked.outsider.empty()) {
    IAMSIM_ASSIGN_OR_RETURN(BatchAnswer answer, AskOne(world, question, asked, options, deciders));
    out.answers.push_back(std::move(answer));
    out.outsider = std::move(asked.outsider);
    return out;
  }
  PrincipalSweep sweep(world, question.request, options);
  out.answers.reserve(asked.ids.size());
  for (const std::uint32_t id : asked.ids) {
    IAMSIM_ASSIGN_OR_RETURN(SweepAnswer answer, sweep.Ask(id));
    out.answers.push_back({id, answer.kind, std::move(answer.allowed_when)});
  }
  return out;
}

absl::StatusOr<BatchAnswers> AnswerAtPlace(const PreparedSnapshot& world,
                                           const BatchQuestion& question,
                                           const EvaluationOptions& options,
                                           DeciderPool* deciders) {
  absl::StatusOr<BatchAnswers> answers = Answer(world, question, options, deciders);
  if (answers.ok() || PlaceOf(answers.status())) return answers;
  if (question.place.file.empty() && !question.place.position) return answers;
  return SourceError(question.place, answers.status().message());
}

DecisionCounts Count(const BatchResult& result) {
  DecisionCounts counts{.questions = 1, .failed = result.status.ok() ? 0U : 1U};
  for (const BatchAnswer& answer : result.answers.answers) {
    ++counts.by_kind[static_cast<std::size_t>(answer.kind)];
  }
  return counts;
}

}  // namespace

void DecisionCounts::Add(const DecisionCounts& other) {
  questions += other.questions;
  failed += other.failed;
  for (std::size_t i = 0; i < by_kind.size(); ++i) by_kind[i] += other.by_kind[i];
}

absl::StatusOr<BatchAnswers> AnswerQuestion(const PreparedSnapshot& world,
                                            const BatchQuestion& question,
                                            const EvaluationOptions& options) {
  return AnswerAtPlace(world, question, options, nullptr);
}

void AskBatch(const PreparedSnapshot& world,
              absl::FunctionRef<std::optional<absl::StatusOr<BatchQuestion>>()> next,
              const BatchOptions& options, absl::FunctionRef<bool(BatchResult)> deliver) {
  DeciderPool deciders(world);
  std::size_t index = 0;
  const auto pull = [&]() -> std::optional<BatchResult> {
    std::optional<absl::StatusOr<BatchQuestion>> question = next();
    if (!question) return std::nullopt;
    BatchResult result{.index = index++};
    result.status = question->status();
    if (question->ok()) result.question = **std::move(question);
    return result;
  };
  const auto work = [&](BatchResult result) {
    if (result.status.ok()) {
      absl::StatusOr<BatchAnswers> answers =
          AnswerAtPlace(world, result.question, options.evaluation, &deciders);
      result.status = answers.status();
      if (answers.ok()) result.answers = *std::move(answers);
    }
    result.counts = Count(result);
    if (options.render) {
      result.text = options.render(result);
      result.answers.answers.clear();
      result.answers.answers.shrink_to_fit();
    }
    return result;
  };
  const std::size_t threads = options.threads == 0 ? CoreCount() : options.threads;
  OrderedWork<BatchResult, BatchResult>(threads).Run(pull, work, deliver);
}

}  // namespace iamsim
