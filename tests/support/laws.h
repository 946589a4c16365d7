#ifndef IAMSIM_TESTS_SUPPORT_LAWS_H_
#define IAMSIM_TESTS_SUPPORT_LAWS_H_

#include <optional>
#include <string>

#include "iamsim/model/formula.h"
#include "iamsim/request/request_context.h"
#include "support/tiny_world.h"

namespace iamsim {

// Checks on one world what must hold in every world. Returns the first law that is broken, with the
// decisions that break it, or an empty string. `bytes` chooses the values of unknown keys.
//  1. A complete context never gives `conditional`.
//  2. One more Deny never turns a denial into an allow.
//  3. One more unconditional Allow in the identity policies never turns an allow into a denial.
//  4. A conditional decision's formula says what the decision is once its keys are known.
//  5. `missingContext` names unknown keys only.
std::string FindBrokenLaw(const TinyWorld& world, ByteSource& bytes);

// Chooses a value for an unknown key from `bytes`; nothing means absent.
using ValueChooser = std::optional<ContextValue> (*)(absl::string_view key, ByteSource& bytes);

// Gives every unknown key that `formula` mentions, in conditions and variables, a value or its
// absence.
void Complete(const Formula& formula, ByteSource& bytes, ValueChooser choose,
              RequestContext* context);

// `formula` under a context in which all its keys are known.
bool Holds(const Formula& formula, const RequestContext& context);

}  // namespace iamsim

#endif  // IAMSIM_TESTS_SUPPORT_LAWS_H_
