#ifndef IAMSIM_MATCH_CONDITION_OPERATOR_H_
#define IAMSIM_MATCH_CONDITION_OPERATOR_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/match/variables.h"
#include "iamsim/model/context_value.h"
#include "iamsim/model/evaluation_options.h"

namespace iamsim {

// How one context value compares with one policy value.
enum class Comparison : std::uint8_t {
  kNo,
  kYes,
  kMalformedPolicyValue,  // CO-12: never equal
  // CO-12, OP-10: satisfies no operator, negated ones included. Whatever the policy value is.
  kMalformedContextValue,
};

// A base operator: one row of a family table in engine/match/operators/.
struct BaseOperator {
  const char* name;  // "StringNotLike"
  bool negated;      // CO-6
  enum class Values : std::uint8_t {
    kPlain,     // no variables
    kTemplate,  // variables, `*` and `?` are ordinary
    kGlob,      // variables and wildcards: encoded text (match/glob.h)
    kArn,       // as kGlob, fields joined by glob_code::kFieldSeparator (VA-10)
  } values;
  // The positive comparison, also for negated operators. `policy` is expanded (see `values`).
  Comparison (*compare)(absl::string_view policy, absl::string_view context);
};

enum class SetOperator : std::uint8_t { kNone, kForAllValues, kForAnyValue };

// `[ForAllValues:|ForAnyValue:]Base[IfExists]` (CO-4), or Null with an optional set operator.
struct ConditionOperator {
  const BaseOperator* base = nullptr;  // null: Null
  SetOperator set = SetOperator::kNone;
  bool if_exists = false;
  bool canonical_spelling = true;  // false: accepted in another case (CO-4)

  bool is_null_test() const { return base == nullptr; }
  std::string name() const;  // canonical spelling
};

// InvalidArgument with the nearest name for an operator that does not exist, `NullIfExists`
// included.
absl::StatusOr<ConditionOperator> ParseConditionOperator(absl::string_view text);

// All base operators in the order of the families, without Null.
absl::Span<const BaseOperator* const> AllBaseOperators();

// The policy values of one key of one operator block, compiled once. Immutable.
class ConditionValues {
 public:
  ConditionValues(const ConditionOperator& op, const std::vector<std::string>& values,
                  bool variables_enabled);

  // One policy value with its variables replaced. No text: unresolved (VA-5).
  struct Operand {
    std::optional<std::string> text;
  };
  // kUnknown when some value depends on an unknown variable, and then `out` must not be used; else
  // kText and the operands. The memory of `out` is used again.
  Expansion Expand(VariableLookup lookup, std::vector<Operand>* out) const;
  bool has_variables() const { return has_variables_; }
  // The operands of values without variables.
  absl::Span<const Operand> constants() const { return constant_; }
  // The keys of all variables, as written.
  std::vector<absl::string_view> keys() const;
  // Whether the list has no values (PG-16).
  bool empty() const { return templates_.empty() && constant_.empty(); }

 private:
  BaseOperator::Values kind_;
  bool has_variables_ = false;
  // Per value: its fields for kArn, else the whole. Empty when there are no variables.
  std::vector<std::vector<Template>> templates_;
  std::vector<Operand> constant_;  // the operands when there are no variables
};

// The master truth table (semantics 3.2) for a key whose value is known: `context` is null when the
// key is absent. CO-1, CO-6 … CO-12, PG-16. An empty list counts as absent (OP-26).
bool TestCondition(const ConditionOperator& op, absl::Span<const ConditionValues::Operand> values,
                   const ContextValue* context, const EvaluationOptions& options);

// The same for a key that is present; `values` as ContextValue has them.
struct ContextView {
  bool is_list = false;
  absl::Span<const absl::string_view> values;
};
bool TestCondition(const ConditionOperator& op, absl::Span<const ConditionValues::Operand> values,
                   const ContextView& context, const EvaluationOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_MATCH_CONDITION_OPERATOR_H_
