#ifndef IAMSIM_ENGINE_GRAPH_TRUST_REACH_H_
#define IAMSIM_ENGINE_GRAPH_TRUST_REACH_H_

#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/policy/policy.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Whom the Allow statements of a trust policy may admit: nobody else has an edge (TR-1). May name
// too many, never too few.
struct TrustReach {
  bool everyone = false;           // `*`, NotPrincipal, a missing document
  std::set<std::string> accounts;  // all principals of an account (PR-1)
  // Somebody beyond the snapshot: services, accounts that are not loaded, everyone.
  bool has_outsiders = false;
  bool has_saml = false;  // identity providers (TR-7), and whoever may be one
  bool has_oidc = false;
};

// Whether the users and roles of `account` are in the snapshot.
bool HasPrincipalsOf(const Snapshot& snapshot, absl::string_view account);

TrustReach ReadTrust(const PolicyList& policies, const Snapshot& snapshot);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_GRAPH_TRUST_REACH_H_
