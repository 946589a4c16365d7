// Tested by tests/cli/can_test.cc.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "can_arguments.h"
#include "catalog_arguments.h"
#include "commands/command.h"
#include "edge_arguments.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/graph/access.h"
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
  return expect == "denied" ? IsDenial(kind) : expect == DecisionName(kind);
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
  // What is asked of which roles, and what to say of that.
  struct Chosen {
    Request request;
    std::string note;
  };
  absl::StatusOr<Chosen> ChooseRoles(const std::shared_ptr<const Snapshot>& snapshot,
                                     const Request& request, const EvaluationOptions& options,
                                     Streams& streams) const;
  void Show(const Snapshot& snapshot, Request request, const EvaluationOptions& options,
            const std::vector<std::string>& dependent_actions, const ChainResult& result,
            absl::string_view note, Streams& streams) const;

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
  arguments.Flag("--via-any", "through whatever roles it takes: finds them, fewest first",
                 &a.via_any);
  DeclareMaxHopsArgument(arguments, &a.max_hops);
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
  arguments.Example(
      "iamsim can Notebook s3:GetObject arn:aws:s3:::bucket/key --via-any --from dumps");
}

void CanCommand::Show(const Snapshot& snapshot, Request request, const EvaluationOptions& options,
                      const std::vector<std::string>& dependent_actions, const ChainResult& result,
                      absl::string_view note, Streams& streams) const {
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
  if (!note.empty()) Print(streams, absl::StrCat("\n", note, "\n"));
  const bool is_denied = CodeOf(result.decision.kind) == ExitCode::kNo;
  if (!dependent_actions.empty() && !is_denied) {
    Print(streams, absl::StrCat("\nthe call may also need (as far as the catalog lists it): ",
                                absl::StrJoin(dependent_actions, ", "), "\n"));
  }
}

// Roles that may do it although none of them is reached.
std::string RolesWords(const Snapshot& snapshot, const std::vector<std::uint32_t>& roles) {
  constexpr std::size_t kMaxRoles = 3;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(roles.size(), kMaxRoles); ++i) {
    names.push_back(snapshot.principals()[roles[i]].name);
  }
  return absl::StrCat(
      absl::StrJoin(names, ", "),
      roles.size() > kMaxRoles ? absl::StrCat(" and ", roles.size() - kMaxRoles, " more") : "");
}

absl::StatusOr<CanCommand::Chosen> CanCommand::ChooseRoles(
    const std::shared_ptr<const Snapshot>& snapshot, const Request& request,
    const EvaluationOptions& options, Streams& streams) const {
  IAMSIM_ASSIGN_OR_RETURN(AccessQuestion question,
                          MakeAccessQuestion(arguments_, request, options));
  const std::size_t max_hops = question.max_hops;
  IAMSIM_ASSIGN_OR_RETURN(
      const std::unique_ptr<AccessFinder> finder,
      AccessFinder::Make(PreparedSnapshot::Prepare(snapshot), std::move(question)));
  IAMSIM_ASSIGN_OR_RETURN(const AccessAnswer answer, finder->Find(request.principal));
  if (!answer.is_complete && !arguments_.quiet) {
    PrintWarnings({"the search was ended before it was complete: there may be a better way"},
                  streams.err);
  }
  if (answer.path) {
    return Chosen{finder->RequestFor(*answer.path),
                  answer.path->hops.empty() ? "no role is needed: direct access suffices" : ""};
  }
  const std::vector<std::uint32_t>& may = finder->roles_that_may();
  return Chosen{request, may.empty() ? std::string("nor through roles: none of them may do it")
                                     : absl::StrCat("nor through roles: no chain of at most ",
                                                    max_hops, " leads to one that may (",
                                                    RolesWords(*snapshot, may), ")")};
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
  Chosen chosen{std::move(request), ""};
  if (arguments_.via_any) {
    IAMSIM_ASSIGN_OR_RETURN(chosen, ChooseRoles(world.snapshot, chosen.request, options, streams));
  }
  IAMSIM_ASSIGN_OR_RETURN(const ChainResult result,
                          DecideChain(snapshot, World::kSnapshot, chosen.request, options));
  if (!arguments_.quiet) {
    std::vector<std::string> dependent = DependentActions(*catalog, chosen.request.action);
    if (chosen.request.pass_role) std::erase(dependent, "iam:PassRole");  // it was checked
    Show(snapshot, chosen.request, options, dependent, result, chosen.note, streams);
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
