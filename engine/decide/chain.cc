// Role chains with explicit hops: CH-1 … CH-8. Every hop is a check of sts:AssumeRole by the caller
// of that moment, with sts:TagSession and sts:SetSourceIdentity where the hop needs them.
//
// Tested by tests/decide/chain_test.cc and scenarios/rules/sessions.

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "decide/chain_walk.h"
#include "decide/pass_role.h"
#include "decide/resource_behind.h"
#include "decide/session_limits.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/model/caller.h"

namespace iamsim {

// What of the request is about the principal's own call. Policies that the request brings for the
// principal (identity, boundary, session) stay with it; those of the resource and of the network
// belong to the last action.
Request AskAs(const Request& request, const ChainActor& actor) {
  Request out = request;
  out.via.clear();
  out.principal = actor.principal;
  if (!actor.original) {
    out.principal_id.clear();
    out.federated_by.clear();
    out.canonical_user_id.clear();
    out.principal_tags.reset();
    out.session_tags.clear();
    out.policies.identity.clear();
    out.policies.permissions_boundary.reset();
    out.policies.session.reset();
    out.policies.service_control.reset();
  }
  return out;
}

namespace {

void SetKey(absl::string_view key, ContextValue value, Request* request) {
  for (auto entry = request->context.begin(); entry != request->context.end();) {
    if (absl::EqualsIgnoreCase(entry->first, key)) {
      entry = request->context.erase(entry);
    } else {
      ++entry;
    }
  }
  request->context[std::string(key)] = std::move(value);
}

// CH-3, CH-7, RC-25, RC-41: the keys that the AssumeRole call itself carries.
void SetHopKeys(const Hop& hop, Request* request) {
  if (hop.session_name) {
    SetKey("sts:RoleSessionName", ContextValue::Scalar(*hop.session_name), request);
  }
  if (hop.external_id) SetKey("sts:ExternalId", ContextValue::Scalar(*hop.external_id), request);
  if (hop.source_identity) {
    SetKey("sts:SourceIdentity", ContextValue::Scalar(*hop.source_identity), request);
  }
  if (!hop.tags.empty()) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : hop.tags) {
      keys.push_back(key);
      SetKey(absl::StrCat("aws:RequestTag/", key), ContextValue::Scalar(value), request);
    }
    SetKey("aws:TagKeys", ContextValue::List(std::move(keys)), request);
  }
  if (!hop.transitive_tag_keys.empty()) {
    SetKey("sts:TransitiveTagKeys", ContextValue::List(hop.transitive_tag_keys), request);
  }
}

}  // namespace

Request HopRequest(const Request& request, const ChainActor& actor, const Hop& hop,
                   absl::string_view role) {
  Request out = AskAs(request, actor);
  out.resource = std::string(role);
  out.resource_account.clear();
  out.resource_tags.reset();
  out.s3.reset();
  out.source_vpce.clear();
  out.policies.resource.clear();
  out.policies.resource_control.reset();
  out.policies.vpc_endpoint.clear();
  SetHopKeys(hop, &out);
  return out;
}

