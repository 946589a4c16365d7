#ifndef IAMSIM_MODEL_FORMULA_H_
#define IAMSIM_MODEL_FORMULA_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace iamsim {

// What cannot be decided yet: a condition on an unknown context key, or a document that the input
// lacks.
struct FormulaLeaf {
  // A condition: operator, key and values as the policy writes them; `document` is empty.
  // Two operators are ours: "ResourceMatches" (a Resource pattern whose variables are unknown;
  // `key` is the resource) and the usual ones on the pseudo key `aws:ResourceAccount`.
  std::string op;
  std::string key;
  std::vector<std::string> values;
  // A missing document (its ARN or name). With `denies` false the leaf means "the document allows
  // the request", with `denies` true "a Deny statement of the document matches"; never both.
  std::string document;
  bool denies = false;

  friend bool operator==(const FormulaLeaf&, const FormulaLeaf&) = default;
};

// A propositional formula over FormulaLeaf, kept simplified: constants fold, nesting flattens,
// duplicates go, `x and not x` is false, `a or (a and b)` is a, and what one operand of a node
// settles is replaced inside the others (`x and (not x or y)` is `x and y`). A missing document
// that allows does not also deny. Not a normal form: equivalent formulas may differ. Immutable;
// copies share. Thread-safe. Building a node is quadratic in its operands; of more than 512 each is
// compared with 512 others only, so that hostile input stays cheap.
class Formula {
 public:
  enum class Kind : std::uint8_t { kFalse, kTrue, kLeaf, kAll, kAny, kNot };

  Formula() = default;  // false
  // NOLINTNEXTLINE(google-explicit-constructor): a bool is a formula.
  Formula(bool value) : kind_(value ? Kind::kTrue : Kind::kFalse) {}
  static Formula Leaf(FormulaLeaf leaf);

  Kind kind() const { return kind_; }
  bool IsTrue() const { return kind_ == Kind::kTrue; }
  bool IsFalse() const { return kind_ == Kind::kFalse; }
  bool IsConstant() const { return IsTrue() || IsFalse(); }
  // kLeaf only.
  const FormulaLeaf& leaf() const;
  // Operands of kAll and kAny (two or more, in order of first appearance), the one of kNot.
  absl::Span<const Formula> operands() const;
  // A text that is equal exactly for equal formulas. For keys and failure messages.
  std::string Text() const;

  friend Formula And(const Formula& a, const Formula& b);
  friend Formula Or(const Formula& a, const Formula& b);
  friend Formula Not(const Formula& a);
  friend Formula AllOf(std::vector<Formula> operands);
  friend Formula AnyOf(std::vector<Formula> operands);
  // The same structure, whatever the order of operands.
  friend bool operator==(const Formula& a, const Formula& b);

 private:
  friend class FormulaBuilder;
  struct Node;

  Kind kind_ = Kind::kFalse;
  std::shared_ptr<const Node> node_;  // null for constants
};

Formula And(const Formula& a, const Formula& b);
Formula Or(const Formula& a, const Formula& b);
Formula Not(const Formula& a);
// And / Or of any number of operands; cheaper than one And or Or after another. Of none: true /
// false.
Formula AllOf(std::vector<Formula> operands);
Formula AnyOf(std::vector<Formula> operands);

// The same algebra over bool, so that Combine (decide/combine.h) is written once.
inline bool And(bool a, bool b) { return a && b; }
inline bool Or(bool a, bool b) { return a || b; }
inline bool Not(bool a) { return !a; }

// The leaves of `formula` in order of first appearance, each once.
std::vector<FormulaLeaf> LeavesOf(const Formula& formula);
// The context keys that its condition leaves name, also in policy variables of their values (which
// is all that ResourceMatches names), sorted ignoring case, each once.
std::vector<std::string> KeysOf(const Formula& formula);

}  // namespace iamsim

#endif  // IAMSIM_MODEL_FORMULA_H_
