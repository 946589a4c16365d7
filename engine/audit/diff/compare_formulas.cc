// Two formulas are compared in three steps, each of which may settle it:
//  1. A and not B, simplified, is false;
//  2. it is false for every truth of its leaves, negated operators read as the negation of their
//     opposites (`StringNotEquals` is not `StringEquals`, CO-6);
//  3. a context makes it true: a value for every key, among those that its leaves mention.
// What step 3 finds is a request that the two worlds answer differently; what it does not find may
// still exist.
//
// Tested by tests/audit/diff/compare_formulas_test.cc.
#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/btree_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "iamsim/audit/diff.h"
#include "iamsim/match/condition_operator.h"
#include "iamsim/model/context_value.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxTableLeaves = 12;
constexpr std::size_t kMaxContexts = 20000;

// `leaf` with its operator's negation taken out: `StringNotLikeIfExists` is not `StringLike`. Only
// for strings: a value that is no number or ARN satisfies neither operator (CO-12), and with a set
// operator an absent key answers the other way (CO-7).
struct Literal {
  FormulaLeaf leaf;
  bool negated = false;
};

Literal Canonical(const FormulaLeaf& leaf) {
  Literal literal{leaf};
  if (!leaf.document.empty()) return literal;
  const absl::StatusOr<ConditionOperator> op = ParseConditionOperator(leaf.op);
  if (!op.ok() || op->is_null_test() || op->set != SetOperator::kNone || !op->base->negated ||
      !absl::StartsWith(op->base->name, "String")) {
    return literal;
  }
  ConditionOperator positive = *op;
  const std::string name = absl::StrReplaceAll(op->base->name, {{"Not", ""}});
  for (const BaseOperator* base : AllBaseOperators()) {
    if (base->name != name) continue;
    positive.base = base;
    positive.if_exists = false;
    literal.leaf.op = positive.name();
    literal.negated = true;
  }
  return literal;
}

// The distinct leaves of a formula, and what it is for a truth of each.
class Leaves {
 public:
  std::size_t IndexOf(const FormulaLeaf& leaf) {
    const auto found = absl::c_find(leaves_, leaf);
    if (found != leaves_.end()) return static_cast<std::size_t>(found - leaves_.begin());
    leaves_.push_back(leaf);
    return leaves_.size() - 1;
  }
  const std::vector<FormulaLeaf>& all() const { return leaves_; }

 private:
  std::vector<FormulaLeaf> leaves_;
};

// A formula over indices of canonical leaves.
struct Indexed {
  Formula::Kind kind = Formula::Kind::kFalse;
  std::size_t leaf = 0;
  bool negated = false;
  std::vector<Indexed> operands;

  bool Holds(const std::vector<bool>& truths) const {
    switch (kind) {
      case Formula::Kind::kFalse:
        return false;
      case Formula::Kind::kTrue:
        return true;
      case Formula::Kind::kLeaf:
        return truths[leaf] != negated;
      case Formula::Kind::kNot:
        return !operands[0].Holds(truths);
      case Formula::Kind::kAll:
        return absl::c_all_of(operands, [&](const Indexed& it) { return it.Holds(truths); });
      case Formula::Kind::kAny:
        return absl::c_any_of(operands, [&](const Indexed& it) { return it.Holds(truths); });
    }
    return false;
  }
};

Indexed Index(const Formula& formula, Leaves* leaves) {
  Indexed indexed{.kind = formula.kind()};
  if (formula.kind() == Formula::Kind::kLeaf) {
    const Literal literal = Canonical(formula.leaf());
    indexed.leaf = leaves->IndexOf(literal.leaf);
    indexed.negated = literal.negated;
  }
  if (formula.kind() == Formula::Kind::kNot || formula.kind() == Formula::Kind::kAll ||
      formula.kind() == Formula::Kind::kAny) {
    for (const Formula& operand : formula.operands()) {
      indexed.operands.push_back(Index(operand, leaves));
    }
  }
  return indexed;
}

// A value that the operand of `op` matches: its wildcards stand for something.
std::vector<std::string> ValuesNear(absl::string_view op, const std::string& value) {
  if (absl::StrContains(op, "Bool")) return {"true", "false"};
  if (absl::StrContains(op, "IpAddress")) {
    return {std::string(value.substr(0, value.find('/'))), "203.0.113.255", "10.255.255.254"};
  }
  double number = 0;
  if (absl::StrContains(op, "Numeric") && absl::SimpleAtod(value, &number)) {
    return {value, absl::StrCat(number - 1), absl::StrCat(number + 1)};
  }
  if (absl::StrContains(op, "Date")) {
    return {value, "1970-01-02T00:00:00Z", "2999-01-01T00:00:00Z"};
  }
  return {absl::StrReplaceAll(
      value, {{"${*}", "*"}, {"${?}", "?"}, {"${$}", "$"}, {"*", "x"}, {"?", "x"}})};
}

bool HasVariables(const FormulaLeaf& leaf) {
  return absl::c_any_of(leaf.values, [](const std::string& value) {
    const std::string literal =
        absl::StrReplaceAll(value, {{"${*}", ""}, {"${?}", ""}, {"${$}", ""}});
    return absl::StrContains(literal, "${");
  });
}

// One leaf as something that a context makes true or false.
class Atom {
 public:
  explicit Atom(const FormulaLeaf& leaf) : leaf_(leaf), key_(absl::AsciiStrToLower(leaf.key)) {
    const absl::StatusOr<ConditionOperator> op = ParseConditionOperator(leaf.op);
    if (!leaf.document.empty() || !op.ok() || HasVariables(leaf)) return;
    op_ = *op;
    const ConditionValues values(*op_, leaf.values, /*variables_enabled=*/true);
    testable_ =
        values.Expand([](absl::string_view, absl::string_view*) { return VariableState::kNoValue; },
                      &operands_) == Expansion::kText;
  }

