#ifndef IAMSIM_ENGINE_IO_WRITE_DECISION_FIELDS_H_
#define IAMSIM_ENGINE_IO_WRITE_DECISION_FIELDS_H_

#include "iamsim/base/json_writer.h"
#include "iamsim/model/decision.h"

namespace iamsim {

// The object under "decidedBy", the same in every output.
void WriteDecidedBy(const DecidedBy& decided_by, JsonWriter& out);
// The members "decision" and, of a conditional one, "conditions".
void WriteAnswer(DecisionKind kind, const Formula& allowed_when, JsonWriter& out);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_DECISION_FIELDS_H_
