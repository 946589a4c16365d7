// Whom a Principal or NotPrincipal element means (§2.3), over a Boolean algebra B with And, Or,
// Not, IsTrue and IsFalse, so that the reference (formulas) and prepared policies cannot drift
// apart.
//
// `Subject` is what the evaluator knows of the call:
//   const Caller& caller() const; const Action& action() const;
//   bool strict_not_principal() const;              // OP-1
//   bool has_boundary() const;                      // NP-5
//   B IsSession(const AwsPrincipal&) const;         // the caller is this session
//   void WarnOfMissingAncestors();                  // NP-4
//
// Tested by tests/decide/layers_test.cc, scenarios/rules/principals and tests/differential.

#ifndef IAMSIM_ENGINE_DECIDE_PRINCIPAL_ALGEBRA_H_
#define IAMSIM_ENGINE_DECIDE_PRINCIPAL_ALGEBRA_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "iamsim/model/action.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/caller.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// By which kinds of principal an element names the caller.
template <class B>
struct PrincipalGrants {
  B wildcard = B(false);
  B leaf = B(false);     // USER, SESSION, FEDUSER, or the root user's own ARN
  B parent = B(false);   // ROLE, PARENTUSER
  B account = B(false);  // ACCOUNT, CANONICAL
  B service = B(false);
  B federated = B(false);

  B Any() const { return Or(Or(Or(wildcard, leaf), Or(parent, account)), Or(service, federated)); }
};

// How the policy is attached changes what its principals mean (VE-4).
enum class PrincipalReading { kResource, kGatewayEndpoint };

// The AWS value of a principal, taken apart once.
struct AwsPrincipal {
  enum class Kind : std::uint8_t {
    kEveryone,
    kAccount,
    kUser,
    kRole,
    kSession,
    kFederatedUser,
    kId,
    kOther
  };
  Kind kind = Kind::kOther;
  Arn arn;              // empty for kEveryone, a bare account id and kId
  std::string account;  // of everything but kEveryone and kId
  std::string name;     // of a role or of a session's role
};
AwsPrincipal ReadAwsPrincipal(absl::string_view value);

// A Principal or NotPrincipal element with its values taken apart. The texts belong to the policy.
struct ReadPrincipals {
  struct Entry {
    PrincipalType type = PrincipalType::kAws;
    absl::string_view value;
    AwsPrincipal aws;  // of kAws
  };
  bool negated = false;
  bool everyone = false;
  std::vector<Entry> entries;
};
ReadPrincipals ReadPrincipalElement(const PrincipalElement& element);

