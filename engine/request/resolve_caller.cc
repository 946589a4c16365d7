// Who asks. Tested by resolve_caller_test.cc.
#include "request/resolve_caller.h"

#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

// A principal as the request names it, or as formats.md allows to abbreviate it.
absl::StatusOr<Caller> ParsePrincipal(const Question& question) {
  const std::string& text = question.request.principal;
  absl::StatusOr<Caller> caller = ParseCaller(text);
  const bool may_be_name = !IsArn(text) && !IsAccountId(text) && !text.empty();
  if (caller.ok() || question.snapshot == nullptr || !may_be_name) return caller;
  IAMSIM_ASSIGN_OR_RETURN(const std::string arn, question.snapshot->ResolvePrincipalName(text));
  return ParseCaller(arn);
}

// TR-7, PR-10: an identity provider makes no other calls.
absl::Status CheckIdentityProviderAction(const Action& action) {
  if (IsTrustAction(action) && !action.Is("sts:assumerole")) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("expected `sts:AssumeRoleWithSAML`, `sts:AssumeRoleWithWebIdentity`, "
                   "`sts:TagSession` or `sts:SetSourceIdentity` as the action of an identity "
                   "provider, found `",
                   action.text(), "`"));
}

absl::Status NoSuchRole(const Snapshot& snapshot, const Caller& caller) {
  std::vector<absl::string_view> names;
  for (const PrincipalRecord& principal : snapshot.principals()) {
    if (principal.kind == PrincipalKind::kRole && principal.arn.account() == caller.account) {
      names.push_back(principal.name);
    }
  }
  return absl::NotFoundError(absl::StrCat("role `", caller.name, "` of session `", caller.text,
                                          "` is not in the snapshot",
                                          DidYouMean(caller.name, names)));
}

// Nobody has loaded the users and roles of the caller's account: that one of them is not in the
// snapshot says nothing, and its policies are missing.
bool IsBeyondSnapshot(const Snapshot& snapshot, const Caller& caller) {
  const AccountRecord* account = snapshot.FindAccount(caller.account);
  return account == nullptr || !account->has_principals;
}

// The user or role of `caller`; null for kinds that have none, and for accounts beyond the
// snapshot.
absl::StatusOr<const PrincipalRecord*> FindEntity(const Snapshot& snapshot, const Caller& caller) {
  if (caller.kind == CallerKind::kRoleSession && !caller.path_is_known) {
    const PrincipalRecord* role = snapshot.FindRole(caller.account, caller.name);
    if (role == nullptr && !IsBeyondSnapshot(snapshot, caller)) return NoSuchRole(snapshot, caller);
    return role;
  }
  if (caller.kind != CallerKind::kUser && caller.kind != CallerKind::kRoleSession) return nullptr;
  if (const PrincipalRecord* known = snapshot.FindPrincipal(caller.entity_arn); known != nullptr) {
    return known;
  }
  if (IsBeyondSnapshot(snapshot, caller)) return nullptr;
  // Says NotFound with the nearest ARN.
  IAMSIM_RETURN_IF_ERROR(snapshot.ResolvePrincipalName(caller.entity_arn).status());
  return snapshot.FindPrincipal(caller.entity_arn);
}

// ST-3: who called GetFederationToken.
absl::Status ResolveFederatingUser(Question* question) {
  Caller& caller = question->out.caller;
  const std::string& text = question->request.federated_by;
  if (caller.kind != CallerKind::kFederatedUser) {
    if (!text.empty()) {
      question->Warn(absl::StrCat("`federatedBy` is ignored: the principal is a ",
                                  CallerKindName(caller.kind), ", not a federated user"));
    }
    return absl::OkStatus();
  }
  if (text.empty()) {
    if (question->snapshot == nullptr) return absl::OkStatus();
    return absl::InvalidArgumentError(
        absl::StrCat("expected in `federatedBy` the ARN of the user behind `", caller.text,
                     "`, whose policies apply; found nothing"));
  }
  IAMSIM_ASSIGN_OR_RETURN(const Caller user, ParseCaller(text));
  if ((user.kind != CallerKind::kUser && user.kind != CallerKind::kRoot) ||
      user.account != caller.account) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected in `federatedBy` the ARN of a user of account `", caller.account,
                     "`, found `", text, "`"));
  }
  caller.federated_by = text;
  if (question->snapshot != nullptr) {
    IAMSIM_ASSIGN_OR_RETURN(question->principal, FindEntity(*question->snapshot, user));
    question->principal_is_missing =
        question->principal == nullptr && user.kind == CallerKind::kUser;
  }
  return absl::OkStatus();
}

