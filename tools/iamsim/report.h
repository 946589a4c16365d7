#ifndef IAMSIM_TOOLS_IAMSIM_REPORT_H_
#define IAMSIM_TOOLS_IAMSIM_REPORT_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/model/evaluation_options.h"
#include "streams.h"

// What all commands do alike.
namespace iamsim {

// "iamsim: file:1:2: message" to `err`; kNoAnswer.
ExitCode Fail(std::ostream& err, const absl::Status& status);
// One line each, of twenty at most.
void PrintErrors(const std::vector<absl::Status>& errors, std::ostream& err);

// One line each to `err`, the first twenty.
void PrintDiagnostics(const Diagnostics& diagnostics, std::ostream& err);
void PrintWarnings(const std::vector<std::string>& warnings, std::ostream& err);

// What --option takes, for --help.
std::string OptionHelp();
// Applies the values of --option to `options`.
absl::Status SetOptions(const std::vector<std::string>& assignments, EvaluationOptions* options);

// Writes results and remembers why that failed; false from then on.
bool Print(Streams& streams, absl::string_view text);

// Flushes the results. A reader that went away (EPIPE) needs no words; any other failure does.
// `code` when everything was written.
ExitCode Finish(Streams& streams, ExitCode code);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_REPORT_H_
