#include "decide/services/service_rules.h"

#include "absl/strings/match.h"

namespace iamsim {

namespace {

constexpr void (*kServiceRules[])(const RequestContext&, ServiceVerdict*) = {
    &ApplyPartitionRules, &ApplyStsRules, &ApplyIamRules,
    &ApplyKmsRules,       &ApplyS3Rules,  &ApplyResourcePolicyScope,
};

}  // namespace

void ServiceVerdict::Refuse(absl::string_view by_rule, absl::string_view why) {
  refused = true;
  rule = std::string(by_rule);
  reason = std::string(why);
}

void ServiceVerdict::AllowAlways(absl::string_view by_rule, absl::string_view why) {
  uncontrollable = true;
  rule = std::string(by_rule);
  reason = std::string(why);
}

// EV-5: grants never cross partitions.
void ApplyPartitionRules(const RequestContext& context, ServiceVerdict* verdict) {
  if (!context.resource_arn || context.caller.account.empty()) return;
  if (context.resource_arn->partition() != context.caller.partition) {
    verdict->Refuse("EV-5", "the caller and the resource are in different partitions");
  }
}

ServiceVerdict ApplyServiceRules(const RequestContext& context) {
  ServiceVerdict verdict;
  for (const auto& rules : kServiceRules) rules(context, &verdict);
  return verdict;
}

bool IsAssumeRootSession(const RequestContext& context) {
  return context.caller.kind == CallerKind::kRoot &&
         absl::EqualsIgnoreCase(context.keys.Text("aws:AssumedRoot"), "true");
}

}  // namespace iamsim
