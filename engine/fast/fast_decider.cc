// Tested by fast_decider_test.cc and tests/differential, against the reference.
#include "iamsim/fast/fast_decider.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "decide/resource_behind.h"
#include "fast/asked_caller.h"
#include "fast/evaluator.h"
#include "fast/mentioned_keys.h"
#include "fast/prepared_check.h"
#include "fast/shared_verdicts.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/request/principal_keys.h"

namespace iamsim {
namespace {

// What EV-20 calls a certain outcome; nothing when the reference has to be asked.
std::optional<DecisionKind> KindOf(const Outcome<Ternary>& outcome) {
  if (outcome.deny.IsTrue()) return DecisionKind::kExplicitDeny;
  if (outcome.allow.IsTrue()) return DecisionKind::kAllowed;
  if (outcome.allow.IsFalse() && outcome.deny.IsFalse()) return DecisionKind::kImplicitDeny;
  return std::nullopt;
}

// What the reference's formulas come to where they are not constant for sure: conditional when the
// request is allowed for some values of what is unknown and not for others, since then no
// simplification makes a constant of its formula; a denial that no policy certainly says when it is
// never allowed. The leaves of a formula are independent of each other but for what
// Evaluator::Assume keeps together: equal leaves have one truth, a document does not allow and
// deny, Null true is not Null false. Nothing: the reference has to be asked.
std::optional<DecisionKind> KindOfOpen(Ternary allow, Evaluator& evaluator) {
  bool may_be_allowed = false;
  bool may_be_refused = false;
  // First what satisfies most statements, and nearly none: a key that is there, and one that is
  // not.
  for (const bool is_natural : {true, false}) {
    for (const int missing : {0, 1, 2}) {
      for (const bool conditions : {true, false}) {
        evaluator.Assume({.conditions = Ternary(conditions),
                          .absences = Ternary(conditions != is_natural),
                          .missing_allows = Ternary(missing == 1),
                          .missing_denies = Ternary(missing == 2)});
        const Outcome<Ternary> outcome = evaluator.Evaluate();
        may_be_allowed |= outcome.allow.IsTrue();
        may_be_refused |= outcome.allow.IsFalse();
        if (may_be_allowed && may_be_refused) return DecisionKind::kConditional;
        if (allow.IsFalse() && outcome.deny.IsFalse()) return DecisionKind::kImplicitDeny;
      }
    }
  }
  return std::nullopt;
}

// What the request says of the caller itself is then not the same as of a caller prepared alone.
bool SpeaksOfCaller(const Request& request) {
  if (request.describes_caller()) return true;
  // Given values are part of the check; an absence is not.
  return absl::c_any_of(request.absent_keys, IsPrincipalKey) ||
         absl::c_any_of(request.context, [](const auto& entry) {
           return entry.second.is_list && entry.second.values.empty() &&
                  IsPrincipalKey(entry.first);
         });
}

// Callers whose requests were asked are kept; of so many the oldest are not worth looking for.
constexpr std::size_t kMostAskedCallers = 4096;

// The question of a single check of one caller: what Resolve and DecideChain do without a chain.
bool IsOneCheck(const Request& request) {
  return request.via.empty() && !request.pass_role.has_value();
}

}  // namespace

// ---- FastWorld

FastWorld::FastWorld(World world, std::shared_ptr<const PreparedSnapshot> snapshot)
    : world_(world),
      snapshot_(std::move(snapshot)),
      policies_(std::make_unique<PreparedPolicies>()) {}

FastWorld::~FastWorld() = default;

std::shared_ptr<const FastWorld> FastWorld::Prepare(
    std::shared_ptr<const PreparedSnapshot> snapshot) {
  std::shared_ptr<FastWorld> out(new FastWorld(World::kSnapshot, std::move(snapshot)));
  const Snapshot& all = out->snapshot_->snapshot();
  PreparedPolicies& policies = *out->policies_;
  const auto add_levels = [&policies](const std::optional<std::vector<PolicyLevel>>& levels) {
    if (!levels.has_value()) return;
    for (const PolicyLevel& level : *levels) policies.Add(level.policies);
  };
  for (const PrincipalRecord& principal : all.principals()) {
    policies.Add(principal.identity_policies);
    if (principal.permissions_boundary != nullptr) {
      policies.Add(PolicyList{principal.permissions_boundary});
    }
  }
  for (const AccountRecord& account : all.accounts()) {
    add_levels(account.service_control);
    add_levels(account.resource_control);
  }
  for (const ResourceRecord& resource : all.resources()) {
    if (resource.policy != nullptr) policies.Add(PolicyList{resource.policy});
  }
  return out;
}

std::shared_ptr<const FastWorld> FastWorld::OnDemand(const PreparedSnapshot& snapshot) {
  // Owns nothing.
  std::shared_ptr<const PreparedSnapshot> shared(std::shared_ptr<const PreparedSnapshot>(),
                                                 &snapshot);
  return std::shared_ptr<FastWorld>(new FastWorld(World::kSnapshot, std::move(shared)));
}

std::shared_ptr<const FastWorld> FastWorld::SelfContained() {
  return std::shared_ptr<FastWorld>(
      new FastWorld(World::kSelfContained, PreparedSnapshot::Prepare(Snapshot::Empty())));
}

// ---- PreparedQuestion

struct PreparedQuestion::State {
  // What the members of one group are asked.
  struct GroupCheck {
    absl::StatusOr<PreparedCheck> check = absl::UnknownError("not asked yet");
    std::unique_ptr<SharedVerdicts> shared;  // Breadth::kMany
  };
  // What decisions read comes first.
  std::uint32_t last_group = PreparedSnapshot::kNone;  // whose check was asked for last
  GroupCheck* last_check = nullptr;
  Breadth breadth = Breadth::kFew;
  bool one_by_one = false;
  EvaluationOptions options;
  std::vector<std::unique_ptr<GroupCheck>> groups;
  Request request;
};

PreparedQuestion::PreparedQuestion(std::unique_ptr<State> state) : state_(std::move(state)) {}
PreparedQuestion::PreparedQuestion(PreparedQuestion&&) noexcept = default;
PreparedQuestion& PreparedQuestion::operator=(PreparedQuestion&&) noexcept = default;
PreparedQuestion::~PreparedQuestion() = default;

// ---- FastDecider

struct FastDecider::State {
  State(std::shared_ptr<const FastWorld> prepared, const Switches& chosen)
      : world(std::move(prepared)),
        switches(chosen),
        policies(&world->policies()),
        mentioned(policies.keys()) {}

