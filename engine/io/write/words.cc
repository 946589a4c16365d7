// Tested by tests/io/write_words_test.cc.

#include "io/write/words.h"

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "iamsim/match/condition_operator.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxValues = 4;

struct OperatorWords {
  absl::string_view name;
  absl::string_view words;
};
constexpr OperatorWords kOperatorWords[] = {
    {"StringEquals", "is"},
    {"StringNotEquals", "is not"},
    {"StringEqualsIgnoreCase", "is (in any case)"},
    {"StringNotEqualsIgnoreCase", "is not (in any case)"},
    {"StringLike", "is like"},
    {"StringNotLike", "is not like"},
    {"NumericEquals", "is"},
    {"NumericNotEquals", "is not"},
    {"NumericLessThan", "is less than"},
    {"NumericLessThanEquals", "is at most"},
    {"NumericGreaterThan", "is more than"},
    {"NumericGreaterThanEquals", "is at least"},
    {"DateEquals", "is"},
    {"DateNotEquals", "is not"},
    {"DateLessThan", "is before"},
    {"DateLessThanEquals", "is not after"},
    {"DateGreaterThan", "is after"},
    {"DateGreaterThanEquals", "is not before"},
    {"Bool", "is"},
    {"BinaryEquals", "is"},
    {"IpAddress", "is in"},
    {"NotIpAddress", "is not in"},
    {"ArnEquals", "is like"},
    {"ArnNotEquals", "is not like"},
    {"ArnLike", "is like"},
    {"ArnNotLike", "is not like"},
};

absl::string_view WordsOf(absl::string_view base) {
  for (const OperatorWords& row : kOperatorWords) {
    if (row.name == base) return row.words;
  }
  return base;
}

constexpr OperatorWords kOppositeOperators[] = {
    {"NumericLessThan", "NumericGreaterThanEquals"},
    {"NumericGreaterThanEquals", "NumericLessThan"},
    {"NumericLessThanEquals", "NumericGreaterThan"},
    {"NumericGreaterThan", "NumericLessThanEquals"},
    {"DateLessThan", "DateGreaterThanEquals"},
    {"DateGreaterThanEquals", "DateLessThan"},
    {"DateLessThanEquals", "DateGreaterThan"},
    {"DateGreaterThan", "DateLessThanEquals"},
};

// What a value does that does not satisfy `base`: "is" for StringNotEquals, "is at least" for
// NumericLessThan.
std::string OppositeWords(const BaseOperator& base, const std::vector<std::string>& values) {
  for (const OperatorWords& row : kOppositeOperators) {
    if (row.name == base.name) return absl::StrCat(WordsOf(row.words), " ", OneOf(values));
  }
  std::string words(WordsOf(base.name));
  if (base.negated) {
    return absl::StrCat(absl::StrReplaceAll(words, {{" not", ""}}), " ", OneOf(values));
  }
  words.insert(words.find("is") + 2, " not");
  return absl::StrCat(words, values.size() > 1 ? " any of " : " ", OneOf(values));
}

std::string NullWords(absl::string_view key, const std::vector<std::string>& values) {
  bool absent = false;
  bool present = false;
  for (const std::string& value : values) {
    absent = absent || absl::EqualsIgnoreCase(value, "true");
    present = present || absl::EqualsIgnoreCase(value, "false");
  }
  if (absent == present) return absl::StrCat("Null of ", key, " is ", OneOf(values));
  return absl::StrCat(key, absent ? " is absent" : " is present");
}

std::string BaseWords(const ConditionOperator& op, const std::vector<std::string>& values) {
  const absl::string_view words = WordsOf(op.base->name);
  // "is not `a` or `b`" could be read either way.
  if (op.base->negated && values.size() > 1) return absl::StrCat(words, " any of ", OneOf(values));
  return absl::StrCat(words, " ", OneOf(values));
}

}  // namespace

absl::string_view LayerWord(PolicyKind layer) {
  switch (layer) {
    case PolicyKind::kIdentity:
      return "identity";
    case PolicyKind::kPermissionsBoundary:
      return "boundary";
    case PolicyKind::kSession:
      return "session";
    case PolicyKind::kResource:
    case PolicyKind::kTrust:
      return "resource";
    case PolicyKind::kServiceControl:
      return "scp";
    case PolicyKind::kResourceControl:
      return "rcp";
    case PolicyKind::kVpcEndpoint:
      return "endpoint";
  }
  return "";
}