// PR-8: a session of a known role has the role's ARN with its path, and a name if it got one.
void CompleteSession(Question* question) {
  Caller& caller = question->out.caller;
  if (caller.kind != CallerKind::kRoleSession) return;
  if (question->principal != nullptr) {
    caller.entity_arn = question->principal->arn.text();
    caller.path_is_known = true;
  }
  if (caller.session_name.empty() && !question->session.session_name.empty()) {
    caller.session_name = question->session.session_name;
    caller.session_arn = absl::StrCat("arn:", caller.partition, ":sts::", caller.account,
                                      ":assumed-role/", caller.name, "/", caller.session_name);
  }
  question->out.session_name_is_known = !caller.session_name.empty();
}

// SC-1: a session's ARN does not show that its role is service-linked, aws:PrincipalArn does. The
// path stays unknown, so that policies go on to match by name (PR-8).
void RecognizeServiceLinkedRole(Question* question) {
  Caller& caller = question->out.caller;
  if (caller.kind != CallerKind::kRoleSession || caller.path_is_known) return;
  const absl::StatusOr<Arn> given = ParseArn(question->given.Text("aws:PrincipalArn"));
  if (!given.ok() || !IsRoleArn(*given)) return;
  if (given->account() == caller.account && EntityName(given->resource()) == caller.name &&
      absl::StartsWith(given->resource(), "role/aws-service-role/")) {
    caller.entity_arn = given->text();
  }
}

// Table 4.1: who has no tags of its own, and who no session tags.
void WarnOfIgnoredTags(Question* question) {
  const Request& request = question->request;
  const CallerKind kind = question->kind();
  const bool is_session = kind == CallerKind::kRoleSession || kind == CallerKind::kFederatedUser;
  if (request.principal_tags.has_value() && !request.principal_tags->empty() && !is_session &&
      kind != CallerKind::kUser) {
    question->Warn(
        absl::StrCat("`principalTags` are ignored: the ", CallerKindName(kind), " has no tags"));
  }
  if (!request.session_tags.empty() && !is_session) {
    question->Warn(
        absl::StrCat("session tags are ignored: the ", CallerKindName(kind), " has no session"));
  }
}

}  // namespace

absl::Status ResolveCaller(Question* question) {
  RequestContext& out = question->out;
  IAMSIM_ASSIGN_OR_RETURN(out.caller, ParsePrincipal(*question));
  Caller& caller = out.caller;
  if (caller.kind == CallerKind::kIdentityProvider) {
    IAMSIM_RETURN_IF_ERROR(CheckIdentityProviderAction(out.action));
  }
  caller.canonical_user_id = question->request.canonical_user_id;
  if (question->snapshot != nullptr) {
    const Snapshot& snapshot = *question->snapshot;
    const bool is_hypothetical = question->request.principal_is_hypothetical;
    const absl::StatusOr<const PrincipalRecord*> entity = FindEntity(snapshot, caller);
    if (!entity.ok() && !is_hypothetical) return entity.status();
    question->principal = entity.ok() ? *entity : nullptr;
    question->principal_is_missing =
        question->principal == nullptr && !is_hypothetical &&
        (caller.kind == CallerKind::kUser || caller.kind == CallerKind::kRoleSession);
    if (!caller.account.empty()) question->caller_account = snapshot.FindAccount(caller.account);
    // TR-9.
    if (snapshot.organization().has_value()) {
      const AccountRecord* account = question->caller_account;
      out.may_assume_root = account != nullptr &&
                            (account->is_management_account || account->is_delegated_administrator);
    }
  }
  caller.unique_id = question->request.principal_id;
  if (caller.unique_id.empty() && question->principal != nullptr) {
    caller.unique_id = question->principal->unique_id;
  }
  IAMSIM_RETURN_IF_ERROR(ResolveFederatingUser(question));
  CompleteSession(question);
  RecognizeServiceLinkedRole(question);
  WarnOfIgnoredTags(question);
  return absl::OkStatus();
}

}  // namespace iamsim
