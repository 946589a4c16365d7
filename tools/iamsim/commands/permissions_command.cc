// Tested by tests/cli/permissions_test.cc.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "can_arguments.h"
#include "catalog_arguments.h"
#include "commands/command.h"
#include "iamsim/audit/permissions.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/write_permissions.h"
#include "report.h"

namespace iamsim {
namespace {

constexpr AccessLevel kLevels[] = {AccessLevel::kList, AccessLevel::kRead, AccessLevel::kTagging,
                                   AccessLevel::kWrite, AccessLevel::kPermissionsManagement};

// "permissions-management".
std::string WordOf(AccessLevel level) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(ToString(level)), {{" ", "-"}});
}

absl::StatusOr<AccessLevel> ReadLevel(const std::string& text) {
  std::vector<std::string> words;
  for (const AccessLevel level : kLevels) {
    words.push_back(WordOf(level));
    if (words.back() == absl::AsciiStrToLower(text)) return level;
  }
  const std::vector<absl::string_view> names(words.begin(), words.end());
  return absl::InvalidArgumentError(
      absl::StrCat("`--access-level`: expected list, read, tagging, write or "
                   "permissions-management, got `",
                   text, "`", DidYouMean(text, names)));
}

absl::Status CheckService(const std::string& text, const Catalog& catalog) {
  if (catalog.FindService(text)) return absl::OkStatus();
  std::vector<absl::string_view> names;
  for (std::size_t i = 0; i < catalog.service_count(); ++i) {
    names.push_back(catalog.service_name(ServiceId{static_cast<std::uint16_t>(i)}));
  }
  return absl::InvalidArgumentError(absl::StrCat("`--service`: expected a service's prefix, got `",
                                                 text, "`", DidYouMean(text, names)));
}

class PermissionsCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::Status Answer(Streams& streams) const;
  absl::StatusOr<PermissionsFilter> ReadFilter(const Catalog& catalog) const;
  absl::Status ShowAll(const Snapshot& snapshot, const Catalog& catalog, const Request& request,
                       const EvaluationOptions& options, Streams& streams) const;
  absl::Status ShowActions(const Snapshot& snapshot, const Catalog& catalog, const Request& request,
                           const EvaluationOptions& options, Streams& streams) const;

  CanArguments question_;
  CatalogArguments catalog_;
  std::vector<std::string> services_;
  std::vector<std::string> levels_;
  bool policy_ = false;
  bool all_ = false;
};

void PermissionsCommand::Declare(Arguments& arguments) {
  CanArguments& a = question_;
  a.resource.clear();
  arguments.Required("PRINCIPAL", "a user, role or role session: an ARN or a name", &a.principal);
  arguments.Optional("RESOURCE", "only the actions on this ARN, each decided", &a.resource);
  DeclareSnapshotArguments(arguments, &a.snapshot);
  arguments.Flag("--policy", "print the policy document instead of a table", &policy_);
  arguments.Option("--service", "PREFIX", "only this service; repeatable", &services_);
  arguments.Option("--access-level", "LEVEL",
                   "only list, read, tagging, write or permissions-management; repeatable",
                   &levels_);
  arguments.Flag("--all", "all services, however many", &all_);
  DeclareQuestionArguments(arguments, &a.question);
  DeclareCatalogFile(arguments, &catalog_);
  arguments.Option("--session-tag", "K=V", "a tag of the role session", &a.session_tags);
  arguments.Option("--session-name", "NAME", "the name of the role session", &a.session_name);
  arguments.Option("--session-policy", "FILE", "the policy of the session", &a.session_policy);
  arguments.Flag("--json", "the policy document, or with RESOURCE the actions as JSON", &a.json);
  arguments.Flag("--quiet", "no remarks", &a.quiet);
  arguments.Example("iamsim permissions Deploy --from dump.json");
  arguments.Example("iamsim permissions Deploy --access-level write --policy --from dump.json");
  arguments.Example("iamsim permissions Deploy arn:aws:s3:::bucket/key --from dump.json");
}

