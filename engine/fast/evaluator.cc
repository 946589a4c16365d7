// Tested by fast_decider_test.cc and tests/differential.
#include "fast/evaluator.h"

#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "decide/combine_algebra.h"
#include "decide/layers/resource_grants.h"
#include "iamsim/match/cidr.h"
#include "iamsim/match/glob.h"

namespace iamsim {

template struct ResourceVerdict<Ternary>;
template Outcome<Ternary> Combine(const CombineInput<Ternary>&);

namespace {

constexpr absl::string_view kEveryBucket = "arn:aws:s3:::*";  // MR-10

}  // namespace

// ---- layers

Outcome<Ternary> Evaluator::Evaluate() {
  CombineInput<Ternary> in = check_.input;
  if (in.uncontrollable) return Combine(in);
  for (int layer = 0; layer < kLayerCount; ++layer) EvaluateLayer(static_cast<Layer>(layer), &in);
  if (caller_.identity != nullptr) in.identity = EvaluateOfCaller(*caller_.identity);
  if (caller_.boundary != nullptr) in.boundary = EvaluateOfCaller(*caller_.boundary);
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
      if (check_.vpc_endpoint != nullptr) {
        in->vpc_endpoint =
            EvaluateNaming(*check_.vpc_endpoint, check_.endpoint_reading, /*asks_allows=*/true);
      }
      return;
    case Layer::kResource:
      if (check_.resource_policies != nullptr) in->resource = EvaluateResourcePolicies();
      return;
    case Layer::kSession:
      if (check_.session != nullptr) in->session = EvaluateOfCaller(*check_.session);
      return;
  }
}

LayerVerdict<Ternary> Evaluator::EvaluateServiceControl() {
  Verdict all;
  for (const PreparedList* level : check_.service_control) {
    const Verdict one = EvaluateOfCaller(*level);
    all.allow = And(all.allow, one.allow);  // SC-2
    all.deny = Or(all.deny, one.deny);
  }
  return all;
}

LayerVerdict<Ternary> Evaluator::EvaluateResourceControl() {
  Verdict all;
  for (const PreparedList* level : check_.resource_control) {
    const Verdict one = EvaluateNaming(*level, PrincipalReading::kResource, /*asks_allows=*/false);
    all.deny = Or(all.deny, one.deny);  // RP-4: it allows anyway
  }
  return all;
}

// ---- sets of documents

template <class Visitor>
void Evaluator::VisitCandidates(const PreparedList& list, bool denies, Visitor visit) {
  // MR-10: such an action is asked of two resources.
  const absl::string_view resource =
      check_.is_account_action ? absl::string_view() : absl::string_view(check_.resource);
  const ActionQuery query{&check_.action, check_.query.id};
  if (use_index_) {
    list.index().Visit(query, denies, resource, visit);
    return;
  }
  for (const PreparedDocument* document : list.documents()) {
    for (const PreparedStatement& statement : document->statements) {
      const bool named = query.id == ActionNames::kNone
                             ? CandidateIndex::NamesUnknown(statement, check_.action)
                             : statement.Covers(query.id);
      if (statement.is_deny == denies && named && visit(statement, nullptr)) return;
    }
  }
}

LayerVerdict<Ternary> Evaluator::EvaluateOfCaller(const PreparedList& list) {
  const Ternary start = list.lacks_documents() ? Ternary::Unknown() : Ternary(false);
  Verdict verdict{.allow = start, .deny = start};
  VisitCandidates(list, /*denies=*/true,
                  [&](const PreparedStatement& statement, const PreparedPattern* pattern) {
                    verdict.deny = Or(verdict.deny, Matches(statement, pattern));
                    return verdict.deny.IsTrue();
                  });
  if (verdict.deny.IsTrue()) return verdict;  // EV-21: nothing else matters
  VisitCandidates(list, /*denies=*/false,
                  [&](const PreparedStatement& statement, const PreparedPattern* pattern) {
                    if (statement.principal != nullptr) return false;  // PG-14
                    verdict.allow = Or(verdict.allow, Matches(statement, pattern));
                    return verdict.allow.IsTrue();
                  });
  return verdict;
}

