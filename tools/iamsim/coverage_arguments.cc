// Tested by tests/cli/test_coverage_test.cc.

#include "coverage_arguments.h"

#include <fstream>
#include <memory>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/io/write_coverage.h"
#include "iamsim/scenario/coverage.h"
#include "progress.h"
#include "report.h"

namespace iamsim {
namespace {

constexpr absl::string_view kCoverageFormats[] = {"text", "json", "lcov"};

MutationReport Mutate(const std::vector<Scenario>& scenarios, const EvaluationOptions& options,
                      bool quiet, Streams& streams) {
  Progress progress(streams, "removals", quiet);
  return MutateStatements(scenarios, options, [&progress](std::size_t done, std::size_t of) {
    progress.Update(done, of);
  });
}

absl::Status WriteFile(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (out.good()) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(path, ": cannot write"));
}

}  // namespace

void DeclareCoverageArguments(Arguments& arguments, CoverageArguments* out) {
  arguments.Flag("--coverage", "which statements of the snapshots' policies the cases need",
                 &out->coverage);
  arguments.Flag("--mutate",
                 "remove each statement and condition in turn: which would no test notice?",
                 &out->mutate);
  arguments.Option("--coverage-format", "FORMAT", "text, json or lcov (default text)",
                   &out->format);
  arguments.Option("--coverage-output", "FILE", "where the coverage goes, instead of the report",
                   &out->output);
}

absl::StatusOr<CoveragePlan> PlanCoverage(const CoverageArguments& arguments,
                                          const TestReportFormat& report) {
  CoveragePlan plan;
  const bool report_is_json = report.name == "json";
  plan.format = arguments.format.value_or(report_is_json ? "json" : "text");
  if (!absl::c_linear_search(kCoverageFormats, plan.format)) {
    return absl::InvalidArgumentError(
        absl::StrCat("`--coverage-format`: expected one of ", absl::StrJoin(kCoverageFormats, ", "),
                     ", found `", plan.format, "`", DidYouMean(plan.format, kCoverageFormats)));
  }
  if (arguments.mutate && plan.format == "lcov") {
    return absl::InvalidArgumentError(
        "`--mutate` has no place in lcov: expected `--coverage-format` text or json");
  }
  if (arguments.output) return plan;
  plan.in_the_report = report_is_json && plan.format == "json";
  plan.instead_of_it = report.name == "text" && plan.format != "text";
  if (plan.in_the_report || plan.instead_of_it) return plan;
  // What a person reads can stand before what a person reads.
  if (plan.format == "text" && report.has_closing_line) return plan;
  return absl::InvalidArgumentError(
      absl::StrCat("the report as ", report.name, " and the coverage as ", plan.format,
                   " cannot share standard output: name a file with `--coverage-output`"));
}

absl::Status WriteCoverage(const CoverageArguments& arguments, const CoveragePlan& plan,
                           const std::vector<Scenario>& scenarios, const EvaluationOptions& options,
                           const CaseResults& results, bool quiet, Streams& streams) {
  const CoverageReport coverage = MeasureCoverage(scenarios, options);
  std::unique_ptr<MutationReport> mutation;
  if (arguments.mutate) {
    mutation = std::make_unique<MutationReport>(Mutate(scenarios, options, quiet, streams));
  }
  std::string text;
  if (plan.format == "json") {
    text = CoverageJson(coverage, mutation.get(), plan.in_the_report ? &results : nullptr);
  } else if (plan.format == "lcov") {
    text = CoverageLcov(coverage);
  } else {
    text = CoverageText(coverage, mutation.get());
  }
  if (arguments.output) return WriteFile(*arguments.output, text);
  Print(streams, text);
  return absl::OkStatus();
}

}  // namespace iamsim
