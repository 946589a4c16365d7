// Tested by typed_test_test.cc, against TestCondition.
#include "fast/typed_test.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "iamsim/match/boolean.h"
#include "iamsim/match/glob.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/evaluation_options.h"
#include "match/arn_components.h"

namespace iamsim {
namespace {

static_assert(!defaults::kMalformedContextMatchesNegated);     // CO-12, OP-10
static_assert(defaults::kMalformedPolicyValueMatchesNegated);  // CO-12, OP-25

// CO-28: what follows `arn:`, component by component; nothing when the policy value is no ARN
// pattern.
std::optional<std::array<TypedGlob, 5>> ReadArnPattern(absl::string_view encoded) {
  if (!IsArnPattern(encoded)) return std::nullopt;
  TakeComponent(glob_code::kFieldSeparator, &encoded);
  const auto next = [&encoded] {
    return TypedGlob(TakeComponent(glob_code::kFieldSeparator, &encoded));
  };
  return std::array<TypedGlob, 5>{next(), next(), next(), next(), next()};
}

template <class Parsed, class Parse>
std::vector<Parsed> ParseAll(absl::Span<const ConditionValues::Operand> operands, Parse parse) {
  std::vector<Parsed> out;
  for (const ConditionValues::Operand& operand : operands) {
    if (auto parsed = parse(*operand.text)) out.push_back(*std::move(parsed));
  }
  return out;
}

}  // namespace

// ---- globs

TypedGlob::TypedGlob(absl::string_view encoded) : text_(encoded) {
  // Bytes from here on are codes, or no UTF-8 and stand for something else.
  const auto is_code = [](char c) { return static_cast<unsigned char>(c) >= 0xF8; };
  const auto first = static_cast<std::size_t>(
      std::find_if(encoded.begin(), encoded.end(), is_code) - encoded.begin());
  if (first == encoded.size()) {
    kind_ = Kind::kExact;
  } else if (first + 1 == encoded.size() && encoded.back() == glob_code::kAnyRun) {
    text_.remove_suffix(1);
    kind_ = text_.empty() ? Kind::kAnything : Kind::kPrefix;
  }
}

bool TypedGlob::Matches(absl::string_view text) const {
  switch (kind_) {
    case Kind::kAnything:
      return true;
    case Kind::kExact:
      return text == text_;
    case Kind::kPrefix:
      return absl::StartsWith(text, text_);
    case Kind::kGlob:
      break;
  }
  return GlobMatch(text_, text);
}

// ---- tests

TypedTest::TypedTest(const Condition& condition) {
  const ConditionOperator& op = condition.op;
  if (op.is_null_test() || op.set != SetOperator::kNone || condition.values.empty() ||
      condition.compiled.has_variables()) {
    return;
  }
  negated_ = op.base->negated;
  const absl::Span<const ConditionValues::Operand> operands = condition.compiled.constants();
  absl::string_view name = op.base->name;
  if (name == "StringEquals" || name == "StringNotEquals") {
    values_ = ParseAll<absl::string_view>(
        operands, [](const std::string& text) { return std::optional<absl::string_view>(text); });
  } else if (name == "StringLike" || name == "StringNotLike") {
    values_ = ParseAll<TypedGlob>(
        operands, [](const std::string& text) { return std::optional<TypedGlob>(text); });
  } else if (op.base->values == BaseOperator::Values::kArn) {
    values_ = ParseAll<std::array<TypedGlob, 5>>(operands, ReadArnPattern);
  } else if (name == "Bool") {  // CO-25
    Bools listed;
    for (const bool value : ParseAll<bool>(operands, ParseBool)) {
      (value ? listed.true_is_listed : listed.false_is_listed) = true;
    }
    values_ = listed;
  } else if (name == "IpAddress" || name == "NotIpAddress") {
    values_ = ParseAll<Cidr>(operands, ParseCidr);
  } else if (absl::ConsumePrefix(&name, "Date")) {
    values_ = ParseAll<Timestamp>(operands, ParseTimestamp);
    TakeRelation(name);
  } else if (absl::ConsumePrefix(&name, "Numeric")) {
    values_ = ParseAll<Decimal>(operands, Decimal::Parse);
    TakeRelation(name);
  }
}

void TypedTest::TakeRelation(absl::string_view base_name) {
  if (base_name == "LessThan") relation_ = Relation::kLess;
  if (base_name == "LessThanEquals") relation_ = Relation::kLessEqual;
  if (base_name == "GreaterThan") relation_ = Relation::kGreater;
  if (base_name == "GreaterThanEquals") relation_ = Relation::kGreaterEqual;
}

template <class Parsed>
bool TypedTest::HoldsOrdered(const std::vector<Parsed>& values, const Parsed& value) const {
  const auto is_related = [&](const Parsed& listed) {
    switch (relation_) {
      case Relation::kEqual:
        return value == listed;
      case Relation::kLess:
        return value < listed;
      case Relation::kLessEqual:
        return value <= listed;
      case Relation::kGreater:
        return value > listed;
      case Relation::kGreaterEqual:
        return value >= listed;
    }
    return false;
  };
  return std::any_of(values.begin(), values.end(), is_related) != negated_;
}

bool TypedTest::Holds(absl::string_view value) const {
  if (const auto* texts = std::get_if<Texts>(&values_)) {
    return (std::find(texts->begin(), texts->end(), value) != texts->end()) != negated_;
  }
  if (const auto* globs = std::get_if<Globs>(&values_)) {
    return std::any_of(globs->begin(), globs->end(),
                       [value](const TypedGlob& glob) { return glob.Matches(value); }) != negated_;
  }
  // CO-12: what is not of the operator's type satisfies no operator.
  if (const auto* arns = std::get_if<Arns>(&values_)) {
    if (!IsArn(value)) return false;
    std::array<absl::string_view, 5> parts;
    TakeComponent(':', &value);
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) parts[i] = TakeComponent(':', &value);
    parts.back() = value;
    const auto matches = [&parts](const std::array<TypedGlob, 5>& arn) {
      return std::equal(
          arn.begin(), arn.end(), parts.begin(),
          [](const TypedGlob& glob, absl::string_view part) { return glob.Matches(part); });
    };
    return std::any_of(arns->begin(), arns->end(), matches) != negated_;
  }
  if (const auto* bools = std::get_if<Bools>(&values_)) {
    const std::optional<bool> given = ParseBool(value);
    return given.has_value() && (*given ? bools->true_is_listed : bools->false_is_listed);
  }
  if (const auto* ranges = std::get_if<std::vector<Cidr>>(&values_)) {
    const std::optional<IpAddress> address = ParseIpAddress(value);
    if (!address.has_value()) return false;
    return std::any_of(ranges->begin(), ranges->end(),
                       [&](const Cidr& range) { return range.Contains(*address); }) != negated_;
  }
  if (const auto* times = std::get_if<std::vector<Timestamp>>(&values_)) {
    const std::optional<Timestamp> time = ParseTimestamp(value);
    return time.has_value() && HoldsOrdered(*times, *time);
  }
  const std::optional<Decimal> number = Decimal::Parse(value);
  return number.has_value() && HoldsOrdered(*std::get_if<std::vector<Decimal>>(&values_), *number);
}

}  // namespace iamsim
