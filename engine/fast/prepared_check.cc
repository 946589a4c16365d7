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

bool Gives(const Request& question, absl::string_view key_id) {
  return absl::c_any_of(question.context, [key_id](const auto& entry) {
    return ContextKeyId(entry.first) == key_id;
  });
}

AskedLists AskLevels(const std::vector<PolicyLevel>* levels, const ActionQuery& query,
                     PreparedPolicies& prepared) {
  AskedLists out;
  AskEach(AddLevels(levels, prepared), query, &out);
  return out;
}

void AddDocuments(const RequestContext& context, PreparedPolicies& policies, PreparedCheck* out) {
  out->service_control = AskLevels(ServiceControlOf(context), out->query, policies);
  out->resource_control = AskLevels(ResourceControlOf(context), out->query, policies);
  out->vpc_endpoint = AskList(AddList(EndpointPoliciesOf(context), policies), out->query);
  out->endpoint_reading = EndpointReadingOf(context);
  out->session = AskList(AddList(SessionPoliciesOf(context), policies), out->query);
}

}  // namespace

const PreparedList* AddList(const PolicyList* policies, PreparedPolicies& prepared) {
  return policies == nullptr ? nullptr : &prepared.Add(*policies);
}

PreparedLevels AddLevels(const std::vector<PolicyLevel>* levels, PreparedPolicies& prepared) {
  PreparedLevels out;
  if (levels == nullptr) return out;
  for (const PolicyLevel& level : *levels) out.push_back(&prepared.Add(level.policies));
  return out;
}

AskedList AskList(const PreparedList* list, const ActionQuery& query) {
  AskedList out{.list = list};
  if (list != nullptr && query.id != ActionNames::kNone) out.found = list->index().Find(query.id);
  return out;
}

void AskEach(const PreparedLevels& levels, const ActionQuery& query, AskedLists* out) {
  out->clear();
  for (const PreparedList* list : levels) out->push_back(AskList(list, query));
}

void ApplyRules(const RequestContext& context, PreparedPolicies& policies, PreparedCheck* check) {
  check->action = context.action;
  check->query.id = ActionNames::Builtin().Find(context.action.lower());
  check->resource = context.resource;
  check->is_account_action = context.resource == "*" && IsS3AccountAction(context.action);
  check->options = context.options;
  const ServiceVerdict service = ApplyServiceRules(context);
  check->resource_policies = {};
  if (service.resource_policy_has_effect) {
    check->resource_policies = AskList(AddList(&context.policies.resource, policies), check->query);
  }
  check->grants_cover_resource = service.grants_cover_resource;
  check->only_owner_and_services = service.only_owner_and_services;
  check->identity_allow_is_implied = service.identity_allow_is_implied;
  check->has_boundary = HasBoundary(context);
  check->input = InKleene(InputWithoutLayers(context, service));
}

PreparedCheck PrepareCheck(const RequestContext& context, const Request* question,
                           PreparedPolicies& policies) {
  PreparedCheck out;
  ApplyRules(context, policies, &out);
  out.is_complete = context.keys.complete();
  AddDocuments(context, policies, &out);
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
