#include "decide/combine_algebra.h"

namespace iamsim {

template struct ResourceVerdict<bool>;
template struct ResourceVerdict<Formula>;
template Outcome<bool> Combine(const CombineInput<bool>&);
template Outcome<Formula> Combine(const CombineInput<Formula>&);

}  // namespace iamsim
