// iam: PassRole stays in the account; what IAM itself protects (PA-2, PA-7, SV-2).

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "decide/services/service_rules.h"

namespace iamsim {

namespace {

// SV-2: what nobody may do to a service-linked role, and nothing else.
constexpr absl::string_view kServiceLinkedRoleActions[] = {"attachrolepolicy",
                                                           "detachrolepolicy",
                                                           "putrolepolicy",
                                                           "deleterolepolicy",
                                                           "putrolepermissionsboundary",
                                                           "deleterolepermissionsboundary",
                                                           "updateassumerolepolicy",
                                                           "deleterole"};

// SV-2: the groups of actions that read.
bool OnlyReads(absl::string_view name) {
  for (const absl::string_view prefix : {"get", "list", "generate", "simulate"}) {
    if (absl::StartsWith(name, prefix)) return true;
  }
  return false;
}

}  // namespace

void ApplyIamRules(const RequestContext& context, ServiceVerdict* verdict) {
  if (context.action.service() != "iam" || !context.resource_arn) return;
  const Arn& resource = *context.resource_arn;
  const absl::string_view name = context.action.name();
  if (context.action.Is("iam:passrole") && !context.caller.account.empty() &&
      resource.account() != context.caller.account) {
    verdict->Refuse("PA-2", "a role of another account cannot be passed");
    return;
  }
  if (absl::StartsWith(resource.resource(), "role/aws-service-role/") &&
      absl::c_linear_search(kServiceLinkedRoleActions, name)) {
    verdict->Refuse("SV-2", "a service-linked role is changed by its service alone");
  } else if (absl::StartsWith(resource.resource(), "role/aws-reserved/") && !OnlyReads(name)) {
    verdict->Refuse("SV-2", "a role of IAM Identity Center is changed by Identity Center alone");
  } else if (resource.account() == "aws" && !OnlyReads(name)) {
    verdict->Refuse("SV-2", "a policy managed by aws cannot be changed");
  }
}

}  // namespace iamsim
