// Tested by tests/io/write_report_test.cc.
#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/io/write_test_report.h"
#include "io/write/case_words.h"

namespace iamsim {

absl::Span<const TestReportFormat> TestReportFormats() {
  static constexpr TestReportFormat kFormats[] = {
#define IAMSIM_TEST_REPORT_FORMAT(name, writer, has_closing_line) {name, writer, has_closing_line},
#include "io/write/test_report_formats.inc"
#undef IAMSIM_TEST_REPORT_FORMAT
  };
  return kFormats;
}

absl::StatusOr<TestReportFormat> FindTestReportFormat(absl::string_view name) {
  std::vector<absl::string_view> names;
  for (const TestReportFormat& format : TestReportFormats()) {
    if (format.name == name) return format;
    names.push_back(format.name);
  }
  return absl::NotFoundError(absl::StrCat("`--format`: expected one of ",
                                          absl::StrJoin(names, ", "), ", found `", name, "`",
                                          DidYouMean(name, names)));
}

std::size_t CountOf(const CaseResults& results, CaseVerdict verdict) {
  return static_cast<std::size_t>(absl::c_count_if(
      results, [verdict](const CaseResult& result) { return result.verdict == verdict; }));
}

std::string ClosingLine(const CaseResults& results) {
  const std::size_t skipped = CountOf(results, CaseVerdict::kSkipped);
  std::string line = absl::StrCat(CountOf(results, CaseVerdict::kPassed), " passed, ",
                                  CountOf(results, CaseVerdict::kFailed), " failed");
  if (skipped > 0) absl::StrAppend(&line, ", ", skipped, " skipped");
  return line;
}

}  // namespace iamsim
