// The outputs of the AWS CLI's `organizations` commands: a folder of them or one merged file, in
// the layout of organization_replies.h. What a dump lacks may hold anything: policies that nobody
// knows stand on a level without a document, policies whose targets nobody knows on every level,
// and accounts that nobody lists are not outside. Tested by
// tests/io/organization_cli_reader_test.cc.
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/arn.h"
#include "io/read/members.h"
#include "io/read/organization_replies.h"
#include "io/read/snapshot_input.h"
#include "snapshot/builtin_policies.h"

namespace iamsim {
namespace {

constexpr absl::string_view kServiceControl = "SERVICE_CONTROL_POLICY";
constexpr absl::string_view kResourceControl = "RESOURCE_CONTROL_POLICY";

absl::Status Misses(absl::string_view place, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(place, ": ", what));
}

class OrganizationCliReader {
 public:
  OrganizationCliReader(OrganizationReplies replies, SnapshotInput& input)
      : replies_(std::move(replies)), input_(input) {}

  absl::Status Read() {
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

 private:
  struct Attached {
    std::vector<std::string> service_control;
    std::vector<std::string> resource_control;
  };

  absl::Status Tolerate(const absl::Status& status) {
    return status.ok() ? status : input_.Damage(status);
  }
  absl::Status Incomplete(const absl::Status& status) {
    incomplete_ = true;
    return input_.Damage(status);
  }

  absl::Status ReadOrganization();
  absl::Status ReadRoots();
  absl::Status ReadTypes();
  absl::Status ReadPolicyList(const JsonNode& reply);
  absl::Status ReadPolicies();
  absl::Status ReadPolicy(const std::string& id, const JsonNode& reply);
  absl::Status ReadTargets();
  absl::Status ReadTargetsOf(const std::string& policy, const JsonNode& reply);
  absl::Status ReadWithoutTargets();
  absl::Status WalkTree();
  absl::Status ReadUnit(const std::string& id, const std::string& parent);
  absl::Status ReadAccountList();
  absl::StatusOr<std::string> ReadAccount(const JsonNode& account);
  absl::Status ReadDelegatedAdministrators();
  absl::Status AttachToAccounts();

  OrganizationReplies replies_;
  SnapshotInput& input_;
  OrganizationRecord organization_;
  bool incomplete_ = false;
  std::string root_;  // empty: not known
  bool service_control_enabled_ = true;
  bool resource_control_enabled_ = true;
  absl::btree_map<std::string, std::string> types_;        // of policies, by id
  absl::btree_set<std::string> listed_types_;              // whose policies are known
  absl::btree_map<std::string, Attached> attached_;        // by target
  std::deque<std::pair<std::string, std::string>> units_;  // and their parents, to be read
  absl::btree_set<std::string> seen_units_;
  absl::btree_set<std::string> told_accounts_;
};

absl::Status OrganizationCliReader::ReadOrganization() {
  if (!replies_.organization) {
    return Misses(replies_.place,
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
    return Misses(replies_.place,
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
    service_control = service_control || name == kServiceControl;
    resource_control = resource_control || name == kResourceControl;
  }
  service_control_enabled_ = service_control_enabled_ && service_control;
  resource_control_enabled_ = resource_control_enabled_ && resource_control;
  return absl::OkStatus();
}

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
  const bool service_control = type == kServiceControl;
  if (!service_control && type != kResourceControl) return absl::OkStatus();  // tags, backups, …
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
  types_.try_emplace("p-FullAWSAccess", kServiceControl);
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
    const bool service = service_control_enabled_ && (type == kServiceControl || type.empty());
    const bool resource = resource_control_enabled_ && (type == kResourceControl || type.empty());
    const std::string missing = absl::StrCat("list-targets-for-policy ", policy);
    if (service) input_.builder().AddServiceControlWithoutTargets(missing);
    if (resource) input_.builder().AddResourceControlWithoutTargets(missing);
    if (!service && !resource) continue;
    IAMSIM_RETURN_IF_ERROR(input_.Damage(
        Misses(replies_.place, absl::StrCat("expected the targets of policy `", policy,
                                            "`, found none: it may be attached anywhere"))));
  }
  return ReadWithoutTargets();
}

// A type of which not even the policies are known.
absl::Status OrganizationCliReader::ReadWithoutTargets() {
  const auto tell = [this](absl::string_view type) {
    return input_.Damage(Misses(
        replies_.place,
        absl::StrCat("expected the policies of type `", type, "`, found none: there may be any")));
  };
  if (service_control_enabled_ && !listed_types_.contains(kServiceControl)) {
    input_.builder().AddServiceControlWithoutTargets(
        absl::StrCat("list-policies --filter ", kServiceControl));
    IAMSIM_RETURN_IF_ERROR(tell(kServiceControl));
  }
  if (resource_control_enabled_ && !listed_types_.contains(kResourceControl)) {
    input_.builder().AddResourceControlWithoutTargets(
        absl::StrCat("list-policies --filter ", kResourceControl));
    IAMSIM_RETURN_IF_ERROR(tell(kResourceControl));
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
  for (const std::string& id : ids) {
    // A policy of unknown type counts as both: its document is missing as well.
    if (type == kServiceControl || type.empty()) attached_[id].service_control.push_back(policy);
    if (type == kResourceControl || type.empty()) attached_[id].resource_control.push_back(policy);
  }
  return absl::OkStatus();
}

absl::Status OrganizationCliReader::WalkTree() {
  if (root_.empty()) {
    incomplete_ = true;  // ReadRoots() has told
    for (const auto* children : {&replies_.units_below, &replies_.accounts_below}) {
      for (const auto& item : *children) {
        if (absl::StartsWith(item.first, "r-")) root_ = item.first;
      }
    }
  }
  if (!root_.empty()) units_.emplace_back(root_, "");
  const auto walk = [this]() -> absl::Status {
    while (!units_.empty()) {
      const auto [id, parent] = units_.front();
      units_.pop_front();
      if (seen_units_.insert(id).second) IAMSIM_RETURN_IF_ERROR(ReadUnit(id, parent));
    }
    return absl::OkStatus();
  };
  IAMSIM_RETURN_IF_ERROR(walk());
  // Units that the tree does not reach, because the list that holds them is missing.
  for (const auto* children : {&replies_.units_below, &replies_.accounts_below}) {
    for (const auto& item : *children) {
      if (seen_units_.contains(item.first)) continue;
      units_.emplace_back(item.first, absl::StrCat("the parent of ", item.first));
      incomplete_ = true;
      IAMSIM_RETURN_IF_ERROR(walk());
    }
  }
  return absl::OkStatus();
}

absl::Status OrganizationCliReader::ReadUnit(const std::string& id, const std::string& parent) {
  SnapshotBuilder::OrganizationUnitEntry unit;
  unit.id = id;
  unit.parent = parent;
  if (const auto attached = attached_.find(id); attached != attached_.end()) {
    unit.service_control = std::move(attached->second.service_control);
    unit.resource_control = std::move(attached->second.resource_control);
    attached_.erase(attached);
  }
  const auto read = [&](const OrganizationReplies::ById& replies, absl::string_view name,
                        const auto& each) -> absl::Status {
    const auto reply = replies.find(id);
    if (reply == replies.end()) {
      return Misses(replies_.place,
                    absl::StrCat("expected the `", name, "` below `", id, "`, found none"));
    }
    IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> entries, EntriesOf(reply->second, name));
    for (const JsonNode& entry : entries) {
      const absl::Status status = each(entry);
      if (!status.ok()) IAMSIM_RETURN_IF_ERROR(Incomplete(status));
    }
    if (GoesOn(reply->second)) return reply->second.Error("`NextToken`: more entries follow");
    return absl::OkStatus();
  };
  const absl::Status units =
      read(replies_.units_below, "OrganizationalUnits", [&](const JsonNode& entry) -> absl::Status {
        IAMSIM_ASSIGN_OR_RETURN(std::string child, RequiredString(entry, "Id"));
        units_.emplace_back(std::move(child), id);
        return absl::OkStatus();
      });
  if (!units.ok()) IAMSIM_RETURN_IF_ERROR(Incomplete(units));
  const absl::Status accounts =
      read(replies_.accounts_below, "Accounts", [&](const JsonNode& entry) -> absl::Status {
        IAMSIM_ASSIGN_OR_RETURN(std::string account, ReadAccount(entry));
        unit.accounts.push_back(std::move(account));
        return absl::OkStatus();
      });
  if (!accounts.ok()) IAMSIM_RETURN_IF_ERROR(Incomplete(accounts));
  input_.builder().AddOrganizationUnit(std::move(unit));
  return absl::OkStatus();
}

absl::StatusOr<std::string> OrganizationCliReader::ReadAccount(const JsonNode& account) {
  IAMSIM_ASSIGN_OR_RETURN(std::string id, RequiredString(account, "Id"));
  if (!IsAccountId(id)) {
    return account.Error(absl::StrCat("expected an account id of twelve digits, found `", id, "`"));
  }
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> name, OptionalString(account, "Name"));
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> status,
                          OptionalString(account, "Status"));
  input_.builder().AddOrganizationAccount(id);
  if (name) input_.builder().SetAccountName(id, *name);
  if (status == "SUSPENDED" && told_accounts_.insert(id).second) {
    input_.Warn(account, absl::StrCat("account `", id,
                                      "` is suspended: AWS refuses its calls whatever policies "
                                      "say, which the answers do not consider"));
  }
  return id;
}

absl::Status OrganizationCliReader::ReadAccountList() {
  if (!replies_.accounts) return absl::OkStatus();
  const absl::StatusOr<std::vector<JsonNode>> accounts = EntriesOf(*replies_.accounts, "Accounts");
  if (!accounts.ok()) return input_.Damage(accounts.status());
  for (const JsonNode& account : *accounts) {
    const absl::StatusOr<std::string> id = ReadAccount(account);
    if (!id.ok()) IAMSIM_RETURN_IF_ERROR(input_.Damage(id.status()));
  }
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

// What is left when the units have taken theirs.
absl::Status OrganizationCliReader::AttachToAccounts() {
  for (auto& [target, policies] : attached_) {
    if (IsAccountId(target)) {
      input_.builder().SetAccountPolicies(target, std::move(policies.service_control),
                                          std::move(policies.resource_control));
      continue;
    }
    IAMSIM_RETURN_IF_ERROR(Incomplete(
        Misses(replies_.place, absl::StrCat("policies are attached to `", target,
                                            "`, which is not below the root in the input"))));
  }
  return absl::OkStatus();
}

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
