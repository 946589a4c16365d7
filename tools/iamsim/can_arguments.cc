// Tested by tests/cli/can_test.cc.

#include "can_arguments.h"

#include <cstddef>
#include <memory>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "edge_arguments.h"
#include "iamsim/base/file.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/caller.h"
#include "policy_file.h"

namespace iamsim {
namespace {

// The ARN of the session `name` of the role that `principal` names.
absl::StatusOr<std::string> SessionOf(const std::string& principal, absl::string_view name) {
  IAMSIM_ASSIGN_OR_RETURN(const Caller caller, ParseCaller(principal));
  if (caller.kind != CallerKind::kRoleSession || !caller.session_arn.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "`--session-name`: expected a role as PRINCIPAL or in `--via`, got `", principal, "`"));
  }
  return absl::StrCat("arn:", caller.partition, ":sts::", caller.account, ":assumed-role/",
                      caller.name, "/", name);
}

// Without --via the session options are about PRINCIPAL itself.
absl::Status DescribeSession(const CanArguments& arguments, Tags session_tags,
                             std::optional<PolicyList> session_policies, Request* request) {
  if (arguments.session_name) {
    IAMSIM_ASSIGN_OR_RETURN(request->principal,
                            SessionOf(request->principal, *arguments.session_name));
  }
  request->session_tags = std::move(session_tags);
  request->policies.session = std::move(session_policies);
  if (arguments.external_id) {
    request->context["sts:ExternalId"] = ContextValue::Scalar(*arguments.external_id);
  }
  return absl::OkStatus();
}

// CH-7: names and external ids are per hop; the same ones are used for all. Tags and session
// policies are those of the last session, which makes the call.
absl::Status DescribeHops(const CanArguments& arguments, const Snapshot& snapshot,
                          Tags session_tags, std::optional<PolicyList> session_policies,
                          Request* request) {
  for (const std::string& role : arguments.via) {
    Hop hop;
    IAMSIM_ASSIGN_OR_RETURN(hop.role, snapshot.ResolvePrincipalName(role));
    hop.session_name = arguments.session_name;
    hop.external_id = arguments.external_id;
    request->via.push_back(std::move(hop));
  }
  request->via.back().tags = std::move(session_tags);
  request->via.back().session_policies = std::move(session_policies);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Request> MakeRequest(const CanArguments& arguments, const Snapshot& snapshot) {
  Request request;
  IAMSIM_ASSIGN_OR_RETURN(request.principal, snapshot.ResolvePrincipalName(arguments.principal));
  request.action = arguments.action;
  if (arguments.pass_role) {
    IAMSIM_ASSIGN_OR_RETURN(const std::string role,
                            snapshot.ResolvePrincipalName(*arguments.pass_role));
    request.pass_role = PassedRole{role, arguments.pass_to.value_or("")};
  } else if (arguments.pass_to) {
    return absl::InvalidArgumentError("`--pass-to`: expected `--pass-role` as well");
  }
  IAMSIM_ASSIGN_OR_RETURN(request.resource,
                          ResolveResourceName(arguments.action, arguments.resource, snapshot));
  IAMSIM_RETURN_IF_ERROR(ApplyQuestionArguments(arguments.question, &request));
  if (arguments.via_any) {
    if (arguments.via.empty()) return request;
    return absl::InvalidArgumentError("expected `--via` or `--via-any`, got both");
  }
  if (arguments.max_hops) {
    return absl::InvalidArgumentError("`--max-hops`: expected `--via-any` as well");
  }
  IAMSIM_ASSIGN_OR_RETURN(Tags session_tags,
                          ReadTagOptions("--session-tag", arguments.session_tags));
  std::optional<PolicyList> session_policies;
  if (arguments.session_policy) {
    IAMSIM_ASSIGN_OR_RETURN(std::shared_ptr<const AttachedPolicy> policy,
                            ReadPolicyFile(*arguments.session_policy, PolicyKind::kSession));
    session_policies = PolicyList{std::move(policy)};
  }
  IAMSIM_RETURN_IF_ERROR(arguments.via.empty()
                             ? DescribeSession(arguments, std::move(session_tags),
                                               std::move(session_policies), &request)
                             : DescribeHops(arguments, snapshot, std::move(session_tags),
                                            std::move(session_policies), &request));
  return request;
}

absl::StatusOr<AccessQuestion> MakeAccessQuestion(const CanArguments& arguments,
                                                  const Request& request,
                                                  const EvaluationOptions& options) {
  AccessQuestion out;
  out.request = request;
  out.evaluation = options;
  out.hops.session_name = arguments.session_name;
  out.hops.external_id = arguments.external_id;
  IAMSIM_ASSIGN_OR_RETURN(out.max_hops, ReadMaxHops(arguments.max_hops));
  if (!arguments.session_tags.empty() || arguments.session_policy) {
    out.last_hop = out.hops;
    IAMSIM_ASSIGN_OR_RETURN(out.last_hop->tags,
                            ReadTagOptions("--session-tag", arguments.session_tags));
  }
  if (arguments.session_policy) {
    IAMSIM_ASSIGN_OR_RETURN(out.last_hop->session_policies,
                            ReadSessionPolicy(*arguments.session_policy));
  }
  return out;
}

}  // namespace iamsim
