#include "decide/condition_match.h"

#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/types/span.h"
#include "iamsim/match/condition_operator.h"
#include "iamsim/match/glob.h"

namespace iamsim {

namespace {

using Operands = std::vector<ConditionValues::Operand>;

// An expanded operand as a policy of Version 2012-10-17 would write it, so that a formula can be
// read and asked again: what is literal here must not look like a wildcard or a variable (VA-1,
// VA-8).
std::string Render(absl::string_view encoded, BaseOperator::Values kind) {
  if (kind == BaseOperator::Values::kPlain) return std::string(encoded);
  const bool glob = kind == BaseOperator::Values::kGlob || kind == BaseOperator::Values::kArn;
  std::string text;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    switch (encoded[i]) {
      case glob_code::kAnyRun:
        text += '*';
        break;
      case glob_code::kAnyOne:
        text += '?';
        break;
      case glob_code::kFieldSeparator:
        text += ':';
        break;
      case '*':
        text += glob ? "${*}" : "*";
        break;
      case '?':
        text += glob ? "${?}" : "?";
        break;
      case '$':
        text += absl::StartsWith(encoded.substr(i), "${") ? "${$}" : "$";
        break;
      default:
        text += encoded[i];
    }
  }
  return text;
}

// `operands` is null when a variable is unknown: then the values stay as they are written.
Formula LeafOf(const Condition& condition, const Operands* operands) {
  FormulaLeaf leaf{.op = condition.op.name(), .key = condition.key, .values = condition.values};
  if (operands != nullptr && !condition.op.is_null_test()) {
    for (std::size_t i = 0; i < operands->size(); ++i) {
      if ((*operands)[i].text) {
        leaf.values[i] = Render(*(*operands)[i].text, condition.op.base->values);
      }
    }
  }
  return Formula::Leaf(std::move(leaf));
}

// CO-3, OP-9: of two tags whose keys differ by case only either may match; a negated operator holds
// only when neither does.
bool TestPresent(const Condition& condition, const Operands& operands,
                 absl::Span<const ContextValue> values, const EvaluationOptions& options) {
  const auto test = [&](const ContextValue& value) {
    return TestCondition(condition.op, operands, &value, options);
  };
  const bool negated = !condition.op.is_null_test() && condition.op.base->negated;
  return negated == defaults::kAnyTagSpellingMatches ? absl::c_all_of(values, test)
                                                     : absl::c_any_of(values, test);
}

}  // namespace

bool IsIndependentOfKey(const Condition& condition, const Operands& operands,
                        const EvaluationOptions& options) {
  if (!condition.values.empty() && !condition.op.is_null_test()) return false;
  const ContextValue scalar = ContextValue::Scalar("x");
  const ContextValue list = ContextValue::List({"x"});
  const bool absent = TestCondition(condition.op, operands, nullptr, options);
  return absent == TestCondition(condition.op, operands, &scalar, options) &&
         absent == TestCondition(condition.op, operands, &list, options);
}

VariableState ReadVariable(const ContextKeys& keys, absl::string_view key,
                           absl::string_view* value) {
  absl::Span<const ContextValue> values;
  switch (keys.Find(key, &values)) {
    case ContextKeys::State::kUnknown:
      return VariableState::kUnknown;
    case ContextKeys::State::kAbsent:
      return VariableState::kNoValue;
    case ContextKeys::State::kPresent:
      break;
  }
  const ContextValue& found = values.front();
  if (found.is_list) return VariableState::kMultivalued;
  if (found.values.front().empty()) return VariableState::kNoValue;  // VA-7
  *value = found.values.front();
  return VariableState::kValue;
}

Formula MatchCondition(const Condition& condition, const ContextKeys& keys,
                       const EvaluationOptions& options) {
  Operands operands;
  const Expansion expansion = condition.compiled.Expand(
      [&keys](absl::string_view key, absl::string_view* value) {
        return ReadVariable(keys, key, value);
      },
      &operands);
  const bool expanded = expansion == Expansion::kText;

  absl::Span<const ContextValue> values;
  switch (keys.Find(condition.key, &values)) {
    case ContextKeys::State::kUnknown:
      if (expanded && IsIndependentOfKey(condition, operands, options)) {
        return TestCondition(condition.op, operands, nullptr, options);
      }
      return LeafOf(condition, expanded ? &operands : nullptr);
    case ContextKeys::State::kAbsent:
      // What an absent key means does not depend on the values, known or not (3.2).
      if (!expanded) operands.assign(condition.values.size(), {});
      return TestCondition(condition.op, operands, nullptr, options);
    case ContextKeys::State::kPresent:
      break;
  }
  if (!expanded) return LeafOf(condition, nullptr);
  return TestPresent(condition, operands, values, options);
}

}  // namespace iamsim
