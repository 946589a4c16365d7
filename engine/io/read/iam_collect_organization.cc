// `organizations/<id>/` of an iam-collect directory. SC-3: a policy type that `features` does not
// name is not enabled. AWS demands at least one service control policy on every root, unit and
// account where the type is enabled, so that one without any is not known. Tested by
// tests/io/iam_collect_reader_test.cc.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/last_part.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/arn.h"
#include "io/read/iam_collect_folder.h"
#include "io/read/members.h"

namespace iamsim {
namespace {

class OrganizationReader {
 public:
  OrganizationReader(CollectedOrganization& collected, SnapshotInput& input)
      : collected_(collected),
        item_(collected.items.try_emplace("", CollectedItem(collected.id)).first->second),
        input_(input) {
    organization_.id = collected.id;
  }

  absl::Status Read() {
    IAMSIM_RETURN_IF_ERROR(Tolerate(ReadMetadata()));
    IAMSIM_RETURN_IF_ERROR(ReadPolicies("scps", PolicyKind::kServiceControl));
    IAMSIM_RETURN_IF_ERROR(ReadPolicies("rcps", PolicyKind::kResourceControl));
    IAMSIM_RETURN_IF_ERROR(ReadAttachments("ous", &units_));
    IAMSIM_RETURN_IF_ERROR(ReadAttachments("accounts", &accounts_));
    IAMSIM_RETURN_IF_ERROR(ReadStructure());
    IAMSIM_RETURN_IF_ERROR(ReadAccounts());
    IAMSIM_RETURN_IF_ERROR(Tolerate(ReadDelegatedAdministrators()));
    input_.builder().SetOrganization(std::move(organization_));
    return absl::OkStatus();
  }

 private:
  absl::Status Tolerate(const absl::Status& status) {
    return status.ok() ? status : input_.Damage(status);
  }
  absl::Status ReadMetadata();
  absl::Status ReadPolicies(absl::string_view folder, PolicyKind kind);
  absl::Status ReadPolicy(PolicyKind kind, CollectedItem& item);
  absl::Status ReadAttachments(absl::string_view kind, std::optional<JsonNode>* out);
  absl::Status ReadStructure();
  absl::Status ReadUnit(const JsonNode& node, const std::string& parent);
  absl::StatusOr<std::vector<std::string>> PoliciesOf(const std::optional<JsonNode>& entry,
                                                      absl::string_view name,
                                                      absl::string_view target);
  absl::Status ReadAccounts();
  absl::Status ReadDelegatedAdministrators();

