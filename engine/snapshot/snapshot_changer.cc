// Tested by tests/snapshot/change_test.cc.
#include "snapshot/snapshot_changer.h"

#include <algorithm>
#include <cstddef>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "snapshot/builtin_policies.h"

namespace iamsim {
namespace {

using Levels = std::optional<std::vector<PolicyLevel>>;

template <class Record>
auto& LevelsOf(PolicyKind kind, Record& record) {
  return kind == PolicyKind::kServiceControl ? record.service_control : record.resource_control;
}

PolicyLevel* FindLevel(Levels& levels, absl::string_view target) {
  if (!levels.has_value()) return nullptr;
  const auto found =
      absl::c_find_if(*levels, [&](const PolicyLevel& level) { return level.target == target; });
  return found == levels->end() ? nullptr : &*found;
}

// False when it is not there.
bool Remove(const std::shared_ptr<const AttachedPolicy>& document, PolicyList* list) {
  const auto found = absl::c_find(*list, document);
  if (found == list->end()) return false;
  list->erase(found);
  return true;
}

absl::Status AlreadyAttached(const AttachedPolicy& document, absl::string_view target) {
  return absl::FailedPreconditionError(
      absl::StrCat("`", document.name, "` is attached to `", target, "` already"));
}

absl::Status NotAttached(const AttachedPolicy& document, absl::string_view target) {
  return absl::FailedPreconditionError(
      absl::StrCat("`", document.name, "` is not attached to `", target, "`"));
}

bool Replaces(const DocumentReplacements& replacements, const PolicyList& list) {
  return absl::c_any_of(list,
                        [&](const auto& policy) { return replacements.contains(policy.get()); });
}

bool Replaces(const DocumentReplacements& replacements, const Levels& levels) {
  return levels.has_value() && absl::c_any_of(*levels, [&](const PolicyLevel& level) {
           return Replaces(replacements, level.policies);
         });
}

void Replace(const DocumentReplacements& replacements,
             std::shared_ptr<const AttachedPolicy>* policy) {
  const auto found = replacements.find(policy->get());
  if (found != replacements.end()) *policy = found->second;
}

void Replace(const DocumentReplacements& replacements, PolicyList* list) {
  for (auto& policy : *list) Replace(replacements, &policy);
}

void Replace(const DocumentReplacements& replacements, Levels* levels) {
  if (!levels->has_value()) return;
  for (PolicyLevel& level : **levels) Replace(replacements, &level.policies);
}

}  // namespace

SnapshotChanger::SnapshotChanger(const Snapshot& world)
    : world_(world),
      principals_(world.principals()),
      groups_(world.groups()),
      accounts_(world.accounts()),
      units_(world.units()),
      resources_(world.resources()),
      endpoints_(world.vpc_endpoints()) {}

// A level stands in the record of every unit and account that is below it.
template <class Edit>
absl::Status SnapshotChanger::EditLevels(PolicyKind kind, absl::string_view target,
                                         const Edit& edit) {
  absl::Status status;
  bool applies = false;
  const auto fits = [&](const auto& record) {
    const Levels& levels = LevelsOf(kind, record);
    return levels.has_value() && absl::c_any_of(*levels, [&](const PolicyLevel& level) {
             return level.target == target;
           });
  };
  const auto change = [&](auto& record) {
    status.Update(edit(*FindLevel(LevelsOf(kind, record), target)));
  };
  applies |= units_.EditWhere(fits, change);
  applies |= accounts_.EditWhere(fits, change);
  if (applies) return status;
  return absl::FailedPreconditionError(absl::StrCat(kind == PolicyKind::kServiceControl
                                                        ? "service control policies"
                                                        : "resource control policies",
                                                    " do not apply to `", target, "`"));
}

absl::Status SnapshotChanger::AttachToLevel(PolicyKind kind, absl::string_view target,
                                            const Document& document) {
  return EditLevels(kind, target, [&](PolicyLevel& level) {
    if (absl::c_linear_search(level.policies, document)) return AlreadyAttached(*document, target);
    level.policies.push_back(document);
    return absl::OkStatus();
  });
}

absl::Status SnapshotChanger::DetachFromLevel(PolicyKind kind, absl::string_view target,
                                              const Document& document) {
  if (document == BuiltinResourceControl()) {
    return absl::FailedPreconditionError("`RCPFullAWSAccess` cannot be detached (RP-4)");
  }
  return EditLevels(kind, target, [&](PolicyLevel& level) {
    return Remove(document, &level.policies) ? absl::OkStatus() : NotAttached(*document, target);
  });
}

absl::Status SnapshotChanger::AttachToPrincipal(absl::string_view arn, const Document& document) {
  if (const GroupRecord* group = world_.FindGroup(arn); group != nullptr) {
    return AttachToGroup(*group, document);
  }
  absl::Status status;
  principals_.EditWhere([&](const PrincipalRecord& record) { return record.arn.text() == arn; },
                        [&](PrincipalRecord& record) {
                          PolicyList& list = record.identity_policies;
                          const auto own_end = list.begin() + record.own_policy_count;
                          if (std::find(list.begin(), own_end, document) != own_end) {
                            status = AlreadyAttached(*document, arn);
                            return;
                          }
                          // What a user has directly and through groups counts once, as the user's
                          // own.
                          Remove(document, &list);
                          list.insert(list.begin() + record.own_policy_count++, document);
                        });
  return status;
}

bool SnapshotChanger::GroupsHold(const PrincipalRecord& user, const Document& document) const {
  return absl::c_any_of(groups_.read(), [&](const GroupRecord& group) {
    return absl::c_linear_search(user.groups, group.arn.text()) &&
           absl::c_linear_search(group.policies, document);
  });
}

absl::Status SnapshotChanger::DetachFromPrincipal(absl::string_view arn, const Document& document) {
  if (const GroupRecord* group = world_.FindGroup(arn); group != nullptr) {
    return DetachFromGroup(*group, document);
  }
  absl::Status status;
  principals_.EditWhere([&](const PrincipalRecord& record) { return record.arn.text() == arn; },
                        [&](PrincipalRecord& record) {
                          PolicyList& list = record.identity_policies;
                          const auto own_end = list.begin() + record.own_policy_count;
                          const auto found = std::find(list.begin(), own_end, document);
                          if (found == own_end) {
                            status = NotAttached(*document, arn);
                            return;
                          }
                          list.erase(found);
                          --record.own_policy_count;
                          if (GroupsHold(record, document)) list.push_back(document);
                        });
  return status;
}

absl::Status SnapshotChanger::AttachToGroup(const GroupRecord& group, const Document& document) {
  if (absl::c_linear_search(group.policies, document)) {
    return AlreadyAttached(*document, group.arn.text());
  }
  groups_.EditWhere([&](const GroupRecord& record) { return record.arn == group.arn; },
                    [&](GroupRecord& record) { record.policies.push_back(document); });
  principals_.EditWhere(
      [&](const PrincipalRecord& record) {
        return absl::c_linear_search(record.groups, group.arn.text()) &&
               !absl::c_linear_search(record.identity_policies, document);
      },
      [&](PrincipalRecord& record) { record.identity_policies.push_back(document); });
  return absl::OkStatus();
}

absl::Status SnapshotChanger::DetachFromGroup(const GroupRecord& group, const Document& document) {
  if (!absl::c_linear_search(group.policies, document)) {
    return NotAttached(*document, group.arn.text());
  }
  groups_.EditWhere([&](const GroupRecord& record) { return record.arn == group.arn; },
                    [&](GroupRecord& record) { Remove(document, &record.policies); });
  principals_.EditWhere(
      [&](const PrincipalRecord& record) {
        const auto own_end = record.identity_policies.begin() + record.own_policy_count;
        return absl::c_linear_search(record.groups, group.arn.text()) &&
               std::find(record.identity_policies.begin(), own_end, document) == own_end &&
               !GroupsHold(record, document);
      },
      [&](PrincipalRecord& record) { Remove(document, &record.identity_policies); });
  return absl::OkStatus();
}

void SnapshotChanger::MoveAccount(const AccountRecord& account, const UnitRecord& unit) {
  const absl::Span<const UnitRecord> units = units_.read();
  const UnitRecord& above =
      *absl::c_find_if(units, [&](const UnitRecord& edited) { return edited.id == unit.id; });
  accounts_.EditWhere(
      [&](const AccountRecord& record) { return record.id == account.id; },
      [&](AccountRecord& record) {
        record.organization_path = above.organization_path;
        for (const PolicyKind kind : {PolicyKind::kServiceControl, PolicyKind::kResourceControl}) {
          if (record.is_management_account) break;  // SC-1, RP-1
          Levels& levels = LevelsOf(kind, record);
          PolicyLevel own{record.id,
                          {kind == PolicyKind::kServiceControl ? BuiltinServiceControl()
                                                               : BuiltinResourceControl()}};
          if (record.in_organization && levels.has_value()) own = std::move(levels->back());
          levels = LevelsOf(kind, above);
          if (levels.has_value()) levels->push_back(std::move(own));
        }
        record.in_organization = true;
      });
}

void SnapshotChanger::SetPolicyOf(PolicyKind kind, absl::string_view holder,
                                  const Document& document) {
  if (kind == PolicyKind::kTrust) {
    principals_.EditWhere(
        [&](const PrincipalRecord& record) { return record.arn.text() == holder; },
        [&](PrincipalRecord& record) { record.trust_policy = document; });
  } else if (kind == PolicyKind::kVpcEndpoint) {
    endpoints_.EditWhere([&](const VpcEndpointRecord& record) { return record.id == holder; },
                         [&](VpcEndpointRecord& record) { record.policy = document; });
  } else {
    resources_.EditWhere([&](const ResourceRecord& record) { return record.arn.text() == holder; },
                         [&](ResourceRecord& record) { record.policy = document; });
  }
}

void SnapshotChanger::AddKnown(PolicyKind kind, Document document) {
  if (!known_.has_value()) known_ = world_.known_policies();
  PolicyList& list = kind == PolicyKind::kServiceControl    ? known_->service_control
                     : kind == PolicyKind::kResourceControl ? known_->resource_control
                                                            : known_->managed;
  list.push_back(std::move(document));
}

void SnapshotChanger::ReplaceDocuments(const DocumentReplacements& replacements) {
  const auto replaces = [&](const auto& policy) { return replacements.contains(policy.get()); };
  principals_.EditWhere(
      [&](const PrincipalRecord& record) {
        return Replaces(replacements, record.identity_policies) ||
               replaces(record.permissions_boundary) || replaces(record.trust_policy);
      },
      [&](PrincipalRecord& record) {
        Replace(replacements, &record.identity_policies);
        Replace(replacements, &record.permissions_boundary);
        Replace(replacements, &record.trust_policy);
      });
  groups_.EditWhere(
      [&](const GroupRecord& record) { return Replaces(replacements, record.policies); },
      [&](GroupRecord& record) { Replace(replacements, &record.policies); });
  const auto replaces_level = [&](const auto& record) {
    return Replaces(replacements, record.service_control) ||
           Replaces(replacements, record.resource_control);
  };
  const auto replace_level = [&](auto& record) {
    Replace(replacements, &record.service_control);
    Replace(replacements, &record.resource_control);
  };
  accounts_.EditWhere(replaces_level, replace_level);
  units_.EditWhere(replaces_level, replace_level);
  const auto replaces_policy = [&](const auto& record) { return replaces(record.policy); };
  const auto replace_policy = [&](auto& record) { Replace(replacements, &record.policy); };
  resources_.EditWhere(replaces_policy, replace_policy);
  endpoints_.EditWhere(replaces_policy, replace_policy);
  if (!known_.has_value()) known_ = world_.known_policies();
  for (PolicyList* list : {&known_->managed, &known_->service_control, &known_->resource_control}) {
    Replace(replacements, list);
  }
}

std::shared_ptr<const Snapshot> SnapshotChanger::Take() {
  std::shared_ptr<Snapshot> changed(new Snapshot(world_));
  if (principals_.is_edited()) changed->Set(principals_.Take());
  if (groups_.is_edited()) changed->Set(groups_.Take());
  if (accounts_.is_edited()) changed->Set(accounts_.Take());
  if (units_.is_edited()) changed->Set(units_.Take());
  if (resources_.is_edited()) changed->Set(resources_.Take());
  if (endpoints_.is_edited()) changed->Set(endpoints_.Take());
  if (known_.has_value()) changed->Set(*std::move(known_));
  return changed;
}

}  // namespace iamsim
