#ifndef IAMSIM_ENGINE_AUDIT_DIFF_KEYS_OF_STATEMENT_H_
#define IAMSIM_ENGINE_AUDIT_DIFF_KEYS_OF_STATEMENT_H_

#include <string>
#include <vector>

#include "iamsim/policy/policy.h"

namespace iamsim {

// The context keys that a statement reads, in its conditions and in the variables of its values and
// resources. Sorted, each once.
std::vector<std::string> KeysOfStatement(const Statement& statement);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_DIFF_KEYS_OF_STATEMENT_H_
