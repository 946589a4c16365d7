#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/model/context_value.h"
#include "policy/parse_parts.h"

namespace iamsim {
namespace {

bool IsContainer(const JsonNode& node) { return node.is_object() || node.is_array(); }

// PG-10: numbers and booleans count by their source text; null is no value.
std::vector<JsonNode> ScalarsOf(const JsonNode& node, Report& report) {
  std::vector<JsonNode> scalars;
  for (const JsonNode& value : node.is_array() ? node.children() : std::vector<JsonNode>{node}) {
    if (value.kind() == JsonKind::kNull || IsContainer(value)) {
      report.Error("PG-10", At(value),
                   absl::StrCat("expected a string, a number, a boolean",
                                node.is_array() ? "" : " or an array of these",
                                " as condition value, found ", Found(value)));
    } else {
      scalars.push_back(value);
    }
  }
  return scalars;
}

bool IsFourDigits(absl::string_view text) {
  if (text.size() != 4) return false;
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
  }
  return true;
}

void CheckOperand(const ConditionOperator& op, const JsonNode& value, DocumentParse& parse) {
  if (op.is_null_test()) {
    if (absl::EqualsIgnoreCase(value.text(), "true") ||
        absl::EqualsIgnoreCase(value.text(), "false")) {
      return;
    }
    // CO-11; CO-12: such a value never matches.
    parse.report.Warn("CO-11", At(value),
                      absl::StrCat("expected `true` or `false`, found ", Quoted(value.text()),
                                   ", which never matches"));
    return;
  }
  if (op.base->values != BaseOperator::Values::kPlain) CheckVariables(value, parse);
  if (absl::StrContains(value.text(), "${") && absl::string_view(op.base->name) == "Bool" &&
      Template::Parse(value.text(), parse.variables_enabled).has_variables()) {
    // OP-11: expanded all the same.
    parse.report.Warn("VA-3", At(value),
                      absl::StrCat("expected no variable in `Bool`, found ", Found(value),
                                   ", AWS's pages contradict each other on it"));
  }
  if (absl::StartsWith(op.base->name, "Date") && IsFourDigits(value.text())) {
    parse.report.Warn("OP-19", At(value),
                      absl::StrCat("expected a date, found ", Quoted(value.text()),
                                   ", which counts as seconds since 1970 and not as a year"));
  }
}

// There are few operators, so a block's are compared one by one.
bool SameOperator(const ConditionOperator& a, const ConditionOperator& b) {
  return a.base == b.base && a.set == b.set && a.if_exists == b.if_exists;
}

// One operator block.
void ParseBlock(const JsonNode& block, const ConditionOperator& op, std::vector<Condition>* out,
                DocumentParse& parse) {
  if (!block.is_object()) {
    parse.report.Error("PG-1", At(block),
                       absl::StrCat("expected an object of context keys in `", block.key(),
                                    "`, found ", Found(block)));
    return;
  }
  absl::flat_hash_set<std::string> keys;
  for (const JsonNode& member : block.children()) {
    // PG-7, CO-2: context key names are the same in every case.
    if (block.size() > 1 && !keys.insert(ContextKeyId(member.key())).second) {
      parse.report.Error("PG-7", AtKey(member),
                         absl::StrCat("expected each context key once, found ",
                                      Quoted(member.key()), " again in another case"));
    }
    std::vector<std::string> values;
    for (const JsonNode& value : ScalarsOf(member, parse.report)) {
      CheckOperand(op, value, parse);
      values.emplace_back(value.text());
    }
    ConditionValues compiled(op, values, parse.variables_enabled);
    out->push_back({.op = op,
                    .op_text = std::string(block.key()),
                    .key = std::string(member.key()),
                    .values = std::move(values),
                    .single = !IsContainer(member),
                    .compiled = std::move(compiled)});
  }
}

}  // namespace

void CheckVariables(const JsonNode& node, const DocumentParse& parse) {
  if (!parse.variables_enabled) return;  // VA-1: `${` is ordinary text
  const std::string malformed = FindMalformedVariable(node.text());
  if (malformed.empty()) return;
  parse.report.Warn("VA-2", At(node),
                    absl::StrCat("expected `${key}` or `${key, 'default'}`, found ",
                                 Quoted(malformed), ", which is taken as text"));
}

std::vector<Condition> ParseConditions(const JsonNode& node, DocumentParse& parse) {
  std::vector<Condition> conditions;
  if (!node.is_object()) {
    parse.report.Error(
        "PG-1", At(node),
        absl::StrCat("expected an object of operators in `Condition`, found ", Found(node)));
    return conditions;
  }
  std::vector<std::pair<ConditionOperator, absl::string_view>> written;  // each as written first
  for (const JsonNode& block : node.children()) {
    const absl::StatusOr<ConditionOperator> op = ParseConditionOperator(block.key());
    if (!op.ok()) {
      parse.report.Error("CO-4", AtKey(block), op.status().message());
      continue;
    }
    const auto first = absl::c_find_if(
        written, [&op](const auto& earlier) { return SameOperator(earlier.first, *op); });
    if (first != written.end()) {
      parse.report.Error("PG-6", AtKey(block),
                         absl::StrCat("expected each operator once, found ", Quoted(block.key()),
                                      " after ", Quoted(first->second)));
    } else {
      written.emplace_back(*op, block.key());
    }
    if (!op->canonical_spelling) {
      parse.report.Warn("CO-4", AtKey(block),
                        absl::StrCat("expected `", op->name(), "`, found ", Quoted(block.key())));
    }
    ParseBlock(block, *op, &conditions, parse);
  }
  return conditions;
}

}  // namespace iamsim
