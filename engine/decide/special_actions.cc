// Tested by special_actions_test.cc, over every action of the catalog.
#include "decide/special_actions.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "decide/services/s3_account_actions.h"
#include "decide/services/service_rules.h"
#include "request/keys/resource_keys.h"

namespace iamsim {
namespace {

constexpr absl::string_view kSpecial[] = {
    "iam:passrole",     // PA-3
    "kms:retiregrant",  // RP-2
    "s3:createbucket",  // its resource has no owner yet
};

}  // namespace

bool IsSpecialAction(const Action& action) {
  if (action.service() == "sts" || IsS3AccountAction(action) || HasNoOwnerKeys(action)) return true;
  if (action.service() == "iam" && absl::StrContains(action.name(), "servicelinkedrole")) {
    return true;
  }
  return std::find(std::begin(kSpecial), std::end(kSpecial), action.lower()) != std::end(kSpecial);
}

std::string ServiceFamily(const RequestContext& context) {
  const ServiceVerdict verdict = ApplyServiceRules(context);
  return absl::StrCat(verdict.uncontrollable, verdict.refused, verdict.trust,
                      verdict.resource_policy_is_mandatory, verdict.resource_policy_has_effect,
                      verdict.root_bypasses_resource_deny, verdict.grants_cover_resource,
                      verdict.only_owner_and_services, verdict.both_accounts_must_allow,
                      verdict.identity_allow_is_implied, verdict.counts_as_same_account,
                      verdict.rule);
}

}  // namespace iamsim
