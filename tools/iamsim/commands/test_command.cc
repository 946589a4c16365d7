// Tested by tests/cli/test_test.cc.

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ask_again.h"
#include "commands/command.h"
#include "coverage_arguments.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write_test_report.h"
#include "iamsim/scenario/scenario.h"
#include "record_baseline.h"
#include "report.h"
#include "snapshot_arguments.h"

namespace iamsim {
namespace {

class TestCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::StatusOr<ExitCode> RunCases(Streams& streams) const;
  absl::StatusOr<ExitCode> Record(Streams& streams, const EvaluationOptions& options) const;
  absl::StatusOr<std::vector<Scenario>> Load(Streams& streams) const;
  CaseResults Ask(const std::vector<Scenario>& scenarios, const EvaluationOptions& options) const;

  std::vector<std::string> paths_;
  std::vector<std::string> filters_;
  SnapshotArguments snapshot_;
  std::vector<std::string> options_;
  CoverageArguments coverage_;
  std::optional<std::string> format_;
  bool record_ = false;
  bool json_ = false;
  bool quiet_ = false;
};

void TestCommand::Declare(Arguments& arguments) {
  arguments.Required("PATH", "scenario files, or folders of them", &paths_);
  arguments.Option("--filter", "TEXT",
                   "only cases with this in their name; a glob: the whole name; tag:GLOB: a tag; "
                   "!…: all others; repeatable, all must hold",
                   &filters_);
  arguments.Option("--format", "FORMAT",
                   "text, json, junit, tap, github or markdown (default text)", &format_);
  arguments.Flag("--json", "the same as --format json", &json_);
  DeclareCoverageArguments(arguments, &coverage_);
  arguments.Flag("--record",
                 "PATHs are question files: print their decisions of today as a scenario file",
                 &record_);
  DeclareSnapshotArguments(arguments, &snapshot_);
  arguments.Option("--option", "NAME=BOOL", OptionHelp(), &options_);
  arguments.Flag("--quiet", "no warnings of the snapshots, and the report alone", &quiet_);
  arguments.Example("iamsim test scenarios --filter tag:scp --format junit > junit.xml");
}

absl::StatusOr<std::vector<Scenario>> TestCommand::Load(Streams& streams) const {
  ScenarioOptions options;
  if (!snapshot_.from.empty()) {
    IAMSIM_ASSIGN_OR_RETURN(const SnapshotBuilder::Result loaded,
                            LoadSnapshot(snapshot_, &streams, quiet_));
    if (!quiet_) PrintDiagnostics(loaded.diagnostics, streams.err);
    options.snapshot = loaded.snapshot;
    options.snapshot_paths = snapshot_.from;
  }
  IAMSIM_ASSIGN_OR_RETURN(std::vector<Scenario> scenarios, ReadScenarios(paths_, options));
  Diagnostics diagnostics;
  std::size_t count = 0;
  for (Scenario& scenario : scenarios) {
    absl::c_copy(scenario.diagnostics, std::back_inserter(diagnostics));
    std::erase_if(scenario.cases,
                  [this](const TestCase& test) { return !IsSelected(test, filters_); });
    count += scenario.cases.size();
  }
  if (!quiet_) PrintDiagnostics(diagnostics, streams.err);
  if (count > 0) return scenarios;
  return absl::NotFoundError(filters_.empty()
                                 ? "no test cases"
                                 : absl::StrCat("no test case is selected by `--filter ",
                                                absl::StrJoin(filters_, " --filter "), "`"));
}

CaseResults TestCommand::Ask(const std::vector<Scenario>& scenarios,
                             const EvaluationOptions& options) const {
  CaseResults results;
  for (const Scenario& scenario : scenarios) {
    CaseResults own = RunScenario(scenario, options);
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (own[i].verdict == CaseVerdict::kFailed) {
        Request request = scenario.cases[i].request;
        request.principal = own[i].principal;
        request.options.insert(request.options.begin(), options_.begin(), options_.end());
        std::vector<std::string> words;
        if (scenario.cases[i].via_any) words.emplace_back("--via-any");
        own[i].ask_again = AskAgain(request, scenario.snapshot_paths, words);
      }
      results.push_back(std::move(own[i]));
    }
  }
  return results;
}

absl::StatusOr<ExitCode> TestCommand::Record(Streams& streams,
                                             const EvaluationOptions& options) const {
  if (json_ || format_ || !filters_.empty() || coverage_.wanted()) {
    return absl::InvalidArgumentError(
        "`--record` writes a scenario file: expected no `--format`, `--json`, `--filter` or "
        "`--coverage` beside it");
  }
  IAMSIM_RETURN_IF_ERROR(RecordBaseline(paths_, snapshot_, options, quiet_, streams));
  return ExitCode::kYes;
}

absl::StatusOr<ExitCode> TestCommand::RunCases(Streams& streams) const {
  EvaluationOptions options;
  IAMSIM_RETURN_IF_ERROR(SetOptions(options_, &options));
  if (record_) return Record(streams, options);
  if (json_ && format_) {
    return absl::InvalidArgumentError("`--json` and `--format` both say how to report");
  }
  IAMSIM_ASSIGN_OR_RETURN(const TestReportFormat format,
                          FindTestReportFormat(json_ ? "json" : format_.value_or("text")));
  CoveragePlan plan;
  if (coverage_.wanted()) {
    IAMSIM_ASSIGN_OR_RETURN(plan, PlanCoverage(coverage_, format));
  }
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<Scenario> scenarios, Load(streams));
  const CaseResults results = Ask(scenarios, options);
  if (coverage_.wanted()) {
    IAMSIM_RETURN_IF_ERROR(
        WriteCoverage(coverage_, plan, scenarios, options, results, quiet_, streams));
  }
  const std::string report = plan.in_the_report ? "" : format.write(results, streams.style);
  if (plan.instead_of_it) {
    streams.err << report;
  } else {
    Print(streams, report);
  }
  if (!format.has_closing_line && !quiet_) streams.err << ClosingLine(results) << "\n";
  const bool failed = absl::c_any_of(
      results, [](const CaseResult& r) { return r.verdict == CaseVerdict::kFailed; });
  return failed ? ExitCode::kNo : ExitCode::kYes;
}

ExitCode TestCommand::Run(Streams& streams) {
  const absl::StatusOr<ExitCode> code = RunCases(streams);
  return code.ok() ? *code : Fail(streams.err, code.status());
}

}  // namespace

std::unique_ptr<Command> MakeTestCommand() { return std::make_unique<TestCommand>(); }

}  // namespace iamsim
