#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_RULE_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_RULE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "audit/permissions/action_set.h"
#include "audit/permissions/condition_set.h"
#include "audit/permissions/resource_set.h"
#include "iamsim/model/policy_kind.h"

namespace iamsim {

// SC-5: what no service control policy restricts.
inline constexpr absl::string_view kBeyondServiceControl[] = {
    "awis:*", "alexatopsites:*", "mechanicalturk:*", "marketingproducts:*"};

// One statement of an identity policy of Version 2012-10-17, or what becomes one.
struct Rule {
  Effect effect = Effect::kAllow;
  ActionSet actions;
  ResourceSet resources;
  Conditions conditions;
  std::string sid;  // of the statement that it comes from; may be empty
};

// A source of permissions.
struct Grant {
  Rule rule;
  // EV-10, EV-12: the resource policy names the caller itself or everyone, so that neither boundary
  // nor session policy has to allow it.
  bool direct = false;
  // MA-6: of a resource policy that knows the actions of this service only; else empty.
  std::string service;
};

// One document or level that must allow as well: the boundary, the session policies, one level of
// service control policies.
struct Limit {
  std::string name;  // for a person
  std::vector<Rule> allows;
  bool limits_direct_grants = true;
};

struct Denial {
  enum class Source { kPrincipal, kServiceControl, kResourceControl, kResource };
  Rule rule;
  Source source = Source::kPrincipal;
  std::string service;  // as of a Grant
};

// What all policies say that have a say about one principal.
struct RuleBook {
  std::string account;  // of the principal
  std::string partition;
  std::vector<Grant> grants;
  std::vector<Limit> limits;
  std::vector<Denial> denials;
  std::vector<std::string> named;     // actions that statements name, without wildcards
  std::vector<std::string> missing;   // documents that may allow or deny more
  std::vector<std::string> narrower;  // what had to be left out, one line each
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_RULE_H_
