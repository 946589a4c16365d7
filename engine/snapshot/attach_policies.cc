#include "snapshot/attach_policies.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/last_part.h"
#include "iamsim/model/caller.h"
#include "snapshot/builtin_policies.h"

namespace iamsim {
namespace {

using Attached = std::shared_ptr<const AttachedPolicy>;

std::string NameKey(absl::string_view account, absl::string_view name) {
  return absl::StrCat(account, "/", name);
}

class Attacher {
 public:
  Attacher(const std::vector<SnapshotBuilder::GroupEntry>& groups, const ManagedPolicies& managed,
           const ManagedPolicies& by_name, Diagnostics* diagnostics)
      : managed_(managed), by_name_(by_name), diagnostics_(*diagnostics) {
    for (const SnapshotBuilder::GroupEntry& group : groups) {
      groups_.try_emplace(group.arn.text(), &group);
      groups_.try_emplace(NameKey(group.arn.account(), EntityName(group.arn.resource())), &group);
    }
  }

  PrincipalRecord Attach(SnapshotBuilder::PrincipalEntry entry) {
    PrincipalRecord record;
    record.kind = entry.kind;
    record.name = std::string(EntityName(entry.arn.resource()));
    record.unique_id = std::move(entry.unique_id);
    record.tags = std::move(entry.tags);
    record.trust_policy = std::move(entry.trust_policy);
    record.max_session_seconds = entry.max_session_seconds;
    PolicyList& policies = record.identity_policies;
    policies = std::move(entry.inline_policies);
    policies.reserve(policies.size() + entry.attached_policy_arns.size());
    const std::size_t first_managed = policies.size();
    AddManaged(entry.attached_policy_arns, entry.arn.text(), first_managed, &policies);
    record.own_policy_count = static_cast<std::uint32_t>(policies.size());
    for (const std::string& reference : entry.groups) {
      AddGroup(reference, entry.arn, first_managed, &record);
    }
    if (!entry.boundary_arn.empty()) {
      record.permissions_boundary =
          FindManaged(entry.boundary_arn, "set as a permissions boundary", entry.arn.text());
    }
    record.arn = std::move(entry.arn);
    return record;
  }

  GroupRecord Attach(const SnapshotBuilder::GroupEntry& entry) {
    GroupRecord record;
    record.arn = entry.arn;
    record.name = std::string(EntityName(entry.arn.resource()));
    record.policies = entry.inline_policies;
    AddManaged(entry.attached_policy_arns, entry.arn.text(), record.policies.size(),
               &record.policies);
    return record;
  }

 private:
  // A policy that a user has directly and through groups counts once: those from `first` on are
  // compared, of which AWS allows few.
  void AddManaged(const std::vector<SharedText>& arns, absl::string_view holder, std::size_t first,
                  PolicyList* out) {
    for (const SharedText& arn : arns) {
      const auto [known, is_new] = attached_.try_emplace(&arn.text(), Reference{arn, nullptr});
      Attached& policy = known->second.policy;
      if (is_new) policy = FindManaged(arn.text(), "attached", holder);
      const auto begin = out->begin() + static_cast<std::ptrdiff_t>(first);
      if (std::find(begin, out->end(), policy) == out->end()) out->push_back(policy);
    }
  }

  void AddGroup(const std::string& reference, const Arn& user, std::size_t first,
                PrincipalRecord* record) {
    PolicyList* out = &record->identity_policies;
    auto group = groups_.find(reference);
    if (group == groups_.end()) group = groups_.find(NameKey(user.account(), reference));
    if (group == groups_.end()) {
      // The group's policies are unknown, so they may allow and deny anything.
      const std::string key = NameKey(user.account(), reference);
      out->push_back(Missing(
          key, reference, "",
          absl::StrCat("group `", reference, "` of `", user.text(), "` is not in the input")));
      return;
    }
    record->groups.push_back(group->second->arn.text());
    out->insert(out->end(), group->second->inline_policies.begin(),
                group->second->inline_policies.end());
    AddManaged(group->second->attached_policy_arns, group->second->arn.text(), first, out);
  }

  Attached FindManaged(const std::string& arn, absl::string_view how, absl::string_view holder) {
    const auto known = managed_.find(arn);
    if (known != managed_.end() && known->second->policy != nullptr) return known->second;
    if (Attached named = FindByName(arn); named != nullptr) return named;
    if (known != managed_.end()) return known->second;
    return Missing(arn, LastPart(arn), arn,
                   absl::StrCat("policy `", arn, "` is ", how, " (first: `", holder,
                                "`), but its document is not in the input"));
  }

  // One copy for everything that refers to the same ARN; null when the name is not known.
  Attached FindByName(const std::string& arn) {
    if (const auto found = found_by_name_.find(arn); found != found_by_name_.end()) {
      return found->second;
    }
    const absl::StatusOr<Arn> parsed = ParseArn(arn);
    if (!parsed.ok()) return nullptr;
    const auto named = by_name_.find(NameKey(parsed->account(), EntityName(parsed->resource())));
    if (named == by_name_.end()) return nullptr;
    auto policy = std::make_shared<AttachedPolicy>(*named->second);
    policy->arn = arn;
    return found_by_name_.emplace(arn, std::move(policy)).first->second;
  }

  // One placeholder and one diagnostic for everything that refers to the same document.
  Attached Missing(const std::string& key, absl::string_view name, absl::string_view arn,
                   std::string message) {
    const auto [missing, is_new] = missing_.try_emplace(key);
    if (is_new) {
      auto policy = std::make_shared<AttachedPolicy>();
      policy->name = std::string(name);
      policy->arn = std::string(arn);
      missing->second = std::move(policy);
      diagnostics_.push_back({Severity::kWarning, "", {}, std::move(message)});
    }
    return missing->second;
  }

  const ManagedPolicies& managed_;
  const ManagedPolicies& by_name_;
  Diagnostics& diagnostics_;
  absl::flat_hash_map<std::string, const SnapshotBuilder::GroupEntry*>
      groups_;  // ARN, account/name
  struct Reference {
    SharedText arn;  // keeps the address of its text from naming another
    Attached policy;
  };
  absl::flat_hash_map<const std::string*, Reference> attached_;
  ManagedPolicies missing_;
  ManagedPolicies found_by_name_;
};

}  // namespace

AttachedRecords AttachPolicies(std::vector<SnapshotBuilder::PrincipalEntry> principals,
                               const std::vector<SnapshotBuilder::GroupEntry>& groups,
                               const ManagedPolicies& managed, const ManagedPolicies& by_name,
                               Diagnostics* diagnostics) {
  Attacher attacher(groups, managed, by_name, diagnostics);
  AttachedRecords records;
  records.principals.reserve(principals.size());
  // Each entry is gone when its record is there: dumps have many.
  for (SnapshotBuilder::PrincipalEntry& entry : principals) {
    records.principals.push_back(attacher.Attach(std::move(entry)));
  }
  records.groups.reserve(groups.size());
  for (const SnapshotBuilder::GroupEntry& entry : groups) {
    records.groups.push_back(attacher.Attach(entry));
  }
  return records;
}

}  // namespace iamsim
