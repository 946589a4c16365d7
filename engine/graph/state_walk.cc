// CH-10: what the next decisions can depend on is the state; everything else about how it was
// reached is not. Tested by paths_test.cc and access_test.cc.
#include "graph/state_walk.h"

#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "decide/pass_role.h"
#include "decide/session_limits.h"
#include "graph/control_rows.h"
#include "graph/target.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/graph/control.h"
#include "iamsim/graph/pass_role.h"

namespace iamsim {
namespace {

// Keys that the hops of a chain set, keep or lose: the graph of any state knows nothing of them.
bool IsOfState(absl::string_view key) {
  for (const char* prefix : {"aws:MultiFactorAuth",
                             "aws:SourceIdentity",
                             "aws:PrincipalTag/",
                             "aws:RequestTag/",
                             "aws:TagKeys",
                             "aws:TokenIssueTime",
                             "aws:FederatedProvider",
                             "aws:Principal",
                             "aws:user",
                             "sts:",
                             "saml:",
                             "aws:SignInSessionArn",
                             "aws:ChatbotSourceArn",
                             "aws:Ec2InstanceSource",
                             "codebuild:",
                             "ec2:",
                             "glue:",
                             "iam:PassedToService",
                             "identitystore:",
                             "lambda:",
                             "ssm:"}) {
    if (absl::StartsWithIgnoreCase(key, prefix)) return true;
  }
  return false;
}

// What the request brings for the resource of its last action.
Request WithoutResource(const Request& question) {
  Request out = question;
  out.resource_tags.reset();
  out.resource_account.clear();
  out.s3.reset();
  out.source_vpce.clear();
  out.pass_role.reset();
  out.policies.resource.clear();
  out.policies.resource_control.reset();
  out.policies.vpc_endpoint.clear();
  return out;
}

std::string StateOf(const ChainActor& actor) {
  const SessionState& session = actor.session;
  std::string out = absl::StrCat(actor.principal, "\n", actor.original, session.assumed,
                                 session.chained, "\n", session.source_identity);
  for (const auto& [key, value] : session.tags) absl::StrAppend(&out, "\n", key, "=", value);
  for (const std::string& key : session.transitive_tag_keys) absl::StrAppend(&out, "\n", key);
  if (session.session_policies) {
    for (const auto& policy : *session.session_policies) {
      absl::StrAppend(&out, "\n", absl::Hex(policy.get()));
    }
    absl::StrAppend(&out, "\n/");
  }
  return out;
}

// As DecideChain() joins the hops, so that a contradiction is seen here when it is there.
Formula Join(const std::vector<PathHop>& hops) {
  Formula total = true;
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    total = And(hop->answer.allowed_when, total);
  }
  return total;
}

bool IsGuarded(const Hop& hop) { return !hop.tags.empty() || hop.source_identity.has_value(); }

}  // namespace

Request InAnyState(const Request& question) {
  Request out = question;
  out.context_is_complete = false;
  out.unknown_keys_are_absent = false;
  out.absent_keys.clear();
  out.principal_tags.reset();
  out.session_tags.clear();
  out.policies.session.reset();
  for (auto entry = out.context.begin(); entry != out.context.end();) {
    entry = IsOfState(entry->first) ? out.context.erase(entry) : std::next(entry);
  }
  return out;
}

absl::StatusOr<std::unique_ptr<StateWalk>> StateWalk::Make(
    std::shared_ptr<const PreparedSnapshot> world, const PathWorld& questions) {
  const Request& question = questions.question;
  if (!question.policies.identity.empty() || question.policies.permissions_boundary ||
      !question.via.empty()) {
    return absl::InvalidArgumentError(
        "expected a question that any principal can ask, found one with `via` or policies of its "
        "principal");
  }
  std::unique_ptr<StateWalk> out(new StateWalk());
  AssumeGraphOptions options;
  options.question = InAnyState(WithoutResource(question));
  options.question.policies = {};
  options.question.policies.through_vpc_endpoint = question.policies.through_vpc_endpoint;
  options.evaluation = questions.evaluation;
  options.individual_limit = 0;
  out->world_ = world;
  out->questions_ = questions;
  out->passes_tags_ = !questions.first_hop.tags.empty() || !questions.next_hops.tags.empty() ||
                      !question.session_tags.empty() || question.principal_tags;
  out->ways_.emplace();
  IAMSIM_ASSIGN_OR_RETURN(out->any_state_, AssumeGraph::Build(std::move(world), options));
  return out;
}

