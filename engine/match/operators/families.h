#ifndef IAMSIM_ENGINE_MATCH_OPERATORS_FAMILIES_H_
#define IAMSIM_ENGINE_MATCH_OPERATORS_FAMILIES_H_

#include "absl/types/span.h"
#include "iamsim/match/condition_operator.h"

// The families of base operators: a line here for each file of this folder, in listing order.
#define IAMSIM_OPERATOR_FAMILIES(FAMILY) \
  FAMILY(StringOperators)                \
  FAMILY(NumericOperators)               \
  FAMILY(DateOperators)                  \
  FAMILY(BoolOperators)                  \
  FAMILY(BinaryOperators)                \
  FAMILY(IpOperators)                    \
  FAMILY(ArnOperators)

namespace iamsim {

// The rows of one family; they live as long as the program.
#define IAMSIM_DECLARE_FAMILY(family) absl::Span<const BaseOperator> family();
IAMSIM_OPERATOR_FAMILIES(IAMSIM_DECLARE_FAMILY)
#undef IAMSIM_DECLARE_FAMILY

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_MATCH_OPERATORS_FAMILIES_H_
