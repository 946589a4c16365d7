#include "iamsim/model/formula.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/base/check.h"
#include "iamsim/model/context_value.h"
#include "model/formula_node.h"

namespace iamsim {
namespace {

using Kind = Formula::Kind;

// For a test of one Null value: whether it asks for an absent key.
std::optional<bool> AsksForAbsence(const FormulaLeaf& leaf) {
  if (!leaf.document.empty() || leaf.op != "Null" || leaf.values.size() != 1) return std::nullopt;
  if (absl::EqualsIgnoreCase(leaf.values[0], "true")) return true;  // CO-11
  if (absl::EqualsIgnoreCase(leaf.values[0], "false")) return false;
  return std::nullopt;
}

std::size_t HashOf(const FormulaLeaf& leaf) {
  return absl::HashOf(leaf.op, leaf.key, leaf.values, leaf.document, leaf.denies);
}

std::size_t SubjectOf(const FormulaLeaf& leaf) {
  if (!leaf.document.empty()) return absl::HashOf(leaf.document);
  return AsksForAbsence(leaf).has_value() ? absl::HashOf(leaf.op, leaf.key) : HashOf(leaf);
}

std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", absl::Utf8SafeCEscape(text), "\"");
}

std::string LeafText(const FormulaLeaf& leaf) {
  if (!leaf.document.empty()) {
    return absl::StrCat(leaf.denies ? "denies " : "allows ", Quoted(leaf.document));
  }
  const auto quote = [](std::string* out, const std::string& value) { *out += Quoted(value); };
  return absl::StrCat(Quoted(leaf.op), " ", Quoted(leaf.key), " [",
                      absl::StrJoin(leaf.values, ", ", quote), "]");
}

template <class Visitor>
void VisitLeaves(const Formula& formula, absl::flat_hash_set<std::string>* seen,
                 const Visitor& visit) {
  if (formula.kind() == Kind::kLeaf && seen->insert(formula.Text()).second) visit(formula.leaf());
  for (const Formula& operand : formula.operands()) VisitLeaves(operand, seen, visit);
}

// The keys of `${key}` and `${key, 'default'}` in `text`; not `${*}`, `${?}` and `${$}` (VA-2,
// VA-8).
void AddVariableKeys(absl::string_view text, std::vector<std::string>* keys) {
  for (std::size_t begin = text.find("${"); begin != absl::string_view::npos;
       begin = text.find("${", begin + 2)) {
    const std::size_t end = text.find_first_of(",}", begin);
    if (end == absl::string_view::npos) return;
    const absl::string_view key = text.substr(begin + 2, end - begin - 2);
    if (absl::StrContains(key, ":") && !absl::StrContains(key, " ")) keys->emplace_back(key);
  }
}

}  // namespace

std::optional<bool> Implied(const FormulaLeaf& leaf, bool value, const FormulaLeaf& other) {
  if (!leaf.document.empty() && leaf.document == other.document && leaf.denies != other.denies) {
    return value ? std::optional<bool>(false) : std::nullopt;
  }
  const std::optional<bool> absent = AsksForAbsence(leaf);
  const std::optional<bool> other_absent = AsksForAbsence(other);
  if (absent.has_value() && other_absent.has_value() && leaf.key == other.key) {
    return *absent == *other_absent ? value : !value;
  }
  return leaf == other ? std::optional<bool>(value) : std::nullopt;
}

Formula FormulaBuilder::MakeLeaf(FormulaLeaf leaf) {
  auto node = std::make_shared<Formula::Node>();
  node->hash = HashOf(leaf);
  node->subject = SubjectOf(leaf);
  node->inside = SubjectBit(node->subject);
  node->leaf = std::move(leaf);
  Formula formula;
  formula.kind_ = Kind::kLeaf;
  formula.node_ = std::move(node);
  return formula;
}

Formula FormulaBuilder::MakeNode(Kind kind, std::vector<Formula> operands) {
  auto node = std::make_shared<Formula::Node>();
  std::size_t sum = 0;  // the order of operands does not matter
  for (const Formula& operand : operands) {
    sum += absl::HashOf(Hash(operand));
    node->members |= SubjectBit(Subject(operand));
    node->inside |= Inside(operand);
  }
  node->hash = absl::HashOf(kind, sum);
  node->subject = node->hash;
  node->inside |= SubjectBit(node->subject);
  node->operands = std::move(operands);
  Formula formula;
  formula.kind_ = kind;
  formula.node_ = std::move(node);
  return formula;
}

