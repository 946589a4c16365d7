#ifndef IAMSIM_IO_WRITE_WHO_CAN_H_
#define IAMSIM_IO_WRITE_WHO_CAN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/audit/who_can.h"
#include "iamsim/io/write.h"

namespace iamsim {

// {"action", "resource", "principals": [{"principal", "decision", "conditions"?, "via"?}],
// "allowed", "conditional", "denied"}, where "via" is [{"role", "decision", "conditions"?}]. One
// line, no trailing newline.
std::string WhoCanJson(const Request& question, const WhoCanResult& result);

// For a person: how many may; who; then who may under which conditions, those with the same ones
// together. At most about a screen unless `all`. Ends in a newline.
std::string WhoCanText(const Request& question, const WhoCanResult& result, bool all,
                       const TextStyle& style);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_WHO_CAN_H_
