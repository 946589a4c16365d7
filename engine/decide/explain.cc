#include "absl/strings/str_cat.h"
#include "decide/near_miss.h"
#include "iamsim/decide/decide.h"

namespace iamsim {

namespace {

constexpr std::size_t kNearMisses = 3;

// "AssumableRole", "user ann", "lambda.amazonaws.com": short, as a person says it.
std::string CallerName(const Caller& caller) {
  switch (caller.kind) {
    case CallerKind::kUser:
    case CallerKind::kRoleSession:
    case CallerKind::kFederatedUser:
    case CallerKind::kService:
      return caller.name;
    case CallerKind::kRoot:
      return absl::StrCat("the root user of ", caller.account);
    case CallerKind::kIdentityProvider:
      return caller.text;
    case CallerKind::kAnonymous:
      return "an anonymous caller";
  }
  return caller.text;
}

std::string ResourceSentence(const RequestContext& context) {
  const std::string caller = CallerName(context.caller);
  const bool trust = context.resource_arn && context.resource_arn->service() == "iam";
  if (trust) {
    return absl::StrCat("the trust policy of ", EntityName(context.resource_arn->resource()),
                        " does not admit ", caller, " to ", context.action.text());
  }
  if (context.policies.resource.empty()) {
    return absl::StrCat("no resource policy lets ", caller, " call ", context.action.text(),
                        ", and this call needs one");
  }
  return absl::StrCat("no resource policy lets ", caller, " call ", context.action.text());
}

// RE-1: "because no <type> policy allows the <action> action", in our words.
std::string MissingSentence(const RequestContext& context, const DecidedBy& by) {
  if (!by.rule.empty()) return absl::StrCat(by.reason, " (", by.rule, ")");
  const std::string& action = context.action.text();
  switch (by.layer) {
    case PolicyKind::kIdentity:
      return absl::StrCat("no identity policy of ", CallerName(context.caller), " allows ", action);
    case PolicyKind::kPermissionsBoundary:
      return absl::StrCat("the permissions boundary of ", CallerName(context.caller),
                          " does not allow ", action);
    case PolicyKind::kSession:
      return context.policies.session
                 ? absl::StrCat("no session policy allows ", action)
                 : absl::StrCat("a federated user without a session policy has no permissions");
    case PolicyKind::kResource:
    case PolicyKind::kTrust:
      return ResourceSentence(context);
    case PolicyKind::kServiceControl:
      return absl::StrCat("no service control policy at ", by.target, " allows ", action);
    case PolicyKind::kResourceControl:
      return absl::StrCat("no resource control policy at ", by.target, " allows ", action);
    case PolicyKind::kVpcEndpoint:
      return absl::StrCat("the VPC endpoint policy does not allow ", action);
  }
  return "";
}

}  // namespace

Explanation Explain(const RequestContext& context) {
  Explanation out;
  out.decision = Decide(context);
  if (out.decision.kind != DecisionKind::kImplicitDeny) return out;
  const DecidedBy& by = out.decision.decided_by;
  out.missing = MissingSentence(context, by);
  if (by.rule.empty()) {
    Check check(context);
    out.near_misses = FindNearMisses(by.layer, by.target, kNearMisses, check);
  }
  return out;
}

}  // namespace iamsim
