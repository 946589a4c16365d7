// Which control policies there are, and what they are attached to. Tested by
// tests/io/organization_cli_reader_test.cc.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "io/read/members.h"
#include "io/read/organization_cli.h"
#include "snapshot/builtin_policies.h"

namespace iamsim {

absl::Status OrganizationCliReader::ReadTypes() {
  if (!service_control_enabled_) input_.builder().DisableServiceControl();
  if (!resource_control_enabled_) input_.builder().DisableResourceControl();
  for (const auto& [type, reply] : replies_.policy_lists) {
    const absl::Status status = ReadPolicyList(reply);
    if (!status.ok()) {
      IAMSIM_RETURN_IF_ERROR(input_.Damage(status));
    } else if (GoesOn(reply)) {
      IAMSIM_RETURN_IF_ERROR(input_.Damage(reply.Error("`NextToken`: more policies follow")));
    } else {
      listed_types_.insert(type);
    }
  }
  return absl::OkStatus();
}

absl::Status OrganizationCliReader::ReadPolicyList(const JsonNode& reply) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> policies, EntriesOf(reply, "Policies"));
  for (const JsonNode& policy : policies) {
    IAMSIM_ASSIGN_OR_RETURN(const std::string id, RequiredString(policy, "Id"));
    IAMSIM_ASSIGN_OR_RETURN(const std::string type, RequiredString(policy, "Type"));
    types_[id] = type;
  }
  return absl::OkStatus();
}

absl::Status OrganizationCliReader::ReadPolicies() {
  for (const auto& [id, reply] : replies_.policies) {
    IAMSIM_RETURN_IF_ERROR(Tolerate(ReadPolicy(id, reply)));
  }
  return absl::OkStatus();
}

absl::Status OrganizationCliReader::ReadPolicy(const std::string& id, const JsonNode& reply) {
  IAMSIM_RETURN_IF_ERROR(ExpectObject(reply));
  const JsonNode policy = reply.Find("Policy").value_or(reply);
  const std::optional<JsonNode> summary =
      policy.is_object() ? policy.Find("PolicySummary") : std::optional<JsonNode>();
  if (!summary) return policy.Error("expected `PolicySummary`, found none");
  IAMSIM_ASSIGN_OR_RETURN(const std::string type, RequiredString(*summary, "Type"));
  types_[id] = type;
  const bool service_control = type == kServiceControlType;
  if (!service_control && type != kResourceControlType)
    return absl::OkStatus();  // tags, backups, …
  listed_types_.insert(type);
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> name, OptionalString(*summary, "Name"));
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> arn, OptionalString(*summary, "Arn"));
  SnapshotInput::DocumentName document_name{.name = name.value_or(id), .arn = arn.value_or("")};
  const std::optional<JsonNode> content = policy.Find("Content");
  const PolicyKind kind =
      service_control ? PolicyKind::kServiceControl : PolicyKind::kResourceControl;
  IAMSIM_ASSIGN_OR_RETURN(
      std::shared_ptr<const AttachedPolicy> document,
      content ? input_.ReadDocument(*content, kind, std::move(document_name))
              : input_.MissingDocument(policy, "Content", std::move(document_name)));
  if (service_control) {
    input_.builder().AddServiceControlPolicy(id, std::move(document));
  } else {
    input_.builder().AddResourceControlPolicy(id, std::move(document));
  }
  return absl::OkStatus();
}

absl::Status OrganizationCliReader::ReadTargets() {
  // Every organization has it, so a dump that lacks it lacks its targets.
  types_.try_emplace("p-FullAWSAccess", kServiceControlType);
  absl::btree_set<std::string> known;
  for (const auto& [policy, reply] : replies_.targets) {
    const absl::Status status = ReadTargetsOf(policy, reply);
    if (status.ok()) {
      known.insert(policy);
    } else {
      IAMSIM_RETURN_IF_ERROR(input_.Damage(status));
    }
  }
  for (const auto& [policy, reply] : replies_.targets) {
    if (!known.contains(policy)) types_.try_emplace(policy, "");
  }
  for (const auto& [policy, type] : types_) {
    // RP-4: this one is everywhere.
    if (known.contains(policy) || NamesBuiltinResourceControl(policy)) continue;
    const bool service = service_control_enabled_ && (type == kServiceControlType || type.empty());
    const bool resource =
        resource_control_enabled_ && (type == kResourceControlType || type.empty());
    const std::string missing = absl::StrCat("list-targets-for-policy ", policy);
    if (service) input_.builder().AddServiceControlWithoutTargets(missing);
    if (resource) input_.builder().AddResourceControlWithoutTargets(missing);
    if (!service && !resource) continue;
    IAMSIM_RETURN_IF_ERROR(input_.Damage(
        MissingReply(replies_.place, absl::StrCat("expected the targets of policy `", policy,
                                                  "`, found none: it may be attached anywhere"))));
  }
  return AddUnlistedTypes();
}

// A type of which not even the policies are known.
absl::Status OrganizationCliReader::AddUnlistedTypes() {
  const auto tell = [this](absl::string_view type) {
    return input_.Damage(MissingReply(
        replies_.place,
        absl::StrCat("expected the policies of type `", type, "`, found none: there may be any")));
  };
  if (service_control_enabled_ && !listed_types_.contains(kServiceControlType)) {
    input_.builder().AddServiceControlWithoutTargets(
        absl::StrCat("list-policies --filter ", kServiceControlType));
    IAMSIM_RETURN_IF_ERROR(tell(kServiceControlType));
  }
  if (resource_control_enabled_ && !listed_types_.contains(kResourceControlType)) {
    input_.builder().AddResourceControlWithoutTargets(
        absl::StrCat("list-policies --filter ", kResourceControlType));
    IAMSIM_RETURN_IF_ERROR(tell(kResourceControlType));
  }
  return absl::OkStatus();
}

absl::Status OrganizationCliReader::ReadTargetsOf(const std::string& policy,
                                                  const JsonNode& reply) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> targets, EntriesOf(reply, "Targets"));
  std::vector<std::string> ids;
  for (const JsonNode& target : targets) {
    IAMSIM_ASSIGN_OR_RETURN(std::string id, RequiredString(target, "TargetId"));
    ids.push_back(std::move(id));
  }
  if (GoesOn(reply)) return reply.Error("`NextToken`: more targets follow");
  const auto known = types_.find(policy);
  const std::string type = known == types_.end() ? "" : known->second;
  const bool applies = type.empty() || type == kServiceControlType || type == kResourceControlType;
  if (!applies) return absl::OkStatus();  // tags, backups, …
  for (const std::string& id : ids) {
    // A policy of unknown type counts as both: its document is missing as well.
    Attached& attached = attached_[id];
    if (type != kResourceControlType) attached.service_control.push_back(policy);
    if (type != kServiceControlType) attached.resource_control.push_back(policy);
  }
  return absl::OkStatus();
}

}  // namespace iamsim
