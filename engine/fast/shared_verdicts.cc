// Tested by fast_decider_test.cc and tests/differential.
#include "fast/shared_verdicts.h"

#include <algorithm>

namespace iamsim {
namespace {

using Layer = Evaluator::Layer;

bool IsConstant(const LayerVerdict<Ternary>& verdict) {
  return verdict.allow.IsConstant() && verdict.deny.IsConstant();
}

bool IsConstant(const ResourceVerdict<Ternary>& verdict) {
  for (const Ternary part : {verdict.deny, verdict.wildcard, verdict.leaf, verdict.parent,
                             verdict.account, verdict.service, verdict.federated}) {
    if (!part.IsConstant()) return false;
  }
  return true;
}

bool IsConstant(Layer layer, const CombineInput<Ternary>& in) {
  switch (layer) {
    case Layer::kResourceControl:
      return IsConstant(in.resource_control);
    case Layer::kServiceControl:
      return IsConstant(in.service_control);
    case Layer::kVpcEndpoint:
      return IsConstant(in.vpc_endpoint);
    case Layer::kResource:
      return IsConstant(in.resource);
    case Layer::kSession:
      return IsConstant(in.session);
  }
  return false;
}

}  // namespace

SharedVerdicts::SharedVerdicts(const PreparedCheck& check, const PreparedCaller& member,
                               const PreparedPolicies& world, const KeyNames& names,
                               EvaluatorScratch& scratch)
    : check_(check),
      names_(names),
      scratch_(scratch),
      input_(check.input),
      documents_(world.document_count()),
      answers_(world.condition_count()) {
  Evaluator evaluator(check, member, names, /*use_index=*/true, scratch);
  evaluator.ForgetCaller();
  evaluator.Remember(&answers_);
  for (int i = 0; i < Evaluator::kLayerCount; ++i) {
    const auto layer = static_cast<Layer>(i);
    evaluator.EvaluateLayer(layer, &input_);
    layer_is_open_[i] = !IsConstant(layer, input_);
  }
  const ActionQuery query{&check.action, check.query.id};
  for (const bool denies : {true, false}) {
    world.index().Visit(query, denies, absl::string_view(),
                        [&](const PreparedStatement& statement, const PreparedPattern*) {
                          AddStatement(statement, evaluator);
                          return false;
                        });
  }
  std::stable_sort(open_.begin(), open_.end(), [](const OpenStatement& a, const OpenStatement& b) {
    return a.document < b.document;
  });
}

void SharedVerdicts::AddStatement(const PreparedStatement& statement, Evaluator& evaluator) {
  // PG-14; such documents are asked as layers.
  if (statement.principal != nullptr && !statement.is_deny) return;
  std::uint8_t& document = documents_[statement.document];
  const std::uint8_t side = statement.is_deny ? kDenies : kAllows;
  if ((document & side) != 0) return;
  const Ternary matches = evaluator.Matches(statement, nullptr);
  if (matches.IsFalse()) return;
  if (matches.IsTrue()) {
    document |= side;
    return;
  }
  document |= kIsOpen;
  open_.push_back({statement.document, &statement});
}

Outcome<Ternary> SharedVerdicts::AnswerOf(const PreparedCaller& caller) {
  Evaluator own(check_, caller, names_, /*use_index=*/true, scratch_);
  own.Remember(&answers_);
  CombineInput<Ternary> in = input_;
  if (in.uncontrollable) return Combine(in);
  for (int i = 0; i < Evaluator::kLayerCount; ++i) {
    if (layer_is_open_[i]) own.EvaluateLayer(static_cast<Layer>(i), &in);
  }
  if (caller.identity != nullptr) in.identity = VerdictOf(*caller.identity, own);
  if (caller.boundary != nullptr) in.boundary = VerdictOf(*caller.boundary, own);
  if (check_.identity_allow_is_implied) {
    in.identity.allow = Or(in.identity.allow, in.same_account);  // CH-6
  }
  return Combine(in);
}

LayerVerdict<Ternary> SharedVerdicts::VerdictOf(const PreparedList& list, Evaluator& own) const {
  unsigned all = 0;
  for (const std::uint32_t document : list.document_ids()) all |= documents_[document];
  const Ternary start = list.lacks_documents() ? Ternary::Unknown() : Ternary(false);
  Verdict verdict{.allow = Or(start, Ternary((all & kAllows) != 0)),
                  .deny = Or(start, Ternary((all & kDenies) != 0))};
  if ((all & kIsOpen) != 0) AskOpenStatements(list, own, &verdict);
  return verdict;
}

void SharedVerdicts::AskOpenStatements(const PreparedList& list, Evaluator& own,
                                       Verdict* verdict) const {
  for (const std::uint32_t document : list.document_ids()) {
    if ((documents_[document] & kIsOpen) == 0) continue;
    auto open = std::lower_bound(
        open_.begin(), open_.end(), document,
        [](const OpenStatement& each, std::uint32_t wanted) { return each.document < wanted; });
    for (; open != open_.end() && open->document == document; ++open) {
      if (verdict->deny.IsTrue()) return;  // EV-21: nothing else matters
      Ternary& side = open->statement->is_deny ? verdict->deny : verdict->allow;
      if (!side.IsTrue()) side = Or(side, own.Matches(*open->statement, nullptr));
    }
  }
}

}  // namespace iamsim
