// What a session carries: table 4.1, RC-6, RC-27, CH-6. Tested by session_keys_test.cc.
#include "iamsim/model/evaluation_options.h"
#include "request/keys/key_row.h"

namespace iamsim {
namespace {

// Callers that sign with no credentials of an account.
bool HasNoCredentials(CallerKind kind) {
  return kind == CallerKind::kService || kind == CallerKind::kIdentityProvider ||
         kind == CallerKind::kAnonymous;
}

KeyFact TokenIssueTime(const Question& question) {
  return KeyFact::AbsentIf(HasNoCredentials(question.kind()));
}

// RC-6: federated identities have none. OP-20: nor has a session after chaining.
KeyFact MultiFactor(const Question& question) {
  const bool lost = question.session.chained && !defaults::kMfaSurvivesChaining;
  return KeyFact::AbsentIf(lost || HasNoCredentials(question.kind()) ||
                           question.kind() == CallerKind::kFederatedUser);
}

// Sessions of an OIDC identity only, which no hop of a chain makes.
KeyFact FederatedProvider(const Question& question) {
  return KeyFact::AbsentIf(question.kind() != CallerKind::kRoleSession || question.session.assumed);
}

// CH-6: inherited along a chain.
KeyFact SourceIdentity(const Question& question) {
  if (question.kind() != CallerKind::kRoleSession) return KeyFact::Absent();
  if (!question.session.source_identity.empty()) {
    return KeyFact::Scalar(question.session.source_identity);
  }
  return KeyFact::AbsentIf(question.session.assumed);
}

// TR-9.
KeyFact AssumedRoot(const Question& question) {
  return KeyFact::AbsentIf(question.kind() != CallerKind::kRoot);
}

// RC-27: set by the service that issues the session, never by who assumes a role.
KeyFact SetByIssuer(const Question& question) {
  return KeyFact::AbsentIf(question.kind() != CallerKind::kRoleSession || question.session.assumed);
}

// RC-27, but console sign-in makes sessions of users and root users too.
KeyFact SetBySignIn(const Question& question) {
  return KeyFact::AbsentIf(HasNoCredentials(question.kind()) ||
                           question.kind() == CallerKind::kFederatedUser ||
                           question.session.assumed);
}

constexpr KeyRow kRows[] = {
    {"aws:TokenIssueTime", KeyRow::When::kAlways, TokenIssueTime},
    {"aws:MultiFactorAuthPresent", KeyRow::When::kAlways, MultiFactor},
    {"aws:MultiFactorAuthAge", KeyRow::When::kAlways, MultiFactor},
    {"aws:FederatedProvider", KeyRow::When::kAlways, FederatedProvider},
    {"aws:SourceIdentity", KeyRow::When::kAlways, SourceIdentity},
    {"aws:AssumedRoot", KeyRow::When::kAlways, AssumedRoot},
    {"aws:SignInSessionArn", KeyRow::When::kAlways, SetBySignIn},
    {"aws:ChatbotSourceArn", KeyRow::When::kAlways, SetByIssuer},
    {"aws:Ec2InstanceSourcePrivateIPv4", KeyRow::When::kAlways, SetByIssuer},
    {"aws:Ec2InstanceSourceVpc", KeyRow::When::kAlways, SetByIssuer},
    {"codebuild:BuildArn", KeyRow::When::kAlways, SetByIssuer},
    {"codebuild:ProjectArn", KeyRow::When::kAlways, SetByIssuer},
    {"ec2:RoleDelivery", KeyRow::When::kAlways, SetByIssuer},
    {"ec2:SourceInstanceArn", KeyRow::When::kAlways, SetByIssuer},
    {"glue:CredentialIssuingService", KeyRow::When::kAlways, SetByIssuer},
    {"glue:RoleAssumedBy", KeyRow::When::kAlways, SetByIssuer},
    {"identitystore:UserId", KeyRow::When::kAlways, SetByIssuer},
    {"lambda:SourceFunctionArn", KeyRow::When::kAlways, SetByIssuer},
    {"ssm:SourceInstanceArn", KeyRow::When::kAlways, SetByIssuer},
};

}  // namespace

absl::Span<const KeyRow> SessionKeys() { return kRows; }

}  // namespace iamsim
