#ifndef IAMSIM_TOOLS_IAMSIM_OTHER_PROGRAM_H_
#define IAMSIM_TOOLS_IAMSIM_OTHER_PROGRAM_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace iamsim {

struct ProgramOutput {
  std::string out;
  std::string err;
};

// Runs a program of PATH (no shell) with `input` on its standard input, to its end. NotFound when
// there is none of that name; Internal, with the first line of its standard error, when it fails.
absl::StatusOr<ProgramOutput> RunOtherProgram(const std::vector<std::string>& command,
                                              const std::string& input);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_OTHER_PROGRAM_H_
