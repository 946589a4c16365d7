#ifndef IAMSIM_MODEL_EVALUATION_OPTIONS_H_
#define IAMSIM_MODEL_EVALUATION_OPTIONS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// What may be switched: one member per row of evaluation_options.inc.
struct EvaluationOptions {
#define IAMSIM_EVALUATION_OPTION(name, default_value, rule, meaning) bool name = default_value;
#include "iamsim/model/evaluation_options.inc"
#undef IAMSIM_EVALUATION_OPTION
};

// Applies "name=true" or "name=false"; InvalidArgument with the nearest name otherwise.
absl::Status SetOption(absl::string_view assignment, EvaluationOptions* options);

// The other defaults of semantics section 8, where AWS is silent or contradicts itself. Each is
// used where the rule is implemented; changing one is a change of behaviour that its test will
// show.
namespace defaults {
// OP-3: a short ARN of an identity policy or boundary matches by completion (MR-4) or by
// trailing-`*` overflow (MR-3): the union of both.
inline constexpr bool kUniteCompletionAndOverflow = true;
// OP-4: fields of an ARN are compared with regard to case.
inline constexpr bool kArnFieldsAreCaseSensitive = true;
// OP-5: the service whose account-level actions accept a pattern that matches `arn:aws:s3:::*`.
inline constexpr absl::string_view kAcceptsArnForAccountActions = "s3";
// OP-7: a plain operator with an empty value list: positive false, negated true.
inline constexpr bool kEmptyValueListMatchesNegated = true;
// OP-8: a list without a set operator satisfies neither the positive nor the negated operator.
inline constexpr bool kListWithoutSetOperatorMatches = false;
// OP-9: of two tags whose keys differ by case only, either may match.
inline constexpr bool kAnyTagSpellingMatches = true;
// OP-10: a malformed context value satisfies no operator, negated ones included.
inline constexpr bool kMalformedContextMatchesNegated = false;
// OP-11: policy variables are expanded in the values of Bool.
inline constexpr bool kExpandVariablesInBool = true;
// OP-12: a NotResource pattern with an unresolved variable excludes nothing.
inline constexpr bool kUnresolvedNotResourceExcludes = false;
// OP-13: resource control policies do not apply to a request on `*`.
inline constexpr bool kResourceControlAppliesToStar = false;
// OP-15: aws:PrincipalArn, PrincipalAccount, PrincipalType and userid of a service principal.
inline constexpr bool kServicePrincipalsHaveIdentityKeys = false;
// OP-16: a WILDCARD grant in the same account is limited by boundary and session policy.
inline constexpr bool kWildcardGrantIsLimited = false;
// OP-17: {"AWS": "*"} admits service principals as "*" does.
inline constexpr bool kAwsWildcardAdmitsServices = true;
// OP-18: `*` in the sixth field of a resource pattern crosses colons.
inline constexpr bool kResourceStarCrossesColons = true;
// OP-19: a date of digits only, four of them included, is in epoch seconds.
inline constexpr bool kDigitsAreEpochSeconds = true;
// OP-20: MFA keys are absent after chaining.
inline constexpr bool kMfaSurvivesChaining = false;
// OP-22: service control policies apply to callers of AssumeRoleWithSAML and …WithWebIdentity.
inline constexpr bool kServiceControlAppliesToFederation = false;
// OP-23: an explicit Deny of a resource policy applies to the account's root user (but S3-5).
inline constexpr bool kResourceDenyBindsRoot = true;
// OP-24: role names in session ARNs are compared with regard to case.
inline constexpr bool kRoleNamesAreCaseSensitive = true;
// OP-25: a malformed policy value satisfies a negated operator.
inline constexpr bool kMalformedPolicyValueMatchesNegated = true;
// OP-26: an empty context list is like an absent key.
inline constexpr bool kEmptyListIsAbsent = true;
// OP-27: an IPv6 policy value without a prefix length means /128.
inline constexpr int kDefaultIpv6Prefix = 128;
// OP-28: short ARNs outside identity policies and boundaries are completed.
inline constexpr bool kCompleteShortArnsElsewhere = false;
// OP-29: services whose VPC endpoint counts as a gateway when its type is not given.
inline constexpr absl::string_view kGatewayServices[] = {"s3", "dynamodb"};
// OP-21 (the layer named when several deny) is the order of decide/combine.cc, RE-2.
}  // namespace defaults

}  // namespace iamsim

#endif  // IAMSIM_MODEL_EVALUATION_OPTIONS_H_
