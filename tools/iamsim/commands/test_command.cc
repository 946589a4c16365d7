// Tested by tests/cli/test_test.cc.

#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ask_again.h"
#include "commands/command.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write.h"
#include "iamsim/scenario/scenario.h"
#include "report.h"

namespace iamsim {
namespace {

class TestCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::StatusOr<ExitCode> RunCases(Streams& streams) const;

  std::vector<std::string> paths_;
  std::optional<std::string> filter_;
  std::vector<std::string> options_;
  bool json_ = false;
  bool quiet_ = false;
};

void TestCommand::Declare(Arguments& arguments) {
  arguments.Required("PATH", "scenario files, or folders of them", &paths_);
  arguments.Option("--filter", "TEXT", "only cases whose name contains this", &filter_);
  arguments.Option("--option", "NAME=BOOL", OptionHelp(), &options_);
  arguments.Flag("--json", "the report as JSON", &json_);
  arguments.Flag("--quiet", "no warnings of the snapshots", &quiet_);
  arguments.Example("iamsim test scenarios --filter \"assumable role\"");
}

absl::StatusOr<ExitCode> TestCommand::RunCases(Streams& streams) const {
  EvaluationOptions options;
  IAMSIM_RETURN_IF_ERROR(SetOptions(options_, &options));
  IAMSIM_ASSIGN_OR_RETURN(std::vector<Scenario> scenarios, ReadScenarios(paths_));
  Diagnostics diagnostics;
  std::vector<CaseResult> results;
  std::vector<std::string> ask_again;
  for (Scenario& scenario : scenarios) {
    absl::c_copy(scenario.diagnostics, std::back_inserter(diagnostics));
    if (filter_) {
      std::erase_if(scenario.cases, [this](const TestCase& test) {
        return !absl::StrContains(test.name, *filter_);
      });
    }
    std::vector<CaseResult> own = RunScenario(scenario, options);
    for (std::size_t i = 0; i < own.size(); ++i) {
      const bool same = own.size() == scenario.cases.size();
      std::string& again = ask_again.emplace_back();
      if (same) again = AskAgain(scenario.cases[i].request, scenario.snapshot_file);
      if (!again.empty() && scenario.cases[i].via_any) again += " --via-any";
      results.push_back(std::move(own[i]));
    }
  }
  if (!quiet_) PrintDiagnostics(diagnostics, streams.err);
  if (results.empty()) {
    return absl::NotFoundError(
        filter_ ? absl::StrCat("no test case has `", *filter_, "` in its name") : "no test cases");
  }
  Print(streams, json_ ? absl::StrCat(TestReportJson(results), "\n")
                       : TestReportText(results, ask_again, streams.style));
  const bool all_passed = absl::c_all_of(results, [](const CaseResult& r) { return r.passed; });
  return all_passed ? ExitCode::kYes : ExitCode::kNo;
}

ExitCode TestCommand::Run(Streams& streams) {
  const absl::StatusOr<ExitCode> code = RunCases(streams);
  return code.ok() ? *code : Fail(streams.err, code.status());
}

}  // namespace

std::unique_ptr<Command> MakeTestCommand() { return std::make_unique<TestCommand>(); }

}  // namespace iamsim
