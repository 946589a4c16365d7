// The opposite of one condition, by the rows of table 3.2. IAM has no "not": what is wanted is
// another operator, and it must agree on an absent key too.
//
// Tested by tests/audit/negate_condition_test.cc over every operator and kind of value.

#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "audit/permissions/condition_set.h"
#include "iamsim/base/check.h"
#include "iamsim/match/boolean.h"
#include "iamsim/match/decimal.h"
#include "iamsim/match/timestamp.h"

namespace iamsim {
namespace {

struct Opposites {
  absl::string_view one;
  absl::string_view other;
  bool ordering = false;  // holds for one policy value only: values are ORed on both sides
};
constexpr Opposites kOpposites[] = {
    {"StringEquals", "StringNotEquals"},
    {"StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"},
    {"StringLike", "StringNotLike"},
    {"NumericEquals", "NumericNotEquals"},
    {"NumericLessThan", "NumericGreaterThanEquals", true},
    {"NumericLessThanEquals", "NumericGreaterThan", true},
    {"DateEquals", "DateNotEquals"},
    {"DateLessThan", "DateGreaterThanEquals", true},
    {"DateLessThanEquals", "DateGreaterThan", true},
    {"IpAddress", "NotIpAddress"},
    {"ArnEquals", "ArnNotEquals"},
    {"ArnLike", "ArnNotLike"},
};

struct Opposite {
  absl::string_view base;
  bool ordering = false;
};

std::optional<Opposite> FindOpposite(absl::string_view base) {
  // CO-25 compares without regard to case. The text of a Bool key says whether it is the value.
  if (base == "Bool") return Opposite{"StringNotEqualsIgnoreCase"};
  for (const Opposites& row : kOpposites) {
    if (row.one == base) return Opposite{row.other, row.ordering};
    if (row.other == base) return Opposite{row.one, row.ordering};
  }
  return std::nullopt;
}

bool IsWellFormed(absl::string_view base, const std::string& value) {
  if (absl::StartsWith(base, "Numeric")) return Decimal::Parse(value).has_value();
  return ParseTimestamp(value).has_value();
}

// Whether AWS sends only values for the key that the operator can read (CO-12).
bool FitsKey(absl::string_view base, KeyType type) {
  if (absl::StartsWith(base, "String") || base == "Bool") return true;
  if (absl::StartsWith(base, "Numeric")) return type == KeyType::kNumeric;
  if (absl::StartsWith(base, "Date")) return type == KeyType::kDate || type == KeyType::kNumeric;
  if (absl::StartsWith(base, "Arn")) return type == KeyType::kArn;
  return type == KeyType::kIpAddress;
}

bool CanBeNegated(const Condition& condition, const Opposite& opposite, const Catalog& catalog,
                  const EvaluationOptions& options) {
  const absl::string_view base = condition.op.base->name;
  const auto& values = condition.values;
  if (values.empty()) return false;  // PG-16
  if (opposite.ordering && (values.size() != 1 || !IsWellFormed(base, values.front()))) {
    return false;
  }
  if (base == "Bool" && absl::c_any_of(values, [](const std::string& value) {
        return !ParseBool(value).has_value();
      })) {
    return false;
  }
  const bool plain = condition.op.set == SetOperator::kNone;
  // OP-6: the empty string counts as absent for Null, but not for a plain operator.
  if (plain && condition.op.if_exists && options.emptyStringIsNull) return false;
  if (!plain && absl::StartsWith(base, "String")) return true;
  const std::optional<KeyId> key = catalog.FindKey(condition.key);
  if (!key) return false;
  return FitsKey(base, catalog.key_type(*key)) && (!plain || !catalog.multi_valued(*key));
}

Condition IsPresent(const std::string& key) {
  const absl::StatusOr<ConditionOperator> op = ParseConditionOperator("Null");
  IAMSIM_CHECK(op.ok());
  return MakeCondition(*op, key, {"false"});
}

std::optional<Conditions> NegateNull(const Condition& condition) {
  const ConditionOperator& op = condition.op;
  if (op.set != SetOperator::kNone || condition.values.size() != 1) return std::nullopt;
  const bool absent = absl::EqualsIgnoreCase(condition.values.front(), "true");
  if (!absent && !absl::EqualsIgnoreCase(condition.values.front(), "false")) return std::nullopt;
  return Conditions{MakeCondition(op, condition.key, {absent ? "false" : "true"})};  // CO-11
}

}  // namespace

std::optional<Conditions> Negate(const Condition& condition, const Catalog& catalog,
                                 const EvaluationOptions& options) {
  const ConditionOperator& op = condition.op;
  if (op.is_null_test()) return NegateNull(condition);
  const std::optional<Opposite> opposite = FindOpposite(op.base->name);
  if (!opposite || !CanBeNegated(condition, *opposite, catalog, options)) return std::nullopt;
  absl::StatusOr<ConditionOperator> other = ParseConditionOperator(opposite->base);
  IAMSIM_CHECK(other.ok());
  bool must_be_present = false;
  switch (op.set) {
    case SetOperator::kNone: {
      const bool true_if_absent = op.if_exists || op.base->negated;  // CO-6, CO-31
      if (!true_if_absent) other->if_exists = !other->base->negated;
      must_be_present = true_if_absent && other->base->negated;
      break;
    }
    case SetOperator::kForAllValues:  // CO-7: true if absent, and then its opposite is not
      other->set = SetOperator::kForAnyValue;
      break;
    case SetOperator::kForAnyValue:
      other->set = SetOperator::kForAllValues;
      must_be_present = op.if_exists;  // CO-8
      break;
  }
  Conditions all = {MakeCondition(*other, condition.key, condition.values)};
  if (must_be_present) all.push_back(IsPresent(condition.key));
  return all;
}

}  // namespace iamsim
