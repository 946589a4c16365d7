// The output of `aws iam get-account-authorization-details`, whole or in pages. The
// format is AWS's: members that we do not know are ignored, and an entry that cannot be read is
// skipped with a diagnostic. A large file is read entry by entry, by the same functions, where it
// is plain enough for that. Tested by tests/io/gaad_reader_test.cc.
#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/json_outline.h"
#include "base/random_access_file.h"
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

absl::StatusOr<Tags> ListedTags(const JsonNode& object) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> list, ListOf(object, "Tags"));
  Tags tags;
  tags.reserve(list.size());
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
  policies.reserve(list.size());
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

absl::StatusOr<std::vector<SharedText>> AttachedPoliciesOf(const JsonNode& holder,
                                                           SnapshotInput& input) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> list,
                          ListOf(holder, "AttachedManagedPolicies"));
  std::vector<SharedText> arns;
  arns.reserve(list.size());
  for (const JsonNode& attached : list) {
    IAMSIM_ASSIGN_OR_RETURN(const absl::string_view arn, RequiredText(attached, "PolicyArn"));
    arns.push_back(input.builder().shared_texts().Share(arn));
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

// What a file describes, until all of it is read: a damaged file adds nothing.
struct GaadEntries {
  std::deque<SnapshotBuilder::PrincipalEntry> principals;  // given back as they are added
  std::vector<SnapshotBuilder::GroupEntry> groups;
  PolicyList managed_policies;
  absl::btree_set<std::string, std::less<>> accounts;

  void AddAccount(absl::string_view account) {
    if (accounts.find(account) == accounts.end()) accounts.emplace(account);
  }
  void AddTo(SnapshotBuilder* builder) {
    for (const std::string& account : accounts) builder->AddAccountDetails(account);
    for (; !principals.empty(); principals.pop_front()) {
      builder->AddPrincipal(std::move(principals.front()));
    }
    for (auto& group : groups) builder->AddGroup(std::move(group));
    for (auto& policy : managed_policies) builder->AddManagedPolicy(std::move(policy));
  }
};

absl::Status ReadUser(const JsonNode& node, SnapshotInput& input, GaadEntries* entries) {
  SnapshotBuilder::PrincipalEntry user;
  user.kind = PrincipalKind::kUser;
  IAMSIM_ASSIGN_OR_RETURN(user.arn, ArnOf(node));
  input.WarnOfMisspelt(node, kUserMembers);
  IAMSIM_ASSIGN_OR_RETURN(user.unique_id, OptionalText(node, "UserId"));
  IAMSIM_ASSIGN_OR_RETURN(user.tags, ListedTags(node));
  IAMSIM_ASSIGN_OR_RETURN(user.inline_policies, InlinePoliciesOf(node, "UserPolicyList", input));
  IAMSIM_ASSIGN_OR_RETURN(user.attached_policy_arns, AttachedPoliciesOf(node, input));
  if (const std::optional<JsonNode> groups = node.Find("GroupList")) {
    IAMSIM_ASSIGN_OR_RETURN(user.groups, ReadStringList(*groups, "`GroupList`"));
  }
  IAMSIM_ASSIGN_OR_RETURN(user.boundary_arn, BoundaryOf(node));
  entries->AddAccount(user.arn.account());
  entries->principals.push_back(std::move(user));
  return absl::OkStatus();
}

absl::Status ReadGroup(const JsonNode& node, SnapshotInput& input, GaadEntries* entries) {
  SnapshotBuilder::GroupEntry group;
  IAMSIM_ASSIGN_OR_RETURN(group.arn, ArnOf(node));
  input.WarnOfMisspelt(node, kGroupMembers);
  IAMSIM_ASSIGN_OR_RETURN(group.inline_policies, InlinePoliciesOf(node, "GroupPolicyList", input));
  IAMSIM_ASSIGN_OR_RETURN(group.attached_policy_arns, AttachedPoliciesOf(node, input));
  entries->AddAccount(group.arn.account());
  entries->groups.push_back(std::move(group));
  return absl::OkStatus();
}

absl::Status ReadRole(const JsonNode& node, SnapshotInput& input, GaadEntries* entries) {
  SnapshotBuilder::PrincipalEntry role;
  role.kind = PrincipalKind::kRole;
  IAMSIM_ASSIGN_OR_RETURN(role.arn, ArnOf(node));
  input.WarnOfMisspelt(node, kRoleMembers);
  IAMSIM_ASSIGN_OR_RETURN(role.unique_id, OptionalText(node, "RoleId"));
  IAMSIM_ASSIGN_OR_RETURN(role.tags, ListedTags(node));
  IAMSIM_ASSIGN_OR_RETURN(role.inline_policies, InlinePoliciesOf(node, "RolePolicyList", input));
  IAMSIM_ASSIGN_OR_RETURN(role.attached_policy_arns, AttachedPoliciesOf(node, input));
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
  entries->AddAccount(role.arn.account());
  entries->principals.push_back(std::move(role));
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

absl::Status ReadManagedPolicy(const JsonNode& node, SnapshotInput& input, GaadEntries* entries) {
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
  if (arn.account() != "aws") entries->AddAccount(arn.account());
  entries->managed_policies.push_back(std::move(policy));
  return absl::OkStatus();
}

// The lists of a page, in the order in which they are read.
struct PageList {
  absl::string_view name;
  absl::Status (*read)(const JsonNode& node, SnapshotInput& input, GaadEntries* entries);
};
constexpr PageList kPageLists[] = {{"UserDetailList", ReadUser},
                                   {"GroupDetailList", ReadGroup},
                                   {"RoleDetailList", ReadRole},
                                   {"Policies", ReadManagedPolicy}};

absl::Status ReadEntry(const JsonNode& node, const PageList& list, SnapshotInput& input,
                       GaadEntries* entries) {
  const absl::Status status = list.read(node, input, entries);
  return status.ok() ? status : input.Damage(status);
}

absl::Status ReadPage(const JsonNode& page, SnapshotInput& input, GaadEntries* entries) {
  if (!page.is_object()) {
    return page.Error(
        absl::StrCat("expected a page of account authorization details, found ", page.kind_name()));
  }
  input.WarnOfMisspelt(page, kPageMembers);
  for (const PageList& list : kPageLists) {
    IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> nodes, ListOf(page, list.name));
    for (const JsonNode& node : nodes) {
      IAMSIM_RETURN_IF_ERROR(ReadEntry(node, list, input, entries));
    }
  }
  const std::optional<JsonNode> truncated = page.Find("IsTruncated");
  input.NotePage(page.place(), truncated && truncated->text() == "true");
  return absl::OkStatus();
}

// Whether a file is one page with nothing but its lists: the last page of its listing.
bool IsPageOfLists(const JsonOutline& outline) {
  bool has_details = false;
  for (const JsonOutline::Member& member : outline.members) {
    const auto* const list =
        std::find_if(std::begin(kPageLists), std::end(kPageLists),
                     [&member](const PageList& known) { return known.name == member.name; });
    if (!member.is_array || list == std::end(kPageLists)) return false;
    has_details = has_details || absl::EndsWith(member.name, "DetailList");
  }
  return has_details;
}

absl::Status ReadParts(const JsonOutline& outline, JsonPartReader& parts, SnapshotInput& input,
                       GaadEntries* entries) {
  for (const PageList& list : kPageLists) {
    for (const JsonOutline::Member& member : outline.members) {
      if (member.name != list.name) continue;
      for (std::size_t i = 0; i < member.elements.size(); ++i) {
        IAMSIM_ASSIGN_OR_RETURN(const JsonNode node, parts.ReadElement(member, i));
        IAMSIM_RETURN_IF_ERROR(ReadEntry(node, list, input, entries));
      }
    }
  }
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
  GaadEntries entries;
  if (root.is_array()) {
    for (const JsonNode& page : root.children()) {
      IAMSIM_RETURN_IF_ERROR(ReadPage(page, input, &entries));
    }
  } else {
    IAMSIM_RETURN_IF_ERROR(ReadPage(root, input, &entries));
  }
  entries.AddTo(&input.builder());
  return absl::OkStatus();
}

bool ReadGaadInParts(const std::string& path, SnapshotInput& input) {
  const std::unique_ptr<RandomAccessFile> file = RandomAccessFile::Open(path);
  if (file == nullptr || file->size() > kDumpLimits.max_bytes) return false;
  const std::optional<JsonOutline> outline = ReadJsonOutline(*file);
  if (!outline || !IsPageOfLists(*outline)) return false;
  JsonPartReader parts(*file, path, kDumpLimits);
  GaadEntries entries;
  const std::size_t diagnostics = input.builder().diagnostic_count();
  if (!ReadParts(*outline, parts, input, &entries).ok()) {
    input.builder().DropDiagnosticsAfter(diagnostics);
    return false;
  }
  input.NotePage({.file = path, .position = outline->begin}, false);
  entries.AddTo(&input.builder());
  return true;
}

}  // namespace iamsim
