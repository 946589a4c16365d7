#ifndef IAMSIM_IO_WRITE_TEST_REPORT_H_
#define IAMSIM_IO_WRITE_TEST_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/io/write.h"
#include "iamsim/scenario/scenario.h"

namespace iamsim {

// What `test` prints, in the formats of io/write/test_report_formats.inc. All end in a newline, and
// in the same bytes for the same results: no times, no clock.

using CaseResults = std::vector<CaseResult>;

// For a person: every failure with what was expected and why, what was skipped, then the closing
// line.
std::string TestReportText(const CaseResults& results, const TextStyle& style);
// {"passed", "failed", "skipped", "cases": […]} on one line.
std::string TestReportJson(const CaseResults& results, const TextStyle& style);
// A testsuite for each file, as Jenkins, GitLab and GitHub read them.
std::string TestReportJunit(const CaseResults& results, const TextStyle& style);
// The Test Anything Protocol, version 14.
std::string TestReportTap(const CaseResults& results, const TextStyle& style);
// Workflow commands of GitHub Actions, an annotation for each failure, then the closing line.
std::string TestReportGithub(const CaseResults& results, const TextStyle& style);
// A heading and a table of what failed or was skipped, short enough for a comment on GitHub: what
// does not fit is counted.
std::string TestReportMarkdown(const CaseResults& results, const TextStyle& style);

struct TestReportFormat {
  absl::string_view name;
  std::string (*write)(const CaseResults& results, const TextStyle& style);
  bool has_closing_line;  // the report itself ends in it
};
absl::Span<const TestReportFormat> TestReportFormats();
// NotFound with the names of all, and the nearest.
absl::StatusOr<TestReportFormat> FindTestReportFormat(absl::string_view name);

// "3 passed, 1 failed", and ", 2 skipped" when there are any.
std::string ClosingLine(const CaseResults& results);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_TEST_REPORT_H_
