// The tree of units and the accounts in it. Tested by tests/io/organization_cli_reader_test.cc.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/arn.h"
#include "io/read/members.h"
#include "io/read/organization_cli.h"

namespace iamsim {

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

// The entries of a list below `id`; what the list lacks makes the tree incomplete.
absl::StatusOr<std::vector<JsonNode>> OrganizationCliReader::EntriesBelow(
    const std::string& id, const OrganizationReplies::ById& replies, absl::string_view name) {
  const auto reply = replies.find(id);
  if (reply == replies.end()) {
    IAMSIM_RETURN_IF_ERROR(Incomplete(MissingReply(
        replies_.place, absl::StrCat("expected the `", name, "` below `", id, "`, found none"))));
    return std::vector<JsonNode>();
  }
  absl::StatusOr<std::vector<JsonNode>> entries = EntriesOf(reply->second, name);
  if (!entries.ok()) {
    IAMSIM_RETURN_IF_ERROR(Incomplete(entries.status()));
    return std::vector<JsonNode>();
  }
  if (GoesOn(reply->second)) {
    IAMSIM_RETURN_IF_ERROR(Incomplete(reply->second.Error("`NextToken`: more entries follow")));
  }
  return entries;
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
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> units,
                          EntriesBelow(id, replies_.units_below, "OrganizationalUnits"));
  for (const JsonNode& entry : units) {
    absl::StatusOr<std::string> child = RequiredString(entry, "Id");
    if (child.ok()) {
      units_.emplace_back(*std::move(child), id);
    } else {
      IAMSIM_RETURN_IF_ERROR(Incomplete(child.status()));
    }
  }
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> accounts,
                          EntriesBelow(id, replies_.accounts_below, "Accounts"));
  for (const JsonNode& entry : accounts) {
    absl::StatusOr<std::string> account = ReadAccount(entry);
    if (account.ok()) {
      unit.accounts.push_back(*std::move(account));
    } else {
      IAMSIM_RETURN_IF_ERROR(Incomplete(account.status()));
    }
  }
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

// What is left when the units have taken theirs.
absl::Status OrganizationCliReader::AttachToAccounts() {
  for (auto& [target, policies] : attached_) {
    if (IsAccountId(target)) {
      input_.builder().SetAccountPolicies(target, std::move(policies.service_control),
                                          std::move(policies.resource_control));
      continue;
    }
    IAMSIM_RETURN_IF_ERROR(Incomplete(
        MissingReply(replies_.place, absl::StrCat("policies are attached to `", target,
                                                  "`, which is not below the root in the input"))));
  }
  return absl::OkStatus();
}

}  // namespace iamsim