absl::string_view AnswerWords(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::kAllowed:
      return "allowed";
    case DecisionKind::kExplicitDeny:
      return "denied (explicit)";
    case DecisionKind::kImplicitDeny:
      return "denied (implicit)";
    case DecisionKind::kConditional:
      return "conditional";
  }
  return "";
}

absl::string_view LayerVerdictWord(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::kAllowed:
      return "allow";
    case DecisionKind::kExplicitDeny:
      return "deny";
    case DecisionKind::kImplicitDeny:
      return "no allow";
    case DecisionKind::kConditional:
      return "depends";
  }
  return "";
}

std::string OneOf(const std::vector<std::string>& values) {
  if (values.empty()) return "nothing";
  const std::size_t shown = values.size() <= kMaxValues ? values.size() : kMaxValues - 1;
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == values.size();
    absl::StrAppend(&out, i == 0 ? "" : (last ? " or " : ", "), "`", values[i], "`");
  }
  if (shown < values.size()) absl::StrAppend(&out, ", … and ", values.size() - shown, " more");
  return out;
}

std::string ConditionWords(absl::string_view op, absl::string_view key,
                           const std::vector<std::string>& values) {
  // Ours, see FormulaLeaf: `key` is the resource, a pattern waits for its variables.
  if (op == "ResourceMatches") return absl::StrCat(key, " matches ", OneOf(values));
  const absl::StatusOr<ConditionOperator> parsed = ParseConditionOperator(op);
  if (!parsed.ok()) return absl::StrCat(op, " of ", key, " with ", OneOf(values));
  absl::string_view quantifier = "";
  if (parsed->set == SetOperator::kForAllValues) quantifier = "every value of ";
  if (parsed->set == SetOperator::kForAnyValue) quantifier = "a value of ";
  if (parsed->is_null_test()) return NullWords(absl::StrCat(quantifier, key), values);
  return absl::StrCat(quantifier, key, " ", BaseWords(*parsed, values),
                      parsed->if_exists ? ", or it is absent" : "");
}

std::string LeafWords(const FormulaLeaf& leaf) {
  if (leaf.document.empty()) return ConditionWords(leaf.op, leaf.key, leaf.values);
  return absl::StrCat("document ", leaf.document, " (missing) ",
                      leaf.denies ? "denies it" : "allows it");
}

std::string NegatedLeafWords(const FormulaLeaf& leaf) {
  if (!leaf.document.empty()) {
    return absl::StrCat("document ", leaf.document, " (missing) does not ",
                        leaf.denies ? "deny it" : "allow it");
  }
  if (leaf.op == "Null" && leaf.values.size() == 1) {
    const bool absent = absl::EqualsIgnoreCase(leaf.values[0], "true");
    return ConditionWords("Null", leaf.key, {absent ? "false" : "true"});
  }
  const absl::StatusOr<ConditionOperator> op = ParseConditionOperator(leaf.op);
  if (!op.ok() || op->is_null_test() || op->set != SetOperator::kNone) {
    return absl::StrCat("not: ", LeafWords(leaf));
  }
  // Where the condition holds without its key (table 3.2), its opposite needs the key.
  const bool needs_key = op->base->negated || op->if_exists;
  return absl::StrCat(leaf.key, needs_key && !op->base->negated ? " is present and " : " ",
                      OppositeWords(*op->base, leaf.values), needs_key ? "" : ", or it is absent");
}

std::string CallerWords(const Caller& caller) {
  switch (caller.kind) {
    case CallerKind::kRoot:
      return absl::StrCat("root of ", caller.account);
    case CallerKind::kAnonymous:
      return "an anonymous caller";
    case CallerKind::kUser:
    case CallerKind::kRoleSession:
    case CallerKind::kFederatedUser:
    case CallerKind::kService:
    case CallerKind::kIdentityProvider:
      return caller.name.empty() ? caller.text : caller.name;
  }
  return caller.text;
}

std::string AccountWords(absl::string_view account, const Snapshot& snapshot) {
  const AccountRecord* record = snapshot.FindAccount(account);
  return record == nullptr || record->name.empty() ? std::string(account) : record->name;
}

}  // namespace iamsim
