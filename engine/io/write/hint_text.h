#ifndef IAMSIM_ENGINE_IO_WRITE_HINT_TEXT_H_
#define IAMSIM_ENGINE_IO_WRITE_HINT_TEXT_H_

#include <optional>
#include <string>
#include <vector>

#include "iamsim/model/decision.h"
#include "iamsim/model/formula.h"

namespace iamsim {

// How a person can settle a conditional answer: the options of `can` that give the keys of
// `formula`, what taking them as absent would answer, and which documents to add.
std::vector<std::string> HintLines(const Formula& formula, std::optional<DecisionKind> when_absent);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_HINT_TEXT_H_