namespace principal_internal {

inline bool IsOfAccount(const AwsPrincipal& principal, const Caller& caller) {
  const bool same_partition =
      principal.arn.text().empty() || principal.arn.partition() == caller.partition;  // EV-5
  return !caller.account.empty() && principal.account == caller.account && same_partition;
}

// PR-8: a session ARN does not show the role's path, so names decide when the path is not known.
inline bool IsRoleOf(const AwsPrincipal& role, const Caller& caller) {
  if (caller.kind != CallerKind::kRoleSession) return false;
  if (caller.path_is_known) return role.arn.text() == caller.entity_arn;
  return IsOfAccount(role, caller) && role.name == caller.name;  // OP-24
}

inline bool IsFederatedBy(const ReadPrincipals::Entry& entry, const Caller& caller,
                          const Action& action) {
  if (caller.kind != CallerKind::kIdentityProvider || entry.value != caller.text) return false;
  // PR-10: a SAML provider pairs with AssumeRoleWithSAML, an OIDC one with …WithWebIdentity.
  const bool saml = absl::StrContains(entry.value, ":saml-provider/");
  if (action.Is("sts:assumerolewithsaml")) return saml;
  if (action.Is("sts:assumerolewithwebidentity")) return !saml;
  return true;
}

template <class B, class Subject>
void MatchAws(const AwsPrincipal& principal, PrincipalReading reading, const Subject& subject,
              PrincipalGrants<B>* match) {
  using Kind = AwsPrincipal::Kind;
  const Caller& caller = subject.caller();
  if (principal.kind == Kind::kEveryone) {
    // PR-4, OP-17.
    if (caller.kind != CallerKind::kService || defaults::kAwsWildcardAdmitsServices) {
      match->wildcard = B(true);
    }
    return;
  }
  if (reading == PrincipalReading::kGatewayEndpoint) {
    // VE-4: at a gateway an account covers its root user, and other values nobody.
    if (principal.kind == Kind::kAccount && caller.kind == CallerKind::kRoot &&
        IsOfAccount(principal, caller)) {
      match->account = B(true);
    }
    return;
  }
  switch (principal.kind) {
    case Kind::kAccount:
      // PR-1. Identity providers have no account of their own (TR-7).
      if (caller.kind != CallerKind::kIdentityProvider && IsOfAccount(principal, caller)) {
        match->account = B(true);
      }
      break;
    case Kind::kUser:
      if (caller.kind == CallerKind::kUser && principal.arn.text() == caller.entity_arn) {
        match->leaf = B(true);  // PR-5
      }
      if (caller.kind == CallerKind::kFederatedUser &&
          principal.arn.text() == caller.federated_by) {
        match->parent = B(true);
      }
      break;
    case Kind::kRole:
      if (IsRoleOf(principal, caller)) match->parent = B(true);
      break;
    case Kind::kSession:
      match->leaf = Or(match->leaf, subject.IsSession(principal));
      break;
    case Kind::kFederatedUser:
      if (caller.kind == CallerKind::kFederatedUser && principal.arn.text() == caller.text) {
        match->leaf = B(true);
      }
      break;
    case Kind::kId:
      // PR-7: an id names the entity that has it, not one recreated under the same name.
      if (caller.unique_id.empty() || principal.name != caller.unique_id) break;
      if (caller.kind == CallerKind::kUser) match->leaf = B(true);
      if (caller.kind == CallerKind::kRoleSession) match->parent = B(true);
      break;
    case Kind::kEveryone:
    case Kind::kOther:  // PR-6: groups and the like never match.
      break;
  }
}

template <class B, class Subject>
PrincipalGrants<B> MatchEntries(const ReadPrincipals& element, PrincipalReading reading,
                                const Subject& subject) {
  PrincipalGrants<B> match;
  if (element.everyone) match.wildcard = B(true);
  const Caller& caller = subject.caller();
  for (const ReadPrincipals::Entry& entry : element.entries) {
    switch (entry.type) {
      case PrincipalType::kAws:
        MatchAws(entry.aws, reading, subject, &match);
        break;
      case PrincipalType::kService:  // PR-9: exact strings
        if (caller.kind == CallerKind::kService && entry.value == caller.name) {
          match.service = B(true);
        }
        break;
      case PrincipalType::kFederated:
        if (IsFederatedBy(entry, caller, subject.action())) match.federated = B(true);
        break;
      case PrincipalType::kCanonicalUser:
        if (!caller.canonical_user_id.empty() && entry.value == caller.canonical_user_id) {
          match.account = B(true);
        }
        break;
    }
  }
  return match;
}

// What a NotPrincipal list says of the caller's account: NP-4.
struct Ancestors {
  bool account_listed = false;
  bool parent_listed = false;             // the caller's role
  bool entity_of_account_listed = false;  // any user, role or session of the caller's account
};

inline Ancestors FindAncestors(const ReadPrincipals& element, const Caller& caller) {
  using Kind = AwsPrincipal::Kind;
  Ancestors out;
  for (const ReadPrincipals::Entry& entry : element.entries) {
    if (entry.type != PrincipalType::kAws) continue;
    const AwsPrincipal& principal = entry.aws;
    if (principal.kind == Kind::kId) {
      const bool own = !caller.unique_id.empty() && principal.name == caller.unique_id;
      out.parent_listed |= own;
      out.entity_of_account_listed |= own;
    }
    if (!IsOfAccount(principal, caller)) continue;
    if (principal.kind == Kind::kAccount) {
      out.account_listed = true;
    } else {
      out.entity_of_account_listed = true;
      out.parent_listed |= principal.kind == Kind::kRole && IsRoleOf(principal, caller);
    }
  }
  return out;
}

// NP-3, NP-4: whether the list exempts an IAM caller from a Deny.
template <class B, class Subject>
B ExemptsPrincipal(const ReadPrincipals& element, const PrincipalGrants<B>& match,
                   Subject& subject) {
  const Caller& caller = subject.caller();
  const Ancestors ancestors = FindAncestors(element, caller);
  if (caller.kind == CallerKind::kRoot) return B(ancestors.account_listed);
  const bool strict = subject.strict_not_principal();  // OP-1
  const bool complete = ancestors.account_listed &&
                        (caller.kind != CallerKind::kRoleSession || ancestors.parent_listed);
  const bool account_only = ancestors.account_listed && !ancestors.entity_of_account_listed;
  if (!match.leaf.IsFalse() && !complete) {
    subject.WarnOfMissingAncestors();
  }
  if (strict) return complete ? match.leaf : B(false);
  return Or(match.leaf, B(account_only));
}

}  // namespace principal_internal

// Principal, and NotPrincipal with Allow (NP-2: an uncovered caller counts as WILDCARD).
template <class B, class Subject>
PrincipalGrants<B> GrantsOf(const ReadPrincipals& element, PrincipalReading reading,
                            const Subject& subject) {
  const PrincipalGrants<B> match = principal_internal::MatchEntries<B>(element, reading, subject);
  if (!element.negated) return match;
  PrincipalGrants<B> uncovered;
  uncovered.wildcard = Not(match.Any());  // NP-2
  return uncovered;
}

// Whether a Deny with this element hits the caller: any kind for Principal (EV-18), the stricter
// coverage of NP-3 … NP-5 for NotPrincipal.
template <class B, class Subject>
B IsDenied(const ReadPrincipals& element, PrincipalReading reading, Subject& subject) {
  const PrincipalGrants<B> match = principal_internal::MatchEntries<B>(element, reading, subject);
  if (!element.negated) return match.Any();    // EV-18
  if (subject.has_boundary()) return B(true);  // NP-5
  if (match.wildcard.IsTrue()) return B(false);
  switch (subject.caller().kind) {
    case CallerKind::kAnonymous:
      return B(true);
    case CallerKind::kService:
      return Not(match.service);
    case CallerKind::kIdentityProvider:
      return Not(match.federated);
    case CallerKind::kRoot:
    case CallerKind::kUser:
    case CallerKind::kRoleSession:
    case CallerKind::kFederatedUser:
      return Not(principal_internal::ExemptsPrincipal(element, match, subject));
  }
  return B(true);
}

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_PRINCIPAL_ALGEBRA_H_
