// Tested by tests/cli/can_test.cc.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "can_arguments.h"
#include "commands/command.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/io/write.h"
#include "report.h"
#include "snapshot_arguments.h"

namespace iamsim {
namespace {

constexpr absl::string_view kExpectations[] = {"allowed", "denied", "explicitDeny", "implicitDeny",
                                               "conditional"};

absl::Status CheckExpectation(const std::optional<std::string>& expect) {
  if (!expect) return absl::OkStatus();
  for (const absl::string_view name : kExpectations) {
    if (*expect == name) return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("`--expect`: expected allowed, denied, explicitDeny, implicitDeny or "
                   "conditional, got `",
                   *expect, "`", DidYouMean(*expect, kExpectations)));
}

bool Meets(DecisionKind kind, absl::string_view expect) {
  const bool denied = kind == DecisionKind::kExplicitDeny || kind == DecisionKind::kImplicitDeny;
  return expect == "denied" ? denied : expect == DecisionName(kind);
}

ExitCode CodeOf(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::kAllowed:
      return ExitCode::kYes;
    case DecisionKind::kExplicitDeny:
    case DecisionKind::kImplicitDeny:
      return ExitCode::kNo;
    case DecisionKind::kConditional:
      return ExitCode::kConditional;
  }
  return ExitCode::kNoAnswer;
}

class CanCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::StatusOr<ExitCode> Answer(Streams& streams) const;
  void Show(const Snapshot& snapshot, Request request, const EvaluationOptions& options,
            const ChainResult& result, Streams& streams) const;

  CanArguments arguments_;
};

void CanCommand::Declare(Arguments& arguments) {
  CanArguments& a = arguments_;
  arguments.Required("PRINCIPAL", "who asks: an ARN, a role's name, `account:role/name`, a service",
                     &a.principal);
  arguments.Required("ACTION", "what, such as s3:GetObject", &a.action);
  arguments.Optional("RESOURCE", "on what: an ARN, taken literally (default *)", &a.resource);
  DeclareSnapshotArguments(arguments, &a.snapshot);
  arguments.Option("--via", "ROLE", "a role to assume first; repeatable, in order", &a.via);
  arguments.Option("--context", "K=V",
                   "a context key; again for a list, K[]=V for a list of one, K! for absent",
                   &a.context);
  arguments.Option("--resource-account", "ID", "who owns the resource", &a.resource_account);
  arguments.Option("--resource-tag", "K=V", "a tag of the resource; others are absent",
                   &a.resource_tags);
  arguments.Option("--principal-tag", "K=V", "a tag of PRINCIPAL; others are absent",
                   &a.principal_tags);
  arguments.Option("--session-tag", "K=V", "a tag of the (last) role session", &a.session_tags);
  arguments.Option("--session-name", "NAME", "the name of the role sessions", &a.session_name);
  arguments.Option("--session-policy", "FILE", "the policy of the (last) session",
                   &a.session_policy);
  arguments.Option("--source-vpce", "ID", "a VPC endpoint of the snapshot to go through",
                   &a.source_vpce);
  arguments.Option("--external-id", "ID", "the external id for assuming roles", &a.external_id);
  arguments.Flag("--assume-absent", "keys that are neither given nor derived are absent",
                 &a.assume_absent);
  arguments.Flag("--complete-context", "the context is as given, as in scenario tests",
                 &a.complete_context);
  arguments.Option("--expect", "ANSWER",
                   "exit 0 if this is the answer (allowed, denied, …), else 1", &a.expect);
  arguments.Option("--option", "NAME=BOOL", OptionHelp(), &a.options);
  arguments.Flag("--json", "the answer as JSON", &a.json);
  arguments.Flag("--quiet", "only the exit status", &a.quiet);
  arguments.Example("iamsim can Deploy s3:GetObject arn:aws:s3:::bucket/key --from dump.json");
  arguments.Example(
      "iamsim can Notebook s3:GetObject arn:aws:s3:::bucket/key --via 444455556666:role/Reader "
      "--resource-tag team=ml --from dump.json");
}

void CanCommand::Show(const Snapshot& snapshot, Request request, const EvaluationOptions& options,
                      const ChainResult& result, Streams& streams) const {
  if (arguments_.json) {
    Print(streams, absl::StrCat(ChainJson(result), "\n"));
    return;
  }
  std::optional<DecisionKind> when_absent;
  if (result.decision.kind == DecisionKind::kConditional && !request.context_is_complete) {
    request.unknown_keys_are_absent = true;
    const absl::StatusOr<ChainResult> again =
        DecideChain(snapshot, World::kSnapshot, request, options);
    if (again.ok()) when_absent = again->decision.kind;
  }
  PrintWarnings(result.decision.warnings, streams.err);
  Print(streams, ChainText(result, snapshot, streams.style, when_absent));
}

absl::StatusOr<ExitCode> CanCommand::Answer(Streams& streams) const {
  EvaluationOptions options;
  IAMSIM_RETURN_IF_ERROR(SetOptions(arguments_.options, &options));
  IAMSIM_RETURN_IF_ERROR(CheckExpectation(arguments_.expect));
  IAMSIM_ASSIGN_OR_RETURN(const SnapshotBuilder::Result world, LoadSnapshot(arguments_.snapshot));
  if (!arguments_.quiet) PrintDiagnostics(world.diagnostics, streams.err);
  const Snapshot& snapshot = *world.snapshot;
  IAMSIM_ASSIGN_OR_RETURN(const Request request, MakeRequest(arguments_, snapshot));
  IAMSIM_ASSIGN_OR_RETURN(const ChainResult result,
                          DecideChain(snapshot, World::kSnapshot, request, options));
  if (!arguments_.quiet) Show(snapshot, request, options, result, streams);
  if (!arguments_.expect) return CodeOf(result.decision.kind);
  if (Meets(result.decision.kind, *arguments_.expect)) return ExitCode::kYes;
  if (!arguments_.quiet) {
    streams.err << "iamsim: expected " << *arguments_.expect << ", got "
                << DecisionName(result.decision.kind) << "\n";
  }
  return ExitCode::kNo;
}

ExitCode CanCommand::Run(Streams& streams) {
  const absl::StatusOr<ExitCode> code = Answer(streams);
  return code.ok() ? *code : Fail(streams.err, code.status());
}

}  // namespace

std::unique_ptr<Command> MakeCanCommand() { return std::make_unique<CanCommand>(); }

}  // namespace iamsim