std::size_t FormulaBuilder::Hash(const Formula& formula) {
  return formula.node_ == nullptr ? (formula.IsTrue() ? 1 : 0) : formula.node_->hash;
}

std::size_t FormulaBuilder::Subject(const Formula& formula) {
  return formula.node_ == nullptr ? Hash(formula) : formula.node_->subject;
}

std::uint64_t FormulaBuilder::Inside(const Formula& formula) {
  return formula.node_ == nullptr ? 0 : formula.node_->inside;
}

bool FormulaBuilder::IsSubset(const Formula& a, const Formula& b) {
  if ((a.node_->members & ~b.node_->members) != 0) return false;
  const absl::Span<const Formula> few = a.operands();
  const absl::Span<const Formula> many = b.operands();
  return few.size() <= many.size() &&
         std::all_of(few.begin(), few.end(), [many](const Formula& operand) {
           return std::find(many.begin(), many.end(), operand) != many.end();
         });
}

Formula Formula::Leaf(FormulaLeaf leaf) { return FormulaBuilder::MakeLeaf(std::move(leaf)); }

const FormulaLeaf& Formula::leaf() const {
  IAMSIM_CHECK(kind_ == Kind::kLeaf);
  return node_->leaf;
}

absl::Span<const Formula> Formula::operands() const {
  return node_ == nullptr ? absl::Span<const Formula>() : absl::MakeConstSpan(node_->operands);
}

bool operator==(const Formula& a, const Formula& b) {
  if (a.kind_ != b.kind_) return false;
  if (a.node_ == b.node_) return true;
  if (a.node_->hash != b.node_->hash) return false;
  if (a.kind_ == Kind::kLeaf) return a.node_->leaf == b.node_->leaf;
  return a.operands().size() == b.operands().size() && FormulaBuilder::IsSubset(a, b);
}

std::string Formula::Text() const {
  absl::string_view name;
  switch (kind_) {
    case Kind::kFalse:
      return "false";
    case Kind::kTrue:
      return "true";
    case Kind::kLeaf:
      return LeafText(node_->leaf);
    case Kind::kAll:
      name = "all";
      break;
    case Kind::kAny:
      name = "any";
      break;
    case Kind::kNot:
      name = "not";
      break;
  }
  std::vector<std::string> texts;
  for (const Formula& operand : operands()) texts.push_back(operand.Text());
  std::sort(texts.begin(), texts.end());
  return absl::StrCat(name, "(", absl::StrJoin(texts, ", "), ")");
}

Formula Not(const Formula& a) {
  switch (a.kind()) {
    case Kind::kFalse:
      return true;
    case Kind::kTrue:
      return false;
    case Kind::kNot:
      return a.operands().front();
    case Kind::kLeaf:
      if (const std::optional<bool> absent = AsksForAbsence(a.leaf()); absent.has_value()) {
        return Formula::Leaf({"Null", a.leaf().key, {*absent ? "false" : "true"}, "", false});
      }
      break;
    case Kind::kAll:
    case Kind::kAny:
      break;
  }
  return FormulaBuilder::MakeNode(Kind::kNot, {a});
}

std::vector<FormulaLeaf> LeavesOf(const Formula& formula) {
  std::vector<FormulaLeaf> leaves;
  absl::flat_hash_set<std::string> seen;
  VisitLeaves(formula, &seen, [&leaves](const FormulaLeaf& leaf) { leaves.push_back(leaf); });
  return leaves;
}

std::vector<std::string> KeysOf(const Formula& formula) {
  std::vector<std::string> keys;
  absl::flat_hash_set<std::string> seen;
  VisitLeaves(formula, &seen, [&keys](const FormulaLeaf& leaf) {
    if (!leaf.document.empty()) return;
    if (leaf.op != "ResourceMatches") keys.push_back(leaf.key);
    for (const std::string& value : leaf.values) AddVariableKeys(value, &keys);
  });
  std::map<std::string, std::string> by_id;  // CO-2; the first spelling stays
  for (std::string& key : keys) by_id.emplace(ContextKeyId(key), std::move(key));
  keys.clear();
  for (auto& [id, key] : by_id) keys.push_back(std::move(key));
  return keys;
}

}  // namespace iamsim
