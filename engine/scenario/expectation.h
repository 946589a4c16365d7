#ifndef IAMSIM_ENGINE_SCENARIO_EXPECTATION_H_
#define IAMSIM_ENGINE_SCENARIO_EXPECTATION_H_

#include <string>

#include "iamsim/model/decision.h"
#include "iamsim/scenario/scenario.h"

namespace iamsim {

// What `test` expects of one decision, in words: "explicitDeny by sid Guard, statement 0".
std::string ExpectationText(const TestCase& test);

// `decision` in the same words, as far as `test` names them.
std::string AnswerText(const TestCase& test, const Decision& decision);

// Whether `decision` is what `test` expects, in all that it names.
bool MeetsExpectation(const TestCase& test, const Decision& decision);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_SCENARIO_EXPECTATION_H_