  const Snapshot& snapshot() const { return world->snapshot().snapshot(); }

  absl::StatusOr<DecisionKind> AskReference(const Request& request,
                                            const EvaluationOptions& options,
                                            Formula* allowed_when) {
    ++counts.residual;
    IAMSIM_ASSIGN_OR_RETURN(const ChainResult result,
                            DecideChain(snapshot(), world->world(), request, options));
    if (allowed_when != nullptr) *allowed_when = result.decision.allowed_when;
    return result.decision.kind;
  }

  std::optional<DecisionKind> Evaluate(const PreparedCheck& check, const PreparedCaller& caller) {
    Evaluator evaluator(check, caller, policies.keys(), switches.use_index, scratch);
    return Conclude(evaluator.Evaluate(), evaluator);
  }

  std::optional<DecisionKind> Conclude(const Outcome<Ternary>& outcome, Evaluator& evaluator) {
    std::optional<DecisionKind> kind = KindOf(outcome);
    if (!kind) kind = KindOfOpen(outcome.allow, evaluator);
    if (kind) ++counts.fast;
    return kind;
  }

  // Null: requests of this principal are resolved one by one.
  AskedCaller* FindAsked(const std::string& principal) {
    if (world->world() != World::kSnapshot) return nullptr;
    if (last_asked != nullptr && last_principal == principal) return last_asked;
    auto known = asked.find(principal);
    if (known == asked.end()) {
      if (asked.size() >= kMostAskedCallers) asked.clear();
      std::unique_ptr<AskedCaller> caller =
          AskedCaller::Find(snapshot(), principal, policies, mentioned);
      known = asked.try_emplace(principal, std::move(caller)).first;
    }
    last_principal = principal;
    last_asked = known->second.get();
    return last_asked;
  }

