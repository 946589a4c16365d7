// kms: the key policy always has a say (KM-1 … KM-3, EV-22).

#include "absl/strings/match.h"
#include "decide/services/service_rules.h"

namespace iamsim {

void ApplyKmsRules(const RequestContext& context, ServiceVerdict* verdict) {
  if (context.action.service() != "kms" || !context.resource_arn) return;
  const absl::string_view resource = context.resource_arn->resource();
  if (absl::StartsWith(resource, "key/")) {
    verdict->resource_policy_is_mandatory = true;  // KM-1
  } else if (absl::StartsWith(resource, "alias/aws/") &&
             (context.action.Is("kms:createalias") || context.action.Is("kms:updatealias") ||
              context.action.Is("kms:deletealias"))) {
    verdict->Refuse("KM-3", "an alias of an aws managed key cannot be changed");
  }
}

}  // namespace iamsim
