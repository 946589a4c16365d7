// Tested by tests/cli/simulate_test.cc and tests/cli/simulate_aws_test.cc.

#include <memory>

#include "absl/strings/str_cat.h"
#include "commands/command.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "report.h"
#include "simulate_arguments.h"

namespace iamsim {
namespace {

constexpr absl::string_view kShapes[] = {"2026-07", "legacy"};

class SimulateCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::Status Check();

  SimulateArguments arguments_;
};

void SimulateCommand::Declare(Arguments& arguments) {
  SimulateArguments& a = arguments_;
  arguments.Optional("FILE", "requests, one a line (default -: standard input)", &a.file);
  arguments.Flag("--explain", "adds what is missing and the nearest statements", &a.explain);
  arguments.Flag("--aws",
                 "FILE holds requests of `aws iam simulate-custom-policy --cli-input-json` or "
                 "simulate-principal-policy (needs --from); answers as `aws` prints them",
                 &a.aws);
  arguments.Option("--principal", "ARN",
                   "answers for this user, group or role of the snapshot as `aws iam "
                   "simulate-principal-policy` would",
                   &a.principal);
  arguments.Option("--action", "ACTION", "with --principal: what; repeatable", &a.actions);
  arguments.Option("--resource", "ARN", "with --principal: on what (default *); repeatable",
                   &a.resources);
  arguments.Option("--context", "K=V",
                   "with --principal: a context key; again for a list, K[]=V for a list of one, K! "
                   "for absent",
                   &a.context);
  DeclareSnapshotArguments(arguments, &a.snapshot);
  arguments.Option("--compat", "SHAPE",
                   "of AWS's answers: 2026-07 (default; a result per action) or legacy (a result "
                   "per action and resource)",
                   &a.compat);
  arguments.Flag("--lenient", "documents that AWS would reject are evaluated as far as possible",
                 &a.lenient);
  arguments.Option("--option", "NAME=BOOL", OptionHelp(), &a.option_texts);
  arguments.Flag("--json", "answers as JSON Lines (always)", &a.json);
  arguments.Flag("--quiet", "no warnings", &a.quiet);
  arguments.Example("iamsim simulate requests.jsonl > answers.jsonl");
  arguments.Example("iamsim simulate --aws request.json");
  arguments.Example(
      "iamsim simulate --principal Deploy --action s3:GetObject --resource arn:aws:s3:::b/k "
      "--from dump.json");
}

absl::Status SimulateCommand::Check() {
  SimulateArguments& a = arguments_;
  IAMSIM_RETURN_IF_ERROR(SetOptions(a.option_texts, &a.options));
  const bool as_aws = a.aws || a.principal;
  if (a.aws && a.principal) {
    return absl::InvalidArgumentError(
        "`--aws` and `--principal`: expected one of them, found both");
  }
  if (a.principal && a.actions.empty()) {
    return absl::InvalidArgumentError("`--principal`: expected an `--action` with it, found none");
  }
  if (a.principal && a.file != "-") {
    return absl::InvalidArgumentError(
        absl::StrCat("`--principal`: expected no FILE with it, found `", a.file, "`"));
  }
  if (!a.principal && !(a.actions.empty() && a.resources.empty() && a.context.empty())) {
    return absl::InvalidArgumentError(
        "`--action`, `--resource` and `--context`: expected `--principal` with them, found none");
  }
  if (!as_aws && (a.compat || !a.snapshot.from.empty() || !a.snapshot.managed_policies.empty())) {
    return absl::InvalidArgumentError(
        "`--compat`, `--from` and `--managed-policies`: expected `--aws` or `--principal` with "
        "them, found neither");
  }
  if (as_aws && a.explain) {
    return absl::InvalidArgumentError("`--explain`: AWS's answers have no place for explanations");
  }
  if (!a.compat || *a.compat == kShapes[0]) return absl::OkStatus();
  if (*a.compat != kShapes[1]) {
    return absl::InvalidArgumentError(absl::StrCat("`--compat`: expected 2026-07 or legacy, got `",
                                                   *a.compat, "`", DidYouMean(*a.compat, kShapes)));
  }
  a.shape = SimulationShape::kLegacy;
  return absl::OkStatus();
}

ExitCode SimulateCommand::Run(Streams& streams) {
  if (const absl::Status status = Check(); !status.ok()) return Fail(streams.err, status);
  if (arguments_.principal) return SimulatePrincipal(arguments_, streams);
  return arguments_.aws ? SimulateAws(arguments_, streams) : SimulateLines(arguments_, streams);
}

}  // namespace

std::unique_ptr<Command> MakeSimulateCommand() { return std::make_unique<SimulateCommand>(); }

}  // namespace iamsim
