// s3: block public access, object ownership, and the owner's way back in (S3-2, S3-3, S3-5).

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "decide/services/s3_public_policy.h"
#include "decide/services/service_rules.h"

namespace iamsim {

namespace {

bool IsObject(const Arn& resource) {
  return resource.account().empty() && absl::StrContains(resource.resource(), '/');
}

bool HasPublicPolicy(const RequestContext& context) {
  for (const std::shared_ptr<const AttachedPolicy>& policy : context.policies.resource) {
    // A bucket policy that cannot be read may well be public.
    if (policy->policy == nullptr || IsPublicBucketPolicy(*policy->policy)) return true;
  }
  return false;
}

}  // namespace

void ApplyS3Rules(const RequestContext& context, ServiceVerdict* verdict) {
  const Action& action = context.action;
  if (action.service() != "s3" || !context.resource_arn) return;
  if (context.caller.kind == CallerKind::kRoot &&
      (action.Is("s3:getbucketpolicy") || action.Is("s3:putbucketpolicy") ||
       action.Is("s3:deletebucketpolicy"))) {
    verdict->root_bypasses_resource_deny = context.caller.account == context.resource_account;
  }
  // S3-2: with ACLs on, the bucket policy's Allows do not cover objects of another owner.
  if (!context.s3.object_owner.empty() && IsObject(*context.resource_arn)) {
    verdict->grants_cover_resource = context.s3.object_owner == context.resource_account;
  }
  // S3-3: RestrictPublicBuckets cuts everybody else off, non-public statements included.
  verdict->only_owner_and_services = context.s3.block_public_access && HasPublicPolicy(context);
}

}  // namespace iamsim
