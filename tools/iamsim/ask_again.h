#ifndef IAMSIM_TOOLS_IAMSIM_ASK_AGAIN_H_
#define IAMSIM_TOOLS_IAMSIM_ASK_AGAIN_H_

#include <string>
#include <vector>

#include "iamsim/request/request.h"

namespace iamsim {

// The `iamsim can …` command line that asks `request` of the snapshot at `from` (several paths: of
// all of them together), for a shell. Empty when `can` has no way to say it (a request that brings
// policies along, say), or when there is no snapshot.
std::string AskAgain(const Request& request, const std::vector<std::string>& from);
std::string AskAgain(const Request& request, const std::string& from);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_ASK_AGAIN_H_
