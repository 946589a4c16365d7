// PA-1, PA-5. Tested by tests/decide/pass_role_test.cc and scenarios/rules/pass-role.

#include "decide/pass_role.h"

#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

constexpr absl::string_view kPassedToService = "iam:PassedToService";

void EraseKeys(Request* request, bool (*is_out_of_place)(absl::string_view key)) {
  for (auto entry = request->context.begin(); entry != request->context.end();) {
    entry = is_out_of_place(entry->first) ? request->context.erase(entry) : std::next(entry);
  }
}

// RC-23.
bool IsSaidByServices(absl::string_view key) {
  for (const absl::string_view said :
       {"aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"}) {
    if (absl::EqualsIgnoreCase(key, said)) return true;
  }
  return false;
}

// What was said of the resource of the call is not said of the role.
Request AboutRole(const Request& request, absl::string_view role) {
  Request out = request;
  out.resource = std::string(role);
  out.resource_account.clear();
  out.resource_tags.reset();
  out.s3.reset();
  out.policies.resource.clear();
  out.policies.resource_control.reset();
  out.pass_role.reset();
  return out;
}

Request PassRoleRequest(const Request& request, absl::string_view role,
                        const std::string& service) {
  Request out = AboutRole(request, role);
  out.action = "iam:PassRole";
  EraseKeys(&out, [](absl::string_view key) {
    return absl::EqualsIgnoreCase(key, kPassedToService) ||
           absl::StartsWithIgnoreCase(key, "aws:ResourceTag/");
  });
  out.context[std::string(kPassedToService)] = ContextValue::Scalar(service);
  return out;
}

// The service calls later and by itself, so that of the present call it has nothing but what the
// service chooses to say (aws:SourceArn, aws:SourceAccount): that is given, or not known.
Request TrustRequest(const Request& request, absl::string_view role, const std::string& service) {
  Request out;
  out.id = request.id;
  out.principal = service;
  out.action = "sts:AssumeRole";
  out.resource = std::string(role);
  out.context_is_complete = false;
  out.unknown_keys_are_absent = request.unknown_keys_are_absent;
  for (const auto& [key, value] : request.context) {
    if (IsSaidByServices(key)) out.context[key] = value;
  }
  for (const std::string& key : request.absent_keys) {
    if (IsSaidByServices(key)) out.absent_keys.push_back(key);
  }
  return out;
}

}  // namespace

absl::StatusOr<std::vector<ChainStep>> CheckPassRole(const Snapshot& snapshot, World world,
                                                     const Request& request,
                                                     const EvaluationOptions& options,
                                                     const SessionState& session) {
  const PassedRole& passed = *request.pass_role;
  IAMSIM_ASSIGN_OR_RETURN(const std::string role, snapshot.ResolvePrincipalName(passed.role));
  const std::string service =
      passed.service.empty() ? ServiceToPassTo(request.action) : passed.service;
  std::vector<ChainStep> checks;
  IAMSIM_ASSIGN_OR_RETURN(
      RequestContext pass,
      Resolve(snapshot, world, PassRoleRequest(request, role, service), options, session));
  Decision decision = Decide(pass);
  checks.push_back({std::move(pass), std::move(decision)});
  IAMSIM_ASSIGN_OR_RETURN(RequestContext trust,
                          Resolve(snapshot, world, TrustRequest(request, role, service), options));
  decision = Decide(trust);
  checks.push_back({std::move(trust), std::move(decision)});
  return checks;
}

}  // namespace iamsim