  // A condition on a key; others (a missing document, say) are true or false by themselves.
  bool is_condition() const { return testable_; }
  bool is_list() const { return op_->set != SetOperator::kNone; }
  const std::string& key() const { return key_; }
  const FormulaLeaf& leaf() const { return leaf_; }
  bool Holds(const std::optional<ContextValue>& value, const EvaluationOptions& options) const {
    return TestCondition(*op_, operands_, value.has_value() ? &*value : nullptr, options);
  }

 private:
  FormulaLeaf leaf_;
  std::string key_;
  std::optional<ConditionOperator> op_;
  std::vector<ConditionValues::Operand> operands_;
  bool testable_ = false;
};

// What a context chooses freely: the value of a key, or the truth of an atom that no key decides.
struct Choice {
  std::vector<std::size_t> atoms;
  // One row for each way to choose: the truths of `atoms`.
  std::vector<std::vector<bool>> rows;
};

std::vector<std::optional<ContextValue>> CandidateValues(const std::vector<const Atom*>& atoms) {
  std::vector<std::string> texts = {"another"};
  bool list = false;
  for (const Atom* atom : atoms) {
    list |= atom->is_list();
    for (const std::string& value : atom->leaf().values) {
      for (std::string& near : ValuesNear(atom->leaf().op, value)) texts.push_back(std::move(near));
    }
  }
  std::vector<std::optional<ContextValue>> values = {std::nullopt};
  for (const std::string& text : texts) {
    if (!list) {
      values.emplace_back(ContextValue::Scalar(text));
      continue;
    }
    values.emplace_back(ContextValue::List({text}));
    values.emplace_back(ContextValue::List({text, "another"}));
  }
  return values;
}

std::vector<Choice> ChoicesOf(const std::vector<FormulaLeaf>& leaves,
                              const EvaluationOptions& options) {
  std::vector<Atom> atoms;
  absl::btree_map<std::string, std::vector<std::size_t>> by_key;
  std::vector<Choice> choices;
  for (const FormulaLeaf& leaf : leaves) {
    atoms.emplace_back(leaf);
    if (atoms.back().is_condition()) {
      by_key[atoms.back().key()].push_back(atoms.size() - 1);
    } else {
      choices.push_back({{atoms.size() - 1}, {{false}, {true}}});
    }
  }
  for (const auto& item : by_key) {
    Choice choice{item.second, {}};
    std::vector<const Atom*> about;
    for (const std::size_t atom : item.second) about.push_back(&atoms[atom]);
    for (const std::optional<ContextValue>& value : CandidateValues(about)) {
      std::vector<bool> row;
      for (const Atom* atom : about) row.push_back(atom->Holds(value, options));
      if (!absl::c_linear_search(choice.rows, row)) choice.rows.push_back(std::move(row));
    }
    choices.push_back(std::move(choice));
  }
  return choices;
}

enum class Possible : std::uint8_t { kNo, kYes, kPerhaps };

bool IsTautologicallyFalse(const Indexed& formula, std::size_t leaves) {
  std::vector<bool> truths(leaves);
  for (std::uint32_t bits = 0; bits < (std::uint32_t{1} << leaves); ++bits) {
    for (std::size_t i = 0; i < leaves; ++i) truths[i] = ((bits >> i) & 1U) != 0;
    if (formula.Holds(truths)) return false;
  }
  return true;
}

Possible CanHold(const Formula& formula, const EvaluationOptions& options) {
  if (formula.IsConstant()) return formula.IsTrue() ? Possible::kYes : Possible::kNo;
  Leaves leaves;
  const Indexed indexed = Index(formula, &leaves);
  const std::size_t count = leaves.all().size();
  if (count <= kMaxTableLeaves && IsTautologicallyFalse(indexed, count)) return Possible::kNo;
  const std::vector<Choice> choices = ChoicesOf(leaves.all(), options);
  std::vector<std::size_t> row(choices.size());
  std::vector<bool> truths(count);
  for (std::size_t tried = 0; tried < kMaxContexts; ++tried) {
    for (std::size_t i = 0; i < choices.size(); ++i) {
      for (std::size_t k = 0; k < choices[i].atoms.size(); ++k) {
        truths[choices[i].atoms[k]] = choices[i].rows[row[i]][k];
      }
    }
    if (indexed.Holds(truths)) return Possible::kYes;
    std::size_t i = 0;
    while (i < choices.size() && ++row[i] == choices[i].rows.size()) row[i++] = 0;
    if (i == choices.size()) break;
  }
  return Possible::kPerhaps;
}

}  // namespace

DecisionShift CompareFormulas(const Formula& before, const Formula& after,
                              const EvaluationOptions& options) {
  DecisionShift shift;
  if (before == after) return shift;
  const auto settle = [&](Formula when, Formula* out) {
    const Possible possible = CanHold(when, options);
    if (possible == Possible::kYes) *out = std::move(when);
    if (possible == Possible::kPerhaps) shift.may_differ = true;
  };
  settle(And(before, Not(after)), &shift.newly_denied_when);
  settle(And(Not(before), after), &shift.newly_allowed_when);
  if (!shift.newly_denied_when.IsFalse() || !shift.newly_allowed_when.IsFalse()) {
    shift.may_differ = false;
  }
  return shift;
}

}  // namespace iamsim
