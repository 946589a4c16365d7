#ifndef IAMSIM_ENGINE_FAST_EVALUATOR_H_
#define IAMSIM_ENGINE_FAST_EVALUATOR_H_

#include <string>
#include <vector>

#include "fast/prepared_check.h"
#include "fast/ternary.h"

namespace iamsim {

// Memory that decisions use again and again.
struct EvaluatorScratch {
  std::string text;
  std::vector<ConditionValues::Operand> operands;
};

// The reference evaluator's algorithm over prepared policies, in Kleene's logic: statements that an
// index rules out are skipped, and a set is left as soon as its verdict cannot change. Allocates
// nothing but for operators on numbers, dates, binaries and folded strings, and until its scratch
// has grown.
class Evaluator {
 public:
  // `use_index` false: every statement is asked.
  Evaluator(const PreparedCheck& check, const PreparedCaller& caller, const KeyNames& names,
            bool use_index, EvaluatorScratch& scratch)
      : check_(check), caller_(caller), names_(names), use_index_(use_index), scratch_(scratch) {}

  Outcome<Ternary> Evaluate();

  // What stands for the leaves that a formula would keep. Unless set they are unknown.
  struct Leaves {
    Ternary conditions = Ternary::Unknown();
    Ternary absences = Ternary::Unknown();  // Null true of any key; Null false is its negation
    Ternary missing_allows = Ternary::Unknown();
    Ternary missing_denies = Ternary::Unknown();
  };
  void Assume(const Leaves& leaves) { leaves_ = leaves; }

  // ---- for those who ask many callers of one group
  // What the caller does not share with its group is unknown from now on.
  void ForgetCaller() { forgets_caller_ = true; }
  // Answers of conditions that are the same for the whole group: Ternary::bits() by condition id, 0
  // where nobody asked yet. Not owned.
  void Remember(std::vector<std::uint8_t>* answers) { answers_ = answers; }
  // The layers whose documents belong to the check.
  enum class Layer : std::uint8_t {
    kResourceControl,
    kServiceControl,
    kVpcEndpoint,
    kResource,
    kSession
  };
  static constexpr int kLayerCount = 5;
  void EvaluateLayer(Layer layer, CombineInput<Ternary>* in);

  // ---- what principal_algebra.h asks of a call
  const Caller& caller() const { return caller_.caller; }
  const Action& action() const { return check_.action; }
  bool strict_not_principal() const { return check_.options.strictNotPrincipal; }
  bool has_boundary() const { return check_.has_boundary; }
  Ternary IsSession(const AwsPrincipal& session) const;
  void WarnOfMissingAncestors() {}

  // When the statement matches, its principal aside. `pattern`: of its resource patterns this one
  // alone.
  Ternary Matches(const PreparedStatement& statement, const PreparedPattern* pattern);

 private:
  using Verdict = LayerVerdict<Ternary>;

  // Whether the group's callers may differ in whom the statement names.
  bool IsOpen(const PreparedStatement& statement) const {
    return forgets_caller_ && statement.names_individuals;
  }
  Ternary SameAccount() const;
  Ternary Leaf(Ternary truth) const { return truth.IsConstant() ? truth : leaves_.conditions; }
  Ternary UnknownCondition(const PreparedCondition& condition) const;
  bool UsesIndex() const { return use_index_ && check_.query.id != ActionNames::kNone; }
  AskedList Ask(const PreparedList& list) const;
  // What speaks of the action; null: nothing does.
  const CandidateIndex::Class* FindClass(const AskedList& asked) const;
  // Calls `visit(statement, pattern)` for the statements of one effect that may match.
  template <class Visitor>
  void VisitCandidates(const PreparedList& list, const CandidateIndex::Class& found, bool denies,
                       Visitor visit);
  // What the missing documents of a set say.
  Verdict StartOf(const PreparedList& list) const;
  // Sets whose policies have no Principal (PG-14).
  Verdict EvaluateOfCaller(const AskedList& asked);
  // Sets whose Principal only filters (VE-3, RP-4). `asks_allows` false: the layer allows anyway.
  Verdict EvaluateNaming(const AskedList& asked, PrincipalReading reading, bool asks_allows);
  ResourceVerdict<Ternary> EvaluateResourcePolicies();
  void AskResourcePolicies(const PreparedList& list, const CandidateIndex::Class& found,
                           ResourceVerdict<Ternary>* verdict);
  Verdict EvaluateServiceControl();
  Verdict EvaluateResourceControl();

  Ternary MatchesResource(const PreparedStatement& statement, const PreparedPattern* pattern);
  Ternary MatchesPattern(const PreparedPattern& pattern, absl::string_view resource);
  Ternary Holds(const PreparedCondition& condition);
  Ternary Ask(const PreparedCondition& condition);
  Ternary HoldsPresent(const PreparedCondition& condition, absl::Span<const KeyValue> values);
  // What is known of a key; `values` when it is present.
  ContextKeys::State Find(std::uint32_t key, absl::Span<const KeyValue>* values) const;
  VariableState ReadVariable(absl::string_view key, absl::string_view* value) const;

  const PreparedCheck& check_;
  const PreparedCaller& caller_;
  const KeyNames& names_;
  bool use_index_;
  bool forgets_caller_ = false;
  Leaves leaves_;
  std::vector<std::uint8_t>* answers_ = nullptr;
  EvaluatorScratch& scratch_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_EVALUATOR_H_
