#ifndef IAMSIM_TOOLS_IAMSIM_ASK_AGAIN_H_
#define IAMSIM_TOOLS_IAMSIM_ASK_AGAIN_H_

#include <string>
#include <vector>

#include "iamsim/request/request.h"

namespace iamsim {

// The `iamsim can …` command line that asks `request` of the snapshot at `from`, for a shell. Empty
// when `can` has no way to say it (a request that brings policies along, say), or when `from` is.
std::string AskAgain(const Request& request, const std::string& from);
// The same of a snapshot at several paths (none: the one that IAMSIM_FROM names). `words`: what
// else the command is told of it.
std::string AskAgain(const Request& request, const std::vector<std::string>& from,
                     const std::vector<std::string>& words = {});

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_ASK_AGAIN_H_
