// SARIF 2.1.0 (OASIS), as code scanning of GitHub reads it: a rule for each direction, a result for
// each group of changes at the place of its statement. Tested by tests/io/write_diff_test.cc.
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "iamsim/io/write_diff.h"
#include "io/write/diff_groups.h"

namespace iamsim {
namespace {

struct Rule {
  DiffDirection direction;
  const char* name;
  const char* text;
  const char* level;
};
constexpr Rule kRules[] = {
    {DiffDirection::kNewlyDenied, "NewlyDenied", "Requests that were allowed are denied.",
     "warning"},
    {DiffDirection::kNewlyAllowed, "NewlyAllowed", "Requests that were denied are allowed.",
     "error"},
    {DiffDirection::kMayDiffer, "MayDiffer",
     "Conditions changed, and no request was found that tells whether it matters.", "note"},
};

const Rule& RuleOf(DiffDirection direction) {
  for (const Rule& rule : kRules) {
    if (rule.direction == direction) return rule;
  }
  return kRules[2];
}

void WriteRules(JsonWriter& out) {
  out.Key("rules").BeginArray();
  for (const Rule& rule : kRules) {
    out.BeginObject().Member("id", DirectionId(rule.direction)).Member("name", rule.name);
    out.Key("shortDescription").BeginObject().Member("text", rule.text).EndObject();
    out.Key("defaultConfiguration").BeginObject().Member("level", rule.level).EndObject();
    out.EndObject();
  }
  out.EndArray();
}

std::string Message(const DiffReport& report, const DiffGroup& group) {
  const DecisionChange& example = ExampleOf(report, group);
  const Request& request = RequestOf(report, example);
  const std::string when = WhenWords(example, group.direction);
  return absl::StrCat(
      group.changes.size(), " decisions of ", group.principals, " principals in ",
      AccountOfGroup(group), " are ", DirectionWords(group.direction),
      group.because.has_value()
          ? absl::StrCat(" by ", ChangedStatementName(report.difference.statements[*group.because]))
          : absl::StrCat(" by ", group.reason),
      "; for example ", example.principal, " ", request.action, " ", request.resource,
      when.empty() ? "" : " ", when);
}

// A path as a reference relative to where the program ran, as code scanning expects it (RFC 3986).
std::string UriOf(absl::string_view path) {
  std::string uri;
  for (const char c : path) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains("-._~/", c)) {
      uri.push_back(c);
    } else {
      absl::StrAppendFormat(&uri, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

void WriteLocation(const ChangedStatement& changed, JsonWriter& out) {
  const AttachedPolicy& policy = changed.policy();
  if (policy.file.empty()) return;
  const SourcePosition position = policy.PositionOf(changed.statement());
  out.Key("locations").BeginArray().BeginObject().Key("physicalLocation").BeginObject();
  out.Key("artifactLocation").BeginObject().Member("uri", UriOf(policy.file)).EndObject();
  out.Key("region").BeginObject().Key("startLine").Integer(position.line);
  out.Key("startColumn").Integer(position.column).EndObject();
  out.EndObject().EndObject().EndArray();
}

void WriteResult(const DiffReport& report, const DiffGroup& group, JsonWriter& out) {
  out.BeginObject().Member("ruleId", DirectionId(group.direction));
  out.Member("level", RuleOf(group.direction).level);
  out.Key("message").BeginObject().Member("text", Message(report, group)).EndObject();
  std::string subject = group.reason;
  if (group.because.has_value()) {
    const ChangedStatement& changed = report.difference.statements[*group.because];
    WriteLocation(changed, out);
    subject = absl::StrCat(LayerName(changed.kind), "/", ChangedStatementName(changed));
  }
  // The same finding in the next run, wherever the statement has moved in its file.
  out.Key("partialFingerprints").BeginObject();
  out.Member("iamsimDiff/v1",
             absl::StrCat(DirectionId(group.direction), "/", subject, "/", group.account));
  out.EndObject().EndObject();
}

}  // namespace

std::string DiffSarif(const DiffReport& report) {
  JsonWriter out(2);
  out.BeginObject();
  out.Member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  out.Member("version", "2.1.0").Key("runs").BeginArray().BeginObject();
  out.Key("tool").BeginObject().Key("driver").BeginObject().Member("name", "iamsim");
  WriteRules(out);
  out.EndObject().EndObject();
  out.Member("columnKind", "utf16CodeUnits");
  out.Key("results").BeginArray();
  for (const DiffGroup& group : GroupChanges(report)) WriteResult(report, group, out);
  out.EndArray().EndObject().EndArray().EndObject();
  return out.Take();
}

}  // namespace iamsim
