// The master truth table (semantics 3.2) and what refines it.
//
// A condition sees a data set: the values of one key in the request. Three questions decide it in
// this order: is the key absent (no data set, or one without members), is the list of policy values
// empty (PG-16), and which members satisfy the base operator.
//
// Tested by tests/match/test_condition_test.cc: every cell of the table, then each rule.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "iamsim/match/condition_operator.h"

namespace iamsim {
namespace {

using Operands = absl::Span<const ConditionValues::Operand>;

// The values of the key in the request: a ContextValue or a ContextView; null when it is absent.
template <class Context>
struct DataSet {
  const Context* context;
  bool drop_empty_strings;  // OP-6

  bool IsMember(absl::string_view value) const { return !drop_empty_strings || !value.empty(); }

  // CO-7, OP-26: an empty list is like an absent key.
  bool absent() const {
    if (context == nullptr) return true;
    if (context->values.empty()) return defaults::kEmptyListIsAbsent;
    return std::none_of(context->values.begin(), context->values.end(),
                        [this](absl::string_view value) { return IsMember(value); });
  }
};

// CO-11
bool TestNull(const ConditionOperator& op, Operands values, bool absent) {
  if (op.set == SetOperator::kForAllValues) return true;
  if (op.set == SetOperator::kForAnyValue) return false;
  return std::any_of(values.begin(), values.end(), [absent](const auto& value) {
    return value.text.has_value() && absl::EqualsIgnoreCase(*value.text, absent ? "true" : "false");
  });
}

// Whether one context value satisfies the base operator: for a positive one some policy value
// equals it, for a negated one none does (CO-1).
bool Satisfies(const BaseOperator& base, Operands values, absl::string_view member) {
  if (values.empty()) return base.negated && defaults::kEmptyValueListMatchesNegated;  // OP-7
  for (const ConditionValues::Operand& value : values) {
    // VA-5: an unresolved value equals nothing; it is compared only to see whether the context
    // value is malformed.
    const Comparison comparison =
        base.compare(value.text.has_value() ? absl::string_view(*value.text) : "", member);
    if (comparison == Comparison::kMalformedContextValue) {
      return base.negated && defaults::kMalformedContextMatchesNegated;  // CO-12, OP-10
    }
    if (!value.text.has_value()) continue;
    if (comparison == Comparison::kYes) return !base.negated;
    if (comparison == Comparison::kMalformedPolicyValue && base.negated &&
        !defaults::kMalformedPolicyValueMatchesNegated) {  // CO-12, OP-25
      return false;
    }
  }
  return base.negated;
}

// CO-7, CO-8, CO-10
template <class Context>
bool TestSet(const ConditionOperator& op, Operands values, const DataSet<Context>& data) {
  const bool for_all = op.set == SetOperator::kForAllValues;
  if (data.absent()) return for_all || op.if_exists;
  if (values.empty()) return false;  // PG-16, also for negated operators
  const auto& all = data.context->values;
  if (for_all) {
    return std::all_of(all.begin(), all.end(), [&](absl::string_view value) {
      return !data.IsMember(value) || Satisfies(*op.base, values, value);
    });
  }
  return std::any_of(all.begin(), all.end(), [&](absl::string_view value) {
    return data.IsMember(value) && Satisfies(*op.base, values, value);
  });
}

template <class Context>
bool Test(const ConditionOperator& op, Operands values, const Context* context,
          const EvaluationOptions& options) {
  const bool sees_set = op.is_null_test() || op.set != SetOperator::kNone;
  const DataSet<Context> data{context, sees_set && options.emptyStringIsNull};  // OP-6
  if (op.is_null_test()) return TestNull(op, values, data.absent());
  if (op.set != SetOperator::kNone) return TestSet(op, values, data);

  if (data.absent()) return op.if_exists || op.base->negated;             // CO-6, CO-31
  if (values.empty() && op.if_exists) return false;                       // PG-16
  if (context->is_list) return defaults::kListWithoutSetOperatorMatches;  // CO-9, OP-8
  return Satisfies(*op.base, values, context->values.front());
}

}  // namespace

bool TestCondition(const ConditionOperator& op, Operands values, const ContextValue* context,
                   const EvaluationOptions& options) {
  return Test(op, values, context, options);
}

bool TestCondition(const ConditionOperator& op, Operands values, const ContextView& context,
                   const EvaluationOptions& options) {
  return Test(op, values, &context, options);
}

}  // namespace iamsim