  CollectedOrganization& collected_;
  CollectedItem& item_;
  SnapshotInput& input_;
  OrganizationRecord organization_;
  bool service_control_enabled_ = true;
  std::optional<JsonNode> units_;     // ous.json
  std::optional<JsonNode> accounts_;  // accounts.json
};

absl::Status OrganizationReader::ReadMetadata() {
  IAMSIM_ASSIGN_OR_RETURN(const JsonNode metadata, item_.ReadMetadata());
  IAMSIM_ASSIGN_OR_RETURN(organization_.id, RequiredString(metadata, "id"));
  IAMSIM_ASSIGN_OR_RETURN(organization_.management_account,
                          RequiredString(metadata, "rootAccountId"));
  // The format drops a member that is empty: without `features` no type is enabled.
  const auto enabled = [&metadata](absl::string_view type) {
    const std::optional<JsonNode> features = metadata.Find("features");
    const std::optional<JsonNode> feature =
        features && features->is_object() ? features->Find(type) : std::optional<JsonNode>();
    return feature && feature->text() == "true";
  };
  service_control_enabled_ = enabled("SERVICE_CONTROL_POLICY");
  if (!service_control_enabled_) input_.builder().DisableServiceControl();
  if (!enabled("RESOURCE_CONTROL_POLICY")) input_.builder().DisableResourceControl();
  return absl::OkStatus();
}

absl::Status OrganizationReader::ReadPolicies(absl::string_view folder, PolicyKind kind) {
  const std::string prefix = absl::StrCat(folder, "/");
  for (auto& [path, item] : collected_.items) {
    if (absl::StartsWith(path, prefix)) IAMSIM_RETURN_IF_ERROR(Tolerate(ReadPolicy(kind, item)));
  }
  return absl::OkStatus();
}

absl::Status OrganizationReader::ReadPolicy(PolicyKind kind, CollectedItem& item) {
  IAMSIM_ASSIGN_OR_RETURN(const Arn arn, item.ReadArn());
  IAMSIM_ASSIGN_OR_RETURN(const JsonNode metadata, item.ReadMetadata());
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> name, OptionalString(metadata, "name"));
  SnapshotInput::DocumentName document_name{
      .name = name.value_or(std::string(LastPart(arn.resource()))), .arn = arn.text()};
  IAMSIM_ASSIGN_OR_RETURN(std::shared_ptr<const AttachedPolicy> policy,
                          item.Has("policy")
                              ? item.ReadDocument("policy", kind, document_name, input_)
                              : input_.MissingDocument(metadata, "policy.json", document_name));
  if (kind == PolicyKind::kServiceControl) {
    input_.builder().AddServiceControlPolicy(arn.text(), std::move(policy));
  } else {
    input_.builder().AddResourceControlPolicy(arn.text(), std::move(policy));
  }
  return absl::OkStatus();
}

// What is attached where; without it every policy may stand everywhere.
absl::Status OrganizationReader::ReadAttachments(absl::string_view kind,
                                                 std::optional<JsonNode>* out) {
  absl::StatusOr<std::optional<JsonNode>> entries = item_.Read(kind);
  if (entries.ok() && *entries && !(*entries)->is_object()) {
    entries =
        (*entries)->Error(absl::StrCat("expected an object, found ", (*entries)->kind_name()));
  }
  const std::string file = absl::StrCat(kind, ".json");
  if (entries.ok() && !*entries) {
    entries = absl::InvalidArgumentError(
        absl::StrCat(item_.path(), ": expected `", file, "`, found none"));
  }
  if (entries.ok()) {
    *out = **entries;
    return absl::OkStatus();
  }
  const std::string missing = absl::StrCat("organizations/", collected_.id, "/", file);
  input_.builder().AddServiceControlWithoutTargets(missing);
  input_.builder().AddResourceControlWithoutTargets(missing);
  return input_.Damage(entries.status());
}

absl::StatusOr<std::vector<std::string>> OrganizationReader::PoliciesOf(
    const std::optional<JsonNode>& entry, absl::string_view name, absl::string_view target) {
  const std::optional<JsonNode> list =
      entry && entry->is_object() ? entry->Find(name) : std::optional<JsonNode>();
  if (list) return ReadStringList(*list, absl::StrCat("`", name, "`"));
  if (name == "rcps" || !service_control_enabled_) return std::vector<std::string>();
  return std::vector<std::string>{absl::StrCat("service control policies of ", target)};
}

absl::Status OrganizationReader::ReadStructure() {
  absl::StatusOr<std::optional<JsonNode>> structure = item_.Read("structure");
  if (structure.ok() && !*structure) {
    structure = absl::InvalidArgumentError(
        absl::StrCat(item_.path(), ": expected `structure.json`, found none"));
  }
  if (!structure.ok()) {
    organization_.is_incomplete = true;
    return input_.Damage(structure.status());
  }
  absl::Status status = ExpectObject(**structure);
  if (status.ok()) {
    for (const JsonNode& root : (*structure)->children()) {
      status.Update(ReadUnit(root, ""));
    }
  }
  if (status.ok()) return status;
  organization_.is_incomplete = true;
  return input_.Damage(status);
}

// Recursion is bounded by the depth limit of documents.
absl::Status OrganizationReader::ReadUnit(const JsonNode& node, const std::string& parent) {
  IAMSIM_RETURN_IF_ERROR(ExpectObject(node));
  SnapshotBuilder::OrganizationUnitEntry unit;
  unit.id = std::string(node.key());
  unit.parent = parent;
  if (units_) {
    const std::optional<JsonNode> entry = units_->Find(unit.id);
    IAMSIM_ASSIGN_OR_RETURN(unit.service_control, PoliciesOf(entry, "scps", unit.id));
    IAMSIM_ASSIGN_OR_RETURN(unit.resource_control, PoliciesOf(entry, "rcps", unit.id));
  }
  if (const std::optional<JsonNode> accounts = node.Find("accounts")) {
    IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> arns,
                            ReadStringList(*accounts, "`accounts`"));
    for (const std::string& arn : arns) unit.accounts.emplace_back(LastPart(arn));
  }
  const std::string id = unit.id;
  input_.builder().AddOrganizationUnit(std::move(unit));
  const std::optional<JsonNode> children = node.Find("children");
  if (!children) return absl::OkStatus();
  IAMSIM_RETURN_IF_ERROR(ExpectObject(*children));
  for (const JsonNode& child : children->children()) {
    IAMSIM_RETURN_IF_ERROR(ReadUnit(child, id));
  }
  return absl::OkStatus();
}

absl::Status OrganizationReader::ReadAccounts() {
  if (!accounts_) return absl::OkStatus();
  for (const JsonNode& account : accounts_->children()) {
    if (!IsAccountId(account.key())) {
      IAMSIM_RETURN_IF_ERROR(input_.Damage(account.Error(
          absl::StrCat("expected an account id of twelve digits, found `", account.key(), "`"))));
      continue;
    }
    input_.builder().AddOrganizationAccount(account.key());
    absl::StatusOr<std::vector<std::string>> service = PoliciesOf(account, "scps", account.key());
    absl::StatusOr<std::vector<std::string>> resource = PoliciesOf(account, "rcps", account.key());
    for (auto* policies : {&service, &resource}) {
      if (policies->ok()) continue;
      IAMSIM_RETURN_IF_ERROR(input_.Damage(policies->status()));
      *policies = std::vector<std::string>{absl::StrCat("control policies of ", account.key())};
    }
    input_.builder().SetAccountPolicies(account.key(), *std::move(service), *std::move(resource));
  }
  return absl::OkStatus();
}

// {"<service>": ["<account>"]}
absl::Status OrganizationReader::ReadDelegatedAdministrators() {
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<JsonNode> services, item_.Read("delegated-admins"));
  if (!services) return absl::OkStatus();
  IAMSIM_RETURN_IF_ERROR(ExpectObject(*services));
  for (const JsonNode& service : services->children()) {
    IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> accounts,
                            ReadStringList(service, absl::StrCat("`", service.key(), "`")));
    for (const std::string& account : accounts) {
      if (IsAccountId(account)) input_.builder().SetDelegatedAdministrator(account);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadCollectedOrganization(CollectedOrganization& organization, SnapshotInput& input) {
  return OrganizationReader(organization, input).Read();
}

}  // namespace iamsim