namespace {

// TR-7: an identity provider has a call of its own.
std::string AssumeActionOf(const ChainActor& actor) {
  const absl::StatusOr<Caller> caller = ParseCaller(actor.principal);
  if (!caller.ok() || caller->kind != CallerKind::kIdentityProvider) return "sts:AssumeRole";
  return absl::StrContains(actor.principal, ":saml-provider/") ? "sts:AssumeRoleWithSAML"
                                                               : "sts:AssumeRoleWithWebIdentity";
}

std::vector<std::string> ActionsOf(const Hop& hop, const ChainActor& actor,
                                   const EvaluationOptions& options) {
  std::vector<std::string> actions = {AssumeActionOf(actor)};
  const bool inherits = !actor.session.transitive_tag_keys.empty();
  if (!hop.tags.empty() || (inherits && options.transitiveTagsNeedTagSession)) {  // CH-3, OP-14
    actions.emplace_back("sts:TagSession");
  }
  if (hop.source_identity || !actor.session.source_identity.empty()) {  // CH-6
    actions.emplace_back("sts:SetSourceIdentity");
  }
  return actions;
}

// EV-20, MS-1: the first denial, else the first; allowed only when all are.
Decision Conjunction(const std::vector<ChainStep>& steps) {
  Decision all = steps.front().decision;
  for (const ChainStep& step : steps) {
    const Decision& one = step.decision;
    if (IsDenial(one.kind)) return one;
    if (all.allowed() && !one.allowed()) {
      const Formula before = all.allowed_when;
      all = one;
      all.allowed_when = And(before, one.allowed_when);
    } else if (&one != &steps.front().decision) {
      all.allowed_when = And(all.allowed_when, one.allowed_when);
    }
  }
  // Two conditions can contradict each other.
  if (all.allowed_when.IsFalse()) all.kind = DecisionKind::kImplicitDeny;
  return all;
}

Decision Refusal(const SessionRefusal& refusal) {
  Decision decision;
  decision.decided_by = {
      .layer = PolicyKind::kResource, .rule = refusal.rule, .reason = refusal.reason};
  return decision;
}

ChainActor NextActor(const ChainActor& actor, const Hop& hop, const RequestContext& assume) {
  const Arn& role = *assume.resource_arn;
  ChainActor next;
  next.original = false;
  next.principal = role.text();
  if (hop.session_name) {
    next.principal =
        absl::StrCat("arn:", role.partition(), ":sts::", role.account(), ":assumed-role/",
                     EntityName(role.resource()), "/", *hop.session_name);
  }
  next.session = NextSession(actor.session, hop, assume.caller.kind);
  return next;
}

}  // namespace

absl::StatusOr<HopResult> TakeHop(const Snapshot& snapshot, World world, const Request& request,
                                  const Hop& hop, const EvaluationOptions& options,
                                  ChainActor* actor) {
  HopResult result;
  IAMSIM_ASSIGN_OR_RETURN(result.role, snapshot.ResolvePrincipalName(hop.role));
  result.caller = actor->principal;
  Request question = HopRequest(request, *actor, hop, result.role);
  for (std::string& action : ActionsOf(hop, *actor, options)) {
    question.action = std::move(action);
    IAMSIM_ASSIGN_OR_RETURN(RequestContext context,
                            Resolve(snapshot, world, question, options, actor->session));
    Decision decision = Decide(context);
    result.checks.push_back({std::move(context), std::move(decision)});
  }
  const RequestContext& assume = result.checks.front().context;
  const PrincipalRecord* role = snapshot.FindPrincipal(result.role);
  const std::optional<SessionRefusal> refusal =
      CheckSessionLimits(actor->session, hop, assume.caller.kind, role);
  result.decision = Conjunction(result.checks);
  if (refusal && !IsDenial(result.decision.kind)) result.decision = Refusal(*refusal);
  *actor = NextActor(*actor, hop, assume);
  return result;
}

