#ifndef IAMSIM_ENGINE_IO_WRITE_FORMULA_TEXT_H_
#define IAMSIM_ENGINE_IO_WRITE_FORMULA_TEXT_H_

#include <optional>
#include <string>
#include <vector>

#include "iamsim/model/formula.h"

namespace iamsim {

// One line of a formula in words: a leaf, or the head of a nested group ("one of:").
struct FormulaLine {
  int depth = 0;
  std::string words;
  std::optional<FormulaLeaf> leaf;
};

// "allowed if all hold:", "allowed if one holds:", "allowed if:" by the outermost operator.
std::string FormulaHeading(const Formula& formula);
// The operands of the outermost operator, nested groups below their heads. Linear.
std::vector<FormulaLine> FormulaLines(const Formula& formula);
// The same as text, two more spaces for each group around a line. Unless `all`, at most four lines,
// of which the last says how many more there are.
std::vector<std::string> IndentedFormulaLines(const Formula& formula, bool all);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_FORMULA_TEXT_H_
