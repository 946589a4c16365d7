#ifndef IAMSIM_ENGINE_FAST_SHARED_VERDICTS_H_
#define IAMSIM_ENGINE_FAST_SHARED_VERDICTS_H_

#include <cstdint>
#include <vector>

#include "fast/evaluator.h"

namespace iamsim {

// What one question is answered by for a whole group of principals: the layers, and every document
// of a world, each evaluated once without what is the principal's own. A principal's answer is then
// put together from its documents; only what depends on its own keys, or on a policy that names
// somebody, is asked again.
class SharedVerdicts {
 public:
  // `member`: any of the group. All must outlive this. Linear in the statements of `world` that
  // speak of the action.
  SharedVerdicts(const PreparedCheck& check, const PreparedCaller& member,
                 const PreparedPolicies& world, const KeyNames& names, EvaluatorScratch& scratch);

  // The answer of a member. Linear in its documents.
  Outcome<Ternary> AnswerOf(const PreparedCaller& caller);

 private:
  using Verdict = LayerVerdict<Ternary>;
  // Of a document; several may hold.
  static constexpr std::uint8_t kAllows = 1;
  static constexpr std::uint8_t kDenies = 2;
  static constexpr std::uint8_t kIsOpen = 4;  // some of its statements are to be asked again
  struct OpenStatement {
    std::uint32_t document = 0;
    const PreparedStatement* statement = nullptr;
  };

  void AddStatement(const PreparedStatement& statement, Evaluator& evaluator);
  Verdict VerdictOf(const PreparedList& list, Evaluator& own) const;
  void AskOpenStatements(const PreparedList& list, Evaluator& own, Verdict* verdict) const;

  const PreparedCheck& check_;
  const KeyNames& names_;
  EvaluatorScratch& scratch_;
  CombineInput<Ternary> input_;
  bool layer_is_open_[Evaluator::kLayerCount] = {};
  std::vector<std::uint8_t> documents_;  // by id
  std::vector<OpenStatement> open_;      // by document
  std::vector<std::uint8_t> answers_;    // Evaluator::Remember
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_SHARED_VERDICTS_H_
