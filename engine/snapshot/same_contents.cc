#include "snapshot/same_contents.h"

#include <algorithm>

#include "iamsim/policy/print.h"

namespace iamsim {
namespace {

bool SameLists(const PolicyList& a, const PolicyList& b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const std::shared_ptr<const AttachedPolicy>& x,
         const std::shared_ptr<const AttachedPolicy>& y) { return SameContents(x, y); });
}

bool SameSettings(const S3Settings& a, const S3Settings& b) {
  return a.block_public_access == b.block_public_access &&
         a.bucket_abac_enabled == b.bucket_abac_enabled && a.object_owner == b.object_owner;
}

}  // namespace

bool SameContents(const std::shared_ptr<const AttachedPolicy>& a,
                  const std::shared_ptr<const AttachedPolicy>& b) {
  if (a == nullptr || b == nullptr) return a == b;
  if (a->name != b->name || a->arn != b->arn) return false;
  if (a->policy == nullptr || b->policy == nullptr) return a->policy == b->policy;
  return a->policy == b->policy || SamePolicy(*a->policy, *b->policy);
}

bool SameContents(const SnapshotBuilder::PrincipalEntry& a,
                  const SnapshotBuilder::PrincipalEntry& b) {
  return a.kind == b.kind && a.unique_id == b.unique_id && a.tags == b.tags &&
         SameLists(a.inline_policies, b.inline_policies) &&
         a.attached_policy_arns == b.attached_policy_arns && a.groups == b.groups &&
         a.boundary_arn == b.boundary_arn && SameContents(a.trust_policy, b.trust_policy) &&
         a.max_session_seconds == b.max_session_seconds;
}

bool SameContents(const SnapshotBuilder::GroupEntry& a, const SnapshotBuilder::GroupEntry& b) {
  return SameLists(a.inline_policies, b.inline_policies) &&
         a.attached_policy_arns == b.attached_policy_arns;
}

bool SameContents(const SnapshotBuilder::OrganizationUnitEntry& a,
                  const SnapshotBuilder::OrganizationUnitEntry& b) {
  return a.parent == b.parent && a.service_control == b.service_control &&
         a.resource_control == b.resource_control && a.accounts == b.accounts;
}

bool SameContents(const ResourceRecord& a, const ResourceRecord& b) {
  return a.account == b.account && a.tags == b.tags && SameContents(a.policy, b.policy) &&
         SameSettings(a.s3, b.s3) && a.bucket == b.bucket;
}

bool SameContents(const VpcEndpointRecord& a, const VpcEndpointRecord& b) {
  return a.account == b.account && a.type == b.type && SameContents(a.policy, b.policy);
}

}  // namespace iamsim
