#ifndef IAMSIM_ENGINE_MODEL_FORMULA_NODE_H_
#define IAMSIM_ENGINE_MODEL_FORMULA_NODE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "iamsim/model/formula.h"

namespace iamsim {

// What a formula consists of. The hashes differ from run to run; nothing is ordered by them that
// shows.
struct Formula::Node {
  FormulaLeaf leaf;               // kLeaf
  std::vector<Formula> operands;  // kAll, kAny, kNot
  std::size_t hash = 0;           // equal for equal formulas
  // As `hash`, but the same for all leaves that settle each other: Null true and false of one key,
  // a missing document that allows and that denies.
  std::size_t subject = 0;
  // One bit for each subject of this formula and everything in it: clear bits prove absence.
  std::uint64_t inside = 0;
  // The same for the direct operands alone.
  std::uint64_t members = 0;
};

// Makes nodes as they are, and tells the simplifier (simplify_formula.cc) about them.
class FormulaBuilder {
 public:
  using Kind = Formula::Kind;

  static Formula MakeLeaf(FormulaLeaf leaf);
  // kNot with one operand, kAll or kAny with two or more. Does not simplify.
  static Formula MakeNode(Kind kind, std::vector<Formula> operands);
  // kAll or kAny of `operands`, simplified.
  static Formula Simplified(Kind kind, std::vector<Formula> operands);

  static bool SharesNode(const Formula& a, const Formula& b) { return a.node_ == b.node_; }
  static std::size_t Hash(const Formula& formula);
  static std::size_t Subject(const Formula& formula);
  static std::uint64_t Inside(const Formula& formula);
  // Whether every operand of `a` is one of `b`; both kAll or both kAny.
  static bool IsSubset(const Formula& a, const Formula& b);
};

inline std::uint64_t SubjectBit(std::size_t subject) { return std::uint64_t{1} << (subject % 64); }

// What one leaf says about another: the truth of `other` when `leaf` has the truth `value`.
std::optional<bool> Implied(const FormulaLeaf& leaf, bool value, const FormulaLeaf& other);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_MODEL_FORMULA_NODE_H_
