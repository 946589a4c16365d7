// The policy simulator: one request becomes many checks, each resolved and decided like any other.
// Tested by simulation_test.cc.
#include "iamsim/decide/simulation.h"

#include <algorithm>
#include <memory>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "decide/resource_behind.h"
#include "decide/simulation_parts.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/request/resolve.h"

namespace iamsim {
namespace {

absl::StatusOr<PolicySource> FindSource(const Snapshot& snapshot, const std::string& arn) {
  PolicySource source{.snapshot = &snapshot};
  if (arn.empty()) return source;
  source.principal = snapshot.FindPrincipal(arn);
  source.group = snapshot.FindGroup(arn);
  if (source.principal != nullptr || source.group != nullptr) return source;
  std::vector<absl::string_view> arns;
  for (const PrincipalRecord& principal : snapshot.principals()) {
    arns.push_back(principal.arn.text());
  }
  for (const GroupRecord& group : snapshot.groups()) arns.push_back(group.arn.text());
  return absl::NotFoundError(
      absl::StrCat("`", arn, "` is not in the snapshot", DidYouMean(arn, arns)));
}

class Simulator {
 public:
  Simulator(const SimulationRequest& request, const PolicySource& source,
            const EvaluationOptions& options)
      : request_(request),
        source_(source),
        options_(options),
        excluded_(request.exclusions.size(), false) {
    base_.context = request.context;
    base_.absent_keys = request.absent_keys;
    base_.policies.identity = request.policies;
    base_.policies.permissions_boundary = request.permissions_boundary;
    base_.policies.service_control = request.service_control;
    base_.principal_is_hypothetical = true;
    for (const auto& entry : request.context) given_.push_back(ContextKeyId(entry.first));
  }

  absl::StatusOr<RequestContext> ResolveOne(const std::string& action, const std::string& resource);
  absl::StatusOr<SimulatedCheck> CheckOne(const std::string& action, const std::string& resource);
  std::vector<std::string> TakeWarnings();

 private:
  World world() const {
    return request_.policy_source.empty() ? World::kSelfContained : World::kSnapshot;
  }
  absl::StatusOr<Request> MakeRequest(const std::string& action, const std::string& resource,
                                      const SimulatedCaller& caller) const;
  void TakePolicies(RequestContext* context) const;
  absl::Status CheckBehind(const RequestContext& context, SimulatedCheck* check);
  void DescribeOrganization(const RequestContext& context, const Decision& decision,
                            SimulatedCheck* check) const;
  void DescribeLayers(const RequestContext& context, const Decision& decision,
                      SimulatedCheck* check) const;
  void WarnOfDecision(const RequestContext& context, const Decision& decision);
  void Warn(std::string warning) {
    if (told_.insert(warning).second) warnings_.push_back(std::move(warning));
  }

