// The output of `aws iam get-account-authorization-details`, whole or in pages (inputs.md 1). The
// format is AWS's: members that we do not know are ignored, and an entry that cannot be read is
// skipped with a diagnostic. Tested by tests/io/gaad_reader_test.cc.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/arn.h"
#include "io/read/members.h"
#include "io/read/snapshot_input.h"

namespace iamsim {
namespace {

constexpr absl::string_view kPageMembers[] = {"UserDetailList", "GroupDetailList", "RoleDetailList",
                                              "Policies",       "IsTruncated",     "Marker"};
constexpr absl::string_view kUserMembers[] = {"Path",
                                              "UserName",
                                              "UserId",
                                              "Arn",
                                              "CreateDate",
                                              "UserPolicyList",
                                              "GroupList",
                                              "AttachedManagedPolicies",
                                              "PermissionsBoundary",
                                              "Tags"};
constexpr absl::string_view kGroupMembers[] = {"Path",
                                               "GroupName",
                                               "GroupId",
                                               "Arn",
                                               "CreateDate",
                                               "GroupPolicyList",
                                               "AttachedManagedPolicies"};
constexpr absl::string_view kRoleMembers[] = {"Path",
                                              "RoleName",
                                              "RoleId",
                                              "Arn",
                                              "CreateDate",
                                              "AssumeRolePolicyDocument",
                                              "InstanceProfileList",
                                              "RolePolicyList",
                                              "AttachedManagedPolicies",
                                              "PermissionsBoundary",
                                              "Tags",
                                              "RoleLastUsed",
                                              "Description",
                                              "MaxSessionDuration"};
constexpr absl::string_view kPolicyMembers[] = {"PolicyName",
                                                "PolicyId",
                                                "Arn",
                                                "Path",
                                                "DefaultVersionId",
                                                "AttachmentCount",
                                                "PermissionsBoundaryUsageCount",
                                                "IsAttachable",
                                                "Description",
                                                "CreateDate",
                                                "UpdateDate",
                                                "PolicyVersionList",
                                                "Tags"};

absl::StatusOr<Arn> ArnOf(const JsonNode& object) {
  IAMSIM_ASSIGN_OR_RETURN(const std::string text, RequiredString(object, "Arn"));
  absl::StatusOr<Arn> arn = ParseArn(text);
  if (!arn.ok()) return object.Find("Arn")->Error(arn.status().message());
  return arn;
}

// What AWS leaves out when it is empty.
absl::StatusOr<std::string> OptionalText(const JsonNode& object, absl::string_view name) {
  IAMSIM_ASSIGN_OR_RETURN(std::optional<std::string> text, OptionalString(object, name));
  return std::move(text).value_or("");
}

absl::StatusOr<Tags> TagsOf(const JsonNode& object) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> list, ListOf(object, "Tags"));
  Tags tags;
  for (const JsonNode& tag : list) {
    IAMSIM_ASSIGN_OR_RETURN(std::string key, RequiredString(tag, "Key"));
    IAMSIM_ASSIGN_OR_RETURN(std::string value, OptionalText(tag, "Value"));
    tags.emplace_back(std::move(key), std::move(value));
  }
  return tags;
}

absl::StatusOr<PolicyList> InlinePoliciesOf(const JsonNode& holder, absl::string_view list_name,
                                            SnapshotInput& input) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> list, ListOf(holder, list_name));
  PolicyList policies;
  for (const JsonNode& inline_policy : list) {
    IAMSIM_ASSIGN_OR_RETURN(std::string name, RequiredString(inline_policy, "PolicyName"));
    const std::optional<JsonNode> document = inline_policy.Find("PolicyDocument");
    IAMSIM_ASSIGN_OR_RETURN(
        std::shared_ptr<const AttachedPolicy> policy,
        document ? input.ReadDocument(*document, PolicyKind::kIdentity, {.name = name})
                 : input.MissingDocument(inline_policy, "PolicyDocument", {.name = name}));
    policies.push_back(std::move(policy));
  }
  return policies;
}

absl::StatusOr<std::vector<std::string>> AttachedPoliciesOf(const JsonNode& holder) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> list,
                          ListOf(holder, "AttachedManagedPolicies"));
  std::vector<std::string> arns;
  for (const JsonNode& attached : list) {
    IAMSIM_ASSIGN_OR_RETURN(std::string arn, RequiredString(attached, "PolicyArn"));
    arns.push_back(std::move(arn));
  }
  return arns;
}

absl::StatusOr<std::string> BoundaryOf(const JsonNode& holder) {
  const std::optional<JsonNode> boundary = holder.Find("PermissionsBoundary");
  if (!boundary) return std::string();
  return RequiredString(*boundary, "PermissionsBoundaryArn");
}