  // The check of a request as it was asked.
  struct FirstCheck {
    std::optional<DecisionKind> kind;  // nothing when it is not certain
    bool may_have_resource_behind = true;
  };
  absl::StatusOr<FirstCheck> CheckFirst(const Request& request, const EvaluationOptions& options) {
    if (AskedCaller* caller = FindAsked(request.principal); caller != nullptr) {
      IAMSIM_ASSIGN_OR_RETURN(const PreparedCheck* check, caller->Ask(request, options));
      if (check != nullptr) {
        return FirstCheck{Evaluate(*check, caller->caller()), caller->may_have_resource_behind()};
      }
    }
    IAMSIM_ASSIGN_OR_RETURN(const std::optional<DecisionKind> kind, Check(request, options));
    return FirstCheck{kind, world->world() == World::kSnapshot};
  }

  // One check of `request`; nothing when it is not certain.
  absl::StatusOr<std::optional<DecisionKind>> Check(const Request& request,
                                                    const EvaluationOptions& options) {
    IAMSIM_ASSIGN_OR_RETURN(const RequestContext context,
                            iamsim::Resolve(snapshot(), world->world(), request, options));
    const PreparedCaller caller = PrepareCaller(context, policies);
    const PreparedCheck check = PrepareCheck(context, nullptr, policies);
    return Evaluate(check, caller);
  }

  const PreparedCaller* CallerOf(std::uint32_t principal) {
    if (callers.empty()) callers.resize(world->snapshot().principals().size());
    std::unique_ptr<PreparedCaller>& caller = callers[principal];
    const KeyNames& names = policies.keys();
    if (caller != nullptr && caller->key_count == names.count()) return caller.get();
    Request request;
    request.principal = snapshot().principals()[principal].arn.text();
    request.action = "sts:GetCallerIdentity";
    request.context_is_complete = false;
    const auto context = iamsim::Resolve(snapshot(), world->world(), request, EvaluationOptions());
    if (!context.ok()) return nullptr;
    caller = std::make_unique<PreparedCaller>(PrepareCaller(*context, policies));
    TakePrincipalKeys(context->keys, names, caller.get());
    return caller.get();
  }

  using GroupCheck = PreparedQuestion::State::GroupCheck;
  GroupCheck& CheckOf(std::uint32_t principal, PreparedQuestion::State& question) {
    const PreparedSnapshot& prepared = world->snapshot();
    const std::uint32_t group = prepared.principals()[principal].group;
    if (group == question.last_group) return *question.last_check;
    std::unique_ptr<GroupCheck>& state = question.groups[group];
    if (state == nullptr) {
      state = std::make_unique<GroupCheck>();
      question.request.principal = snapshot().principals()[principal].arn.text();
      const auto context =
          iamsim::Resolve(snapshot(), world->world(), question.request, question.options);
      // The principals are in the snapshot, so that an error is about the question.
      if (context.ok()) {
        state->check = PrepareCheck(*context, &question.request, policies);
      } else {
        state->check = context.status();
      }
    }
    question.last_group = group;
    question.last_check = state.get();
    return *state;
  }

  std::optional<DecisionKind> Answer(GroupCheck& group, const PreparedCaller& caller,
                                     Breadth breadth) {
    if (breadth == Breadth::kFew || !switches.use_index) return Evaluate(*group.check, caller);
    if (group.shared == nullptr) {
      group.shared = std::make_unique<SharedVerdicts>(*group.check, caller, world->policies(),
                                                      policies.keys(), scratch);
    }
    Evaluator evaluator(*group.check, caller, policies.keys(), switches.use_index, scratch);
    return Conclude(group.shared->AnswerOf(caller), evaluator);
  }

