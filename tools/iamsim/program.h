#ifndef IAMSIM_TOOLS_IAMSIM_PROGRAM_H_
#define IAMSIM_TOOLS_IAMSIM_PROGRAM_H_

#include <string>
#include <vector>

#include "streams.h"

namespace iamsim {

// The whole program: `words` are its arguments without its own name.
ExitCode RunProgram(const std::vector<std::string>& words, Streams& streams);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_PROGRAM_H_