absl::StatusOr<std::optional<int>> SecondsOf(const JsonNode& object, absl::string_view name) {
  const std::optional<JsonNode> member = object.Find(name);
  if (!member) return std::optional<int>();
  int seconds = 0;
  if (member->kind() != JsonKind::kNumber || !absl::SimpleAtoi(member->text(), &seconds)) {
    return member->Error(absl::StrCat("`", name, "`: expected a number of seconds"));
  }
  return std::optional<int>(seconds);
}

// MaxSessionDuration stands only in the copies of a role inside of its instance profiles.
absl::StatusOr<std::optional<int>> MaxSessionSecondsOf(const JsonNode& role, const Arn& arn) {
  IAMSIM_ASSIGN_OR_RETURN(std::optional<int> seconds, SecondsOf(role, "MaxSessionDuration"));
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> profiles,
                          ListOf(role, "InstanceProfileList"));
  for (const JsonNode& profile : profiles) {
    if (seconds) break;
    IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> copies, ListOf(profile, "Roles"));
    for (const JsonNode& copy : copies) {
      const absl::StatusOr<std::string> copy_arn = RequiredString(copy, "Arn");
      if (seconds || !copy_arn.ok() || *copy_arn != arn.text()) continue;
      IAMSIM_ASSIGN_OR_RETURN(seconds, SecondsOf(copy, "MaxSessionDuration"));
    }
  }
  return seconds;
}

absl::Status ReadUser(const JsonNode& node, SnapshotInput& input) {
  SnapshotBuilder::PrincipalEntry user;
  user.kind = PrincipalKind::kUser;
  IAMSIM_ASSIGN_OR_RETURN(user.arn, ArnOf(node));
  input.WarnOfMisspelt(node, kUserMembers);
  IAMSIM_ASSIGN_OR_RETURN(user.unique_id, OptionalText(node, "UserId"));
  IAMSIM_ASSIGN_OR_RETURN(user.tags, TagsOf(node));
  IAMSIM_ASSIGN_OR_RETURN(user.inline_policies, InlinePoliciesOf(node, "UserPolicyList", input));
  IAMSIM_ASSIGN_OR_RETURN(user.attached_policy_arns, AttachedPoliciesOf(node));
  if (const std::optional<JsonNode> groups = node.Find("GroupList")) {
    IAMSIM_ASSIGN_OR_RETURN(user.groups, ReadStringList(*groups, "`GroupList`"));
  }
  IAMSIM_ASSIGN_OR_RETURN(user.boundary_arn, BoundaryOf(node));
  input.builder().AddAccountDetails(user.arn.account());
  input.builder().AddPrincipal(std::move(user));
  return absl::OkStatus();
}

absl::Status ReadGroup(const JsonNode& node, SnapshotInput& input) {
  SnapshotBuilder::GroupEntry group;
  IAMSIM_ASSIGN_OR_RETURN(group.arn, ArnOf(node));
  input.WarnOfMisspelt(node, kGroupMembers);
  IAMSIM_ASSIGN_OR_RETURN(group.inline_policies, InlinePoliciesOf(node, "GroupPolicyList", input));
  IAMSIM_ASSIGN_OR_RETURN(group.attached_policy_arns, AttachedPoliciesOf(node));
  input.builder().AddAccountDetails(group.arn.account());
  input.builder().AddGroup(std::move(group));
  return absl::OkStatus();
}

absl::Status ReadRole(const JsonNode& node, SnapshotInput& input) {
  SnapshotBuilder::PrincipalEntry role;
  role.kind = PrincipalKind::kRole;
  IAMSIM_ASSIGN_OR_RETURN(role.arn, ArnOf(node));
  input.WarnOfMisspelt(node, kRoleMembers);
  IAMSIM_ASSIGN_OR_RETURN(role.unique_id, OptionalText(node, "RoleId"));
  IAMSIM_ASSIGN_OR_RETURN(role.tags, TagsOf(node));
  IAMSIM_ASSIGN_OR_RETURN(role.inline_policies, InlinePoliciesOf(node, "RolePolicyList", input));
  IAMSIM_ASSIGN_OR_RETURN(role.attached_policy_arns, AttachedPoliciesOf(node));
  IAMSIM_ASSIGN_OR_RETURN(role.boundary_arn, BoundaryOf(node));
  IAMSIM_ASSIGN_OR_RETURN(role.max_session_seconds, MaxSessionSecondsOf(node, role.arn));
  if (const std::optional<JsonNode> trust = node.Find("AssumeRolePolicyDocument")) {
    const absl::string_view path = role.arn.resource();
    IAMSIM_ASSIGN_OR_RETURN(
        role.trust_policy,
        input.ReadDocument(
            *trust, PolicyKind::kTrust,
            {.name = std::string(path.substr(path.rfind('/') + 1)), .named_by_file = true}));
  }
  input.builder().AddAccountDetails(role.arn.account());
  input.builder().AddPrincipal(std::move(role));
  return absl::OkStatus();
}

bool IsFlagged(const JsonNode& version) {
  const std::optional<JsonNode> flag = version.Find("IsDefaultVersion");
  return flag && flag->kind() == JsonKind::kBoolean && flag->text() == "true";
}

