// The output lines of `simulate` and `can --json`. Tested by tests/io/write_json_test.cc.

#include <cstdint>

#include "iamsim/base/source_place.h"
#include "iamsim/io/write.h"
#include "io/write/decision_fields.h"

namespace iamsim {
namespace {

void WriteId(std::optional<absl::string_view> id, JsonWriter& out) {
  out.Key("id");
  if (id) {
    out.Raw(*id);
  } else {
    out.Null();
  }
}

void WriteTarget(absl::string_view target, JsonWriter& out) {
  if (!target.empty()) out.Member("target", target);
}

void WritePosition(const SourcePosition& position, JsonWriter& out) {
  out.Key("line").Integer(position.line).Key("column").Integer(position.column);
}

// Members, not an object: `decidedBy` has them beside its own.
void WriteStatement(const StatementReference& statement, JsonWriter& out) {
  out.Member("policy", statement.policy).Member("sid", statement.sid);
  out.Key("statement").Integer(static_cast<std::int64_t>(statement.statement));
  out.Member("effect", EffectName(statement.effect));
  if (!statement.file.empty()) out.Member("file", statement.file);
  WritePosition(statement.position, out);
}

void WriteLayer(const LayerReport& layer, JsonWriter& out) {
  out.BeginObject().Member("layer", LayerName(layer.layer));
  WriteTarget(layer.target, out);
  out.Member("result", DecisionName(layer.result));
  out.Key("statements").BeginArray();
  for (const StatementReference& statement : layer.statements) {
    out.BeginObject();
    WriteStatement(statement, out);
    out.EndObject();
  }
  out.EndArray();
  if (!layer.missing.empty()) out.Strings("missing", layer.missing);
  out.EndObject();
}

void WriteDecision(const Decision& decision, JsonWriter& out) {
  out.Member("decision", DecisionName(decision.kind));
  out.Key("decidedBy");
  WriteDecidedBy(decision.decided_by, out);
  out.Key("layers").BeginArray();
  for (const LayerReport& layer : decision.layers) WriteLayer(layer, out);
  out.EndArray();
  const bool conditional = decision.kind == DecisionKind::kConditional;
  out.Strings("missingContext",
              conditional ? KeysOf(decision.allowed_when) : std::vector<std::string>());
  if (conditional) {
    out.Key("conditions");
    WriteFormula(decision.allowed_when, out);
  }
  if (!decision.warnings.empty()) out.Strings("warnings", decision.warnings);
}

void WriteNearMiss(const NearMiss& miss, JsonWriter& out) {
  out.BeginObject().Member("layer", LayerName(miss.layer));
  WriteTarget(miss.target, out);
  WriteStatement(miss.statement, out);
  out.Member("differsIn", miss.differs_in).Member("detail", miss.detail);
  out.EndObject();
}

// A decision without its layers.
void WriteVerdict(const Decision& decision, JsonWriter& out) {
  WriteAnswer(decision.kind, decision.allowed_when, out);
  out.Key("decidedBy");
  WriteDecidedBy(decision.decided_by, out);
}

void WriteHop(const HopResult& hop, JsonWriter& out) {
  out.BeginObject().Member("role", hop.role);
  WriteVerdict(hop.decision, out);
  out.EndObject();
}

void WriteAlso(const ChainStep& also, JsonWriter& out) {
  out.BeginObject().Member("principal", also.context.caller.text);
  out.Member("action", also.context.action.text()).Member("resource", also.context.resource);
  WriteVerdict(also.decision, out);
  out.EndObject();
}

}  // namespace

void WriteAnswer(DecisionKind kind, const Formula& allowed_when, JsonWriter& out) {
  out.Member("decision", DecisionName(kind));
  if (kind != DecisionKind::kConditional) return;
  out.Key("conditions");
  WriteFormula(allowed_when, out);
}

void WriteDecidedBy(const DecidedBy& decided_by, JsonWriter& out) {
  out.BeginObject().Member("layer", LayerName(decided_by.layer));
  WriteTarget(decided_by.target, out);
  if (decided_by.statement) WriteStatement(*decided_by.statement, out);
  if (!decided_by.rule.empty()) out.Member("rule", decided_by.rule);
  if (!decided_by.reason.empty()) out.Member("reason", decided_by.reason);
  out.EndObject();
}

std::string DecisionJson(std::optional<absl::string_view> id, const Decision& decision) {
  JsonWriter out;
  out.BeginObject();
  WriteId(id, out);
  WriteDecision(decision, out);
  out.EndObject();
  return out.Take();
}

std::string ExplanationJson(std::optional<absl::string_view> id, const Explanation& explanation) {
  JsonWriter out;
  out.BeginObject();
  WriteId(id, out);
  WriteDecision(explanation.decision, out);
  out.Key("explanation").BeginObject().Member("missing", explanation.missing);
  out.Key("nearMisses").BeginArray();
  for (const NearMiss& miss : explanation.near_misses) WriteNearMiss(miss, out);
  out.EndArray().EndObject().EndObject();
  return out.Take();
}

std::string ErrorJson(std::optional<absl::string_view> id, const absl::Status& status) {
  const std::optional<SourcePlace> place = PlaceOf(status);
  JsonWriter out;
  out.BeginObject();
  WriteId(id, out);
  out.Key("error").BeginObject().Member("message", status.message());
  out.Member("path", place ? absl::string_view(place->pointer) : "");
  if (place && place->position) WritePosition(*place->position, out);
  out.EndObject().EndObject();
  return out.Take();
}

std::string ChainJson(const ChainResult& result, absl::Span<const std::string> dependent_actions) {
  JsonWriter out;
  out.BeginObject();
  WriteDecision(result.decision, out);
  out.Key("via").BeginArray();
  for (const HopResult& hop : result.hops) WriteHop(hop, out);
  out.EndArray();
  if (!result.also.empty()) {
    out.Key("also").BeginArray();
    for (const ChainStep& also : result.also) WriteAlso(also, out);
    out.EndArray();
  }
  if (!dependent_actions.empty()) {
    out.Key("dependentActions").BeginArray();
    for (const std::string& action : dependent_actions) out.String(action);
    out.EndArray();
  }
  out.EndObject();
  return out.Take();
}

}  // namespace iamsim
