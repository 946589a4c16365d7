// Tested by tests/cli/who_can_test.cc.

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "catalog_arguments.h"
#include "commands/command.h"
#include "edge_arguments.h"
#include "iamsim/audit/who_can.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/write_who_can.h"
#include "progress.h"
#include "question_arguments.h"
#include "report.h"
#include "snapshot_arguments.h"

namespace iamsim {
namespace {

class WhoCanCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::Status Answer(Streams& streams) const;
  absl::StatusOr<WhoCanResult> Ask(const std::shared_ptr<const PreparedSnapshot>& world,
                                   const Request& question, WhoCanOptions options,
                                   Streams& streams) const;

  std::string action_;
  std::string resource_ = "*";
  SnapshotArguments snapshot_;
  QuestionArguments question_;
  CatalogArguments catalog_;
  std::optional<std::string> max_hops_;
  std::optional<std::string> session_name_;
  std::optional<std::string> external_id_;
  bool transitive_ = false;
  bool all_ = false;
  bool json_ = false;
  bool quiet_ = false;
};

void WhoCanCommand::Declare(Arguments& arguments) {
  arguments.Required("ACTION", "what, such as s3:GetObject", &action_);
  arguments.Optional("RESOURCE", "on what: an ARN, taken literally (default *)", &resource_);
  DeclareSnapshotArguments(arguments, &snapshot_);
  DeclareQuestionArguments(arguments, &question_);
  DeclareCatalogArguments(arguments, &catalog_);
  arguments.Flag("--transitive", "also who may through roles that they assume first", &transitive_);
  DeclareMaxHopsArgument(arguments, &max_hops_);
  arguments.Option("--session-name", "NAME", "the name of the role sessions", &session_name_);
  arguments.Option("--external-id", "ID", "the external id for assuming roles", &external_id_);
  arguments.Flag("--all", "every name and condition, however many", &all_);
  arguments.Flag("--json", "the answer as JSON", &json_);
  arguments.Flag("--quiet", "no warnings and no progress", &quiet_);
  arguments.Example("iamsim who-can s3:GetObject arn:aws:s3:::bucket/key --from dump.json");
  arguments.Example(
      "iamsim who-can kms:Decrypt arn:aws:kms:eu-west-1:111122223333:key/k1 "
      "--transitive --from dumps");
}

absl::StatusOr<WhoCanResult> WhoCanCommand::Ask(
    const std::shared_ptr<const PreparedSnapshot>& world, const Request& question,
    WhoCanOptions options, Streams& streams) const {
  Progress progress(streams, "principals", quiet_);
  options.progress = [&progress](std::size_t done, std::size_t of) { progress.Update(done, of); };
  if (!transitive_) {
    if (!max_hops_ && !session_name_ && !external_id_) return WhoCan(*world, question, options);
    return absl::InvalidArgumentError(
        "`--max-hops`, `--session-name` and `--external-id`: expected `--transitive` as well");
  }
  ThroughRolesOptions through;
  through.hops.session_name = session_name_;
  through.hops.external_id = external_id_;
  IAMSIM_ASSIGN_OR_RETURN(through.max_hops, ReadMaxHops(max_hops_));
  IAMSIM_ASSIGN_OR_RETURN(WhoCanThroughRolesResult result,
                          WhoCanThroughRoles(world, question, options, through));
  if (!result.is_complete && !quiet_) {
    PrintWarnings({"the search was ended before it was complete: there may be others"},
                  streams.err);
  }
  return std::move(result.answers);
}

absl::Status WhoCanCommand::Answer(Streams& streams) const {
  WhoCanOptions options;
  IAMSIM_RETURN_IF_ERROR(SetOptions(question_.options, &options.evaluation));
  Request question;
  question.action = action_;
  IAMSIM_RETURN_IF_ERROR(ApplyQuestionArguments(question_, &question));
  IAMSIM_ASSIGN_OR_RETURN(const SnapshotBuilder::Result loaded,
                          LoadSnapshot(snapshot_, &streams, quiet_));
  if (!quiet_) PrintDiagnostics(loaded.diagnostics, streams.err);
  IAMSIM_ASSIGN_OR_RETURN(question.resource,
                          ResolveResourceName(action_, resource_, *loaded.snapshot));
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const Catalog> catalog, LoadCatalog(catalog_));
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> notes,
                          CompleteByCatalog(*catalog, catalog_, &question));
  if (!quiet_) PrintWarnings(notes, streams.err);
  const std::shared_ptr<const PreparedSnapshot> world = PreparedSnapshot::Prepare(loaded.snapshot);
  IAMSIM_ASSIGN_OR_RETURN(const WhoCanResult result,
                          Ask(world, question, std::move(options), streams));
  Print(streams, json_ ? absl::StrCat(WhoCanJson(question, result), "\n")
                       : WhoCanText(question, result, all_, streams.style));
  return absl::OkStatus();
}

ExitCode WhoCanCommand::Run(Streams& streams) {
  const absl::Status status = Answer(streams);
  return status.ok() ? ExitCode::kYes : Fail(streams.err, status);
}

}  // namespace

std::unique_ptr<Command> MakeWhoCanCommand() { return std::make_unique<WhoCanCommand>(); }

}  // namespace iamsim
