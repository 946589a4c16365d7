// Tested by principal_sweep_test.cc: equal to the reference over random worlds.
#include "iamsim/fast/principal_sweep.h"

#include <iterator>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "decide/evaluation.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/request/principal_keys.h"

namespace iamsim {
namespace {

using Verdict = LayerVerdict<Formula>;

// Whether `formula` needs something that only the one principal can tell.
bool MentionsPrincipal(const Formula& formula) {
  return !formula.IsConstant() && absl::c_any_of(KeysOf(formula), IsPrincipalKey);
}

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

// Whom the policies with a Principal element name, and whom the question is about: for them alone
// the layers may say something else than for the rest of their group.
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

}  // namespace

struct PrincipalSweep::GroupState {
  struct Document {
    Verdict verdict;
    bool is_individual = false;
  };

  bool one_by_one = false;
  absl::flat_hash_set<std::uint32_t> named;
  RequestContext context;  // of one member, without what is its own
  ServiceVerdict service;
  CombineInput<Formula> input;  // all but identity policies and boundary
  bool layer_is_individual[std::size(kLayers)] = {};
  bool resource_is_individual = false;
  bool has_boundary = false;
  bool has_individual_layer = false;
  absl::flat_hash_map<std::uint32_t, Document> documents;

  Document& DocumentOf(std::uint32_t id, const PreparedSnapshot& world);
  // What the document says to the principal whose context is `own`, where that matters.
  Verdict VerdictFor(std::uint32_t id, const std::optional<RequestContext>& own,
                     const PreparedSnapshot& world);
  void AskLayersAgain(const RequestContext& own, CombineInput<Formula>* in) const;
};

namespace {

Verdict EvaluateDocument(const std::shared_ptr<const AttachedPolicy>& document,
                         const RequestContext& context) {
  Check check(context);
  return EvaluatePolicySet({document}, PolicyKind::kIdentity, "", MatchStatementOfCaller, check)
      .verdict;
}

}  // namespace

PrincipalSweep::GroupState::Document& PrincipalSweep::GroupState::DocumentOf(
    std::uint32_t id, const PreparedSnapshot& world) {
  const auto [entry, is_new] = documents.try_emplace(id);
  Document& document = entry->second;
  if (is_new) {
    document.verdict = EvaluateDocument(world.documents()[id], context);
    document.is_individual = MentionsPrincipal(document.verdict);
  }
  return document;
}

Verdict PrincipalSweep::GroupState::VerdictFor(std::uint32_t id,
                                               const std::optional<RequestContext>& own,
                                               const PreparedSnapshot& world) {
  const Document& document = DocumentOf(id, world);
  if (!document.is_individual) return document.verdict;
  return EvaluateDocument(world.documents()[id], *own);
}

void PrincipalSweep::GroupState::AskLayersAgain(const RequestContext& own,
                                                CombineInput<Formula>* in) const {
  Check check(own);
  for (std::size_t i = 0; i < std::size(kLayers); ++i) {
    if (layer_is_individual[i]) in->*kLayers[i].verdict = kLayers[i].evaluate(check).verdict;
  }
  if (resource_is_individual) {
    in->resource = EvaluateResourceLayer(service, in->same_account, check).verdict;
  }
}

PrincipalSweep::PrincipalSweep(const PreparedSnapshot& world, Request question,
                               const EvaluationOptions& options)
    : world_(world), question_(std::move(question)), options_(options) {
  const ResourceRecord* resource = world.snapshot().FindResource(question_.resource);
  // S3-6: through an access point there are two checks.
  const bool has_two_checks = resource != nullptr && !resource->bucket.empty();
  one_by_one_ = has_two_checks || !question_.via.empty() || !question_.policies.identity.empty() ||
                question_.policies.permissions_boundary.has_value() ||
                question_.pass_role.has_value();
  groups_.resize(world.groups().size());
}

PrincipalSweep::~PrincipalSweep() = default;

PrincipalSweep::GroupState& PrincipalSweep::StateOf(std::uint32_t group) {
  if (groups_[group] != nullptr) return *groups_[group];
  groups_[group] = std::make_unique<GroupState>();
  GroupState& state = *groups_[group];
  const absl::Span<const std::uint32_t> members = world_.groups()[group].members;
  const auto resolve = [this](std::uint32_t member) {
    question_.principal = world_.snapshot().principals()[member].arn.text();
    return Resolve(world_.snapshot(), World::kSnapshot, question_, options_);
  };
  absl::StatusOr<RequestContext> context = resolve(members.front());
  if (context.ok()) state.named = NamedBy(*context, world_);
  const auto stands_for_all =
      absl::c_find_if(members, [&](std::uint32_t id) { return !state.named.contains(id); });
  state.one_by_one = !context.ok() || stands_for_all == members.end();
  if (state.one_by_one) return state;
  if (*stands_for_all != members.front()) context = resolve(*stands_for_all);
  state.one_by_one = !context.ok();
  if (state.one_by_one) return state;

  state.context = *std::move(context);
  ForgetPrincipal(question_, &state.context.keys);
  state.service = ApplyServiceRules(state.context);
  state.input = InputWithoutLayers(state.context, state.service);
  state.has_boundary = HasBoundary(state.context);
  Check check(state.context);
  for (std::size_t i = 0; i < std::size(kLayers); ++i) {
    Verdict& verdict = state.input.*kLayers[i].verdict;
    verdict = kLayers[i].evaluate(check).verdict;
    state.layer_is_individual[i] = MentionsPrincipal(verdict);
    state.has_individual_layer |= state.layer_is_individual[i];
  }
  state.input.resource =
      EvaluateResourceLayer(state.service, state.input.same_account, check).verdict;
  state.resource_is_individual = MentionsPrincipal(state.input.resource);
  state.has_individual_layer |= state.resource_is_individual;
  return state;
}

absl::StatusOr<SweepAnswer> PrincipalSweep::AskReference(std::uint32_t principal) {
  ++counts_.by_reference;
  question_.principal = world_.snapshot().principals()[principal].arn.text();
  IAMSIM_ASSIGN_OR_RETURN(const ChainResult result,
                          DecideChain(world_.snapshot(), World::kSnapshot, question_, options_));
  return SweepAnswer{result.decision.kind, result.decision.allowed_when};
}

absl::StatusOr<SweepAnswer> PrincipalSweep::Ask(std::uint32_t id) {
  if (one_by_one_) return AskReference(id);
  const PreparedSnapshot::Principal& principal = world_.principals()[id];
  GroupState& state = StateOf(principal.group);
  if (state.one_by_one || state.named.contains(id)) return AskReference(id);

  const bool is_bounded = state.has_boundary && principal.boundary != PreparedSnapshot::kNone;
  bool is_individual = state.has_individual_layer;
  for (const std::uint32_t document : world_.DocumentsOf(principal)) {
    is_individual |= state.DocumentOf(document, world_).is_individual;
  }
  if (is_bounded) is_individual |= state.DocumentOf(principal.boundary, world_).is_individual;
  ++(is_individual ? counts_.in_part : counts_.shared);

  std::optional<RequestContext> own;
  if (is_individual) {
    question_.principal = world_.snapshot().principals()[id].arn.text();
    IAMSIM_ASSIGN_OR_RETURN(own, Resolve(world_.snapshot(), World::kSnapshot, question_, options_));
  }
  CombineInput<Formula> in = state.input;
  in.identity = {.allow = false, .deny = false};
  for (const std::uint32_t document : world_.DocumentsOf(principal)) {
    const Verdict verdict = state.VerdictFor(document, own, world_);
    in.identity.allow = Or(in.identity.allow, verdict.allow);
    in.identity.deny = Or(in.identity.deny, verdict.deny);
  }
  if (is_bounded) in.boundary = state.VerdictFor(principal.boundary, own, world_);
  if (own) state.AskLayersAgain(*own, &in);
  if (state.service.identity_allow_is_implied) {
    in.identity.allow = Or(in.identity.allow, in.same_account);  // CH-6
  }
  Outcome<Formula> outcome = Combine(in);
  const DecisionKind kind = KindOf(outcome);
  return SweepAnswer{kind, std::move(outcome.allow)};
}

}  // namespace iamsim
