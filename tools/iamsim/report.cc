#include "report.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "iamsim/base/source_place.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxLines = 20;

void PrintCapped(const std::vector<std::string>& lines, std::ostream& err) {
  const std::size_t shown = std::min(lines.size(), kMaxLines);
  for (std::size_t i = 0; i < shown; ++i) err << "iamsim: " << lines[i] << "\n";
  if (shown < lines.size()) err << "iamsim: … and " << lines.size() - shown << " more\n";
}

}  // namespace

ExitCode Fail(std::ostream& err, const absl::Status& status) {
  err << "iamsim: " << Describe(status) << "\n";
  return ExitCode::kNoAnswer;
}

void PrintErrors(const std::vector<absl::Status>& errors, std::ostream& err) {
  std::vector<std::string> lines;
  lines.reserve(errors.size());
  for (const absl::Status& error : errors) lines.push_back(Describe(error));
  PrintCapped(lines, err);
}

void PrintDiagnostics(const Diagnostics& diagnostics, std::ostream& err) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics) {
    lines.push_back(absl::StrCat(diagnostic.severity == Severity::kError ? "error: " : "warning: ",
                                 diagnostic.ToString()));
  }
  PrintCapped(lines, err);
}

void PrintWarnings(const std::vector<std::string>& warnings, std::ostream& err) {
  std::vector<std::string> lines;
  lines.reserve(warnings.size());
  for (const std::string& warning : warnings) lines.push_back(absl::StrCat("warning: ", warning));
  PrintCapped(lines, err);
}

std::string OptionHelp() {
  std::string help = "an evaluation option; repeatable; one of";
  absl::string_view separator = " ";
#define IAMSIM_EVALUATION_OPTION(name, default_value, rule, meaning) \
  absl::StrAppend(&help, separator, #name);                          \
  separator = ", ";
#include "iamsim/model/evaluation_options.inc"
#undef IAMSIM_EVALUATION_OPTION
  return help;
}

absl::Status SetOptions(const std::vector<std::string>& assignments, EvaluationOptions* options) {
  for (const std::string& assignment : assignments) {
    IAMSIM_RETURN_IF_ERROR(SetOption(assignment, options));
  }
  return absl::OkStatus();
}

bool Print(Streams& streams, absl::string_view text) {
  errno = 0;
  streams.out << text;
  if (!streams.out.good() && streams.write_error == 0) streams.write_error = errno;
  return streams.out.good();
}

ExitCode Finish(Streams& streams, ExitCode code) {
  errno = 0;
  streams.out.flush();
  if (streams.out.good()) return code;
  const int error = streams.write_error != 0 ? streams.write_error : errno;
  if (error != EPIPE) {
    streams.err << "iamsim: cannot write the results"
                << (error == 0 ? "" : absl::StrCat(": ", std::strerror(error))) << "\n";
  }
  return ExitCode::kNoAnswer;
}

}  // namespace iamsim
