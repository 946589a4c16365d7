// Tested by principal_sweep_test.cc and tests/graph/assume_graph_test.cc.
#include "fast/group_question.h"

#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "decide/statement_match.h"
#include "iamsim/request/principal_keys.h"

namespace iamsim {
namespace {

using Verdict = LayerVerdict<Formula>;

bool MentionsPrincipal(const Verdict& verdict) {
  return MentionsPrincipal(verdict.allow) || MentionsPrincipal(verdict.deny);
}

// Each by itself: an Or of them may absorb what one of them mentions.
bool MentionsPrincipal(const ResourceVerdict<Formula>& verdict) {
  for (const Formula* part : {&verdict.deny, &verdict.wildcard, &verdict.leaf, &verdict.parent,
                              &verdict.account, &verdict.service, &verdict.federated}) {
    if (MentionsPrincipal(*part)) return true;
  }
  return false;
}

// One layer for a whole group, and whether it has to be asked again for each principal.
struct Layer {
  LayerResult (*evaluate)(Check& check);
  Verdict CombineInput<Formula>::*verdict;
};
constexpr Layer kLayers[] = {
    {EvaluateResourceControlLayer, &CombineInput<Formula>::resource_control},
    {EvaluateServiceControlLayer, &CombineInput<Formula>::service_control},
    {EvaluateVpcEndpointLayer, &CombineInput<Formula>::vpc_endpoint},
    {EvaluateSessionLayer, &CombineInput<Formula>::session},
};

void CollectNamed(const PolicyList& policies, const PreparedSnapshot& world,
                  absl::flat_hash_set<std::uint32_t>* named) {
  for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
    if (policy->policy == nullptr) continue;
    for (const Statement& statement : policy->policy->statements) {
      if (!statement.principal) continue;
      for (const PrincipalEntry& entry : statement.principal->entries) {
        if (entry.type != PrincipalType::kAws) continue;
        for (const std::uint32_t id : world.Named(entry.value)) named->insert(id);
      }
    }
  }
}

Verdict EvaluateDocument(const std::shared_ptr<const AttachedPolicy>& document,
                         const RequestContext& context) {
  Check check(context);
  return EvaluatePolicySet({document}, PolicyKind::kIdentity, "", MatchStatementOfCaller, check)
      .verdict;
}

}  // namespace

bool MentionsPrincipal(const Formula& formula) {
  return !formula.IsConstant() && absl::c_any_of(KeysOf(formula), IsPrincipalKey);
}

Formula MatchStatementOfAnyAction(const Statement& statement, const RequestContext& context) {
  if (statement.principal && statement.effect == Effect::kAllow) return false;  // PG-14
  const Check check(context);
  Formula resource = MatchesResource(statement, check);
  if (resource.IsFalse()) return resource;
  return And(resource, MatchesConditions(statement, check));
}

absl::flat_hash_set<std::uint32_t> NamedBy(const RequestContext& context,
                                           const PreparedSnapshot& world) {
  absl::flat_hash_set<std::uint32_t> named;
  CollectNamed(context.policies.resource, world, &named);
  if (context.policies.vpc_endpoint) CollectNamed(*context.policies.vpc_endpoint, world, &named);
  if (context.policies.resource_control) {
    for (const PolicyLevel& level : *context.policies.resource_control) {
      CollectNamed(level.policies, world, &named);
    }
  }
  for (const std::uint32_t id : world.Named(context.resource)) named.insert(id);
  return named;
}

GroupQuestion::GroupQuestion(const PreparedSnapshot& world, const Request& question,
                             RequestContext context)
    : world_(world), context_(std::move(context)) {
  static_assert(std::size(kLayers) == kLayerCount);
  ForgetPrincipal(question, &context_.keys);
  service_ = ApplyServiceRules(context_);
  input_ = InputWithoutLayers(context_, service_);
  has_boundary_ = HasBoundary(context_);
  Check check(context_);
  for (std::size_t i = 0; i < kLayerCount; ++i) {
    Verdict& verdict = input_.*kLayers[i].verdict;
    verdict = kLayers[i].evaluate(check).verdict;
    layer_is_individual_[i] = MentionsPrincipal(verdict);
    has_individual_layer_ |= layer_is_individual_[i];
  }
  input_.resource = EvaluateResourceLayer(service_, input_.same_account, check).verdict;
  resource_is_individual_ = MentionsPrincipal(input_.resource);
  has_individual_layer_ |= resource_is_individual_;
}

GroupQuestion::Document& GroupQuestion::DocumentOf(std::uint32_t id) {
  const auto [entry, is_new] = documents_.try_emplace(id);
  Document& document = entry->second;
  if (is_new) {
    document.verdict = EvaluateDocument(world_.documents()[id], context_);
    document.is_individual = MentionsPrincipal(document.verdict);
  }
  return document;
}

GroupQuestion::Verdict GroupQuestion::VerdictFor(std::uint32_t id, const RequestContext* own) {
  const Document& document = DocumentOf(id);
  if (own == nullptr || !document.is_individual) return document.verdict;
  return EvaluateDocument(world_.documents()[id], *own);
}

void GroupQuestion::AskLayersAgain(const RequestContext& own, CombineInput<Formula>* in) const {
  Check check(own);
  for (std::size_t i = 0; i < kLayerCount; ++i) {
    if (layer_is_individual_[i]) in->*kLayers[i].verdict = kLayers[i].evaluate(check).verdict;
  }
  if (resource_is_individual_) {
    in->resource = EvaluateResourceLayer(service_, in->same_account, check).verdict;
  }
}

bool GroupQuestion::IsBounded(std::uint32_t boundary) const {
  return has_boundary_ && boundary != PreparedSnapshot::kNone;
}

bool GroupQuestion::IsIndividual(const Holding& holding) {
  bool is_individual = has_individual_layer_;
  for (const std::uint32_t id : holding.documents) is_individual |= DocumentOf(id).is_individual;
  if (IsBounded(holding.boundary)) is_individual |= DocumentOf(holding.boundary).is_individual;
  return is_individual;
}

Outcome<Formula> GroupQuestion::Conclude(Verdict identity, std::optional<Verdict> boundary,
                                         const RequestContext* own) const {
  CombineInput<Formula> in = input_;
  in.identity = std::move(identity);
  if (boundary) in.boundary = *std::move(boundary);
  if (own != nullptr) AskLayersAgain(*own, &in);
  if (service_.identity_allow_is_implied) {
    in.identity.allow = Or(in.identity.allow, in.same_account);  // CH-6
  }
  return Combine(in);
}

SweepAnswer GroupQuestion::Ask(const Holding& holding, const RequestContext* own) {
  Verdict identity{.allow = holding.allows_anyway, .deny = holding.denies_anyway};
  for (const std::uint32_t id : holding.documents) {
    const Verdict verdict = VerdictFor(id, own);
    identity.allow = Or(identity.allow, verdict.allow);
    identity.deny = Or(identity.deny, verdict.deny);
  }
  std::optional<Verdict> boundary;
  if (IsBounded(holding.boundary)) boundary = VerdictFor(holding.boundary, own);
  Outcome<Formula> outcome = Conclude(std::move(identity), std::move(boundary), own);
  const DecisionKind kind = KindOf(outcome);
  return SweepAnswer{kind, std::move(outcome.allow)};
}

}  // namespace iamsim
