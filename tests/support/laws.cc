#include "support/laws.h"

#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "decide/condition_match.h"
#include "iamsim/base/check.h"
#include "iamsim/decide/decide.h"
#include "iamsim/request/resolve.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

namespace {

bool HoldsLeaf(const FormulaLeaf& leaf, const RequestContext& context) {
  IAMSIM_CHECK(leaf.document.empty());
  if (leaf.op == "ResourceMatches") {
    const ResourcePattern pattern(leaf.values.front(), true, true);
    return pattern.Matches(leaf.key, [&context](absl::string_view key, absl::string_view* value) {
      return ReadVariable(context.keys, key, value);
    }) == PatternMatch::kYes;
  }
  const absl::StatusOr<ConditionOperator> op = ParseConditionOperator(leaf.op);
  IAMSIM_CHECK(op.ok());
  const Condition condition{.op = *op,
                            .op_text = leaf.op,
                            .key = leaf.key,
                            .values = leaf.values,
                            .compiled = ConditionValues(*op, leaf.values, true)};
  const Formula holds = MatchCondition(condition, context.keys, context.options);
  IAMSIM_CHECK(holds.IsConstant());
  return holds.IsTrue();
}

std::string Broken(absl::string_view law, const Decision& before, const Decision& after) {
  return absl::StrCat(law, ": ", DecisionName(before.kind), " (", before.allowed_when.Text(),
                      ") and then ", DecisionName(after.kind), " (", after.allowed_when.Text(),
                      ")");
}

std::string CheckFormula(const RequestContext& context, const Decision& decision,
                         ByteSource& bytes) {
  for (const std::string& key : KeysOf(decision.allowed_when)) {
    if (context.keys.Find(key) != ContextKeys::State::kUnknown) {
      // A known key may stand in a leaf when a variable of its values is unknown.
      const std::string text = decision.allowed_when.Text();
      if (text.find("${") == std::string::npos) return absl::StrCat("law 5: ", key);
    }
  }
  RequestContext completed = context;
  Complete(decision.allowed_when, bytes, ChooseValue, &completed);
  // The owner of the resource is a key of formulas, and a fact of the check.
  const ContextKeys::State owner = completed.keys.Find("aws:ResourceAccount");
  if (!completed.resource_account_is_known && owner != ContextKeys::State::kUnknown) {
    completed.resource_account = std::string(completed.keys.Text("aws:ResourceAccount"));
    completed.resource_account_is_known = true;
  }
  const Decision after = Decide(completed);
  if (after.kind == DecisionKind::kConditional ||
      after.allowed() != Holds(decision.allowed_when, completed)) {
    return Broken("law 4", decision, after);
  }
  return "";
}

}  // namespace

bool Holds(const Formula& formula, const RequestContext& context) {
  const auto holds = [&context](const Formula& operand) { return Holds(operand, context); };
  switch (formula.kind()) {
    case Formula::Kind::kFalse:
      return false;
    case Formula::Kind::kTrue:
      return true;
    case Formula::Kind::kLeaf:
      return HoldsLeaf(formula.leaf(), context);
    case Formula::Kind::kAll:
      return absl::c_all_of(formula.operands(), holds);
    case Formula::Kind::kAny:
      return absl::c_any_of(formula.operands(), holds);
    case Formula::Kind::kNot:
      return !holds(formula.operands().front());
  }
  return false;
}

void Complete(const Formula& formula, ByteSource& bytes, ValueChooser choose,
              RequestContext* context) {
  const auto settle = [&](absl::string_view key) {
    if (context->keys.Find(key) != ContextKeys::State::kUnknown) return;
    if (std::optional<ContextValue> value = choose(key, bytes)) {
      context->keys.Set(key, *std::move(value));
    } else {
      context->keys.SetAbsent(key);
    }
  };
  for (const FormulaLeaf& leaf : LeavesOf(formula)) {
    if (leaf.op != "ResourceMatches") settle(leaf.key);
    for (const std::string& value : leaf.values) {
      const Template parsed = Template::Parse(value, true);
      for (const absl::string_view key : parsed.keys()) settle(key);
    }
  }
}

std::string FindBrokenLaw(const TinyWorld& world, ByteSource& bytes) {
  const absl::StatusOr<RequestContext> context =
      Resolve(*Snapshot::Empty(), World::kSelfContained, world.request, world.options);
  if (!context.ok())
    return absl::StrCat("a tiny world does not resolve: ", context.status().ToString());
  const Decision decision = Decide(*context);
  if (world.request.context_is_complete && decision.kind == DecisionKind::kConditional) {
    return Broken("law 1", decision, decision);
  }

  RequestContext denied = *context;
  denied.policies.identity.push_back(world.extra_deny);
  const Decision with_deny = Decide(denied);
  if (IsDenial(decision.kind) && !IsDenial(with_deny.kind))
    return Broken("law 2", decision, with_deny);

  RequestContext granted = *context;
  granted.policies.identity.push_back(world.allow_all);
  const Decision with_allow = Decide(granted);
  if (decision.allowed() && !with_allow.allowed()) return Broken("law 3", decision, with_allow);

  return CheckFormula(*context, decision, bytes);
}

}  // namespace iamsim
