#include "decide/services/s3_public_policy.h"

#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "iamsim/match/cidr.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/context_value.h"

namespace iamsim {

namespace {

// S3-4: keys whose fixed value limits who may call.
constexpr absl::string_view kLimitingKeys[] = {
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourcearn",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceowner",
    "aws:sourceaccount",
    "aws:userid",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:dataaccesspointaccount",
};

bool IsFixed(absl::string_view value) {
  return !absl::StrContains(value, '*') && !absl::StrContains(value, '?') &&
         !absl::StrContains(value, "${");
}

// Not wider than /8 (IPv4) or /32 (IPv6).
bool IsNarrowRange(absl::string_view value) {
  const std::optional<Cidr> cidr = ParseCidr(value);
  return cidr && cidr->prefix >= (cidr->address.is_ipv6 ? 32 : 8);
}

// The name of the access point may be a wildcard, its account may not.
bool NamesAccessPointsOfOneAccount(absl::string_view value) {
  const absl::StatusOr<Arn> arn = ParseArn(value);
  return arn.ok() && IsAccountId(arn->account());
}

bool LimitsCallers(const Condition& condition) {
  const ConditionOperator& op = condition.op;
  // An absent key satisfies these, so they do not limit.
  if (op.is_null_test() || op.if_exists || op.base->negated ||
      op.set == SetOperator::kForAllValues) {
    return false;
  }
  if (condition.values.empty()) return true;  // OP-7: never satisfied
  const std::string key = ContextKeyId(condition.key);
  if (key == "aws:sourceip") return absl::c_all_of(condition.values, IsNarrowRange);
  if (key == "s3:dataaccesspointarn") {
    return absl::c_all_of(condition.values, NamesAccessPointsOfOneAccount);
  }
  return absl::c_linear_search(kLimitingKeys, key) && absl::c_all_of(condition.values, IsFixed);
}

bool NamesEveryone(const Statement& statement) {
  if (!statement.principal) return false;
  if (statement.principal->negated || statement.principal->everyone) return true;
  return absl::c_any_of(statement.principal->entries, [](const PrincipalEntry& entry) {
    return entry.type == PrincipalType::kAws && entry.value == "*";
  });
}

}  // namespace

bool IsPublicBucketPolicy(const Policy& policy) {
  return absl::c_any_of(policy.statements, [](const Statement& statement) {
    return statement.effect == Effect::kAllow && NamesEveryone(statement) &&
           absl::c_none_of(statement.conditions, LimitsCallers);
  });
}

}  // namespace iamsim
