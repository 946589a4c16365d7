#ifndef IAMSIM_TOOLS_IAMSIM_COVERAGE_ARGUMENTS_H_
#define IAMSIM_TOOLS_IAMSIM_COVERAGE_ARGUMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "arg_parser.h"
#include "iamsim/io/write_test_report.h"
#include "iamsim/scenario/scenario.h"
#include "streams.h"

namespace iamsim {

// What of the policies `test` measures besides.
struct CoverageArguments {
  bool coverage = false;
  bool mutate = false;
  std::optional<std::string> format;
  std::optional<std::string> output;

  bool wanted() const { return coverage || mutate || format || output; }
};

// Adds --coverage, --mutate, --coverage-format and --coverage-output. `out` must outlive
// `arguments`.
void DeclareCoverageArguments(Arguments& arguments, CoverageArguments* out);

// How reports and coverage share what there is to write to.
struct CoveragePlan {
  std::string format;          // "text", "json" or "lcov"
  bool in_the_report = false;  // both are one JSON value
  bool instead_of_it = false;  // the report goes to standard error
};
// Errors: an unknown format, two formats for one place, --mutate in lcov.
absl::StatusOr<CoveragePlan> PlanCoverage(const CoverageArguments& arguments,
                                          const TestReportFormat& report);

// Measures and writes: to the file of --coverage-output, else to standard output, before the report
// or together with it; `report` is the text that is to follow. Errors: a file that cannot be
// written.
absl::Status WriteCoverage(const CoverageArguments& arguments, const CoveragePlan& plan,
                           const std::vector<Scenario>& scenarios, const EvaluationOptions& options,
                           const CaseResults& results, bool quiet, Streams& streams);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_COVERAGE_ARGUMENTS_H_
