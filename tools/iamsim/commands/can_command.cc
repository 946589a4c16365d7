// Tested by tests/cli/can_test.cc.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "can_arguments.h"
#include "catalog_arguments.h"
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
            const std::vector<std::string>& dependent_actions, const ChainResult& result,
            Streams& streams) const;

  CanArguments arguments_;
  CatalogArguments catalog_;
};

void CanCommand::Declare(Arguments& arguments) {
  CanArguments& a = arguments_;
  arguments.Required("PRINCIPAL", "who asks: an ARN, a role's name, `account:role/name`, a service",
                     &a.principal);
  arguments.Required("ACTION", "what, such as s3:GetObject", &a.action);
  arguments.Optional("RESOURCE", "on what: an ARN, taken literally (default *)", &a.resource);
  DeclareSnapshotArguments(arguments, &a.snapshot);
  DeclareChangeArguments(arguments, &a.change);
  arguments.Option("--via", "ROLE", "a role to assume first; repeatable, in order", &a.via);
  DeclareQuestionArguments(arguments, &a.question);
  DeclareCatalogArguments(arguments, &catalog_);
  arguments.Option("--session-tag", "K=V", "a tag of the (last) role session", &a.session_tags);
  arguments.Option("--session-name", "NAME", "the name of the role sessions", &a.session_name);
  arguments.Option("--session-policy", "FILE", "the policy of the (last) session",
                   &a.session_policy);
  arguments.Option("--external-id", "ID", "the external id for assuming roles", &a.external_id);
  arguments.Option("--pass-role", "ROLE",
                   "a role that the call passes to a service: checks iam:PassRole and its trust",
                   &a.pass_role);
  arguments.Option("--pass-to", "SERVICE", "that service (default: ACTION's own)", &a.pass_to);
  arguments.Option("--expect", "ANSWER",
                   "exit 0 if this is the answer (allowed, denied, …), else 1", &a.expect);
  arguments.Flag("--json", "the answer as JSON", &a.json);
  arguments.Flag("--quiet", "only the exit status", &a.quiet);
  arguments.Example("iamsim can Deploy s3:GetObject arn:aws:s3:::bucket/key --from dump.json");
  arguments.Example(
      "iamsim can Notebook s3:GetObject arn:aws:s3:::bucket/key --via 444455556666:role/Reader "
      "--resource-tag team=ml --from dump.json");
}

void CanCommand::Show(const Snapshot& snapshot, Request request, const EvaluationOptions& options,
                      const std::vector<std::string>& dependent_actions, const ChainResult& result,
                      Streams& streams) const {
  if (arguments_.json) {
    Print(streams, absl::StrCat(ChainJson(result, dependent_actions), "\n"));
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
  const bool is_denied = CodeOf(result.decision.kind) == ExitCode::kNo;
  if (!dependent_actions.empty() && !is_denied) {
    Print(streams, absl::StrCat("\nthe call may also need (as far as the catalog lists it): ",
                                absl::StrJoin(dependent_actions, ", "), "\n"));
  }
}

absl::StatusOr<ExitCode> CanCommand::Answer(Streams& streams) const {
  EvaluationOptions options;
  IAMSIM_RETURN_IF_ERROR(SetOptions(arguments_.question.options, &options));
  IAMSIM_RETURN_IF_ERROR(CheckExpectation(arguments_.expect));
  IAMSIM_ASSIGN_OR_RETURN(SnapshotBuilder::Result world,
                          LoadSnapshot(arguments_.snapshot, &streams, arguments_.quiet));
  if (!arguments_.quiet) PrintDiagnostics(world.diagnostics, streams.err);
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<Change> changes,
                          ReadChanges(arguments_.change, *world.snapshot));
  if (!changes.empty()) {
    IAMSIM_ASSIGN_OR_RETURN(world.snapshot, ApplyChanges(*world.snapshot, changes));
  }
  const Snapshot& snapshot = *world.snapshot;
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const Catalog> catalog, LoadCatalog(catalog_));
  IAMSIM_ASSIGN_OR_RETURN(Request request, MakeRequest(arguments_, snapshot));
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> notes,
                          CompleteByCatalog(*catalog, catalog_, &request));
  if (!arguments_.quiet) PrintWarnings(notes, streams.err);
  IAMSIM_ASSIGN_OR_RETURN(const ChainResult result,
                          DecideChain(snapshot, World::kSnapshot, request, options));
  if (!arguments_.quiet) {
    std::vector<std::string> dependent = DependentActions(*catalog, request.action);
    if (request.pass_role) std::erase(dependent, "iam:PassRole");  // it was checked
    Show(snapshot, request, options, dependent, result, streams);
  }
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
