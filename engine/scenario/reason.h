#ifndef IAMSIM_ENGINE_SCENARIO_REASON_H_
#define IAMSIM_ENGINE_SCENARIO_REASON_H_

#include <string>

#include "iamsim/decide/decide.h"

namespace iamsim {

// Why `answer` is what it is, where no statement alone says it: what an implicit denial lacks, with
// the nearest statement, and what a conditional answer depends on. Empty elsewhere.
std::string ReasonOf(const ChainResult& answer);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_SCENARIO_REASON_H_