// The version in force: the one that says so, else the one that DefaultVersionId names, else the
// only one. Nullopt when the dump does not tell.
absl::StatusOr<std::optional<JsonNode>> DefaultVersionOf(const JsonNode& policy) {
  IAMSIM_ASSIGN_OR_RETURN(const std::string id, OptionalText(policy, "DefaultVersionId"));
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> versions,
                          ListOf(policy, "PolicyVersionList"));
  std::vector<JsonNode> flagged;
  std::optional<JsonNode> named;
  for (const JsonNode& version : versions) {
    if (!version.is_object()) {
      return version.Error(absl::StrCat("expected a policy version, found ", version.kind_name()));
    }
    IAMSIM_ASSIGN_OR_RETURN(const std::string version_id, OptionalText(version, "VersionId"));
    if (IsFlagged(version)) flagged.push_back(version);
    if (!id.empty() && version_id == id) named = version;
  }
  if (flagged.size() == 1) return std::optional<JsonNode>(flagged[0]);
  if (named) return named;
  if (versions.size() == 1 && id.empty()) return std::optional<JsonNode>(versions[0]);
  return std::optional<JsonNode>();
}

absl::Status ReadManagedPolicy(const JsonNode& node, SnapshotInput& input) {
  IAMSIM_ASSIGN_OR_RETURN(const Arn arn, ArnOf(node));
  input.WarnOfMisspelt(node, kPolicyMembers);
  IAMSIM_ASSIGN_OR_RETURN(std::string name, OptionalText(node, "PolicyName"));
  if (name.empty()) name = std::string(arn.resource().substr(arn.resource().rfind('/') + 1));
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<JsonNode> version, DefaultVersionOf(node));
  const std::optional<JsonNode> document =
      version ? version->Find("Document") : std::optional<JsonNode>();
  const SnapshotInput::DocumentName document_name{.name = name, .arn = arn.text()};
  IAMSIM_ASSIGN_OR_RETURN(
      std::shared_ptr<const AttachedPolicy> policy,
      document ? input.ReadDocument(*document, PolicyKind::kIdentity, document_name)
               : input.MissingDocument(node, version ? "Document" : "the default version",
                                       document_name));
  if (arn.account() != "aws") input.builder().AddAccountDetails(arn.account());
  input.builder().AddManagedPolicy(std::move(policy));
  return absl::OkStatus();
}

using ReadEntry = absl::Status (*)(const JsonNode& node, SnapshotInput& input);

absl::Status ReadList(const JsonNode& page, absl::string_view name, ReadEntry read,
                      SnapshotInput& input) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> entries, ListOf(page, name));
  for (const JsonNode& entry : entries) {
    const absl::Status status = read(entry, input);
    if (!status.ok()) IAMSIM_RETURN_IF_ERROR(input.Damage(status));
  }
  return absl::OkStatus();
}

absl::Status ReadPage(const JsonNode& page, SnapshotInput& input) {
  if (!page.is_object()) {
    return page.Error(
        absl::StrCat("expected a page of account authorization details, found ", page.kind_name()));
  }
  input.WarnOfMisspelt(page, kPageMembers);
  IAMSIM_RETURN_IF_ERROR(ReadList(page, "UserDetailList", ReadUser, input));
  IAMSIM_RETURN_IF_ERROR(ReadList(page, "GroupDetailList", ReadGroup, input));
  IAMSIM_RETURN_IF_ERROR(ReadList(page, "RoleDetailList", ReadRole, input));
  IAMSIM_RETURN_IF_ERROR(ReadList(page, "Policies", ReadManagedPolicy, input));
  const std::optional<JsonNode> truncated = page.Find("IsTruncated");
  input.NotePage(page, truncated && truncated->text() == "true");
  return absl::OkStatus();
}

bool IsPage(const JsonNode& node) {
  if (!node.is_object()) return false;
  for (const absl::string_view name : {"UserDetailList", "GroupDetailList", "RoleDetailList"}) {
    if (node.Find(name)) return true;
  }
  // Organizations calls a list `Policies` as well; only IAM's entries have versions.
  const std::optional<JsonNode> policies = node.Find("Policies");
  if (!policies || !policies->is_array() || policies->size() == 0) return false;
  const JsonNode first = policies->children()[0];
  return first.is_object() && first.Find("PolicyVersionList").has_value();
}

}  // namespace

bool IsGaad(const JsonNode& root) {
  if (root.is_array()) return root.size() > 0 && IsPage(root.children()[0]);
  return IsPage(root);
}

absl::Status ReadGaad(const JsonNode& root, SnapshotInput& input) {
  if (!root.is_array()) return ReadPage(root, input);
  for (const JsonNode& page : root.children()) {
    IAMSIM_RETURN_IF_ERROR(ReadPage(page, input));
  }
  return absl::OkStatus();
}

}  // namespace iamsim
