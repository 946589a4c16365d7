// The outputs of the AWS CLI's `organizations` commands: a folder of them or one merged file, in
// the layout of organization_replies.h. Tested by tests/io/organization_cli_reader_test.cc.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "io/read/members.h"
#include "io/read/organization_cli.h"

namespace iamsim {

absl::Status MissingReply(absl::string_view place, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(place, ": ", what));
}

absl::Status OrganizationCliReader::Read() {
  IAMSIM_RETURN_IF_ERROR(Tolerate(ReadOrganization()));
  IAMSIM_RETURN_IF_ERROR(Tolerate(ReadRoots()));
  IAMSIM_RETURN_IF_ERROR(ReadTypes());
  IAMSIM_RETURN_IF_ERROR(ReadPolicies());
  IAMSIM_RETURN_IF_ERROR(ReadTargets());
  IAMSIM_RETURN_IF_ERROR(WalkTree());
  IAMSIM_RETURN_IF_ERROR(ReadAccountList());
  IAMSIM_RETURN_IF_ERROR(ReadDelegatedAdministrators());
  IAMSIM_RETURN_IF_ERROR(AttachToAccounts());
  organization_.is_incomplete = incomplete_;
  input_.builder().SetOrganization(std::move(organization_));
  return absl::OkStatus();
}

absl::Status OrganizationCliReader::ReadOrganization() {
  if (!replies_.organization) {
    return MissingReply(replies_.place,
                        "expected `describe-organization`, found none: the management "
                        "account is not known");
  }
  const JsonNode reply = *replies_.organization;
  IAMSIM_RETURN_IF_ERROR(ExpectObject(reply));
  const JsonNode node = reply.Find("Organization").value_or(reply);
  IAMSIM_ASSIGN_OR_RETURN(organization_.id, RequiredString(node, "Id"));
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> management,
                          OptionalString(node, "MasterAccountId"));
  organization_.management_account = management.value_or("");
  // SC-3: consolidated billing has no policies.
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> features,
                          OptionalString(node, "FeatureSet"));
  if (features == "CONSOLIDATED_BILLING") {
    service_control_enabled_ = false;
    resource_control_enabled_ = false;
  }
  return absl::OkStatus();
}

// SC-3: a policy type that is not ENABLED at the root has no effect.
absl::Status OrganizationCliReader::ReadRoots() {
  if (!replies_.roots) {
    return MissingReply(replies_.place,
                        "expected `list-roots`, found none: all policy types count as "
                        "enabled");
  }
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> roots, EntriesOf(*replies_.roots, "Roots"));
  if (roots.size() != 1) {
    return replies_.roots->Error(absl::StrCat("expected one root, found ", roots.size()));
  }
  IAMSIM_ASSIGN_OR_RETURN(root_, RequiredString(roots[0], "Id"));
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> types, ListOf(roots[0], "PolicyTypes"));
  bool service_control = false;
  bool resource_control = false;
  for (const JsonNode& type : types) {
    IAMSIM_ASSIGN_OR_RETURN(const std::string name, RequiredString(type, "Type"));
    IAMSIM_ASSIGN_OR_RETURN(const std::string status, RequiredString(type, "Status"));
    if (status != "ENABLED") continue;
    service_control = service_control || name == kServiceControlType;
    resource_control = resource_control || name == kResourceControlType;
  }
  service_control_enabled_ = service_control_enabled_ && service_control;
  resource_control_enabled_ = resource_control_enabled_ && resource_control;
  return absl::OkStatus();
}

absl::Status OrganizationCliReader::ReadDelegatedAdministrators() {
  if (!replies_.delegated_administrators) return absl::OkStatus();
  const absl::StatusOr<std::vector<JsonNode>> accounts =
      EntriesOf(*replies_.delegated_administrators, "DelegatedAdministrators");
  if (!accounts.ok()) return input_.Damage(accounts.status());
  for (const JsonNode& account : *accounts) {
    const absl::StatusOr<std::string> id = ReadAccount(account);
    if (id.ok()) {
      input_.builder().SetDelegatedAdministrator(*id);
    } else {
      IAMSIM_RETURN_IF_ERROR(input_.Damage(id.status()));
    }
  }
  return absl::OkStatus();
}

namespace {

absl::Status ReadReplies(OrganizationReplies replies, SnapshotInput& input) {
  return OrganizationCliReader(std::move(replies), input).Read();
}

}  // namespace

bool IsOrganizationFolder(const SnapshotFolder& folder) {
  if (!folder.Find("describe-organization.json").empty()) return true;
  if (!folder.Find("list-roots.json").empty()) return true;
  for (const std::string& file : folder.files) {
    if (absl::StartsWith(absl::string_view(file).substr(folder.path.size() + 1), "children/") &&
        (absl::EndsWith(file, ".ous.json") || absl::EndsWith(file, ".accounts.json"))) {
      return true;
    }
  }
  return false;
}

absl::Status ReadOrganizationFolder(const SnapshotFolder& folder, SnapshotInput& input) {
  OrganizationReplies replies;
  IAMSIM_RETURN_IF_ERROR(GatherReplies(folder, input, &replies));
  return ReadReplies(std::move(replies), input);
}

bool IsOrganizationFile(const JsonNode& root) {
  if (!root.is_object()) return false;
  // `aws organizations list-children` has a list of this name.
  const std::optional<JsonNode> children = root.Find("Children");
  return root.Find("DescribeOrganization") || root.Find("ListRoots") ||
         (children && children->is_object());
}

absl::Status ReadOrganizationFile(const JsonNode& root, SnapshotInput& input) {
  OrganizationReplies replies;
  IAMSIM_RETURN_IF_ERROR(GatherReplies(root, input, &replies));
  return ReadReplies(std::move(replies), input);
}

}  // namespace iamsim
