#include "audit/diff/keys_of_statement.h"

#include <utility>

#include "iamsim/model/formula.h"

namespace iamsim {

std::vector<std::string> KeysOfStatement(const Statement& statement) {
  std::vector<Formula> leaves;
  for (const Condition& condition : statement.conditions) {
    leaves.push_back(Formula::Leaf({condition.op.name(), condition.key, condition.values}));
  }
  FormulaLeaf resources{.op = "ResourceMatches"};
  for (const ResourcePattern& pattern : statement.resources) {
    if (pattern.has_variables()) resources.values.push_back(pattern.text());
  }
  leaves.push_back(Formula::Leaf(std::move(resources)));
  return KeysOf(AnyOf(std::move(leaves)));
}

}  // namespace iamsim
