#ifndef IAMSIM_ENGINE_DECIDE_SERVICES_SERVICE_RULES_H_
#define IAMSIM_ENGINE_DECIDE_SERVICES_SERVICE_RULES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/request/request_context.h"

namespace iamsim {

// How a service departs from the default algorithm for one check (5.8, 6.1). Starts as the default;
// the rules of each service adjust it.
struct ServiceVerdict {
  bool uncontrollable = false;  // ST-1, ST-2: allowed whatever policies say
  bool refused = false;         // EV-21 2b: denied whatever is allowed
  std::string rule;             // of `uncontrollable` or `refused`
  std::string reason;           // one sentence for a person

  bool trust = false;                         // the resource policy is a role's trust policy
  bool resource_policy_is_mandatory = false;  // EV-22
  bool resource_policy_has_effect = true;     // MA-6, PA-7
  bool root_bypasses_resource_deny = false;   // S3-5
  bool grants_cover_resource = true;          // S3-2
  bool only_owner_and_services = false;       // S3-3
  bool both_accounts_must_allow = false;      // CH-6: as if cross-account
  bool identity_allow_is_implied = false;     // CH-6: the resource policy suffices
  bool counts_as_same_account = false;        // TR-9

  void Refuse(absl::string_view by_rule, absl::string_view why);
  void AllowAlways(absl::string_view by_rule, absl::string_view why);
};

// One function per file of this folder; `service_rules.cc` lists them.
void ApplyPartitionRules(const RequestContext& context, ServiceVerdict* verdict);
void ApplyStsRules(const RequestContext& context, ServiceVerdict* verdict);
void ApplyIamRules(const RequestContext& context, ServiceVerdict* verdict);
void ApplyKmsRules(const RequestContext& context, ServiceVerdict* verdict);
void ApplyS3Rules(const RequestContext& context, ServiceVerdict* verdict);
void ApplyResourcePolicyScope(const RequestContext& context, ServiceVerdict* verdict);

// All of them.
ServiceVerdict ApplyServiceRules(const RequestContext& context);

// The caller is a session of sts:AssumeRoot (TR-9): root with aws:AssumedRoot true.
bool IsAssumeRootSession(const RequestContext& context);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_SERVICES_SERVICE_RULES_H_
