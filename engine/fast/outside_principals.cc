// Tested by tests/audit/who_can_test.cc.
#include "iamsim/fast/outside_principals.h"

#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "decide/check.h"
#include "decide/layers/layers.h"
#include "decide/services/service_rules.h"
#include "decide/statement_match.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/model/caller.h"

namespace iamsim {
namespace {

// The names in the Principal elements of Allow statements, sorted, each once.
struct Named {
  bool everyone = false;          // `*`, and whoever a NotPrincipal leaves
  std::set<std::string> askable;  // ARNs, accounts, services and identity providers
  std::set<std::string> canonical_users;
};

void Collect(const PrincipalElement& element, Named* out) {
  if (element.everyone || element.negated) {
    out->everyone = true;  // NP-2
    return;
  }
  for (const PrincipalEntry& entry : element.entries) {
    if (entry.type == PrincipalType::kCanonicalUser) {
      out->canonical_users.insert(entry.value);
    } else if (entry.value == "*") {
      out->everyone = true;
    } else {
      out->askable.insert(entry.value);
    }
  }
}

Named CollectNamed(const PolicyList& policies) {
  Named out;
  for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
    if (policy->policy == nullptr) {
      out.everyone = true;  // a document that is missing may admit anybody
      continue;
    }
    for (const Statement& statement : policy->policy->statements) {
      if (statement.effect != Effect::kAllow || !statement.principal) continue;
      Collect(*statement.principal, &out);
    }
  }
  return out;
}

bool HasPrincipalsOf(const Snapshot& snapshot, absl::string_view account) {
  const AccountRecord* record = snapshot.FindAccount(account);
  return record != nullptr && record->has_principals;
}

// How to ask about `name`; empty: it is of the snapshot, or nobody is (a unique id, the ARN of a
// deleted role).
std::string QuestionFor(const Snapshot& snapshot, const std::string& name,
                        absl::string_view partition) {
  if (IsAccountId(name)) {
    if (HasPrincipalsOf(snapshot, name)) return "";
    return absl::StrCat("arn:", partition, ":iam::", name, ":root");
  }
  const absl::StatusOr<Caller> caller = ParseCaller(name);
  if (!caller.ok()) return "";
  const bool is_listed = caller->kind != CallerKind::kIdentityProvider &&
                         caller->kind != CallerKind::kFederatedUser && !caller->account.empty() &&
                         HasPrincipalsOf(snapshot, caller->account);
  return is_listed ? "" : name;
}

// Everything about the caller is unknown, as for anybody on earth.
RequestContext ContextOfAnybody(RequestContext context) {
  for (const char* family : {"aws:Principal", "aws:user", "aws:MultiFactorAuth", "aws:Token",
                             "aws:Federated", "aws:SourceIdentity"}) {
    context.keys.SetUnknownBelow(family);
  }
  return context;
}

// When a statement of `effect` that speaks of everyone, or names the canonical user `id`, matches.
// A Deny of somebody else does not count here: there is always another caller.
Formula WhenNamed(const PolicyList& policies, Effect effect, absl::string_view id,
                  const Check& check) {
  Formula when = false;
  for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
    if (policy->policy == nullptr) {
      FormulaLeaf missing;
      missing.document = policy->document_id();
      missing.denies = effect == Effect::kDeny;
      when = Or(when, Formula::Leaf(std::move(missing)));
      continue;
    }
    for (const Statement& statement : policy->policy->statements) {
      if (statement.effect != effect || !statement.principal) continue;
      const PrincipalElement& element = *statement.principal;
      const bool all = element.everyone || absl::c_any_of(element.entries, [](const auto& entry) {
                         return entry.type == PrincipalType::kAws && entry.value == "*";
                       });
      const bool named = absl::c_any_of(element.entries, [id](const PrincipalEntry& entry) {
        return entry.type == PrincipalType::kCanonicalUser && entry.value == id;
      });
      const bool covers = element.negated ? !all : all || (!id.empty() && named);
      if (covers) when = Or(when, MatchStatement(statement, check));
    }
  }
  return when;
}

