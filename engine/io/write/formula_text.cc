// Tested by tests/io/write_words_test.cc.

#include "io/write/formula_text.h"

#include "absl/strings/str_cat.h"
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

std::vector<std::string> IndentedFormulaLines(const Formula& formula, bool all) {
  constexpr std::size_t kMost = 4;
  const std::vector<FormulaLine> rows = FormulaLines(formula);
  const std::size_t shown = all || rows.size() <= kMost ? rows.size() : kMost - 1;
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string indent(2 * static_cast<std::size_t>(rows[i].depth), ' ');
    lines.push_back(absl::StrCat(indent, rows[i].words));
  }
  if (shown < rows.size()) lines.push_back(absl::StrCat("… and ", rows.size() - shown, " more"));
  return lines;
}

}  // namespace iamsim
