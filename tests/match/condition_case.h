#ifndef IAMSIM_TESTS_MATCH_CONDITION_CASE_H_
#define IAMSIM_TESTS_MATCH_CONDITION_CASE_H_

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "iamsim/match/condition_operator.h"
#include "iamsim/model/context_value.h"
#include "iamsim/model/evaluation_options.h"

namespace iamsim {

// The variables of a test: what is not named has no value. Keys in lower case.
class TestVariables {
 public:
  TestVariables& Value(const std::string& key, std::string value) {
    values_[key] = std::move(value);
    return *this;
  }
  TestVariables& Multivalued(const std::string& key) {
    states_[key] = VariableState::kMultivalued;
    return *this;
  }
  TestVariables& Unknown(const std::string& key) {
    states_[key] = VariableState::kUnknown;
    return *this;
  }

  VariableState operator()(absl::string_view key, absl::string_view* value) const {
    const std::string id = absl::AsciiStrToLower(key);
    if (const auto state = states_.find(id); state != states_.end()) return state->second;
    const auto found = values_.find(id);
    if (found == values_.end()) return VariableState::kNoValue;
    *value = found->second;
    return VariableState::kValue;
  }

 private:
  std::map<std::string, std::string> values_;
  std::map<std::string, VariableState> states_;
};

inline std::optional<ContextValue> Absent() { return std::nullopt; }
inline std::optional<ContextValue> One(std::string value) {
  return ContextValue::Scalar(std::move(value));
}
inline std::optional<ContextValue> Many(std::vector<std::string> values) {
  return ContextValue::List(std::move(values));
}

// A condition from its policy text to its answer.
inline bool Holds(const std::string& op_text, const std::vector<std::string>& values,
                  const std::optional<ContextValue>& context, const TestVariables& variables = {},
                  const EvaluationOptions& options = {}) {
  const absl::StatusOr<ConditionOperator> op = ParseConditionOperator(op_text);
  if (!op.ok()) {
    ADD_FAILURE() << op.status();
    return false;
  }
  const ConditionValues compiled(*op, values, /*variables_enabled=*/true);
  std::vector<ConditionValues::Operand> operands;
  EXPECT_EQ(compiled.Expand(variables, &operands), Expansion::kText);
  return TestCondition(*op, operands, context.has_value() ? &*context : nullptr, options);
}

struct ConditionCase {
  std::string name;  // the rule and what it says
  std::string op;
  std::vector<std::string> values;
  std::optional<ContextValue> context;
  bool want = false;
};

inline void ExpectConditions(const std::vector<ConditionCase>& cases,
                             const TestVariables& variables = {},
                             const EvaluationOptions& options = {}) {
  for (const ConditionCase& row : cases) {
    SCOPED_TRACE(row.name + ": " + row.op);
    EXPECT_EQ(Holds(row.op, row.values, row.context, variables, options), row.want);
  }
}

}  // namespace iamsim

#endif  // IAMSIM_TESTS_MATCH_CONDITION_CASE_H_