  std::shared_ptr<const FastWorld> world;
  Switches switches;
  PreparedPolicies policies;  // what the world does not have
  MentionedKeys mentioned;
  EvaluatorScratch scratch;
  std::vector<std::unique_ptr<PreparedCaller>> callers;
  absl::flat_hash_map<std::string, std::unique_ptr<AskedCaller>> asked;  // by name
  // Requests about one principal often follow one another.
  std::string last_principal;
  AskedCaller* last_asked = nullptr;
  Counts counts;
};

FastDecider::FastDecider(std::shared_ptr<const FastWorld> world, const Switches& switches)
    : state_(std::make_unique<State>(std::move(world), switches)) {}
FastDecider::~FastDecider() = default;

const FastDecider::Counts& FastDecider::counts() const { return state_->counts; }

std::size_t FastDecider::IndexBytes(std::uint32_t principal) {
  const PreparedCaller* caller = state_->CallerOf(principal);
  return caller == nullptr || caller->identity == nullptr ? 0 : caller->identity->index().bytes();
}

PreparedQuestion FastDecider::Prepare(Request question, const EvaluationOptions& options,
                                      Breadth breadth) {
  auto state = std::make_unique<PreparedQuestion::State>();
  state->breadth = breadth;
  // S3-6: through an access point there are two checks.
  state->one_by_one = !IsOneCheck(question) || question.policies.has_documents() ||
                      SpeaksOfCaller(question) ||
                      ResourceBehind(state_->snapshot(), question.resource).has_value();
  state->request = std::move(question);
  state->options = options;
  state->groups.resize(state_->world->snapshot().groups().size());
  return PreparedQuestion(std::move(state));
}

void FastDecider::Resolve(std::uint32_t principal, PreparedQuestion& question) {
  if (question.state_->one_by_one || state_->switches.all_residual) return;
  if (state_->CheckOf(principal, *question.state_).check.ok()) state_->CallerOf(principal);
}

absl::StatusOr<DecisionKind> FastDecider::Decide(std::uint32_t principal,
                                                 PreparedQuestion& question,
                                                 Formula* allowed_when) {
  PreparedQuestion::State& asked = *question.state_;
  if (!asked.one_by_one && !state_->switches.all_residual) {
    State::GroupCheck& group = state_->CheckOf(principal, asked);
    if (!group.check.ok()) return group.check.status();
    const PreparedCaller* caller = state_->CallerOf(principal);
    if (caller != nullptr) {
      const auto kind = state_->Answer(group, *caller, asked.breadth);
      if (kind && (allowed_when == nullptr || *kind != DecisionKind::kConditional)) return *kind;
      asked.request.principal = state_->snapshot().principals()[principal].arn.text();
      return state_->AskReference(asked.request, asked.options, allowed_when);
    }
  }
  asked.request.principal = state_->snapshot().principals()[principal].arn.text();
  return Decide(asked.request, asked.options, allowed_when);
}

absl::StatusOr<DecisionKind> FastDecider::Decide(const Request& request,
                                                 const EvaluationOptions& options,
                                                 Formula* allowed_when) {
  if (!IsOneCheck(request) || state_->switches.all_residual) {
    return state_->AskReference(request, options, allowed_when);
  }
  IAMSIM_ASSIGN_OR_RETURN(const State::FirstCheck check, state_->CheckFirst(request, options));
  const std::optional<DecisionKind> first = check.kind;
  const bool wants_formula = allowed_when != nullptr && first == DecisionKind::kConditional;
  if (!first || wants_formula) return state_->AskReference(request, options, allowed_when);
  if (IsDenial(*first) || !check.may_have_resource_behind) return *first;
  const std::optional<Request> behind = RequestBehind(state_->snapshot(), request);
  if (!behind) return *first;
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<DecisionKind> second,
                          state_->Check(*behind, options));
  // The two formulas together may be constant.
  const bool both_conditional = first == DecisionKind::kConditional && second && !IsDenial(*second);
  if (!second || both_conditional || second == DecisionKind::kConditional) {
    return state_->AskReference(request, options, allowed_when);
  }
  return *second;
}

}  // namespace iamsim