LayerVerdict<Ternary> Evaluator::EvaluateNaming(const PreparedList& list, PrincipalReading reading,
                                                bool asks_allows) {
  const Ternary start = list.lacks_documents() ? Ternary::Unknown() : Ternary(false);
  Verdict verdict{.allow = start, .deny = start};
  VisitCandidates(list, /*denies=*/true,
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
  VisitCandidates(list, /*denies=*/false,
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
  const PreparedList& list = *check_.resource_policies;
  const Ternary unknown = Ternary::Unknown();
  ResourceVerdict<Ternary> verdict;
  if (list.lacks_documents()) {
    AddGrants(
        PrincipalGrants<Ternary>{
            .wildcard = unknown, .leaf = unknown, .service = unknown, .federated = unknown},
        Ternary(true), &verdict);
    verdict.deny = unknown;
  }
  constexpr PrincipalReading kReading = PrincipalReading::kResource;
  VisitCandidates(
      list, /*denies=*/true,
      [&](const PreparedStatement& statement, const PreparedPattern* pattern) {
        if (statement.principal == nullptr) return false;  // PG-14: it names nobody
        const Ternary when = Matches(statement, pattern);
        if (when.IsFalse()) return false;
        const Ternary named =
            IsOpen(statement) ? unknown : IsDenied<Ternary>(*statement.principal, kReading, *this);
        verdict.deny = Or(verdict.deny, And(when, named));
        return verdict.deny.IsTrue();
      });
  if (verdict.deny.IsTrue() && !check_.input.root_bypasses_resource_deny) return verdict;
  const PrincipalGrants<Ternary> any_grant{unknown, unknown, unknown, unknown, unknown, unknown};
  VisitCandidates(list, /*denies=*/false,
                  [&](const PreparedStatement& statement, const PreparedPattern* pattern) {
                    if (statement.principal == nullptr) return false;
                    const Ternary when = Matches(statement, pattern);
                    if (when.IsFalse()) return false;
                    AddGrants(IsOpen(statement)
                                  ? any_grant
                                  : GrantsOf<Ternary>(*statement.principal, kReading, *this),
                              when, &verdict);
                    return false;
                  });
  if (!check_.grants_cover_resource) KeepGrantsWhere(Ternary(false), &verdict);  // S3-2
  if (check_.only_owner_and_services && caller().kind != CallerKind::kService) {
    KeepGrantsWhere(check_.input.same_account, &verdict);  // S3-3
  }
  return verdict;
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
  if (match == PatternMatch::kUnknown) return Ternary::Unknown();
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
  return Ternary::Unknown();  // perhaps aws:userid tells; the reference knows
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

Ternary Evaluator::Ask(const PreparedCondition& condition) {
  absl::Span<const ContextView> values;
  switch (Find(condition.key, &values)) {
    case ContextKeys::State::kAbsent:
      return Ternary(condition.when_absent);
    case ContextKeys::State::kPresent:
      return HoldsPresent(condition, values);
    case ContextKeys::State::kUnknown:
      break;
  }
  return Ternary::Unknown();
}

Ternary Evaluator::HoldsPresent(const PreparedCondition& condition,
                                absl::Span<const ContextView> values) {
  absl::Span<const ConditionValues::Operand> operands = condition.source->compiled.constants();
  if (condition.has_variables) {
    const Expansion expansion = condition.source->compiled.Expand(
        [this](absl::string_view key, absl::string_view* value) {
          return ReadVariable(key, value);
        },
        &scratch_.operands);
    if (expansion != Expansion::kText) return Ternary::Unknown();
    operands = scratch_.operands;
  }
  const auto test = [&](const ContextView& value) { return Test(condition, operands, value); };
  // CO-3, OP-9.
  return Ternary(condition.negated == defaults::kAnyTagSpellingMatches
                     ? absl::c_all_of(values, test)
                     : absl::c_any_of(values, test));
}

bool Evaluator::Test(const PreparedCondition& condition,
                     absl::Span<const ConditionValues::Operand> operands,
                     const ContextView& value) const {
  using Quick = PreparedCondition::Quick;
  static_assert(!defaults::kListWithoutSetOperatorMatches);      // CO-9, OP-8
  static_assert(!defaults::kMalformedContextMatchesNegated);     // CO-12, OP-10
  static_assert(defaults::kMalformedPolicyValueMatchesNegated);  // CO-12, OP-25
  if (condition.quick == Quick::kNone) {
    return TestCondition(condition.source->op, operands, value, check_.options);
  }
  if (value.is_list) return false;
  const absl::string_view text = value.values.front();
  bool equal = false;
  switch (condition.quick) {
    case Quick::kEquals:
      equal =
          absl::c_any_of(operands, [text](const auto& operand) { return *operand.text == text; });
      break;
    case Quick::kLike:
      equal = absl::c_any_of(
          operands, [text](const auto& operand) { return GlobMatch(*operand.text, text); });
      break;
    case Quick::kIp: {
      const std::optional<IpAddress> address = ParseIpAddress(text);
      if (!address.has_value()) return false;
      equal = absl::c_any_of(condition.ranges,
                             [&](const Cidr& range) { return range.Contains(*address); });
      break;
    }
    case Quick::kNone:
      break;
  }
  return equal != condition.negated;
}

ContextKeys::State Evaluator::Find(std::uint32_t key, absl::Span<const ContextView>* values) const {
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
  absl::Span<const ContextView> values;
  switch (Find(names_.FindSpelling(key), &values)) {
    case ContextKeys::State::kUnknown:
      return VariableState::kUnknown;
    case ContextKeys::State::kAbsent:
      return VariableState::kNoValue;
    case ContextKeys::State::kPresent:
      break;
  }
  const ContextView& found = values.front();
  if (found.is_list) return VariableState::kMultivalued;
  if (found.values.front().empty()) return VariableState::kNoValue;  // VA-7
  *value = found.values.front();
  return VariableState::kValue;
}

}  // namespace iamsim
