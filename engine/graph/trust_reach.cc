// Tested by assume_graph_test.cc.
#include "graph/trust_reach.h"

#include "absl/strings/match.h"
#include "iamsim/model/arn.h"

namespace iamsim {
namespace {

void ReadAws(const std::string& value, const Snapshot& snapshot, TrustReach* out) {
  if (value == "*") {
    out->everyone = true;
    return;
  }
  std::string account = value;
  if (!IsAccountId(value)) {
    const absl::StatusOr<Arn> arn = ParseArn(value);
    if (!arn.ok()) return;  // a unique id (PR-7) is of the snapshot, or of nobody
    account = std::string(arn->account());
    out->has_outsiders |= !HasPrincipalsOf(snapshot, account);
    if (arn->resource() != "root") return;
  }
  out->has_outsiders |= !HasPrincipalsOf(snapshot, account);
  out->accounts.insert(account);
}

void Read(const PrincipalElement& element, const Snapshot& snapshot, TrustReach* out) {
  if (element.everyone || element.negated) {  // NP-2
    out->everyone = true;
    return;
  }
  for (const PrincipalEntry& entry : element.entries) {
    switch (entry.type) {
      case PrincipalType::kAws:
        ReadAws(entry.value, snapshot, out);
        break;
      case PrincipalType::kFederated: {
        const bool saml = absl::StrContains(entry.value, ":saml-provider/");  // PR-10
        (saml ? out->has_saml : out->has_oidc) = true;
        break;
      }
      case PrincipalType::kService:
      case PrincipalType::kCanonicalUser:
        out->has_outsiders = true;
        break;
    }
  }
}

}  // namespace

bool HasPrincipalsOf(const Snapshot& snapshot, absl::string_view account) {
  const AccountRecord* record = snapshot.FindAccount(account);
  return record != nullptr && record->has_principals;
}

TrustReach ReadTrust(const PolicyList& policies, const Snapshot& snapshot) {
  TrustReach out;
  for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
    if (policy->policy == nullptr) {
      out.everyone = true;
      continue;
    }
    for (const Statement& statement : policy->policy->statements) {
      if (statement.effect == Effect::kAllow && statement.principal) {
        Read(*statement.principal, snapshot, &out);
      }
    }
  }
  out.has_outsiders |= out.everyone;
  return out;
}

}  // namespace iamsim
