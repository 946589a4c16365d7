// Who calls: table 4.1, RC-1 … RC-5. Tested by identity_keys_test.cc.
#include "absl/strings/str_cat.h"
#include "iamsim/model/evaluation_options.h"
#include "request/keys/key_row.h"
#include "request/keys/organization_facts.h"
#include "request/keys/tags.h"

namespace iamsim {
namespace {

// Users, role sessions, federated users and root users: whoever has an account and an ARN.
bool IsIamPrincipal(CallerKind kind) {
  return kind == CallerKind::kUser || kind == CallerKind::kRoleSession ||
         kind == CallerKind::kFederatedUser || kind == CallerKind::kRoot;
}

// What callers other than IAM principals have of the keys that OP-15 is about. An identity provider
// is no caller of AWS's own yet.
KeyFact WithoutIdentity(const Question& question, absl::string_view of_anonymous) {
  if (question.kind() == CallerKind::kAnonymous && !of_anonymous.empty()) {
    return KeyFact::Scalar(std::string(of_anonymous));
  }
  if (question.kind() == CallerKind::kService && defaults::kServicePrincipalsHaveIdentityKeys) {
    return KeyFact::Open();
  }
  return KeyFact::Absent();
}

// RC-1: of a session the role's ARN, not the session's.
KeyFact PrincipalArn(const Question& question) {
  if (!IsIamPrincipal(question.kind())) return WithoutIdentity(question, "");
  return KeyFact::Scalar(question.out.caller.entity_arn);
}

KeyFact PrincipalAccount(const Question& question) {
  if (!IsIamPrincipal(question.kind())) return WithoutIdentity(question, "anonymous");
  return KeyFact::Scalar(question.out.caller.account);
}

// RC-2.
KeyFact PrincipalType(const Question& question) {
  switch (question.kind()) {
    case CallerKind::kUser:
      return KeyFact::Scalar("User");
    case CallerKind::kRoleSession:
      return KeyFact::Scalar("AssumedRole");
    case CallerKind::kFederatedUser:
      return KeyFact::Scalar("FederatedUser");
    case CallerKind::kRoot:
      return KeyFact::Scalar("Account");
    case CallerKind::kService:
    case CallerKind::kIdentityProvider:
    case CallerKind::kAnonymous:
      break;
  }
  return WithoutIdentity(question, "Anonymous");
}

// RC-2. A part that is not known leaves the key open.
KeyFact UserId(const Question& question) {
  const Caller& caller = question.out.caller;
  switch (question.kind()) {
    case CallerKind::kUser:
      return caller.unique_id.empty() ? KeyFact::Open() : KeyFact::Scalar(caller.unique_id);
    case CallerKind::kRoleSession:
      if (caller.unique_id.empty() || caller.session_name.empty()) return KeyFact::Open();
      return KeyFact::Scalar(absl::StrCat(caller.unique_id, ":", caller.session_name));
    case CallerKind::kFederatedUser:
      return KeyFact::Scalar(absl::StrCat(caller.account, ":", caller.name));
    case CallerKind::kRoot:
      return KeyFact::Scalar(caller.account);
    case CallerKind::kService:
    case CallerKind::kIdentityProvider:
    case CallerKind::kAnonymous:
      break;
  }
  return WithoutIdentity(question, "anonymous");
}

KeyFact UserName(const Question& question) {
  if (question.kind() != CallerKind::kUser) return KeyFact::Absent();
  return KeyFact::Scalar(question.out.caller.name);
}

KeyFact PrincipalOrgId(const Question& question) {
  if (!IsIamPrincipal(question.kind())) return KeyFact::Absent();
  return OrganizationId(question, question.caller_account);
}

KeyFact PrincipalOrgPaths(const Question& question) {
  if (!IsIamPrincipal(question.kind())) return KeyFact::Absent();
  return OrganizationPaths(question, question.caller_account);
}

// RC-3: session tags win over those of the role or user. A user has no session tags, and root,
// services and anonymous callers have no tags at all.
KeyFact PrincipalTags(const Question& question) {
  const CallerKind kind = question.kind();
  if (kind == CallerKind::kRoot || !IsIamPrincipal(kind)) return KeyFact::Absent();
  const bool known = question.request.principal_tags.has_value() || question.principal != nullptr;
  Tags tags;
  if (question.request.principal_tags.has_value()) {
    tags = *question.request.principal_tags;
  } else if (question.principal != nullptr) {
    tags = question.principal->tags;
  }
  if (kind != CallerKind::kUser) {
    tags = Overlay(std::move(tags), question.request.session_tags);
    tags = Overlay(std::move(tags), question.session.tags);
  }
  return KeyFact::OfTags(std::move(tags), known);
}

// RC-5: a direct call only; not a service role, service-linked role or forward access session.
KeyFact PrincipalIsAwsService(const Question& question) {
  if (question.kind() == CallerKind::kService) return KeyFact::Scalar("true");
  return IsIamPrincipal(question.kind()) ? KeyFact::Scalar("false") : KeyFact::Absent();
}

KeyFact PrincipalServiceName(const Question& question) {
  if (question.kind() != CallerKind::kService) return KeyFact::Absent();
  return KeyFact::Scalar(question.out.caller.name);
}

KeyFact PrincipalServiceNamesList(const Question& question) {
  if (question.kind() != CallerKind::kService) return KeyFact::Absent();
  return KeyFact::List({question.out.caller.name});
}

constexpr KeyRow kRows[] = {
    {"aws:PrincipalArn", KeyRow::When::kAlways, PrincipalArn, true, true},
    {"aws:PrincipalAccount", KeyRow::When::kAlways, PrincipalAccount, false, true},
    {"aws:PrincipalType", KeyRow::When::kAlways, PrincipalType, false, true},
    {"aws:userid", KeyRow::When::kAlways, UserId, true},
    {"aws:username", KeyRow::When::kAlways, UserName, true},
    {"aws:PrincipalOrgID", KeyRow::When::kAlways, PrincipalOrgId},
    {"aws:PrincipalOrgPaths", KeyRow::When::kAlways, PrincipalOrgPaths},
    {"aws:PrincipalTag/", KeyRow::When::kAlways, PrincipalTags, true},
    {"aws:PrincipalIsAWSService", KeyRow::When::kAlways, PrincipalIsAwsService, false, true},
    {"aws:PrincipalServiceName", KeyRow::When::kAlways, PrincipalServiceName},
    {"aws:PrincipalServiceNamesList", KeyRow::When::kAlways, PrincipalServiceNamesList},
};

}  // namespace

absl::Span<const KeyRow> IdentityKeys() { return kRows; }

}  // namespace iamsim
