// The `iam/` folders of an account: users, groups, roles, managed policies. An entry whose lists
// cannot be read is skipped and told; a document that is damaged or not there is missing. Tested by
// tests/io/iam_collect_reader_test.cc.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/caller.h"
#include "io/read/iam_collect_folder.h"
#include "io/read/members.h"

namespace iamsim {
namespace {

absl::StatusOr<PolicyList> InlinePoliciesOf(CollectedItem& item, SnapshotInput& input) {
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<JsonNode> list, item.Read("inline-policies"));
  PolicyList policies;
  if (!list) return policies;
  if (!list->is_array()) {
    return list->Error(absl::StrCat("expected a list, found ", list->kind_name()));
  }
  for (const JsonNode& entry : list->children()) {
    IAMSIM_ASSIGN_OR_RETURN(std::string name, RequiredString(entry, "PolicyName"));
    const std::optional<JsonNode> document = entry.Find("PolicyDocument");
    IAMSIM_ASSIGN_OR_RETURN(
        std::shared_ptr<const AttachedPolicy> policy,
        document ? input.ReadDocument(*document, PolicyKind::kIdentity, {.name = name})
                 : input.MissingDocument(entry, "PolicyDocument", {.name = name}));
    policies.push_back(std::move(policy));
  }
  return policies;
}

absl::StatusOr<std::vector<std::string>> StringsOf(CollectedItem& item, absl::string_view kind) {
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<JsonNode> list, item.Read(kind));
  if (!list) return std::vector<std::string>();
  return ReadStringList(*list, absl::StrCat("`", kind, "`"));
}

absl::StatusOr<std::vector<SharedText>> AttachedPoliciesOf(CollectedItem& item,
                                                           SnapshotInput& input) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> texts,
                          StringsOf(item, "managed-policies"));
  std::vector<SharedText> arns;
  arns.reserve(texts.size());
  for (const std::string& arn : texts) {
    arns.push_back(input.builder().shared_texts().Share(arn));
  }
  return arns;
}

absl::Status ReadPrincipal(const Arn& arn, PrincipalKind kind, CollectedItem& item,
                           SnapshotInput& input) {
  SnapshotBuilder::PrincipalEntry entry;
  entry.arn = arn;
  entry.kind = kind;
  IAMSIM_ASSIGN_OR_RETURN(const JsonNode metadata, item.ReadMetadata());
  IAMSIM_ASSIGN_OR_RETURN(entry.unique_id, OptionalText(metadata, "id"));
  IAMSIM_ASSIGN_OR_RETURN(entry.boundary_arn, OptionalText(metadata, "permissionBoundary"));
  IAMSIM_ASSIGN_OR_RETURN(entry.tags, item.ReadTags());
  IAMSIM_ASSIGN_OR_RETURN(entry.attached_policy_arns, AttachedPoliciesOf(item, input));
  IAMSIM_ASSIGN_OR_RETURN(entry.groups, StringsOf(item, "groups"));
  IAMSIM_ASSIGN_OR_RETURN(entry.inline_policies, InlinePoliciesOf(item, input));
  if (kind == PrincipalKind::kRole) {
    IAMSIM_ASSIGN_OR_RETURN(
        entry.trust_policy,
        item.ReadDocument("trust-policy", PolicyKind::kTrust,
                          {.name = std::string(EntityName(arn.resource()))}, input));
  }
  input.builder().AddPrincipal(std::move(entry));
  return absl::OkStatus();
}

absl::Status ReadGroup(const Arn& arn, CollectedItem& item, SnapshotInput& input) {
  SnapshotBuilder::GroupEntry group;
  group.arn = arn;
  IAMSIM_ASSIGN_OR_RETURN(group.attached_policy_arns, AttachedPoliciesOf(item, input));
  IAMSIM_ASSIGN_OR_RETURN(group.inline_policies, InlinePoliciesOf(item, input));
  input.builder().AddGroup(std::move(group));
  return absl::OkStatus();
}

absl::Status ReadManagedPolicy(const Arn& arn, CollectedItem& item, SnapshotInput& input) {
  SnapshotInput::DocumentName name{.name = std::string(EntityName(arn.resource())),
                                   .arn = arn.text()};
  if (!item.Has("current-policy")) {
    IAMSIM_ASSIGN_OR_RETURN(const JsonNode metadata, item.ReadMetadata());
    IAMSIM_ASSIGN_OR_RETURN(
        std::shared_ptr<const AttachedPolicy> missing,
        input.MissingDocument(metadata, "current-policy.json", std::move(name)));
    input.builder().AddManagedPolicy(std::move(missing));
    return absl::OkStatus();
  }
  IAMSIM_ASSIGN_OR_RETURN(
      std::shared_ptr<const AttachedPolicy> policy,
      item.ReadDocument("current-policy", PolicyKind::kIdentity, std::move(name), input));
  input.builder().AddManagedPolicy(std::move(policy));
  return absl::OkStatus();
}

absl::Status ReadIdentity(CollectedItem& item, SnapshotInput& input) {
  IAMSIM_ASSIGN_OR_RETURN(const Arn arn, item.ReadArn());
  const absl::string_view resource = arn.resource();
  if (absl::StartsWith(resource, "role/")) {
    return ReadPrincipal(arn, PrincipalKind::kRole, item, input);
  }
  if (absl::StartsWith(resource, "user/")) {
    return ReadPrincipal(arn, PrincipalKind::kUser, item, input);
  }
  if (absl::StartsWith(resource, "group/")) return ReadGroup(arn, item, input);
  if (absl::StartsWith(resource, "policy/")) return ReadManagedPolicy(arn, item, input);
  return absl::OkStatus();  // identity providers, instance profiles: they have no policies
}

}  // namespace

absl::Status ReadCollectedIdentities(CollectedAccount& account, SnapshotInput& input) {
  for (auto& [folder, item] : account.items) {
    input.NoteFile();
    if (!absl::StartsWith(folder, "iam/")) continue;
    input.builder().AddAccountDetails(account.id);
    const absl::Status status = ReadIdentity(item, input);
    if (!status.ok()) IAMSIM_RETURN_IF_ERROR(input.Damage(status));
  }
  return absl::OkStatus();
}

}  // namespace iamsim
