// Resource policies and trust policies: which kinds of grant they give the caller (§2.3, S3-2,
// S3-3).

#include "absl/strings/str_cat.h"
#include "decide/layers/layers.h"
#include "decide/layers/resource_grants.h"
#include "decide/principal_match.h"
#include "decide/statement_match.h"

namespace iamsim {

namespace {

void AddStatement(const AttachedPolicy& policy, const Statement& statement, Check& check,
                  ResourceVerdict<Formula>* verdict, LayerReport* report) {
  if (!statement.principal) return;  // PG-14: it names nobody
  const Formula when = MatchStatement(statement, check);
  if (when.IsFalse()) return;
  Formula named;
  if (statement.effect == Effect::kDeny) {
    named =
        And(when, MatchPrincipalForDeny(*statement.principal, PrincipalReading::kResource, check));
    verdict->deny = Or(verdict->deny, named);
  } else {
    const PrincipalMatch match =
        MatchPrincipalForAllow(*statement.principal, PrincipalReading::kResource, check);
    AddGrants(match, when, verdict);
    named = And(when, match.Any());
  }
  if (!named.IsFalse()) report->statements.push_back(Refer(policy, statement, named));
}

// A missing document could grant by any kind; its leaf means "it allows the request".
void AddMissing(const AttachedPolicy& policy, ResourceVerdict<Formula>* verdict,
                LayerReport* report) {
  const std::string& id = policy.document_id();
  const Formula allows = Formula::Leaf({.document = id});
  report->missing.push_back(id);
  AddGrants(
      PrincipalMatch{.wildcard = allows, .leaf = allows, .service = allows, .federated = allows},
      Formula(true), verdict);
  verdict->deny = Or(verdict->deny, Formula::Leaf({.document = id, .denies = true}));
}

}  // namespace

ResourceLayerResult EvaluateResourceLayer(const ServiceVerdict& service,
                                          const Formula& same_account, Check& check) {
  const RequestContext& context = check.context();
  ResourceLayerResult result;
  if (!service.resource_policy_has_effect) {
    if (!context.policies.resource.empty()) {
      check.Warn(absl::StrCat("the resource policy is ignored: it has no effect on `",
                              context.action.text(), "` (MA-6, PA-7)"));
    }
    return result;
  }
  LayerReport report{.layer = PolicyKind::kResource};
  for (const std::shared_ptr<const AttachedPolicy>& policy : context.policies.resource) {
    if (policy->policy == nullptr) {
      AddMissing(*policy, &result.verdict, &report);
      continue;
    }
    for (const Statement& statement : policy->policy->statements) {
      AddStatement(*policy, statement, check, &result.verdict, &report);
    }
  }
  if (service.grants_cover_resource == false)
    KeepGrantsWhere(Formula(false), &result.verdict);  // S3-2
  if (service.only_owner_and_services && context.caller.kind != CallerKind::kService) {
    KeepGrantsWhere(same_account, &result.verdict);  // S3-3
  }
  Conclude(result.verdict.Any(), result.verdict.deny, &report);
  const bool asked = !context.policies.resource.empty() || service.resource_policy_is_mandatory;
  if (asked) result.reports.push_back(std::move(report));
  return result;
}

}  // namespace iamsim
