#include "audit/permissions/condition_set.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/sort_each_once.h"
#include "decide/condition_match.h"
#include "iamsim/base/check.h"
#include "iamsim/base/utf8.h"

namespace iamsim {
namespace {

using Values = std::vector<std::string>;

Values Sorted(Values values) {
  SortEachOnce(&values);
  return values;
}

bool IsSubset(const Values& few, const Values& many) {
  return absl::c_all_of(
      few, [&](const std::string& value) { return absl::c_linear_search(many, value); });
}

bool HasVariable(const std::string& value) { return absl::StrContains(value, "${"); }

ConditionOperator OperatorNamed(absl::string_view name, const ConditionOperator& like) {
  absl::StatusOr<ConditionOperator> op = ParseConditionOperator(name);
  IAMSIM_CHECK(op.ok());
  op->set = like.set;
  op->if_exists = like.if_exists;
  return *std::move(op);
}

bool SameOperator(const ConditionOperator& a, const ConditionOperator& b) {
  return a.base == b.base && a.set == b.set && a.if_exists == b.if_exists;
}

// CO-2.
bool IsSlotOf(const Condition& condition, const Condition& other) {
  return SameOperator(condition.op, other.op) && absl::EqualsIgnoreCase(condition.key, other.key);
}

// Operators that compare a whole value: an intersection of their values is their conjunction.
bool ComparesWhole(const Condition& condition) {
  if (condition.op.is_null_test()) return false;
  const absl::string_view base = condition.op.base->name;
  return base == "StringEquals" || base == "StringEqualsIgnoreCase" || base == "Bool";
}

std::string Folded(const Condition& condition, const std::string& value) {
  const absl::string_view base = condition.op.base->name;
  return base == "StringEquals" ? value : FoldCase(value);
}

Values CommonValues(const Condition& a, const Condition& b) {
  Values common;
  for (const std::string& value : a.values) {
    if (absl::c_any_of(b.values, [&](const std::string& other) {
          return Folded(a, value) == Folded(b, other);
        })) {
      common.push_back(value);
    }
  }
  return common;
}

std::optional<Conjunction> JoinNullTests(const Condition& a, const Condition& b) {
  if (a.op.set != SetOperator::kNone || a.values.size() != 1 || b.values.size() != 1) {
    return std::nullopt;
  }
  // CO-11: a key cannot be both absent and present.
  if (absl::EqualsIgnoreCase(a.values.front(), b.values.front())) return Conjunction{false, {a}};
  return Conjunction{true, {}};
}

// What two conditions of the same operator and key say together.
std::optional<Conjunction> JoinAtSlot(const Condition& a, const Condition& b) {
  if (a.values.empty() || b.values.empty()) return std::nullopt;  // PG-16 has its own rules
  const auto keep = [](const Condition& one) { return Conjunction{false, {one}}; };
  if (a.op.is_null_test()) return JoinNullTests(a, b);
  const bool negated = a.op.base->negated;
  if (IsSubset(a.values, b.values)) return keep(negated ? b : a);
  if (IsSubset(b.values, a.values)) return keep(negated ? a : b);
  const bool any = a.op.set == SetOperator::kForAnyValue;
  if (negated && !any) {  // CO-1: none of either list
    Values all = a.values;
    all.insert(all.end(), b.values.begin(), b.values.end());
    return keep(MakeCondition(a.op, a.key, std::move(all)));
  }
  const bool plain_texts =
      absl::c_none_of(a.values, HasVariable) && absl::c_none_of(b.values, HasVariable);
  if (any || !ComparesWhole(a) || !plain_texts) return std::nullopt;
  Values common = CommonValues(a, b);
  if (!common.empty()) return keep(MakeCondition(a.op, a.key, std::move(common)));
  const bool needs_value = a.op.set == SetOperator::kNone && !a.op.if_exists;
  if (needs_value) return Conjunction{true, {}};
  return std::nullopt;
}

// The same condition under another operator name: ArnEquals is ArnLike (CO-28), and StringEquals is
// a StringLike without wildcards.
std::optional<Condition> Respell(const Condition& condition) {
  if (condition.op.is_null_test()) return std::nullopt;
  const absl::string_view base = condition.op.base->name;
  constexpr std::pair<absl::string_view, absl::string_view> kSame[] = {
      {"ArnEquals", "ArnLike"}, {"ArnNotEquals", "ArnNotLike"}};
  for (const auto& [one, two] : kSame) {
    if (base != one && base != two) continue;
    return MakeCondition(OperatorNamed(base == one ? two : one, condition.op), condition.key,
                         condition.values);
  }
  if (base != "StringEquals" && base != "StringNotEquals") return std::nullopt;
  if (absl::c_any_of(condition.values, HasVariable)) return std::nullopt;
  Values values;
  for (const std::string& value : condition.values) {
    values.push_back(absl::StrReplaceAll(value, {{"*", "${*}"}, {"?", "${?}"}}));
  }
  const absl::string_view like = base == "StringEquals" ? "StringLike" : "StringNotLike";
  return MakeCondition(OperatorNamed(like, condition.op), condition.key, std::move(values));
}

Conditions::iterator FindSlot(Conditions& conditions, const Condition& like) {
  return absl::c_find_if(conditions, [&](const Condition& one) { return IsSlotOf(one, like); });
}

// False when it cannot be added.
bool AddCondition(const Condition& condition, Conjunction* all) {
  const auto same = FindSlot(all->conditions, condition);
  if (same == all->conditions.end()) {
    all->conditions.push_back(condition);
    return true;
  }
  if (const std::optional<Conjunction> joined = JoinAtSlot(*same, condition)) {
    if (joined->never) {
      all->never = true;
    } else {
      *same = joined->conditions.front();
    }
    return true;
  }
  const std::optional<Condition> respelt = Respell(condition);
  if (!respelt || FindSlot(all->conditions, *respelt) != all->conditions.end()) return false;
  all->conditions.push_back(*respelt);
  return true;
}

}  // namespace

Condition MakeCondition(const ConditionOperator& op, std::string key, Values values) {
  Condition condition{.op = op,
                      .op_text = op.name(),
                      .key = std::move(key),
                      .values = std::move(values),
                      .compiled = ConditionValues(op, {}, true)};
  condition.single = condition.values.size() == 1;
  condition.compiled = ConditionValues(op, condition.values, true);
  return condition;
}

bool SameCondition(const Condition& a, const Condition& b) {
  if (!IsSlotOf(a, b)) return false;
  return a.values == b.values || Sorted(a.values) == Sorted(b.values);
}

bool IsAmong(const Conditions& few, const Conditions& many) {
  return absl::c_all_of(few, [&](const Condition& one) {
    return absl::c_any_of(many, [&](const Condition& other) { return SameCondition(one, other); });
  });
}

std::string InCurrentVersion(absl::string_view text, bool variables_enabled) {
  if (variables_enabled) return std::string(text);
  return absl::StrReplaceAll(text, {{"${", "${$}{"}});
}

std::optional<Conditions> FoldConditions(const Statement& statement, bool variables_enabled,
                                         const ContextKeys& certain,
                                         const EvaluationOptions& options) {
  Conditions kept;
  for (const Condition& condition : statement.conditions) {
    const Formula holds = MatchCondition(condition, certain, options);
    if (holds.IsFalse()) return std::nullopt;
    if (holds.IsTrue()) continue;
    Values values = condition.values;
    const bool plain = condition.op.is_null_test() ||
                       condition.op.base->values == BaseOperator::Values::kPlain;  // VA-3
    if (!plain) {
      for (std::string& value : values) value = InCurrentVersion(value, variables_enabled);
    }
    kept.push_back(MakeCondition(condition.op, condition.key, std::move(values)));
  }
  return kept;
}

std::optional<Conjunction> Conjoin(const Conditions& a, const Conditions& b) {
  Conjunction all{false, a};
  for (const Condition& condition : b) {
    if (!AddCondition(condition, &all)) return std::nullopt;
    if (all.never) return Conjunction{true, {}};
  }
  return all;
}

}  // namespace iamsim
