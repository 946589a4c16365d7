// MA-6: where a resource policy has a say at all.

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "decide/services/service_rules.h"

namespace iamsim {

namespace {

// Services whose resource policies know the actions of their own prefix only.
constexpr absl::string_view kOwnActionsOnly[] = {
    "s3", "sqs", "sns", "kms", "lambda", "secretsmanager", "ecr", "dynamodb", "events", "iam"};

}  // namespace

void ApplyResourcePolicyScope(const RequestContext& context, ServiceVerdict* verdict) {
  if (!context.resource_arn) return;
  const absl::string_view service = context.resource_arn->service();
  if (service == "iam") {
    // A role's trust policy speaks about sts alone; iam: actions, PassRole included, have no
    // resource policy (PA-7).
    verdict->resource_policy_has_effect = context.action.service() == "sts";
  } else if (absl::c_linear_search(kOwnActionsOnly, service)) {
    verdict->resource_policy_has_effect = context.action.service() == service;
  }
}

}  // namespace iamsim