// Whether some caller whom nothing but `*` or a canonical user id names could be allowed.
Formula WhenSomebodyMay(const RequestContext& anonymous, absl::string_view canonical_user) {
  const ServiceVerdict service = ApplyServiceRules(anonymous);
  if (service.refused || service.only_owner_and_services || !service.grants_cover_resource ||
      !service.resource_policy_has_effect) {
    return false;
  }
  const RequestContext context = ContextOfAnybody(anonymous);
  Check check(context);
  const PolicyList& policies = context.policies.resource;
  const Formula deny = Or(WhenNamed(policies, Effect::kDeny, canonical_user, check),
                          Or(EvaluateResourceControlLayer(check).verdict.deny,
                             EvaluateVpcEndpointLayer(check).verdict.deny));
  const Formula allow = And(WhenNamed(policies, Effect::kAllow, canonical_user, check),
                            And(EvaluateResourceControlLayer(check).verdict.allow,
                                EvaluateVpcEndpointLayer(check).verdict.allow));
  return And(allow, Not(deny));
}

class Finder {
 public:
  Finder(const Snapshot& snapshot, Request question, const EvaluationOptions& options)
      : snapshot_(snapshot), question_(std::move(question)), options_(options) {}

  absl::StatusOr<std::vector<Grantee>> Find() {
    question_.principal = "anonymous";
    question_.via.clear();
    IAMSIM_ASSIGN_OR_RETURN(const RequestContext anonymous,
                            Resolve(snapshot_, World::kSnapshot, question_, options_));
    const Named named = CollectNamed(anonymous.policies.resource);
    const absl::string_view partition =
        anonymous.resource_arn ? anonymous.resource_arn->partition() : "aws";
    if (named.everyone) {
      Ask("*", "anonymous");
      if (out_.empty() || out_.front().kind != DecisionKind::kAllowed) {
        out_.clear();
        Add("*", WhenSomebodyMay(anonymous, ""));
      }
    }
    for (const std::string& name : named.askable) {
      const std::string caller = QuestionFor(snapshot_, name, partition);
      if (!caller.empty()) Ask(name, caller);
    }
    for (const std::string& id : named.canonical_users) {
      // Whose account it is only AWS knows, and that account has to allow as well (EV-3).
      Add(id, And(WhenSomebodyMay(anonymous, id), Formula::Leaf({.document = id})));
    }
    return std::move(out_);
  }

 private:
  // A caller of a kind that the action does not have is no answer, and no error.
  void Ask(const std::string& name, const std::string& caller) {
    question_.principal = caller;
    const absl::StatusOr<ChainResult> result =
        DecideChain(snapshot_, World::kSnapshot, question_, options_);
    if (!result.ok()) return;
    const Decision& decision = result->decision;
    if (!IsDenial(decision.kind)) {
      out_.push_back({name, false, decision.kind, decision.allowed_when, {}});
    }
  }

  void Add(const std::string& name, Formula allowed_when) {
    if (allowed_when.IsFalse()) return;
    out_.push_back({name, false, DecisionKind::kConditional, std::move(allowed_when), {}});
  }

  const Snapshot& snapshot_;
  Request question_;
  const EvaluationOptions& options_;
  std::vector<Grantee> out_;
};

}  // namespace

absl::StatusOr<std::vector<Grantee>> FindOutsideGrantees(const Snapshot& snapshot, Request question,
                                                         const EvaluationOptions& options) {
  IAMSIM_ASSIGN_OR_RETURN(std::vector<Grantee> found,
                          Finder(snapshot, std::move(question), options).Find());
  absl::c_sort(found, [](const Grantee& a, const Grantee& b) { return a.principal < b.principal; });
  return found;
}

}  // namespace iamsim
