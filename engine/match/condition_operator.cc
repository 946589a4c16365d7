#include "iamsim/match/condition_operator.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/match/glob.h"
#include "match/operators/families.h"

namespace iamsim {
namespace {

constexpr absl::string_view kNull = "Null";
constexpr absl::string_view kIfExists = "IfExists";

absl::string_view SetOperatorName(SetOperator set) {
  switch (set) {
    case SetOperator::kNone:
      return "";
    case SetOperator::kForAllValues:
      return "ForAllValues";
    case SetOperator::kForAnyValue:
      return "ForAnyValue";
  }
  return "";
}

absl::StatusOr<SetOperator> ParseSetOperator(absl::string_view text) {
  for (const SetOperator set : {SetOperator::kForAllValues, SetOperator::kForAnyValue}) {
    if (absl::EqualsIgnoreCase(text, SetOperatorName(set))) return set;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "expected the set operator `ForAllValues` or `ForAnyValue`, found `",
      absl::Utf8SafeCEscape(text), "`", DidYouMean(text, {"ForAllValues", "ForAnyValue"})));
}

bool ConsumeSuffixIgnoreCase(absl::string_view* text, absl::string_view suffix) {
  if (!absl::EndsWithIgnoreCase(*text, suffix)) return false;
  text->remove_suffix(suffix.size());
  return true;
}

const BaseOperator* FindBaseOperator(absl::string_view name) {
  for (const BaseOperator* base : AllBaseOperators()) {
    if (absl::EqualsIgnoreCase(name, base->name)) return base;
  }
  return nullptr;
}

// `prefix` is the set operator with its colon, or empty; `name` the rest, which is no operator.
absl::Status UnknownOperator(absl::string_view prefix, absl::string_view name) {
  std::vector<std::string> spellings = {std::string(kNull)};
  for (const BaseOperator* base : AllBaseOperators()) {
    spellings.emplace_back(base->name);
    spellings.push_back(absl::StrCat(base->name, kIfExists));
  }
  const std::vector<absl::string_view> candidates(spellings.begin(), spellings.end());
  const absl::string_view nearest = NearestName(name, candidates);
  if (!nearest.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("unknown condition operator `", prefix,
                                                   absl::Utf8SafeCEscape(name), "`, did you mean `",
                                                   prefix, nearest, "`?"));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("expected a condition operator such as `StringEquals`, found `", prefix,
                   absl::Utf8SafeCEscape(name), "`"));
}

// The fields of an Arn value, the whole of any other.
std::vector<Template> ParseValue(absl::string_view value, BaseOperator::Values kind,
                                 bool variables_enabled) {
  if (kind == BaseOperator::Values::kPlain) variables_enabled = false;  // VA-3
  const std::size_t fields = kind == BaseOperator::Values::kArn ? kArnFields : 1;
  std::vector<Template> templates;
  for (const absl::string_view field : SplitFields(value, fields, variables_enabled)) {
    templates.push_back(Template::Parse(field, variables_enabled));
  }
  return templates;
}

Expansion ExpandValue(const std::vector<Template>& fields, BaseOperator::Values kind,
                      VariableLookup lookup, std::string* out) {
  const auto wildcards = kind == BaseOperator::Values::kGlob || kind == BaseOperator::Values::kArn
                             ? Template::Wildcards::kGlob
                             : Template::Wildcards::kLiteral;
  Expansion expansion = Expansion::kText;
  for (const Template& field : fields) {
    if (&field != &fields.front()) out->push_back(glob_code::kFieldSeparator);
    const Expansion of_field = field.Expand(lookup, wildcards, out);
    if (of_field == Expansion::kUnresolved) return Expansion::kUnresolved;
    if (of_field == Expansion::kUnknown) expansion = Expansion::kUnknown;
  }
  return expansion;
}

bool MayHoldVariable(const std::string& value) { return absl::StrContains(value, "${"); }

// What ExpandValue makes of a value without variables, as nearly all are.
std::string EncodeConstant(const std::string& value, BaseOperator::Values kind) {
  if (kind != BaseOperator::Values::kGlob && kind != BaseOperator::Values::kArn) return value;
  std::string encoded = EncodeGlob(value);
  if (kind == BaseOperator::Values::kGlob) return encoded;
  std::size_t colon = encoded.find(':');
  for (std::size_t field = 1; field < kArnFields && colon != std::string::npos; ++field) {
    encoded[colon] = glob_code::kFieldSeparator;
    colon = encoded.find(':', colon + 1);
  }
  return encoded;
}

}  // namespace

