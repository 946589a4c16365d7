#ifndef IAMSIM_TESTS_FUZZ_INPUT_FOLDER_H_
#define IAMSIM_TESTS_FUZZ_INPUT_FOLDER_H_

#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

// Where the files of an input (support/file_sections.h) stand while a reader reads them: one folder
// of the process for all inputs, in memory where the system has one, removed at the end.

// Its folder `name`, whether it is there or not.
std::string InputFolder(absl::string_view name);

// Writes the files of `text` in place of those before: `managed/x` to InputFolder("managed"),
// others to InputFolder("from"). Files with odd names are left out, and those beyond the 32nd.
// False when nothing is in "from".
bool WriteInput(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_TESTS_FUZZ_INPUT_FOLDER_H_
