#ifndef IAMSIM_TOOLS_IAMSIM_ASK_AGAIN_H_
#define IAMSIM_TOOLS_IAMSIM_ASK_AGAIN_H_

#include <string>
#include <vector>

#include "iamsim/request/request.h"

namespace iamsim {

// The `iamsim can …` command line that asks `request` of the snapshot at `from`, for a shell; none:
// empty. `words`: what else the command is told. Empty when `can` has no way to say it (a request
// that brings policies along, say).
std::string AskAgain(const Request& request, const std::vector<std::string>& from,
                     const std::vector<std::string>& words = {});

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_ASK_AGAIN_H_
