// The policies of the principal and of its organization as rules.
#include "audit/permissions/gather_rules.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "decide/check.h"
#include "decide/layers/layers.h"
#include "decide/principal_match.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

absl::Status Missing(const AttachedPolicy& policy, PolicyKind kind, absl::string_view principal) {
  return absl::FailedPreconditionError(
      absl::StrCat("nothing can be said of what `", principal, "` may do: the ", PolicyNoun(kind),
                   " `", policy.document_id(), "` is not in the input, and it may deny anything"));
}

class Gatherer {
 public:
  Gatherer(const RequestContext& probe, const CertainKeys& certain, RuleBook* book)
      : probe_(probe), certain_(certain), book_(*book) {}

  void AddIdentity() {
    for (const std::shared_ptr<const AttachedPolicy>& policy : probe_.policies.identity) {
      if (policy->policy == nullptr) {
        book_.missing.push_back(policy->document_id());
        continue;
      }
      for (const Statement& statement : policy->policy->statements) {
        std::optional<Rule> rule = Read(statement, *policy->policy, /*completes=*/true);
        if (!rule) continue;
        if (rule->effect == Effect::kAllow) {
          book_.grants.push_back({.rule = *std::move(rule)});
        } else {
          book_.denials.push_back({.rule = *std::move(rule)});
        }
      }
    }
  }

  absl::Status AddLimit(const PolicyList& policies, PolicyKind kind, std::string name) {
    Limit limit{.name = std::move(name)};
    const bool service_control = kind == PolicyKind::kServiceControl;
    limit.limits_direct_grants = service_control;
    const bool completes = kind == PolicyKind::kPermissionsBoundary;  // MR-4
    for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
      if (policy->policy == nullptr) return Missing(*policy, kind, probe_.caller.text);
      for (const Statement& statement : policy->policy->statements) {
        std::optional<Rule> rule = Read(statement, *policy->policy, completes);
        if (!rule) continue;
        if (rule->effect == Effect::kAllow) {
          limit.allows.push_back(*std::move(rule));
        } else {
          book_.denials.push_back({.rule = *std::move(rule),
                                   .source = service_control ? Denial::Source::kServiceControl
                                                             : Denial::Source::kPrincipal});
        }
      }
    }
    if (service_control) limit.allows.push_back(Unrestrictable());
    book_.limits.push_back(std::move(limit));
    return absl::OkStatus();
  }

  // RP-4: they only deny.
  absl::Status AddResourceControl(const PolicyLevel& level) {
    Check check(probe_);
    for (const std::shared_ptr<const AttachedPolicy>& policy : level.policies) {
      if (policy->policy == nullptr) {
        return Missing(*policy, PolicyKind::kResourceControl, probe_.caller.text);
      }
      for (const Statement& statement : policy->policy->statements) {
        AddNamed(statement, &book_);
        if (statement.effect == Effect::kAllow || !statement.principal) continue;
        const Formula named =
            MatchPrincipalForDeny(*statement.principal, PrincipalReading::kResource, check);
        if (named.IsFalse()) continue;
        std::optional<Rule> rule = Read(statement, *policy->policy, /*completes=*/false);
        if (!rule) continue;
        if (!named.IsTrue()) {
          book_.narrower.push_back(
              absl::StrCat("a Deny of `", policy->name,
                           "` is about one session of the role: taken as about all"));
        }
        book_.denials.push_back(
            {.rule = *std::move(rule), .source = Denial::Source::kResourceControl});
      }
    }
    return absl::OkStatus();
  }

 private:
  std::optional<Rule> Read(const Statement& statement, const Policy& policy, bool completes) {
    AddNamed(statement, &book_);
    // PG-14: a Principal where there should be none.
    const bool trusts_principal = policy.kind == PolicyKind::kResourceControl;
    if (!trusts_principal && statement.principal && statement.effect == Effect::kAllow) {
      return std::nullopt;
    }
    return ReadRule(statement, {policy.variables_enabled(), completes}, certain_, probe_.options,
                    &book_.narrower);
  }

  // SC-5.
  static Rule Unrestrictable() {
    Rule rule{.resources = ResourceSet::All()};
    for (const absl::string_view pattern : kBeyondServiceControl) {
      rule.actions.patterns.emplace_back(pattern);
    }
    return rule;
  }

  const RequestContext& probe_;
  const CertainKeys& certain_;
  RuleBook& book_;
};

}  // namespace

absl::StatusOr<RuleBook> GatherRules(const Snapshot& snapshot, const RequestContext& probe,
                                     const Request& question) {
  RuleBook book;
  book.account = probe.caller.account;
  book.partition = probe.caller.partition;
  const CertainKeys certain(probe, question);
  Gatherer gatherer(probe, certain, &book);
  gatherer.AddIdentity();
  const PolicyLayers& layers = probe.policies;
  const bool service_linked = probe.caller.is_service_linked_role();  // SC-1, RP-1, PG-18
  if (HasBoundary(probe)) {
    IAMSIM_RETURN_IF_ERROR(gatherer.AddLimit(*layers.permissions_boundary,
                                             PolicyKind::kPermissionsBoundary, "the boundary"));
  }
  if (layers.session && probe.caller.kind == CallerKind::kRoleSession && !service_linked) {
    IAMSIM_RETURN_IF_ERROR(
        gatherer.AddLimit(*layers.session, PolicyKind::kSession, "the session policy"));
  }
  if (layers.service_control && !service_linked) {
    for (const PolicyLevel& level : *layers.service_control) {
      IAMSIM_RETURN_IF_ERROR(
          gatherer.AddLimit(level.policies, PolicyKind::kServiceControl,
                            absl::StrCat("the service control policies of ", level.target)));
    }
  }
  if (layers.resource_control && !service_linked) {
    for (const PolicyLevel& level : *layers.resource_control) {
      IAMSIM_RETURN_IF_ERROR(gatherer.AddResourceControl(level));
    }
  }
  GatherResourcePolicies(snapshot, probe, certain, &book);
  return book;
}

void AddNamed(const Statement& statement, RuleBook* book) {
  for (const ActionPattern& pattern : statement.actions) {
    if (!pattern.has_wildcards()) book->named.push_back(pattern.text());
  }
}

}  // namespace iamsim
