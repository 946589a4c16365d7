// PolicyExclusionList: which policies a simulation leaves out. Tested by
// simulation_exclusions_test.cc.
#include <algorithm>
#include <memory>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "decide/simulation_parts.h"

namespace iamsim {
namespace {

using Kind = PolicyExclusion::Kind;
using Attached = std::shared_ptr<const AttachedPolicy>;

bool Contains(const PolicyList& policies, const AttachedPolicy& policy) {
  return absl::c_any_of(policies, [&policy](const Attached& it) { return it.get() == &policy; });
}

// arn:aws:iam::aws:policy/…
bool IsAwsManaged(const AttachedPolicy& policy) {
  const absl::StatusOr<Arn> arn = ParseArn(policy.arn);
  return arn.ok() && arn->account() == "aws";
}

bool ExcludesIdentity(const PolicyExclusion& exclusion, const AttachedPolicy& policy,
                      const PolicySource& source) {
  const bool is_inline = policy.arn.empty();
  switch (exclusion.kind) {
    case Kind::kInline:
      return is_inline;
    case Kind::kAwsManaged:
      return IsAwsManaged(policy);
    case Kind::kUserManaged:
      return !is_inline && !IsAwsManaged(policy);
    case Kind::kArn:
      return !is_inline && policy.arn == exclusion.name;
    case Kind::kInlinePolicy:
      return is_inline && policy.name == exclusion.name &&
             source.HolderType(policy) == exclusion.holder_type &&
             source.HolderName(policy) == exclusion.holder;
    case Kind::kPermissionsBoundary:
    case Kind::kServiceControl:
    case Kind::kResourceControl:
      return false;
  }
  return false;
}

template <class Predicate>
bool EraseIf(PolicyList* policies, Predicate excluded) {
  return std::erase_if(*policies, [&excluded](const Attached& it) { return excluded(*it); }) > 0;
}

bool ExcludeBoundary(const PolicyExclusion& exclusion, std::optional<PolicyList>* boundary) {
  if (!boundary->has_value()) return false;
  const bool excluded =
      exclusion.kind == Kind::kPermissionsBoundary ||
      (exclusion.kind == Kind::kArn &&
       absl::c_any_of(**boundary, [&](const Attached& it) { return it->arn == exclusion.name; }));
  if (excluded) boundary->reset();
  return excluded;
}

bool ExcludeLevels(const PolicyExclusion& exclusion, Kind whole,
                   std::optional<std::vector<PolicyLevel>>* levels) {
  if (!levels->has_value()) return false;
  if (exclusion.kind == whole) {
    levels->reset();
    return true;
  }
  if (exclusion.kind != Kind::kArn) return false;
  bool any = false;
  for (PolicyLevel& level : **levels) {
    any |= EraseIf(&level.policies,
                   [&](const AttachedPolicy& policy) { return policy.arn == exclusion.name; });
  }
  return any;
}

}  // namespace

const GroupRecord* PolicySource::GroupOf(const AttachedPolicy& policy) const {
  if (group != nullptr) return Contains(group->policies, policy) ? group : nullptr;
  if (principal == nullptr || principal->kind != PrincipalKind::kUser) return nullptr;
  for (const GroupRecord& other : snapshot->groups()) {
    if (other.arn.account() == principal->arn.account() && Contains(other.policies, policy)) {
      return &other;
    }
  }
  return nullptr;
}

bool PolicySource::Has(const AttachedPolicy& policy) const {
  if (group != nullptr) return Contains(group->policies, policy);
  return principal != nullptr && Contains(principal->identity_policies, policy);
}

std::string PolicySource::HolderType(const AttachedPolicy& policy) const {
  if (!Has(policy)) return "";
  if (GroupOf(policy) != nullptr) return "group";
  return principal->kind == PrincipalKind::kUser ? "user" : "role";
}

std::string PolicySource::HolderName(const AttachedPolicy& policy) const {
  if (!Has(policy)) return "";
  const GroupRecord* holder = GroupOf(policy);
  return holder != nullptr ? holder->name : principal->name;
}

bool Exclude(const PolicyExclusion& exclusion, const SimulationRequest& request,
             const PolicySource& source, PolicyLayers* layers) {
  bool any = EraseIf(&layers->identity, [&](const AttachedPolicy& policy) {
    return source.Has(policy) && ExcludesIdentity(exclusion, policy, source);
  });
  if (!request.permissions_boundary) {
    any |= ExcludeBoundary(exclusion, &layers->permissions_boundary);
  }
  any |= ExcludeLevels(exclusion, Kind::kServiceControl, &layers->service_control);
  any |= ExcludeLevels(exclusion, Kind::kResourceControl, &layers->resource_control);
  return any;
}

std::string Describe(const PolicyExclusion& exclusion) {
  if (exclusion.kind == Kind::kArn) return absl::StrCat("`", exclusion.name, "`");
  return absl::StrCat("`", exclusion.name, "` of ", exclusion.holder_type, " `", exclusion.holder,
                      "`");
}

}  // namespace iamsim
