// Tested by tests/io/write_words_test.cc.

#include "io/write/formula_text.h"

#include "io/write/words.h"

namespace iamsim {
namespace {

using Kind = Formula::Kind;

void Append(const Formula& formula, bool negated, int depth, std::vector<FormulaLine>* out);

void AppendOperands(const Formula& formula, bool negated, int depth,
                    std::vector<FormulaLine>* out) {
  for (const Formula& operand : formula.operands()) Append(operand, negated, depth, out);
}

// A negated group is written by De Morgan, so that "not" stands only before leaves.
void Append(const Formula& formula, bool negated, int depth, std::vector<FormulaLine>* out) {
  switch (formula.kind()) {
    case Kind::kFalse:
    case Kind::kTrue:
      out->push_back({depth, formula.IsTrue() != negated ? "always" : "never", std::nullopt});
      return;
    case Kind::kLeaf:
      out->push_back({depth, negated ? NegatedLeafWords(formula.leaf()) : LeafWords(formula.leaf()),
                      formula.leaf()});
      return;
    case Kind::kNot:
      Append(formula.operands()[0], !negated, depth, out);
      return;
    case Kind::kAll:
    case Kind::kAny: {
      const bool all = (formula.kind() == Kind::kAll) != negated;
      out->push_back({depth, all ? "all of:" : "one of:", std::nullopt});
      AppendOperands(formula, negated, depth + 1, out);
      return;
    }
  }
}

}  // namespace

std::string FormulaHeading(const Formula& formula) {
  bool negated = false;
  const Formula* inner = &formula;
  while (inner->kind() == Kind::kNot) {
    negated = !negated;
    inner = &inner->operands()[0];
  }
  if (inner->kind() != Kind::kAll && inner->kind() != Kind::kAny) return "allowed if:";
  const bool all = (inner->kind() == Kind::kAll) != negated;
  return all ? "allowed if all hold:" : "allowed if one holds:";
}

std::vector<FormulaLine> FormulaLines(const Formula& formula) {
  std::vector<FormulaLine> lines;
  Append(formula, false, 0, &lines);
  // The heading already says what the outermost group is.
  if (!lines.empty() && !lines[0].leaf && lines.size() > 1) {
    lines.erase(lines.begin());
    for (FormulaLine& line : lines) --line.depth;
  }
  return lines;
}

}  // namespace iamsim