namespace {

absl::StatusOr<ChainStep> TakeStep(const Snapshot& snapshot, World world, const Request& request,
                                   const EvaluationOptions& options, const SessionState& session) {
  IAMSIM_ASSIGN_OR_RETURN(RequestContext context,
                          Resolve(snapshot, world, request, options, session));
  Decision decision = Decide(context);
  return ChainStep{std::move(context), std::move(decision)};
}

// The last action: one check, or two through an S3 access point, whose policy and the bucket's must
// both allow (S3-6, MS-1). `step` is the check that decided, with the decision of both.
absl::Status TakeLastStep(const Snapshot& snapshot, World world, const Request& request,
                          const EvaluationOptions& options, const SessionState& session,
                          ChainResult* result) {
  IAMSIM_ASSIGN_OR_RETURN(ChainStep first, TakeStep(snapshot, world, request, options, session));
  std::optional<Request> behind;
  if (world == World::kSnapshot) behind = RequestBehind(snapshot, request);
  if (!behind || IsDenial(first.decision.kind)) {
    result->step = std::move(first);
    return absl::OkStatus();
  }
  IAMSIM_ASSIGN_OR_RETURN(ChainStep second, TakeStep(snapshot, world, *behind, options, session));
  const bool second_decides = IsDenial(second.decision.kind) || first.decision.allowed();
  std::vector<ChainStep> both = {std::move(first), std::move(second)};
  Decision decision = Conjunction(both);
  result->step = std::move(both[second_decides ? 1 : 0]);
  result->step->decision = std::move(decision);
  result->other_step = std::move(both[second_decides ? 0 : 1]);
  return absl::OkStatus();
}

// The whole chain holds when every hop, the action and what it needs besides do.
Decision Total(const ChainResult& result) {
  Decision total = result.step->decision;
  if (IsDenial(total.kind)) return total;
  for (const ChainStep& also : result.also) {
    if (IsDenial(also.decision.kind)) return also.decision;
    if (also.decision.allowed()) continue;
    if (total.allowed())
      total = also.decision;
    else
      total.allowed_when = And(total.allowed_when, also.decision.allowed_when);
  }
  for (auto hop = result.hops.rbegin(); hop != result.hops.rend(); ++hop) {
    if (hop->decision.allowed()) continue;
    const Formula after = total.allowed_when;
    if (total.allowed()) {
      total.kind = hop->decision.kind;
      total.decided_by = hop->decision.decided_by;
    }
    total.allowed_when = And(hop->decision.allowed_when, after);
  }
  if (total.allowed_when.IsFalse()) total.kind = DecisionKind::kImplicitDeny;
  return total;
}

}  // namespace

// S3-6: the same object or bucket under the name of the bucket behind its access point.
std::optional<std::string> ResourceBehind(const Snapshot& snapshot, absl::string_view resource) {
  const ResourceRecord* record = snapshot.FindResource(resource);
  if (record == nullptr || record->bucket.empty()) return std::nullopt;
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(resource, absl::MaxSplits("/object/", 1));
  return parts.second.empty() ? record->bucket : absl::StrCat(record->bucket, "/", parts.second);
}

std::optional<Request> RequestBehind(const Snapshot& snapshot, const Request& request) {
  std::optional<std::string> behind = ResourceBehind(snapshot, request.resource);
  if (!behind) return std::nullopt;
  // What the request says of the access point is not said of its bucket.
  std::optional<Request> out = request;
  out->resource = *std::move(behind);
  out->resource_account.clear();
  out->resource_tags.reset();
  out->policies.resource.clear();
  return out;
}

absl::StatusOr<ChainResult> DecideChain(const Snapshot& snapshot, World world,
                                        const Request& request, const EvaluationOptions& options) {
  ChainResult result;
  ChainActor actor{.principal = request.principal};
  for (const Hop& hop : request.via) {
    IAMSIM_ASSIGN_OR_RETURN(HopResult taken,
                            TakeHop(snapshot, world, request, hop, options, &actor));
    result.hops.push_back(std::move(taken));
    if (IsDenial(result.hops.back().decision.kind)) {
      result.decision = result.hops.back().decision;
      return result;
    }
  }
  return FinishChain(snapshot, world, request, options, actor, std::move(result));
}

absl::StatusOr<ChainResult> FinishChain(const Snapshot& snapshot, World world,
                                        const Request& request, const EvaluationOptions& options,
                                        const ChainActor& actor, ChainResult result) {
  IAMSIM_RETURN_IF_ERROR(
      TakeLastStep(snapshot, world, AskAs(request, actor), options, actor.session, &result));
  if (request.pass_role && !IsDenial(result.step->decision.kind)) {
    IAMSIM_ASSIGN_OR_RETURN(
        result.also, CheckPassRole(snapshot, world, AskAs(request, actor), options, actor.session));
  }
  result.decision = Total(result);
  return result;
}

}  // namespace iamsim
