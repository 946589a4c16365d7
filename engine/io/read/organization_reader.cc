// The `organization` of a bundle. Tested by tests/io/bundle_reader_test.cc.
#include "io/read/organization_reader.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/arn.h"
#include "io/read/case_fields.h"
#include "io/read/format_members.h"
#include "io/read/members.h"

namespace iamsim {
namespace {

constexpr absl::string_view kServiceControl = "serviceControlPolicies";
constexpr absl::string_view kResourceControl = "resourceControlPolicies";

absl::StatusOr<std::vector<std::string>> AccountsOf(const JsonNode& node) {
  std::vector<std::string> ids;
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> accounts, ListOf(node, "accounts"));
  for (const JsonNode& account : accounts) {
    IAMSIM_ASSIGN_OR_RETURN(std::string id, ReadAccountId(account, "an account of the unit"));
    ids.push_back(std::move(id));
  }
  return ids;
}

// Recursion is bounded by the depth limit of documents.
absl::Status ReadUnit(const JsonNode& node, const std::string& parent, SnapshotInput& input) {
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(node, MembersOf(FormatObject::kUnit)));
  SnapshotBuilder::OrganizationUnitEntry unit;
  IAMSIM_ASSIGN_OR_RETURN(unit.id, RequiredString(node, "id"));
  unit.parent = parent;
  IAMSIM_ASSIGN_OR_RETURN(AttachedControlPolicies attached, ReadAttachedControlPolicies(node));
  unit.service_control = std::move(attached.service_control);
  unit.resource_control = std::move(attached.resource_control);
  IAMSIM_ASSIGN_OR_RETURN(unit.accounts, AccountsOf(node));
  const std::string id = unit.id;
  input.builder().AddOrganizationUnit(std::move(unit));
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> units, ListOf(node, "organizationalUnits"));
  for (const JsonNode& child : units) {
    IAMSIM_RETURN_IF_ERROR(ReadUnit(child, id, input));
  }
  return absl::OkStatus();
}

absl::Status ReadDocuments(const JsonNode& organization, absl::string_view name, PolicyKind kind,
                           SnapshotInput& input) {
  const std::optional<JsonNode> documents = organization.Find(name);
  if (!documents) return absl::OkStatus();
  if (!documents->is_object()) {
    return documents->Error(
        absl::StrCat("`", name, "`: expected an object with a document for each name, found ",
                     documents->kind_name()));
  }
  for (const JsonNode& document : documents->children()) {
    IAMSIM_ASSIGN_OR_RETURN(
        std::shared_ptr<const AttachedPolicy> policy,
        input.ReadDocument(document, kind, {.name = std::string(document.key())}));
    if (kind == PolicyKind::kServiceControl) {
      input.builder().AddServiceControlPolicy(document.key(), std::move(policy));
    } else {
      input.builder().AddResourceControlPolicy(document.key(), std::move(policy));
    }
  }
  return absl::OkStatus();
}

bool Mentions(const JsonNode& node, absl::string_view name) {
  return node.is_object() && node.Find(name).has_value();
}

bool AnyUnitMentions(const JsonNode& unit, absl::string_view name) {
  if (Mentions(unit, name)) return true;
  if (!Mentions(unit, "organizationalUnits")) return false;
  for (const JsonNode& child : unit.Find("organizationalUnits")->children()) {
    if (AnyUnitMentions(child, name)) return true;
  }
  return false;
}

bool BundleMentions(const JsonNode& bundle, absl::string_view name) {
  const JsonNode organization = *bundle.Find("organization");
  if (Mentions(organization, name)) return true;
  if (Mentions(organization, "root") && AnyUnitMentions(*organization.Find("root"), name)) {
    return true;
  }
  if (!Mentions(bundle, "accounts")) return false;
  for (const JsonNode& account : bundle.Find("accounts")->children()) {
    if (Mentions(account, name)) return true;
  }
  return false;
}

absl::Status ReadDelegatedAdministrators(const JsonNode& organization, SnapshotInput& input) {
  const std::optional<JsonNode> accounts = organization.Find("delegatedAdministrators");
  if (!accounts) return absl::OkStatus();
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                          ReadStringList(*accounts, "`delegatedAdministrators`"));
  for (const std::string& id : ids) {
    if (!IsAccountId(id)) {
      return accounts->Error(
          absl::StrCat("expected account ids of twelve digits, found `", id, "`"));
    }
    input.builder().SetDelegatedAdministrator(id);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<AttachedControlPolicies> ReadAttachedControlPolicies(const JsonNode& node) {
  AttachedControlPolicies attached;
  if (const std::optional<JsonNode> names = node.Find(kServiceControl)) {
    IAMSIM_ASSIGN_OR_RETURN(attached.service_control,
                            ReadStringList(*names, "`serviceControlPolicies`"));
  }
  if (const std::optional<JsonNode> names = node.Find(kResourceControl)) {
    IAMSIM_ASSIGN_OR_RETURN(attached.resource_control,
                            ReadStringList(*names, "`resourceControlPolicies`"));
  }
  return attached;
}

absl::Status ReadOrganization(const JsonNode& bundle, SnapshotInput& input) {
  const JsonNode node = *bundle.Find("organization");
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(node, MembersOf(FormatObject::kOrganization)));
  OrganizationRecord organization;
  IAMSIM_ASSIGN_OR_RETURN(organization.id, RequiredString(node, "id"));
  if (const std::optional<JsonNode> account = node.Find("managementAccount")) {
    IAMSIM_ASSIGN_OR_RETURN(organization.management_account,
                            ReadAccountId(*account, "`managementAccount`"));
  }
  input.builder().SetOrganization(std::move(organization));
  IAMSIM_RETURN_IF_ERROR(ReadDocuments(node, kServiceControl, PolicyKind::kServiceControl, input));
  IAMSIM_RETURN_IF_ERROR(
      ReadDocuments(node, kResourceControl, PolicyKind::kResourceControl, input));
  const std::optional<JsonNode> root = node.Find("root");
  if (!root) return node.Error("expected `root`, found none");
  IAMSIM_RETURN_IF_ERROR(ReadUnit(*root, "", input));
  IAMSIM_RETURN_IF_ERROR(ReadDelegatedAdministrators(node, input));
  // SC-3: a policy type that is not enabled restricts nobody.
  if (!BundleMentions(bundle, kServiceControl)) input.builder().DisableServiceControl();
  if (!BundleMentions(bundle, kResourceControl)) input.builder().DisableResourceControl();
  return absl::OkStatus();
}

}  // namespace iamsim
