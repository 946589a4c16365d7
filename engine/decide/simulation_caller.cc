// Who makes a simulated call when the request names a group, or nobody. Tested by
// simulation_test.cc.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "decide/simulation_parts.h"

namespace iamsim {
namespace {

// A user whom no policy can name: parentheses are not allowed in names.
constexpr absl::string_view kNobody = "user/(nobody)";
// The account of nobody in particular, where nothing names another.
constexpr absl::string_view kNoAccount = "000000000000";

bool IsGroup(const absl::StatusOr<Arn>& arn) {
  return arn.ok() && absl::StartsWith(arn->resource(), "group/");
}

// Any user of the group's account.
SimulatedCaller MemberOf(const Arn& group) {
  return {
      .principal = absl::StrCat("arn:", group.partition(), ":iam::", group.account(), ":", kNobody),
      .account = std::string(group.account()),
      .hidden = {"aws:PrincipalArn", "aws:username"}};
}

// The account that the context names as the resource's, or an empty string.
std::string GivenOwner(const SimulationRequest& request) {
  for (const auto& [key, value] : request.context) {
    if (ContextKeyId(key) != "aws:resourceaccount" || value.is_list) continue;
    if (IsAccountId(value.values.front())) return value.values.front();
  }
  return "";
}

// In whatever account the resource is: nobody calls across accounts.
SimulatedCaller Nobody(const SimulationRequest& request, const absl::StatusOr<Arn>& resource) {
  SimulatedCaller caller{.is_nobody = true};
  caller.hidden = {"aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:username",
                   "aws:PrincipalIsAWSService"};
  const std::string given = GivenOwner(request);
  if (resource.ok() && IsAccountId(resource->account())) {
    caller.account = std::string(resource->account());
  } else if (!request.resource_owner.empty() && (resource.ok() || given.empty())) {
    caller.account = request.resource_owner;
  } else if (!given.empty()) {
    caller.account = given;
  } else {
    caller.account = std::string(kNoAccount);
    caller.hidden.emplace_back("aws:ResourceAccount");
  }
  caller.principal = absl::StrCat("arn:", resource.ok() ? resource->partition() : "aws",
                                  ":iam::", caller.account, ":", kNobody);
  return caller;
}

}  // namespace

SimulatedCaller CallerOf(const SimulationRequest& request, const absl::StatusOr<Arn>& resource) {
  const std::string& text = request.caller.empty() ? request.policy_source : request.caller;
  const absl::StatusOr<Arn> arn = ParseArn(text);
  if (!arn.ok()) return Nobody(request, resource);
  if (IsGroup(arn)) return MemberOf(*arn);
  return {.principal = text, .account = std::string(arn->account())};
}

}  // namespace iamsim
