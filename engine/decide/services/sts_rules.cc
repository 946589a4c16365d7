// sts: calls that policies cannot control, role trust, federation, AssumeRoot (ST-*, TR-*, CH-6).

#include "decide/services/service_rules.h"

namespace iamsim {

namespace {

bool IsUserOrRoot(const Caller& caller) {
  return caller.kind == CallerKind::kUser || caller.kind == CallerKind::kRoot;
}

void ApplyTrust(const RequestContext& context, ServiceVerdict* verdict) {
  verdict->trust = true;
  verdict->resource_policy_is_mandatory = true;  // TR-1, EV-22
  if (context.caller.kind == CallerKind::kRoot && context.action.Is("sts:assumerole")) {
    verdict->Refuse("TR-10", "root user credentials cannot call sts:AssumeRole");
  }
  if (context.action.Is("sts:setsourceidentity")) {
    // CH-6: a role session that calls AssumeRole is chaining, which needs both sides; otherwise the
    // trust policy suffices within the account.
    const bool chaining = context.caller.kind == CallerKind::kRoleSession;
    verdict->both_accounts_must_allow = chaining;
    verdict->identity_allow_is_implied = !chaining;
  }
}

void ApplyAssumeRoot(const RequestContext& context, ServiceVerdict* verdict) {
  verdict->counts_as_same_account = true;  // TR-9: needs sts:AssumeRoot and no resource policy
  if (context.caller.kind == CallerKind::kRoot) {
    verdict->Refuse("TR-10", "root user credentials cannot call sts:AssumeRoot");
  } else if (context.may_assume_root == false) {
    verdict->Refuse("TR-9",
                    "only the management account and delegated administrators may call "
                    "sts:AssumeRoot");
  }
}

}  // namespace

void ApplyStsRules(const RequestContext& context, ServiceVerdict* verdict) {
  const Action& action = context.action;
  if (action.service() != "sts") return;
  const Caller& caller = context.caller;
  const bool has_credentials =
      caller.kind != CallerKind::kAnonymous && caller.kind != CallerKind::kIdentityProvider;
  if (action.Is("sts:getcalleridentity") && has_credentials) {
    verdict->AllowAlways("ST-1", "sts:GetCallerIdentity is allowed for any valid credentials");
  } else if (action.Is("sts:getsessiontoken")) {
    if (IsUserOrRoot(caller)) {
      verdict->AllowAlways("ST-2", "policies cannot control sts:GetSessionToken");
    } else {
      verdict->Refuse("ST-2", "only IAM users and root users may call sts:GetSessionToken");
    }
  } else if (action.Is("sts:getfederationtoken") && !IsUserOrRoot(caller)) {
    verdict->Refuse("ST-3", "only IAM users and root users may call sts:GetFederationToken");
  } else if (action.Is("sts:assumeroot")) {
    ApplyAssumeRoot(context, verdict);
  } else if (IsTrustAction(action) && context.resource_arn && IsRoleArn(*context.resource_arn)) {
    ApplyTrust(context, verdict);
  }
}

}  // namespace iamsim