std::string ConditionOperator::name() const {
  return absl::StrCat(SetOperatorName(set), set == SetOperator::kNone ? "" : ":",
                      is_null_test() ? kNull : absl::string_view(base->name),
                      if_exists ? kIfExists : "");
}

absl::StatusOr<ConditionOperator> ParseConditionOperator(absl::string_view text) {
  ConditionOperator op;
  absl::string_view rest = text;
  const std::size_t colon = text.find(':');
  if (colon != absl::string_view::npos) {
    const absl::StatusOr<SetOperator> set = ParseSetOperator(text.substr(0, colon));
    if (!set.ok()) return set.status();
    op.set = *set;
    rest.remove_prefix(colon + 1);
  }
  absl::string_view base = rest;
  op.if_exists = ConsumeSuffixIgnoreCase(&base, kIfExists);
  if (absl::EqualsIgnoreCase(base, kNull)) {
    if (op.if_exists) {  // CO-4, CO-31
      return absl::InvalidArgumentError(absl::StrCat(
          "`", text, "` is not a condition operator: `Null` itself tests whether a key exists"));
    }
  } else {
    op.base = FindBaseOperator(base);
    if (op.base == nullptr) {
      return UnknownOperator(text.substr(0, text.size() - rest.size()), rest);
    }
  }
  op.canonical_spelling = op.name() == text;
  return op;
}

absl::Span<const BaseOperator* const> AllBaseOperators() {
  static const auto* const all_operators = [] {
    auto* all = new std::vector<const BaseOperator*>;
#define IAMSIM_APPEND_FAMILY(family) \
  for (const BaseOperator& row : family()) all->push_back(&row);
    IAMSIM_OPERATOR_FAMILIES(IAMSIM_APPEND_FAMILY)
#undef IAMSIM_APPEND_FAMILY
    return all;
  }();
  return *all_operators;
}

ConditionValues::ConditionValues(const ConditionOperator& op,
                                 const std::vector<std::string>& values, bool variables_enabled)
    : kind_(op.is_null_test() ? BaseOperator::Values::kPlain : op.base->values) {
  if (!variables_enabled || absl::c_none_of(values, MayHoldVariable)) {
    constant_.reserve(values.size());
    for (const std::string& value : values) constant_.push_back({EncodeConstant(value, kind_)});
    return;
  }
  std::vector<std::vector<Template>> templates;
  for (const std::string& value : values) {
    templates.push_back(ParseValue(value, kind_, variables_enabled));
    for (const Template& field : templates.back()) {
      has_variables_ = has_variables_ || field.has_variables();
    }
  }
  if (has_variables_) {
    templates_ = std::move(templates);
    return;
  }
  for (const std::vector<Template>& fields : templates) {
    std::string text;
    ExpandValue(fields, kind_, NoVariables, &text);
    constant_.push_back({std::move(text)});
  }
}

Expansion ConditionValues::Expand(VariableLookup lookup, std::vector<Operand>* out) const {
  if (templates_.empty()) {
    *out = constant_;
    return Expansion::kText;
  }
  Expansion expansion = Expansion::kText;
  out->resize(templates_.size());
  for (std::size_t i = 0; i < templates_.size(); ++i) {
    std::optional<std::string>& text = (*out)[i].text;
    if (!text.has_value()) text.emplace();
    text->clear();
    const Expansion of_value = ExpandValue(templates_[i], kind_, lookup, &*text);
    if (of_value == Expansion::kUnknown) expansion = Expansion::kUnknown;
    if (of_value != Expansion::kText) text.reset();  // VA-5
  }
  return expansion;
}

std::vector<absl::string_view> ConditionValues::keys() const {
  std::vector<absl::string_view> all;
  for (const std::vector<Template>& fields : templates_) {
    for (const Template& field : fields) {
      const std::vector<absl::string_view> keys = field.keys();
      all.insert(all.end(), keys.begin(), keys.end());
    }
  }
  return all;
}

}  // namespace iamsim
