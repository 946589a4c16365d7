// Tested by fast_decider_test.cc and tests/differential.
#include "fast/prepared_check.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "decide/evaluation.h"
#include "decide/layers/layers.h"
#include "decide/services/s3_account_actions.h"

namespace iamsim {
namespace {

LayerVerdict<Ternary> InKleene(const LayerVerdict<Formula>& verdict) {
  return {Ternary::Of(verdict.allow), Ternary::Of(verdict.deny)};
}

// The part of `in` that no layer fills.
CombineInput<Ternary> InKleene(const CombineInput<Formula>& in) {
  CombineInput<Ternary> out;
  out.caller = in.caller;
  out.trust = in.trust;
  out.user_has_boundary = in.user_has_boundary;
  out.resource_policy_is_mandatory = in.resource_policy_is_mandatory;
  out.uncontrollable = in.uncontrollable;
  out.refused = in.refused;
  out.root_bypasses_resource_deny = in.root_bypasses_resource_deny;
  out.boundary_limits_trust = in.boundary_limits_trust;
  out.assume_root_session = in.assume_root_session;
  out.same_account = Ternary::Of(in.same_account);
  out.session = InKleene(in.session);
  return out;
}

const PreparedList* AddList(const PolicyList* policies, PreparedPolicies& prepared) {
  return policies == nullptr ? nullptr : &prepared.Add(*policies);
}

AskedList Ask(const PolicyList* policies, const ActionQuery& query, PreparedPolicies& prepared) {
  AskedList out{.list = AddList(policies, prepared)};
  if (out.list != nullptr && query.id != ActionNames::kNone) {
    out.found = out.list->index().Find(query.id);
  }
  return out;
}

absl::InlinedVector<AskedList, 4> AskLevels(const std::vector<PolicyLevel>* levels,
                                            const ActionQuery& query, PreparedPolicies& prepared) {
  absl::InlinedVector<AskedList, 4> out;
  if (levels == nullptr) return out;
  for (const PolicyLevel& level : *levels) out.push_back(Ask(&level.policies, query, prepared));
  return out;
}

bool Gives(const Request& question, absl::string_view key_id) {
  return absl::c_any_of(question.context, [key_id](const auto& entry) {
    return ContextKeyId(entry.first) == key_id;
  });
}

void AddDocuments(const RequestContext& context, PreparedPolicies& policies, PreparedCheck* out) {
  out->service_control = AskLevels(ServiceControlOf(context), out->query, policies);
  out->resource_control = AskLevels(ResourceControlOf(context), out->query, policies);
  out->vpc_endpoint = Ask(EndpointPoliciesOf(context), out->query, policies);
  out->endpoint_reading = EndpointReadingOf(context);
  out->session = Ask(SessionPoliciesOf(context), out->query, policies);
}

}  // namespace

PreparedCheck PrepareCheck(const RequestContext& context, const Request* question,
                           PreparedPolicies& policies) {
  PreparedCheck out;
  out.action = context.action;
  out.query.id = ActionNames::Builtin().Find(context.action.lower());
  out.resource = context.resource;
  out.is_account_action = context.resource == "*" && IsS3AccountAction(context.action);
  out.is_complete = context.keys.complete();
  out.options = context.options;
  AddDocuments(context, policies, &out);
  const ServiceVerdict service = ApplyServiceRules(context);
  if (service.resource_policy_has_effect) {
    out.resource_policies = Ask(&context.policies.resource, out.query, policies);
  }
  out.grants_cover_resource = service.grants_cover_resource;
  out.only_owner_and_services = service.only_owner_and_services;
  out.identity_allow_is_implied = service.identity_allow_is_implied;
  out.has_boundary = HasBoundary(context);
  out.input = InKleene(InputWithoutLayers(context, service));
  out.asks_caller_for_keys = question != nullptr;
  // After the documents: only keys that some document mentions are kept.
  const KeyNames& names = policies.keys();
  KeyValuesBuilder keys;
  context.keys.ForEachPresent([&](const std::string& id, absl::Span<const ContextValue> values) {
    const std::uint32_t key = names.Find(id);
    if (key == KeyNames::kNone) return;
    const bool is_callers = question != nullptr && names.is_principal(key);
    if (!is_callers || Gives(*question, id)) keys.Add(key, values);
  });
  out.keys = keys.Build();
  if (!out.is_complete) out.all_keys = std::make_unique<const ContextKeys>(context.keys);
  return out;
}

PreparedCaller PrepareCaller(const RequestContext& context, PreparedPolicies& policies) {
  PreparedCaller out;
  out.caller = context.caller;
  out.identity = AddList(IdentityPoliciesOf(context), policies);
  out.boundary = AddList(BoundaryPoliciesOf(context), policies);
  return out;
}

void TakePrincipalKeys(const ContextKeys& keys, const KeyNames& names, PreparedCaller* caller) {
  caller->key_count = names.count();
  KeyValuesBuilder values;
  for (const std::uint32_t key : names.principal_keys()) {
    switch (keys.Find(names.name(key))) {
      case ContextKeys::State::kPresent:
        values.Add(key, keys.Values(names.name(key)));
        break;
      case ContextKeys::State::kUnknown:
        caller->open_keys.push_back(key);
        break;
      case ContextKeys::State::kAbsent:
        break;
    }
  }
  caller->keys = values.Build();
}

}  // namespace iamsim