absl::StatusOr<PermissionsFilter> PermissionsCommand::ReadFilter(const Catalog& catalog) const {
  PermissionsFilter filter;
  for (const std::string& service : services_) {
    IAMSIM_RETURN_IF_ERROR(CheckService(service, catalog));
    filter.services.push_back(absl::AsciiStrToLower(service));
  }
  for (const std::string& text : levels_) {
    IAMSIM_ASSIGN_OR_RETURN(const AccessLevel level, ReadLevel(text));
    filter.levels.push_back(level);
  }
  return filter;
}

absl::Status PermissionsCommand::ShowAll(const Snapshot& snapshot, const Catalog& catalog,
                                         const Request& request, const EvaluationOptions& options,
                                         Streams& streams) const {
  IAMSIM_ASSIGN_OR_RETURN(const PermissionsFilter filter, ReadFilter(catalog));
  IAMSIM_ASSIGN_OR_RETURN(const Permissions permissions,
                          FindPermissions(snapshot, catalog, request, filter, options));
  if (policy_ || question_.json) {
    Print(streams, absl::StrCat(permissions.document, "\n"));
  } else {
    Print(streams, PermissionsText(permissions, all_));
  }
  if (question_.quiet) return absl::OkStatus();
  std::vector<std::string> remarks;
  for (const std::string& document : permissions.missing) {
    remarks.push_back(
        absl::StrCat("`", document, "` is not in the input: it may allow or deny more"));
  }
  for (const std::string& line : permissions.narrower) {
    remarks.push_back(absl::StrCat("the policy is narrower than what is permitted: ", line));
  }
  for (const std::string& line : permissions.notes) remarks.push_back(line);
  PrintWarnings(remarks, streams.err);
  return absl::OkStatus();
}

absl::Status PermissionsCommand::ShowActions(const Snapshot& snapshot, const Catalog& catalog,
                                             const Request& request,
                                             const EvaluationOptions& options,
                                             Streams& streams) const {
  IAMSIM_ASSIGN_OR_RETURN(const PermissionsFilter filter, ReadFilter(catalog));
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<ActionOnResource> actions,
                          FindActionsOn(snapshot, catalog, request, filter, options));
  if (question_.json) {
    Print(streams, absl::StrCat(ActionsJson(request.principal, request.resource, actions), "\n"));
  } else {
    Print(streams, ActionsText(request.principal, request.resource, actions));
  }
  return absl::OkStatus();
}

absl::Status PermissionsCommand::Answer(Streams& streams) const {
  EvaluationOptions options;
  IAMSIM_RETURN_IF_ERROR(SetOptions(question_.question.options, &options));
  if (policy_ && !question_.resource.empty()) {
    return absl::InvalidArgumentError(
        "`--policy` is about everything: expected no RESOURCE with it");
  }
  IAMSIM_ASSIGN_OR_RETURN(const SnapshotBuilder::Result world,
                          LoadSnapshot(question_.snapshot, &streams, question_.quiet));
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const Catalog> catalog, LoadCatalog(catalog_));
  if (!question_.quiet) PrintDiagnostics(world.diagnostics, streams.err);
  const Snapshot& snapshot = *world.snapshot;
  IAMSIM_ASSIGN_OR_RETURN(const Request request, MakeRequest(question_, snapshot));
  return question_.resource.empty() ? ShowAll(snapshot, *catalog, request, options, streams)
                                    : ShowActions(snapshot, *catalog, request, options, streams);
}

ExitCode PermissionsCommand::Run(Streams& streams) {
  const absl::Status status = Answer(streams);
  return status.ok() ? ExitCode::kYes : Fail(streams.err, status);
}

}  // namespace

std::unique_ptr<Command> MakePermissionsCommand() { return std::make_unique<PermissionsCommand>(); }

}  // namespace iamsim
