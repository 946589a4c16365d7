// Tested by fast_decider_test.cc and tests/differential.
#include "fast/evaluator.h"

#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "decide/combine_algebra.h"
#include "decide/layers/resource_grants.h"

namespace iamsim {

template struct ResourceVerdict<Ternary>;
template Outcome<Ternary> Combine(const CombineInput<Ternary>&);

namespace {

constexpr absl::string_view kEveryBucket = "arn:aws:s3:::*";  // MR-10

// CO-3, OP-9: what a condition says of a key's values, by what it says of each.
template <class Test>
Ternary HoldsFor(const PreparedCondition& condition, absl::Span<const KeyValue> values, Test test) {
  const auto holds = [&test](const KeyValue& value) { return test(value.view); };
  return Ternary(condition.negated == defaults::kAnyTagSpellingMatches
                     ? absl::c_all_of(values, holds)
                     : absl::c_any_of(values, holds));
}

}  // namespace

// ---- layers

Outcome<Ternary> Evaluator::Evaluate() {
  CombineInput<Ternary> in = check_.input;
  in.same_account = SameAccount();
  if (in.uncontrollable) return Combine(in);
  for (int layer = 0; layer < kLayerCount; ++layer) EvaluateLayer(static_cast<Layer>(layer), &in);
  if (caller_.identity != nullptr) in.identity = EvaluateOfCaller(Ask(*caller_.identity));
  if (caller_.boundary != nullptr) in.boundary = EvaluateOfCaller(Ask(*caller_.boundary));
  if (check_.identity_allow_is_implied) {
    in.identity.allow = Or(in.identity.allow, in.same_account);  // CH-6
  }
  return Combine(in);
}

void Evaluator::EvaluateLayer(Layer layer, CombineInput<Ternary>* in) {
  switch (layer) {
    case Layer::kResourceControl:
      in->resource_control = EvaluateResourceControl();
      return;
    case Layer::kServiceControl:
      in->service_control = EvaluateServiceControl();
      return;
    case Layer::kVpcEndpoint:
      if (check_.vpc_endpoint.list != nullptr) {
        in->vpc_endpoint =
            EvaluateNaming(check_.vpc_endpoint, check_.endpoint_reading, /*asks_allows=*/true);
      }
      return;
    case Layer::kResource:
      if (check_.resource_policies.list != nullptr) in->resource = EvaluateResourcePolicies();
      return;
    case Layer::kSession:
      if (check_.session.list != nullptr) in->session = EvaluateOfCaller(check_.session);
      return;
  }
}

LayerVerdict<Ternary> Evaluator::EvaluateServiceControl() {
  Verdict all;
  for (const AskedList& level : check_.service_control) {
    const Verdict one = EvaluateOfCaller(level);
    all.allow = And(all.allow, one.allow);  // SC-2
    all.deny = Or(all.deny, one.deny);
  }
  return all;
}

LayerVerdict<Ternary> Evaluator::EvaluateResourceControl() {
  Verdict all;
  for (const AskedList& level : check_.resource_control) {
    const Verdict one = EvaluateNaming(level, PrincipalReading::kResource, /*asks_allows=*/false);
    all.deny = Or(all.deny, one.deny);  // RP-4: it allows anyway
  }
  return all;
}

// ---- sets of documents

LayerVerdict<Ternary> Evaluator::StartOf(const PreparedList& list) const {
  if (!list.lacks_documents()) return {.allow = Ternary(false), .deny = Ternary(false)};
  return {.allow = leaves_.missing_allows, .deny = leaves_.missing_denies};
}

Ternary Evaluator::SameAccount() const { return Leaf(check_.input.same_account); }

AskedList Evaluator::Ask(const PreparedList& list) const {
  return {&list, UsesIndex() ? list.index().Find(check_.query.id) : nullptr};
}

const CandidateIndex::Class* Evaluator::FindClass(const AskedList& asked) const {
  static constexpr CandidateIndex::Class kAnything{.deny_spans = 1, .spans = 1};
  return UsesIndex() ? asked.found : &kAnything;
}

template <class Visitor>
void Evaluator::VisitCandidates(const PreparedList& list, const CandidateIndex::Class& found,
                                bool denies, Visitor visit) {
  if (UsesIndex()) {
    // MR-10: such an action is asked of two resources.
    const absl::string_view resource =
        check_.is_account_action ? absl::string_view() : absl::string_view(check_.resource);
    list.index().VisitClass(found, denies, resource, visit);
    return;
  }
  for (const PreparedDocument* document : list.documents()) {
    for (const PreparedStatement& statement : document->statements) {
      const bool named = check_.query.id == ActionNames::kNone
                             ? CandidateIndex::NamesUnknown(statement, check_.action)
                             : statement.Covers(check_.query.id);
      if (statement.is_deny == denies && named && visit(statement, nullptr)) return;
    }
  }
}

LayerVerdict<Ternary> Evaluator::EvaluateOfCaller(const AskedList& asked) {
  const PreparedList& list = *asked.list;
  Verdict verdict = StartOf(list);
  const CandidateIndex::Class* found = FindClass(asked);
  if (found == nullptr) return verdict;
  VisitCandidates(list, *found, /*denies=*/true,
                  [&](const PreparedStatement& statement, const PreparedPattern* pattern) {
                    verdict.deny = Or(verdict.deny, Matches(statement, pattern));
                    return verdict.deny.IsTrue();
                  });
  if (verdict.deny.IsTrue()) return verdict;  // EV-21: nothing else matters
  if (found->allows_everything) {
    verdict.allow = Ternary(true);
    return verdict;
  }
  VisitCandidates(list, *found, /*denies=*/false,
                  [&](const PreparedStatement& statement, const PreparedPattern* pattern) {
                    if (statement.principal != nullptr) return false;  // PG-14
                    verdict.allow = Or(verdict.allow, Matches(statement, pattern));
                    return verdict.allow.IsTrue();
                  });
  return verdict;
}

LayerVerdict<Ternary> Evaluator::EvaluateNaming(const AskedList& asked, PrincipalReading reading,
                                                bool asks_allows) {
  const PreparedList& list = *asked.list;
  Verdict verdict = StartOf(list);
  const CandidateIndex::Class* found = FindClass(asked);
  if (found == nullptr) return verdict;
  VisitCandidates(list, *found, /*denies=*/true,
                  [&](const PreparedStatement& statement, const PreparedPattern* pattern) {
                    if (statement.principal == nullptr) return false;  // PG-14, VE-2, RP-4
                    const Ternary when = Matches(statement, pattern);
                    if (when.IsFalse()) return false;
                    const Ternary named =
                        IsOpen(statement) ? Ternary::Unknown()
                                          : IsDenied<Ternary>(*statement.principal, reading, *this);
                    verdict.deny = Or(verdict.deny, And(named, when));
                    return verdict.deny.IsTrue();
                  });
  if (!asks_allows || verdict.deny.IsTrue()) return verdict;
  VisitCandidates(list, *found, /*denies=*/false,
                  [&](const PreparedStatement& statement, const PreparedPattern* pattern) {
                    if (statement.principal == nullptr) return false;
                    const Ternary when = Matches(statement, pattern);
                    if (when.IsFalse()) return false;
                    const Ternary named =
                        IsOpen(statement)
                            ? Ternary::Unknown()
                            : GrantsOf<Ternary>(*statement.principal, reading, *this).Any();
                    verdict.allow = Or(verdict.allow, And(named, when));
                    return verdict.allow.IsTrue();
                  });
  return verdict;
}

ResourceVerdict<Ternary> Evaluator::EvaluateResourcePolicies() {
  const PreparedList& list = *check_.resource_policies.list;
  ResourceVerdict<Ternary> verdict;
  const Verdict start = StartOf(list);
  // A missing document could grant by any kind.
  verdict.deny = start.deny;
  verdict.wildcard = verdict.leaf = verdict.service = verdict.federated = start.allow;
  const CandidateIndex::Class* found = FindClass(check_.resource_policies);
  if (found != nullptr) AskResourcePolicies(list, *found, &verdict);
  if (!check_.grants_cover_resource) KeepGrantsWhere(Ternary(false), &verdict);  // S3-2
  if (check_.only_owner_and_services && caller().kind != CallerKind::kService) {
    KeepGrantsWhere(SameAccount(), &verdict);  // S3-3
  }
  return verdict;
}

void Evaluator::AskResourcePolicies(const PreparedList& list, const CandidateIndex::Class& found,
                                    ResourceVerdict<Ternary>* verdict) {
  const Ternary unknown = Ternary::Unknown();
  constexpr PrincipalReading kReading = PrincipalReading::kResource;
  VisitCandidates(
      list, found, /*denies=*/true,
      [&](const PreparedStatement& statement, const PreparedPattern* pattern) {
        if (statement.principal == nullptr) return false;  // PG-14: it names nobody
        const Ternary when = Matches(statement, pattern);
        if (when.IsFalse()) return false;
        const Ternary named =
            IsOpen(statement) ? unknown : IsDenied<Ternary>(*statement.principal, kReading, *this);
        verdict->deny = Or(verdict->deny, And(when, named));
        return verdict->deny.IsTrue();
      });
  if (verdict->deny.IsTrue() && !check_.input.root_bypasses_resource_deny) return;
  const PrincipalGrants<Ternary> any_grant{unknown, unknown, unknown, unknown, unknown, unknown};
  VisitCandidates(list, found, /*denies=*/false,
                  [&](const PreparedStatement& statement, const PreparedPattern* pattern) {
                    if (statement.principal == nullptr) return false;
                    const Ternary when = Matches(statement, pattern);
                    if (when.IsFalse()) return false;
                    AddGrants(IsOpen(statement)
                                  ? any_grant
                                  : GrantsOf<Ternary>(*statement.principal, kReading, *this),
                              when, verdict);
                    return false;
                  });
}

// ---- statements

Ternary Evaluator::Matches(const PreparedStatement& statement, const PreparedPattern* pattern) {
  Ternary matches = MatchesResource(statement, pattern);
  for (const PreparedCondition* condition : statement.conditions) {
    if (matches.IsFalse()) break;
    matches = And(matches, Holds(*condition));
  }
  return matches;
}

Ternary Evaluator::MatchesResource(const PreparedStatement& statement,
                                   const PreparedPattern* pattern) {
  if (statement.any_resource) return Ternary(true);
  if (pattern != nullptr) return MatchesPattern(*pattern, check_.resource);
  Ternary listed(false);
  for (const PreparedPattern& each : statement.patterns) {
    listed = Or(listed, MatchesPattern(each, check_.resource));
    if (check_.is_account_action) listed = Or(listed, MatchesPattern(each, kEveryBucket));
    if (listed.IsTrue()) break;
  }
  return statement.not_resource ? Not(listed) : listed;  // MR-8, MR-9
}

Ternary Evaluator::MatchesPattern(const PreparedPattern& pattern, absl::string_view resource) {
  switch (pattern.kind) {
    case PreparedPattern::Kind::kStar:
      return Ternary(true);
    case PreparedPattern::Kind::kExact:
      return Ternary(resource == pattern.prefix);
    case PreparedPattern::Kind::kPrefix:
      return Ternary(absl::StartsWith(resource, pattern.prefix));
    case PreparedPattern::Kind::kGlob:
      break;
  }
  if (!absl::StartsWith(resource, pattern.prefix)) return Ternary(false);
  const PatternMatch match = pattern.source->Matches(
      resource,
      [this](absl::string_view key, absl::string_view* value) { return ReadVariable(key, value); },
      &scratch_.text);
  if (match == PatternMatch::kUnknown) return leaves_.conditions;
  return Ternary(match == PatternMatch::kYes);  // VA-5, VA-6, OP-12: an unresolved one does not
}

Ternary Evaluator::IsSession(const AwsPrincipal& session) const {
  const Caller& caller = caller_.caller;
  if (caller.kind != CallerKind::kRoleSession) return Ternary(false);
  if (!caller.session_arn.empty()) return Ternary(session.arn.text() == caller.session_arn);
  if (check_.is_complete || !principal_internal::IsOfAccount(session, caller) ||
      session.name != caller.name) {
    return Ternary(false);
  }
  // RC-2: in an incomplete context the session's name is what follows the colon of aws:userid.
  absl::Span<const KeyValue> values;
  switch (Find(names_.Find("aws:userid"), &values)) {
    case ContextKeys::State::kUnknown:
      return leaves_.conditions;
    case ContextKeys::State::kAbsent:
      return Ternary(false);
    case ContextKeys::State::kPresent:
      break;
  }
  const ContextView& id = values.front().view;
  if (id.is_list) return Ternary(false);
  const absl::string_view text = session.arn.text();
  const absl::string_view name = text.substr(text.rfind('/') + 1);
  absl::string_view found = id.values.front();
  return Ternary(absl::ConsumeSuffix(&found, name) && absl::EndsWith(found, ":"));
}

// ---- conditions

Ternary Evaluator::Holds(const PreparedCondition& condition) {
  if (answers_ == nullptr || condition.is_individual || condition.id >= answers_->size()) {
    return Ask(condition);
  }
  std::uint8_t& answer = (*answers_)[condition.id];
  if (answer == 0) answer = Ask(condition).bits();
  return Ternary::FromBits(answer);
}

Ternary Evaluator::UnknownCondition(const PreparedCondition& condition) const {
  if (!condition.source->op.is_null_test()) return leaves_.conditions;
  // Null true and Null false of one key are a leaf and its negation.
  return condition.asks_for_presence ? Not(leaves_.absences) : leaves_.absences;
}

Ternary Evaluator::Ask(const PreparedCondition& condition) {
  absl::Span<const KeyValue> values;
  switch (Find(condition.key, &values)) {
    case ContextKeys::State::kAbsent:
      return Ternary(condition.when_absent);
    case ContextKeys::State::kPresent:
      return HoldsPresent(condition, values);
    case ContextKeys::State::kUnknown:
      break;
  }
  if (condition.when_unknown.has_value()) return Ternary(*condition.when_unknown);
  return UnknownCondition(condition);
}

Ternary Evaluator::HoldsPresent(const PreparedCondition& condition,
                                absl::Span<const KeyValue> values) {
  static_assert(!defaults::kListWithoutSetOperatorMatches);  // CO-9, OP-8
  if (condition.test.exists()) {
    return HoldsFor(condition, values, [&condition](const ContextView& value) {
      return !value.is_list && condition.test.Holds(value.values.front());
    });
  }
  absl::Span<const ConditionValues::Operand> operands = condition.source->compiled.constants();
  if (condition.has_variables) {
    const Expansion expansion = condition.source->compiled.Expand(
        [this](absl::string_view key, absl::string_view* value) {
          return ReadVariable(key, value);
        },
        &scratch_.operands);
    if (expansion != Expansion::kText) return UnknownCondition(condition);
    operands = scratch_.operands;
  }
  return HoldsFor(condition, values, [&](const ContextView& value) {
    return TestCondition(condition.source->op, operands, value, check_.options);
  });
}

ContextKeys::State Evaluator::Find(std::uint32_t key, absl::Span<const KeyValue>* values) const {
  *values = check_.keys.Find(key);
  if (!values->empty()) return ContextKeys::State::kPresent;
  if (check_.asks_caller_for_keys && names_.is_principal(key)) {
    if (forgets_caller_) return ContextKeys::State::kUnknown;
    *values = caller_.keys.Find(key);
    if (!values->empty()) return ContextKeys::State::kPresent;
    const bool is_open = !check_.is_complete && absl::c_linear_search(caller_.open_keys, key);
    return is_open ? ContextKeys::State::kUnknown : ContextKeys::State::kAbsent;
  }
  if (check_.is_complete) return ContextKeys::State::kAbsent;
  return check_.all_keys->Find(names_.name(key));
}

VariableState Evaluator::ReadVariable(absl::string_view key, absl::string_view* value) const {
  absl::Span<const KeyValue> values;
  switch (Find(names_.FindSpelling(key), &values)) {
    case ContextKeys::State::kUnknown:
      return VariableState::kUnknown;
    case ContextKeys::State::kAbsent:
      return VariableState::kNoValue;
    case ContextKeys::State::kPresent:
      break;
  }
  const ContextView& found = values.front().view;
  if (found.is_list) return VariableState::kMultivalued;
  if (found.values.front().empty()) return VariableState::kNoValue;  // VA-7
  *value = found.values.front();
  return VariableState::kValue;
}

}  // namespace iamsim
