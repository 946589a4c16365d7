// TAP 14 (https://testanything.org/tap-version-14-specification.html). The YAML blocks hold JSON
// strings, which YAML reads as they are. Tested by tests/io/write_report_test.cc.

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iamsim/base/json_writer.h"
#include "io/write/case_words.h"

namespace iamsim {
namespace {

// A `#` begins a directive.
std::string Description(absl::string_view text) {
  return absl::StrReplaceAll(OneLine(text), {{"\\", "\\\\"}, {"#", "\\#"}});
}

void AppendDiagnostics(const CaseResult& result, std::string* out) {
  const auto line = [out](absl::string_view indent, absl::string_view name,
                          absl::string_view value) {
    absl::StrAppend(out, indent, name, ": ", JsonQuote(value), "\n");
  };
  absl::StrAppend(out, "  ---\n");
  line("  ", "message", absl::StrCat("expected ", result.expected, ", got ", result.actual));
  absl::StrAppend(out, "  severity: fail\n");
  line("  ", "expected", result.expected);
  line("  ", "actual", result.actual);
  if (result.decided_by) line("  ", "decidedBy", DeciderWords(*result.decided_by));
  absl::StrAppend(out, "  at:\n");
  line("    ", "file", result.file);
  if (result.place.position) {
    absl::StrAppend(out, "    line: ", result.place.position->line,
                    "\n    column: ", result.place.position->column, "\n");
  }
  if (!result.ask_again.empty()) line("  ", "askAgain", result.ask_again);
  absl::StrAppend(out, "  ...\n");
}

}  // namespace

std::string TestReportTap(const CaseResults& results, const TextStyle&) {
  std::string out = absl::StrCat("TAP version 14\n1..", results.size(), "\n");
  for (std::size_t i = 0; i < results.size(); ++i) {
    const CaseResult& result = results[i];
    const bool failed = result.verdict == CaseVerdict::kFailed;
    absl::StrAppend(&out, failed ? "not ok " : "ok ", i + 1, " - ", Description(result.name));
    if (result.verdict == CaseVerdict::kSkipped) {
      absl::StrAppend(&out, " # SKIP ", OneLine(result.actual));
    }
    absl::StrAppend(&out, "\n");
    if (failed) AppendDiagnostics(result, &out);
  }
  absl::StrAppend(&out, "# ", ClosingLine(results), "\n");
  return out;
}

}  // namespace iamsim
