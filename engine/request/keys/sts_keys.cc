// Keys of trust policies: RC-41, RC-42. Those of a hop itself (sts:ExternalId, sts:RoleSessionName,
// …) are given by whoever resolves the hop. Tested by sts_keys_test.cc.
#include "absl/strings/match.h"
#include "request/keys/key_row.h"

namespace iamsim {
namespace {

KeyFact OnlySts(const Question& question) {
  return KeyFact::AbsentIf(question.out.action.service() != "sts");
}

KeyFact OnlyBearerTokens(const Question& question) {
  return KeyFact::AbsentIf(!question.out.action.Is("sts:getservicebearertoken"));
}

// RC-42: a session that was not made by AssumeRole may still show a part of what its identity
// provider said.
bool MayRememberProvider(const Question& question) {
  return question.kind() == CallerKind::kRoleSession && !question.session.assumed;
}

bool IsSamlProvider(const Caller& caller) {
  return absl::StrContains(caller.text, ":saml-provider/");
}

bool IsSamlCall(const Question& question) {
  return question.out.action.Is("sts:assumerolewithsaml") ||
         (question.kind() == CallerKind::kIdentityProvider && IsSamlProvider(question.out.caller));
}

KeyFact Saml(const Question& question) {
  return KeyFact::AbsentIf(!IsSamlCall(question) && !MayRememberProvider(question));
}

// RC-42: only namequalifier, sub and sub_type persist.
KeyFact SamlOfTheCall(const Question& question) { return KeyFact::AbsentIf(!IsSamlCall(question)); }

KeyFact Oidc(const Question& question, absl::string_view provider) {
  if (question.kind() == CallerKind::kIdentityProvider) {
    return KeyFact::AbsentIf(question.out.caller.name != provider);
  }
  return KeyFact::AbsentIf(!question.out.action.Is("sts:assumerolewithwebidentity") &&
                           !MayRememberProvider(question));
}

KeyFact Cognito(const Question& question) {
  return Oidc(question, "cognito-identity.amazonaws.com");
}
KeyFact Amazon(const Question& question) { return Oidc(question, "www.amazon.com"); }
KeyFact Facebook(const Question& question) { return Oidc(question, "graph.facebook.com"); }
KeyFact Google(const Question& question) { return Oidc(question, "accounts.google.com"); }

constexpr KeyRow kRows[] = {
    {"sts:ExternalId", KeyRow::When::kAlways, OnlySts},
    {"sts:RoleSessionName", KeyRow::When::kAlways, OnlySts},
    {"sts:SourceIdentity", KeyRow::When::kAlways, OnlySts},
    {"sts:TransitiveTagKeys", KeyRow::When::kAlways, OnlySts},
    {"sts:DurationSeconds", KeyRow::When::kAlways, OnlyBearerTokens},
    {"sts:AWSServiceName", KeyRow::When::kAlways, OnlyBearerTokens},
    {"saml:", KeyRow::When::kAlways, Saml},
    {"saml:aud", KeyRow::When::kAlways, SamlOfTheCall},
    {"saml:doc", KeyRow::When::kAlways, SamlOfTheCall},
    {"saml:iss", KeyRow::When::kAlways, SamlOfTheCall},
    {"cognito-identity.amazonaws.com:", KeyRow::When::kAlways, Cognito},
    {"www.amazon.com:", KeyRow::When::kAlways, Amazon},
    {"graph.facebook.com:", KeyRow::When::kAlways, Facebook},
    {"accounts.google.com:", KeyRow::When::kAlways, Google},
};

}  // namespace

absl::Span<const KeyRow> StsKeys() { return kRows; }

}  // namespace iamsim