StateWalk::Arrival StateWalk::Start(const std::string& from) const {
  Arrival start;
  start.actor.principal = from;
  start.state = StateOf(start.actor);
  const absl::Span<const std::uint32_t> named = world_->Named(from);
  if (named.size() == 1) start.principal = named.front();
  return start;
}

bool StateWalk::IsUnaskable(const Arrival& at) const {
  if (!at.hops.empty() || !at.actor.original) return false;
  if (at.actor.principal == "*") return true;
  const absl::StatusOr<Arn> arn = ParseArn(at.actor.principal);
  if (!arn.ok() || arn->resource() != "root") return false;
  const AccountRecord* account = snapshot().FindAccount(arn->account());
  return account == nullptr || !account->has_principals;
}

absl::Status StateWalk::FindMoves(const EdgeKinds& kinds) {
  const auto count = static_cast<std::uint32_t>(snapshot().principals().size());
  for (const EdgeKind kind : {EdgeKind::kPassRole, EdgeKind::kControl}) {
    Moves& moves = moves_[static_cast<std::size_t>(kind)];
    if (!kinds.Has(kind) || moves.to.size() == count) continue;
    moves.to.resize(count);
    moves.from.resize(count);
    const auto add = [&moves](std::uint32_t from, std::uint32_t to) {
      if (!moves.to[to].empty() && moves.to[to].back() == from) return;
      moves.to[to].push_back(from);
      moves.from[from].push_back(to);
    };
    PassRoleEdges passes(*any_state_);
    for (std::uint32_t to = 0; to < count; ++to) {
      if (kind == EdgeKind::kControl) {
        IAMSIM_ASSIGN_OR_RETURN(const std::vector<ControlEdge> edges,
                                FindControlEdgesTo(*any_state_, to));
        for (const ControlEdge& edge : edges) add(edge.from, to);
      } else if (snapshot().principals()[to].kind == PrincipalKind::kRole) {
        IAMSIM_ASSIGN_OR_RETURN(const std::vector<PassRoleEdge> edges, passes.To(to));
        for (const PassRoleEdge& edge : edges) add(edge.from, to);
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::size_t>> StateWalk::Distances(
    const std::vector<std::uint32_t>& targets, const EdgeKinds& kinds, std::size_t max_hops) {
  if (passes_tags_) return std::vector<std::size_t>(snapshot().principals().size(), 0);
  IAMSIM_RETURN_IF_ERROR(FindMoves(kinds));
  std::vector<std::size_t> distance(snapshot().principals().size(), kNever);
  std::vector<std::uint32_t> level = targets;
  for (const std::uint32_t target : targets) distance[target] = 0;
  for (std::size_t hops = 1; hops <= max_hops && !level.empty(); ++hops) {
    std::vector<std::uint32_t> next;
    const auto reach = [&](const std::vector<std::uint32_t>& from) {
      for (const std::uint32_t id : from) {
        if (distance[id] != kNever) continue;
        distance[id] = hops;
        next.push_back(id);
      }
    };
    for (const std::uint32_t to : level) {
      if (kinds.assume && snapshot().principals()[to].kind == PrincipalKind::kRole) {
        reach(any_state_->CandidatesTo(to));
      }
      for (const EdgeKind kind : {EdgeKind::kPassRole, EdgeKind::kControl}) {
        if (kinds.Has(kind)) reach(moves_[static_cast<std::size_t>(kind)].to[to]);
      }
    }
    level = std::move(next);
  }
  return distance;
}

absl::StatusOr<std::vector<StateWalk::Step>> StateWalk::StepsFrom(const Arrival& at,
                                                                  const EdgeKinds& kinds) {
  IAMSIM_RETURN_IF_ERROR(FindMoves(kinds));
  const absl::Span<const std::uint32_t> roles = any_state_->roles();
  std::vector<Step> out;
  const auto add = [&out](EdgeKind kind, absl::Span<const std::uint32_t> to) {
    for (const std::uint32_t id : to) out.push_back({kind, id});
  };
  const bool is_known = at.principal && !passes_tags_;
  if (kinds.assume) {
    add(EdgeKind::kAssume, is_known ? any_state_->CandidatesFrom(*at.principal)
                                    : std::vector<std::uint32_t>(roles.begin(), roles.end()));
  }
  if (IsUnaskable(at)) return out;
  if (kinds.pass_role) {
    add(EdgeKind::kPassRole,
        is_known ? absl::MakeConstSpan(
                       moves_[static_cast<std::size_t>(EdgeKind::kPassRole)].from[*at.principal])
                 : roles);
  }
  if (kinds.control && is_known) {
    add(EdgeKind::kControl,
        moves_[static_cast<std::size_t>(EdgeKind::kControl)].from[*at.principal]);
  } else if (kinds.control) {
    for (std::uint32_t id = 0; id < snapshot().principals().size(); ++id) {
      if (id != at.principal) out.push_back({EdgeKind::kControl, id});
    }
  }
  return out;
}

absl::StatusOr<StateWalk::TakenList> StateWalk::Assume(const Arrival& at, std::uint32_t role,
                                                       const Hop& hop) {
  Request question = questions_.question;
  question.principal = at.actor.principal;
  Taken taken{{EdgeKind::kAssume, role, "", {}, {}}, at.actor, ""};
  IAMSIM_ASSIGN_OR_RETURN(const HopResult result, TakeHop(snapshot(), World::kSnapshot, question,
                                                          hop, questions_.evaluation, &taken.next));
  taken.hop.answer = {result.decision.kind, result.decision.allowed_when};
  return TakenList{std::move(taken)};
}

absl::StatusOr<StateWalk::TakenList> StateWalk::AssumeFromOutside(const Arrival& at,
                                                                  std::uint32_t role,
                                                                  const Hop& hop) {
  if (IsGuarded(hop)) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected a principal that passes session tags or a source identity, found `",
                     at.actor.principal, "`, of which no policy is known"));
  }
  if (of_first_hop_ == nullptr) {
    AssumeGraphOptions options = any_state_->options();
    options.question =
        HopRequest(WithoutResource(questions_.question), ChainActor{.principal = "*"}, hop, "");
    options.question.principal_tags.reset();
    IAMSIM_ASSIGN_OR_RETURN(of_first_hop_, AssumeGraph::Build(world_, options));
  }
  const std::string& from = at.actor.principal;
  TakenList out;
  for (const AssumeGraph::OutsideEdge& edge : of_first_hop_->outside()) {
    const bool is_anybody = edge.from.principal == "*";
    if (edge.role != role || (edge.from.principal != from && !is_anybody)) continue;
    SweepAnswer answer{edge.from.kind, edge.from.allowed_when};
    // EV-3: of an account its own policies, which are missing, have to allow as well.
    if (is_anybody && from != "*") {
      answer = AnswerOf(And(answer.allowed_when, Formula::Leaf({.document = from})));
    }
    Taken taken{{EdgeKind::kAssume, role, "", {}, std::move(answer)}, {}, ""};
    taken.next.original = false;
    taken.next.principal = hop.role;
    taken.next.session = NextSession({}, hop, CallerKind::kUser);
    out.push_back(std::move(taken));
  }
  return out;
}

absl::StatusOr<SweepAnswer> StateWalk::Ask(const ChainActor& actor, const std::string& action,
                                           const std::string& resource) const {
  Request question = WithoutResource(questions_.question);
  question.principal = actor.principal;
  question.action = action;
  question.resource = resource;
  IAMSIM_ASSIGN_OR_RETURN(
      const ChainResult result,
      FinishChain(snapshot(), World::kSnapshot, question, questions_.evaluation, actor));
  return SweepAnswer{result.decision.kind, result.decision.allowed_when};
}

// PA-1, PA-5: the pass, the trust, and what makes the service use the role.
absl::StatusOr<StateWalk::TakenList> StateWalk::PassRole(const Arrival& at, std::uint32_t role) {
  const PrincipalRecord& record = snapshot().principals()[role];
  TakenList out;
  for (const std::string& service : ServicesToPassTo(record)) {
    Request question = WithoutResource(questions_.question);
    question.principal = at.actor.principal;
    question = AskAs(question, at.actor);
    question.pass_role = PassedRole{.role = record.arn.text(), .service = service};
    IAMSIM_ASSIGN_OR_RETURN(const std::vector<ChainStep> checks,
                            CheckPassRole(snapshot(), World::kSnapshot, question,
                                          questions_.evaluation, at.actor.session));
    const Formula both =
        And(checks.front().decision.allowed_when, checks.back().decision.allowed_when);
    if (both.IsFalse()) continue;
    const auto ask = [&](const std::string& action, const std::string& resource) {
      return Ask(at.actor, action, resource);
    };
    const PrincipalRecord* actor = at.principal ? &snapshot().principals()[*at.principal] : nullptr;
    IAMSIM_ASSIGN_OR_RETURN(const std::vector<ServiceWays::Way>* ways,
                            ways_->Find(at.state, actor, service, ask));
    for (const ServiceWays::Way& way : *ways) {
      Taken taken{{EdgeKind::kPassRole, role, service, way.actions,
                   AnswerOf(And(both, way.answer.allowed_when))},
                  {record.arn.text(), NextSession({}, {}, CallerKind::kService), false},
                  ""};
      out.push_back(std::move(taken));
    }
  }
  return out;
}

absl::StatusOr<StateWalk::TakenList> StateWalk::Control(const Arrival& at,
                                                        std::uint32_t principal) {
  const PrincipalRecord& record = snapshot().principals()[principal];
  Taken taken{{EdgeKind::kControl, principal, "", {}, {}}, {}, ""};
  taken.next.principal = record.arn.text();
  taken.next.original = false;
  if (record.kind == PrincipalKind::kRole) {
    IAMSIM_ASSIGN_OR_RETURN(const Caller caller, ParseCaller(at.actor.principal));
    taken.next.session = NextSession(at.actor.session, {}, caller.kind);
  }
  TakenList out;
  for (const ControlRow& row : kControlRows) {
    if (row.of != record.kind) continue;
    IAMSIM_ASSIGN_OR_RETURN(taken.hop.answer, Ask(at.actor, row.action, record.arn.text()));
    taken.hop.actions = {row.action};
    if (taken.hop.answer.kind == DecisionKind::kAllowed) return TakenList{taken};
    if (IsEdge(taken.hop.answer)) out.push_back(taken);
  }
  return out;
}

absl::StatusOr<const StateWalk::TakenList*> StateWalk::Decide(const Arrival& at, const Step& step,
                                                              const Hop* last) {
  const std::string key = absl::StrCat(at.hops.empty(), last != nullptr,
                                       static_cast<int>(step.kind), "\n", step.to, "\n", at.state);
  if (const auto known = taken_.find(key); known != taken_.end()) return &known->second;
  ++decisions_;
  Hop hop = last != nullptr ? *last : at.hops.empty() ? questions_.first_hop : questions_.next_hops;
  hop.role = snapshot().principals()[step.to].arn.text();
  absl::StatusOr<TakenList> taken = step.kind == EdgeKind::kPassRole  ? PassRole(at, step.to)
                                    : step.kind == EdgeKind::kControl ? Control(at, step.to)
                                    : IsUnaskable(at) ? AssumeFromOutside(at, step.to, hop)
                                                      : Assume(at, step.to, hop);
  if (!taken.ok()) return taken.status();
  std::erase_if(*taken, [](const Taken& one) { return !IsEdge(one.hop.answer); });
  for (Taken& one : *taken) one.next_state = StateOf(one.next);
  return &taken_.emplace(key, *std::move(taken)).first->second;
}

absl::StatusOr<std::vector<StateWalk::Arrival>> StateWalk::Take(const Arrival& at, const Step& step,
                                                                const Hop* last) {
  IAMSIM_ASSIGN_OR_RETURN(const TakenList* taken, Decide(at, step, last));
  std::vector<Arrival> out;
  for (const Taken& one : *taken) {
    Arrival next;
    next.hops = at.hops;
    next.hops.push_back(one.hop);
    next.total = Join(next.hops);
    if (next.total.IsFalse()) continue;  // two conditions contradict each other
    next.conditions = LeavesOf(next.total).size();
    next.actor = one.next;
    next.state = one.next_state;
    next.principal = step.to;
    out.push_back(std::move(next));
  }
  return out;
}

}  // namespace iamsim