  const SimulationRequest& request_;
  const PolicySource& source_;
  const EvaluationOptions& options_;
  Request base_;
  std::vector<std::string> given_;  // ContextKeyIds
  std::vector<bool> excluded_;      // for each exclusion: some check had what it names
  std::vector<std::string> warnings_;
  absl::flat_hash_set<std::string> told_;  // of warnings_
};

absl::StatusOr<Request> Simulator::MakeRequest(const std::string& action,
                                               const std::string& resource,
                                               const SimulatedCaller& caller) const {
  Request request = base_;
  request.principal = caller.principal;
  request.action = action;
  request.resource = resource;
  const absl::StatusOr<Arn> arn = ParseArn(resource);
  const bool owner_in_arn = arn.ok() && IsAccountId(arn->account());
  // "Specifies the owner of any simulated resource that does not identify its owner"; by default
  // the account of the caller.
  if (arn.ok() && !owner_in_arn) {
    const ResourceRecord* record = source_.snapshot->FindResource(resource);
    const bool is_known = (record != nullptr && !record->account.empty()) ||
                          absl::c_linear_search(given_, ContextKeyId("aws:ResourceAccount"));
    request.resource_account = request_.resource_owner;
    if (request.resource_account.empty() && !is_known) request.resource_account = caller.account;
  }
  const absl::StatusOr<Action> parsed = ParseAction(action);
  if (!parsed.ok()) return parsed.status();
  const auto& policy = IsTrustAction(*parsed) ? request_.trust_policy : request_.resource_policy;
  if (policy != nullptr) request.policies.resource = {policy};
  return request;
}

// The documents of the source instead of the caller's ("as if Bob had David's policies"), and
// without what is excluded.
void Simulator::TakePolicies(RequestContext* context) const {
  PolicyLayers& layers = context->policies;
  if (source_.principal != nullptr || source_.group != nullptr) {
    layers.identity =
        source_.group != nullptr ? source_.group->policies : source_.principal->identity_policies;
    layers.identity.insert(layers.identity.end(), request_.policies.begin(),
                           request_.policies.end());
    layers.permissions_boundary = request_.permissions_boundary;
    if (!layers.permissions_boundary && source_.principal != nullptr &&
        source_.principal->permissions_boundary != nullptr) {
      layers.permissions_boundary = PolicyList{source_.principal->permissions_boundary};
    }
  }
  const auto& policy =
      IsTrustAction(context->action) ? request_.trust_policy : request_.resource_policy;
  if (policy != nullptr) layers.resource = {policy};
}

absl::StatusOr<RequestContext> Simulator::ResolveOne(const std::string& action,
                                                     const std::string& resource) {
  const SimulatedCaller caller = CallerOf(request_, ParseArn(resource));
  IAMSIM_ASSIGN_OR_RETURN(Request request, MakeRequest(action, resource, caller));
  for (const std::string& key : caller.hidden) {
    if (!absl::c_linear_search(given_, ContextKeyId(key))) request.absent_keys.push_back(key);
  }
  IAMSIM_ASSIGN_OR_RETURN(RequestContext context,
                          Resolve(*source_.snapshot, world(), request, options_));
  TakePolicies(&context);
  if (world() == World::kSnapshot && caller.hidden.empty() &&
      source_.snapshot->FindPrincipal(caller.principal) == nullptr) {
    Warn(absl::StrCat("caller `", caller.principal,
                      "` is not in the snapshot: its tags and id are ", "not known"));
  }
  for (std::size_t i = 0; i < request_.exclusions.size(); ++i) {
    if (Exclude(request_.exclusions[i], request_, source_, &context.policies)) excluded_[i] = true;
  }
  if (caller.is_nobody) {
    // What contradicts a caller that nobody named is no contradiction.
    std::erase_if(context.warnings, [](const std::string& warning) {
      return absl::StrContains(warning, "but the principal has");
    });
  }
  return context;
}

void Simulator::DescribeOrganization(const RequestContext& context, const Decision& decision,
                                     SimulatedCheck* check) const {
  const AccountRecord* account = source_.snapshot->FindAccount(context.caller.account);
  if (account != nullptr && account->in_organization) check->allowed_by_organizations = true;
  for (const LayerReport& report : decision.layers) {
    if (report.layer != PolicyKind::kServiceControl &&
        report.layer != PolicyKind::kResourceControl) {
      continue;
    }
    check->allowed_by_organizations =
        check->allowed_by_organizations.value_or(true) && report.result == DecisionKind::kAllowed;
  }
}

// A layer that depends on a document that is missing does not allow.
DecisionKind WordOf(DecisionKind kind) {
  return kind == DecisionKind::kConditional ? DecisionKind::kImplicitDeny : kind;
}

void Simulator::DescribeLayers(const RequestContext& context, const Decision& decision,
                               SimulatedCheck* check) const {
  check->is_cross_account = !context.caller.account.empty() && !context.resource_account.empty() &&
                            context.caller.account != context.resource_account;
  if (check->is_cross_account) {
    check->layers = {{PolicyKind::kIdentity, DecisionKind::kImplicitDeny},
                     {PolicyKind::kResource, DecisionKind::kImplicitDeny}};
  }
  for (const LayerReport& report : decision.layers) {
    if (report.layer == PolicyKind::kPermissionsBoundary) {
      check->allowed_by_boundary = report.result == DecisionKind::kAllowed;
      if (check->is_cross_account) check->layers.emplace_back(report.layer, WordOf(report.result));
    }
    if (!check->is_cross_account) continue;
    if (report.layer == PolicyKind::kIdentity) check->layers[0].second = WordOf(report.result);
    if (report.layer == PolicyKind::kResource) check->layers[1].second = WordOf(report.result);
  }
}

void Simulator::WarnOfDecision(const RequestContext& context, const Decision& decision) {
  for (const std::string& warning : decision.warnings) Warn(warning);
  const std::string check =
      absl::StrCat("`", context.action.text(), "` on `", context.resource, "`: ");
  if (decision.kind == DecisionKind::kConditional) {
    std::vector<std::string> names;
    for (const Formula& formula : {decision.allowed_when, decision.denied_when}) {
      for (const FormulaLeaf& leaf : LeavesOf(formula)) {
        if (!leaf.document.empty() && !absl::c_linear_search(names, leaf.document)) {
          names.push_back(leaf.document);
        }
      }
    }
    Warn(absl::StrCat(check, "taken as not allowed: it depends on what the snapshot lacks, `",
                      absl::StrJoin(names, "`, `"), "`"));
  }
  // EV-22: AWS's simulator would answer for the identity policies alone.
  if (decision.kind == DecisionKind::kImplicitDeny && context.policies.resource.empty() &&
      decision.decided_by.layer == PolicyKind::kResource) {
    Warn(absl::StrCat(check, "denied because a resource policy must allow it and none is given",
                      world() == World::kSnapshot ? "" : "; expected it in `ResourcePolicy`"));
  }
}

absl::StatusOr<SimulatedCheck> Simulator::CheckOne(const std::string& action,
                                                   const std::string& resource) {
  IAMSIM_ASSIGN_OR_RETURN(const RequestContext context, ResolveOne(action, resource));
  const SimulatedCaller caller = CallerOf(request_, ParseArn(resource));
  IAMSIM_ASSIGN_OR_RETURN(Request incomplete, MakeRequest(action, resource, caller));
  incomplete.context_is_complete = false;
  IAMSIM_ASSIGN_OR_RETURN(const RequestContext known,
                          Resolve(*source_.snapshot, world(), incomplete, options_));
  const Decision decision = Decide(context);
  WarnOfDecision(context, decision);
  SimulatedCheck check{.resource = resource, .decision = WordOf(decision.kind)};
  DescribeOrganization(context, decision, &check);
  DescribeLayers(context, decision, &check);
  if (caller.is_nobody) check.is_cross_account = false;
  if (check.allowed_by_organizations.value_or(true)) {
    check.statements = MatchedStatements(context, decision, source_);
  }
  check.missing_context = MissingContext(context, decision, known.keys);
  if (decision.allowed()) IAMSIM_RETURN_IF_ERROR(CheckBehind(context, &check));
  return check;
}

// S3-6: an access point's policy and its bucket's must both allow.
absl::Status Simulator::CheckBehind(const RequestContext& context, SimulatedCheck* check) {
  if (world() != World::kSnapshot || request_.resource_policy != nullptr) return absl::OkStatus();
  const std::optional<std::string> behind = ResourceBehind(*source_.snapshot, context.resource);
  if (!behind) return absl::OkStatus();
  IAMSIM_ASSIGN_OR_RETURN(SimulatedCheck bucket, CheckOne(context.action.text(), *behind));
  for (const std::string& key : check->missing_context) {
    if (!absl::c_linear_search(bucket.missing_context, key)) bucket.missing_context.push_back(key);
  }
  absl::c_sort(bucket.missing_context, [](const std::string& a, const std::string& b) {
    return ContextKeyId(a) < ContextKeyId(b);
  });
  if (bucket.decision == DecisionKind::kAllowed) {
    for (const SimulatedStatement& statement : check->statements) {
      if (!absl::c_linear_search(bucket.statements, statement)) {
        bucket.statements.push_back(statement);
      }
    }
  }
  bucket.resource = check->resource;
  *check = std::move(bucket);
  return absl::OkStatus();
}

// A misspelt name excludes nothing; a kind of policy may well be missing.
std::vector<std::string> Simulator::TakeWarnings() {
  for (std::size_t i = 0; i < excluded_.size(); ++i) {
    const PolicyExclusion& exclusion = request_.exclusions[i];
    if (excluded_[i] || (exclusion.kind != PolicyExclusion::Kind::kArn &&
                         exclusion.kind != PolicyExclusion::Kind::kInlinePolicy)) {
      continue;
    }
    Warn(absl::StrCat("there is no policy ", Describe(exclusion), " to exclude"));
  }
  return std::move(warnings_);
}

}  // namespace

absl::StatusOr<Simulation> Simulate(const Snapshot& snapshot, const SimulationRequest& request,
                                    const EvaluationOptions& options) {
  const Snapshot& asked = request.policy_source.empty() ? *Snapshot::Empty() : snapshot;
  IAMSIM_ASSIGN_OR_RETURN(const PolicySource source, FindSource(asked, request.policy_source));
  Simulator simulator(request, source, options);
  if (request.resources.empty()) return absl::InvalidArgumentError("expected a resource or `*`");
  const bool legacy = request.shape == SimulationShape::kLegacy;
  const std::size_t per_action = legacy ? request.resources.size() : 1;
  const std::size_t all = request.actions.size() * per_action;
  const std::size_t first = std::min(request.first_item, all);
  const std::size_t last = first + std::min(request.max_items, all - first);
  Simulation simulation;
  for (std::size_t i = first; i < last; ++i) {
    SimulatedItem item{.action = request.actions[i / per_action], .checks = {}};
    for (std::size_t j = 0; j < request.resources.size(); ++j) {
      if (legacy && j != i % per_action) continue;
      IAMSIM_ASSIGN_OR_RETURN(SimulatedCheck check,
                              simulator.CheckOne(item.action, request.resources[j]));
      item.checks.push_back(std::move(check));
    }
    simulation.items.push_back(std::move(item));
  }
  if (last < all) simulation.next_item = last;
  simulation.warnings = simulator.TakeWarnings();
  return simulation;
}

absl::StatusOr<RequestContext> ResolveCheck(const Snapshot& snapshot,
                                            const SimulationRequest& request,
                                            const std::string& action, const std::string& resource,
                                            const EvaluationOptions& options) {
  const Snapshot& asked = request.policy_source.empty() ? *Snapshot::Empty() : snapshot;
  IAMSIM_ASSIGN_OR_RETURN(const PolicySource source, FindSource(asked, request.policy_source));
  return Simulator(request, source, options).ResolveOne(action, resource);
}

}  // namespace iamsim
