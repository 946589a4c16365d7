// Tested by tests/io/write_diff_test.cc.
#include <cstddef>
#include <cstdint>

#include "iamsim/io/write_diff.h"
#include "io/write/diff_groups.h"

namespace iamsim {
namespace {

void WriteCount(absl::string_view name, std::size_t value, JsonWriter& out) {
  out.Key(name).Integer(static_cast<std::int64_t>(value));
}

void WriteWhen(absl::string_view name, const Formula& formula, JsonWriter& out) {
  if (formula.IsFalse()) return;
  out.Key(name);
  WriteFormula(formula, out);
}

void WriteBecause(const DiffReport& report, const DecisionChange& change, JsonWriter& out) {
  out.Key("because").BeginObject();
  if (!change.because.has_value()) {
    out.Member("reason", change.reason).EndObject();
    return;
  }
  const ChangedStatement& changed = report.difference.statements[*change.because];
  const AttachedPolicy& policy = changed.policy();
  out.Member("layer", LayerName(changed.kind)).Member("policy", policy.name);
  out.Member("sid", changed.statement().sid.value_or(""));
  WriteCount("statement", changed.statement().index, out);
  out.Member("change", StatementChangeName(changed.change));
  if (!policy.file.empty()) {
    const SourcePosition position = policy.PositionOf(changed.statement());
    out.Member("file", policy.file);
    out.Key("line").Integer(position.line).Key("column").Integer(position.column);
  }
  out.Strings("targets", changed.targets).EndObject();
}

void WriteChange(const DiffReport& report, const DecisionChange& change, JsonWriter& out) {
  const Request& request = RequestOf(report, change);
  out.BeginObject().Member("principal", change.principal).Member("action", request.action);
  out.Member("resource", request.resource);
  out.Member("before", DecisionName(change.before)).Member("after", DecisionName(change.after));
  WriteWhen("newlyDenied", change.shift.newly_denied_when, out);
  WriteWhen("newlyAllowed", change.shift.newly_allowed_when, out);
  if (change.shift.may_differ) out.Key("mayDiffer").Bool(true);
  if (change.before == DecisionKind::kConditional) {
    WriteWhen("conditionsBefore", change.before_when, out);
  }
  if (change.after == DecisionKind::kConditional) {
    WriteWhen("conditionsAfter", change.after_when, out);
  }
  WriteBecause(report, change, out);
  out.EndObject();
}

void WriteCoverage(const Coverage& coverage, JsonWriter& out) {
  out.BeginObject().Key("derived").Bool(coverage.derived);
  WriteCount("questions", coverage.questions, out);
  if (coverage.derived) {
    WriteCount("actions", coverage.actions, out);
    out.Key("actionClasses").BeginArray();
    for (const ActionClass& one : coverage.classes) {
      out.BeginObject().Member("action", one.action);
      WriteCount("standsFor", one.size, out);
      WriteCount("resources", one.asked, out);
      out.EndObject();
    }
    out.EndArray();
    out.Strings("resources", coverage.resources);
    WriteCount("resourceCandidates", coverage.resource_candidates, out);
    WriteCount("leftOut", coverage.left_out, out);
    out.Strings("limits", coverage.limits);
  }
  out.EndObject();
}

}  // namespace

std::string DiffJson(const DiffReport& report) {
  JsonWriter out;
  out.BeginObject().Key("changes").BeginArray();
  for (const DecisionChange& change : report.result.changes) WriteChange(report, change, out);
  out.EndArray().Key("counts").BeginObject();
  const DiffCounts& counts = report.result.counts;
  WriteCount("decisions", counts.decisions, out);
  WriteCount("newlyDenied", counts.newly_denied, out);
  WriteCount("newlyAllowed", counts.newly_allowed, out);
  WriteCount("mayDiffer", counts.may_differ, out);
  WriteCount("deniedOtherwise", counts.denied_otherwise, out);
  WriteCount("unchanged", counts.unchanged, out);
  out.EndObject().Key("covered");
  WriteCoverage(report.coverage, out);
  out.EndObject();
  return out.Take();
}

}  // namespace iamsim
