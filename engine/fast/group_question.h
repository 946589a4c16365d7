#ifndef IAMSIM_ENGINE_FAST_GROUP_QUESTION_H_
#define IAMSIM_ENGINE_FAST_GROUP_QUESTION_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/types/span.h"
#include "decide/evaluation.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/fast/principal_sweep.h"
#include "iamsim/request/request_context.h"

namespace iamsim {

// Whom the policies with a Principal element name, and whom the question is about: for them alone
// the layers may say something else than for the rest of their group.
absl::flat_hash_set<std::uint32_t> NamedBy(const RequestContext& context,
                                           const PreparedSnapshot& world);

// Whether `formula` needs something that only the one principal can tell.
bool MentionsPrincipal(const Formula& formula);

// When a statement of an identity policy or boundary matches whose action is known to match.
Formula MatchStatementOfAnyAction(const Statement& statement, const RequestContext& context);

// One question asked of a group of principals: layers that do not depend on the one principal are
// evaluated once, documents once each. `world` must outlive it.
class GroupQuestion {
 public:
  // `context`: what Resolve() found for one member that is not NamedBy() it.
  GroupQuestion(const PreparedSnapshot& world, const Request& question, RequestContext context);
  GroupQuestion(const GroupQuestion&) = delete;
  GroupQuestion& operator=(const GroupQuestion&) = delete;

  // What a member holds.
  struct Holding {
    absl::Span<const std::uint32_t> documents;
    std::uint32_t boundary = PreparedSnapshot::kNone;
    // Further documents allow, or deny, whatever is asked.
    bool allows_anyway = false;
    bool denies_anyway = false;
  };
  // Whether the answer needs the keys of the one principal (IsPrincipalKey).
  bool IsIndividual(const Holding& holding);
  // The answer of a member with this holding. `own` is its context. Without one an individual
  // answer is a formula over the principal's keys: where it is constant it holds for every such
  // member.
  SweepAnswer Ask(const Holding& holding, const RequestContext* own);

  // ---- for who finds out by other means what identity policies and boundaries say

  using Verdict = LayerVerdict<Formula>;
  // The context of any member, in which the keys of the principal are unknown.
  const RequestContext& context() const { return context_; }
  bool has_boundary() const { return has_boundary_; }
  // Some layer besides those needs the keys of the one principal.
  bool has_individual_layer() const { return has_individual_layer_; }
  Formula MatchResourceAndConditions(const Statement& statement) const {
    return MatchStatementOfAnyAction(statement, context_);
  }
  // The end of the decision of a member whose identity policies say `identity` and whose boundary,
  // if it has one that counts, says `boundary`. `own`: as of Ask().
  Outcome<Formula> Conclude(Verdict identity, std::optional<Verdict> boundary,
                            const RequestContext* own) const;

 private:
  struct Document {
    Verdict verdict;
    bool is_individual = false;
  };
  static constexpr std::size_t kLayerCount = 4;

  bool IsBounded(std::uint32_t boundary) const;
  Document& DocumentOf(std::uint32_t id);
  // What the document says to the principal whose context is `own`, where that matters.
  Verdict VerdictFor(std::uint32_t id, const RequestContext* own);
  void AskLayersAgain(const RequestContext& own, CombineInput<Formula>* in) const;

  const PreparedSnapshot& world_;
  RequestContext context_;  // of one member, without what is its own
  ServiceVerdict service_;
  CombineInput<Formula> input_;  // all but identity policies and boundary
  bool layer_is_individual_[kLayerCount] = {};
  bool resource_is_individual_ = false;
  bool has_boundary_ = false;
  bool has_individual_layer_ = false;
  absl::flat_hash_map<std::uint32_t, Document> documents_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_GROUP_QUESTION_H_
