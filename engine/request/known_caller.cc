// Tested by tests/fast/asked_caller_test.cc and tests/differential, against Resolve().
#include "request/known_caller.h"

#include "iamsim/base/status_macros.h"
#include "request/gather_policies.h"
#include "request/resolve_caller.h"
#include "request/resolve_resource.h"

namespace iamsim {

// What was found out about the caller, and the request.
Question KnownCaller::Begin(const Request& request) {
  Question question{request, session_, snapshot_, GivenContext(request), context_};
  if (question_) {
    question.principal = question_->principal;
    question.principal_is_missing = question_->principal_is_missing;
    question.caller_account = question_->caller_account;
  }
  return question;
}

std::unique_ptr<KnownCaller> KnownCaller::Find(const Snapshot& snapshot,
                                               absl::string_view principal) {
  std::unique_ptr<KnownCaller> known(new KnownCaller());
  known->snapshot_ = &snapshot;
  known->of_caller_.principal = std::string(principal);
  known->of_caller_.action = "sts:GetCallerIdentity";
  RequestContext& context = known->context_;
  const absl::StatusOr<Action> action = ParseAction(known->of_caller_.action);
  if (!action.ok()) return nullptr;
  context.action = *action;
  Question& question = known->question_.emplace(known->Begin(known->of_caller_));
  if (!ResolveCaller(&question).ok()) return nullptr;
  // Others may be sessions of sts:AssumeRoot (TR-9) or need to be told who made them (ST-3), and
  // PR-8: without a path aws:PrincipalArn says which role it is.
  const bool is_entity =
      question.kind() == CallerKind::kUser || question.kind() == CallerKind::kRoleSession;
  if (!is_entity || !context.caller.path_is_known) return nullptr;
  GatherOfCaller(&question);
  context.warnings.clear();
  return known;
}

bool KnownCaller::CanAnswer(const Request& request) {
  return request.context_is_complete && request.absent_keys.empty() &&
         request.source_vpce.empty() && !request.policies.has_documents() &&
         !request.describes_caller();
}

absl::Status KnownCaller::Ask(const Request& request, const EvaluationOptions& options) {
  question_.emplace(Begin(request));
  Question& question = *question_;
  RequestContext& out = context_;
  out.options = options;
  out.resource_arn.reset();
  out.resource_account_is_known = true;
  out.policies.resource.clear();
  out.s3 = S3Settings();
  out.warnings.clear();
  IAMSIM_ASSIGN_OR_RETURN(out.action, ParseAction(request.action));
  IAMSIM_RETURN_IF_ERROR(ResolveResource(&question));
  const AccountRecord* account = ResourceControlAccount(question);
  if (account != resource_control_account_) {
    resource_control_account_ = account;
    GatherResourceControl(&question);
  }
  return GatherOfResource(&question);
}

}  // namespace iamsim
