#include "decide/principal_match.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "decide/layers/layers.h"
#include "iamsim/model/arn.h"

namespace iamsim {

Formula PrincipalMatch::Any() const {
  return Or(Or(Or(wildcard, leaf), Or(parent, account)), Or(service, federated));
}

namespace {

// The AWS value of a principal, taken apart once.
struct AwsPrincipal {
  enum class Kind { kEveryone, kAccount, kUser, kRole, kSession, kFederatedUser, kId, kOther };
  Kind kind = Kind::kOther;
  Arn arn;              // empty for kEveryone, a bare account id and kId
  std::string account;  // of everything but kEveryone and kId
  std::string name;     // of a role or of a session's role
};

AwsPrincipal ReadAwsPrincipal(absl::string_view value) {
  using Kind = AwsPrincipal::Kind;
  if (value == "*") return {.kind = Kind::kEveryone};
  if (IsAccountId(value)) return {.kind = Kind::kAccount, .account = std::string(value)};
  const absl::StatusOr<Arn> arn = ParseArn(value);
  if (!arn.ok()) return {.kind = Kind::kId, .name = std::string(value)};
  AwsPrincipal out{.arn = *arn, .account = std::string(arn->account())};
  const absl::string_view resource = arn->resource();
  if (arn->service() == "iam") {
    if (resource == "root") out.kind = Kind::kAccount;
    if (absl::StartsWith(resource, "user/")) out.kind = Kind::kUser;
    if (absl::StartsWith(resource, "role/")) out.kind = Kind::kRole;
    out.name = std::string(EntityName(resource));
  } else if (arn->service() == "sts") {
    if (absl::StartsWith(resource, "assumed-role/")) {
      out.kind = Kind::kSession;
      out.name = std::string(resource.substr(13, resource.find('/', 13) - 13));
    }
    if (absl::StartsWith(resource, "federated-user/")) out.kind = Kind::kFederatedUser;
  }
  return out;
}

bool IsOfAccount(const AwsPrincipal& principal, const Caller& caller) {
  const bool same_partition =
      principal.arn.text().empty() || principal.arn.partition() == caller.partition;  // EV-5
  return !caller.account.empty() && principal.account == caller.account && same_partition;
}

// PR-8: a session ARN does not show the role's path, so names decide when the path is not known.
bool IsRoleOf(const AwsPrincipal& role, const Caller& caller) {
  if (caller.kind != CallerKind::kRoleSession) return false;
  if (caller.path_is_known) return role.arn.text() == caller.entity_arn;
  return IsOfAccount(role, caller) && role.name == caller.name;  // OP-24
}

// The caller is this session; when the session's name is unknown, a condition on it.
Formula IsSession(const AwsPrincipal& session, const Check& check) {
  const Caller& caller = check.caller();
  if (caller.kind != CallerKind::kRoleSession) return false;
  if (!caller.session_arn.empty()) return session.arn.text() == caller.session_arn;
  if (check.keys().complete() || !IsOfAccount(session, caller) || session.name != caller.name) {
    return false;
  }
  // In an incomplete context the session's name is a condition: what follows the colon of
  // aws:userid (RC-2).
  const absl::string_view text = session.arn.text();
  const std::string suffix = absl::StrCat(":", text.substr(text.rfind('/') + 1));
  if (check.keys().Find("aws:userid") != ContextKeys::State::kUnknown) {
    return absl::EndsWith(check.keys().Text("aws:userid"), suffix);
  }
  return Formula::Leaf(
      {.op = "StringLike", .key = "aws:userid", .values = {absl::StrCat("*", suffix)}});
}

bool IsFederatedBy(const PrincipalEntry& entry, const Check& check) {
  const Caller& caller = check.caller();
  if (caller.kind != CallerKind::kIdentityProvider || entry.value != caller.text) return false;
  // PR-10: a SAML provider pairs with AssumeRoleWithSAML, an OIDC one with …WithWebIdentity.
  const bool saml = absl::StrContains(entry.value, ":saml-provider/");
  if (check.action().Is("sts:assumerolewithsaml")) return saml;
  if (check.action().Is("sts:assumerolewithwebidentity")) return !saml;
  return true;
}

void MatchAws(const AwsPrincipal& principal, PrincipalReading reading, const Check& check,
              PrincipalMatch* match) {
  using Kind = AwsPrincipal::Kind;
  const Caller& caller = check.caller();
  if (principal.kind == Kind::kEveryone) {
    // PR-4, OP-17.
    if (caller.kind != CallerKind::kService || defaults::kAwsWildcardAdmitsServices) {
      match->wildcard = true;
    }
    return;
  }
  if (reading == PrincipalReading::kGatewayEndpoint) {
    // VE-4: at a gateway an account covers its root user, and other values nobody.
    if (principal.kind == Kind::kAccount && caller.kind == CallerKind::kRoot &&
        IsOfAccount(principal, caller)) {
      match->account = true;
    }
    return;
  }
  switch (principal.kind) {
    case Kind::kAccount:
      // PR-1. Identity providers have no account of their own (TR-7).
      if (caller.kind != CallerKind::kIdentityProvider && IsOfAccount(principal, caller)) {
        match->account = true;
      }
      break;
    case Kind::kUser:
      if (caller.kind == CallerKind::kUser && principal.arn.text() == caller.entity_arn) {
        match->leaf = true;  // PR-5
      }
      if (caller.kind == CallerKind::kFederatedUser &&
          principal.arn.text() == caller.federated_by) {
        match->parent = true;
      }
      break;
    case Kind::kRole:
      if (IsRoleOf(principal, caller)) match->parent = true;
      break;
    case Kind::kSession:
      match->leaf = Or(match->leaf, IsSession(principal, check));
      break;
    case Kind::kFederatedUser:
      if (caller.kind == CallerKind::kFederatedUser && principal.arn.text() == caller.text) {
        match->leaf = true;
      }
      break;
    case Kind::kId:
      // PR-7: an id names the entity that has it, not one recreated under the same name.
      if (caller.unique_id.empty() || principal.name != caller.unique_id) break;
      if (caller.kind == CallerKind::kUser) match->leaf = true;
      if (caller.kind == CallerKind::kRoleSession) match->parent = true;
      break;
    case Kind::kEveryone:
    case Kind::kOther:  // PR-6: groups and the like never match.
      break;
  }
}

PrincipalMatch MatchEntries(const PrincipalElement& element, PrincipalReading reading,
                            const Check& check) {
  PrincipalMatch match;
  if (element.everyone) match.wildcard = true;
  const Caller& caller = check.caller();
  for (const PrincipalEntry& entry : element.entries) {
    switch (entry.type) {
      case PrincipalType::kAws:
        MatchAws(ReadAwsPrincipal(entry.value), reading, check, &match);
        break;
      case PrincipalType::kService:  // PR-9: exact strings
        if (caller.kind == CallerKind::kService && entry.value == caller.name) {
          match.service = true;
        }
        break;
      case PrincipalType::kFederated:
        if (IsFederatedBy(entry, check)) match.federated = true;
        break;
      case PrincipalType::kCanonicalUser:
        if (!caller.canonical_user_id.empty() && entry.value == caller.canonical_user_id) {
          match.account = true;
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

Ancestors FindAncestors(const PrincipalElement& element, const Caller& caller) {
  using Kind = AwsPrincipal::Kind;
  Ancestors out;
  for (const PrincipalEntry& entry : element.entries) {
    if (entry.type != PrincipalType::kAws) continue;
    const AwsPrincipal principal = ReadAwsPrincipal(entry.value);
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
Formula ExemptsPrincipal(const PrincipalElement& element, const PrincipalMatch& match,
                         Check& check) {
  const Caller& caller = check.caller();
  const Ancestors ancestors = FindAncestors(element, caller);
  if (caller.kind == CallerKind::kRoot) return ancestors.account_listed;
  const bool strict = check.context().options.strictNotPrincipal;  // OP-1
  const bool complete = ancestors.account_listed &&
                        (caller.kind != CallerKind::kRoleSession || ancestors.parent_listed);
  const bool account_only = ancestors.account_listed && !ancestors.entity_of_account_listed;
  if (!match.leaf.IsFalse() && !complete) {
    check.Warn(
        "notprincipal-missing-ancestor: a NotPrincipal list names the caller but not its "
        "account and role (NP-4)");
  }
  if (strict) return complete ? match.leaf : Formula(false);
  return Or(match.leaf, Formula(account_only));
}

}  // namespace

PrincipalMatch MatchPrincipalForAllow(const PrincipalElement& element, PrincipalReading reading,
                                      Check& check) {
  const PrincipalMatch match = MatchEntries(element, reading, check);
  if (!element.negated) return match;
  PrincipalMatch uncovered;
  uncovered.wildcard = Not(match.Any());  // NP-2
  return uncovered;
}

Formula MatchPrincipalForDeny(const PrincipalElement& element, PrincipalReading reading,
                              Check& check) {
  const PrincipalMatch match = MatchEntries(element, reading, check);
  if (!element.negated) return match.Any();       // EV-18
  if (HasBoundary(check.context())) return true;  // NP-5
  if (match.wildcard.IsTrue()) return false;
  switch (check.caller().kind) {
    case CallerKind::kAnonymous:
      return true;
    case CallerKind::kService:
      return Not(match.service);
    case CallerKind::kIdentityProvider:
      return Not(match.federated);
    case CallerKind::kRoot:
    case CallerKind::kUser:
    case CallerKind::kRoleSession:
    case CallerKind::kFederatedUser:
      return Not(ExemptsPrincipal(element, match, check));
  }
  return true;
}

}  // namespace iamsim
