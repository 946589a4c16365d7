#ifndef IAMSIM_POLICY_PRINT_H_
#define IAMSIM_POLICY_PRINT_H_

#include <string>

#include "iamsim/policy/policy.h"

namespace iamsim {

// `policy` as JSON, in AWS's order of elements. Parsing the result by the same grammar gives an
// equal policy (positions apart), and printing that gives the same text. `indent` 0: one line.
std::string PrintPolicy(const Policy& policy, int indent = 2);

// Equal but for positions and sizes.
bool SamePolicy(const Policy& a, const Policy& b);

}  // namespace iamsim

#endif  // IAMSIM_POLICY_PRINT_H_
