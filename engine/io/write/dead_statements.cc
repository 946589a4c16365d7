// Tested by tests/io/write_diff_test.cc.
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "iamsim/io/write_diff.h"
#include "io/write/text_lines.h"
#include "io/write/words.h"

namespace iamsim {

std::string DeadStatementsText(const DeadStatements& found, const TextStyle& style) {
  std::string out = found.dead.empty() ? Paint("none", DecisionKind::kAllowed, style)
                                       : Paint(absl::StrCat(found.dead.size(), " dead"),
                                               DecisionKind::kConditional, style);
  absl::StrAppend(&out, "  of ", found.statements,
                  " statements change no decision of this world\n");
  if (!found.dead.empty()) out += "\n";
  for (const DeadStatement& dead : found.dead) {
    const AttachedPolicy& policy = *dead.held.document;
    const std::string sid = dead.statement->sid.value_or("");
    std::string place;
    if (!policy.file.empty()) {
      const SourcePosition position = policy.PositionOf(*dead.statement);
      place = absl::StrCat(policy.file.substr(policy.file.rfind('/') + 1), ":", position.line, ":",
                           position.column);
    }
    absl::StrAppend(
        &out,
        JoinCells({absl::StrCat(
                       "  ", sid.empty() ? absl::StrCat("statement ", dead.statement->index) : sid,
                       " of ", policy.name),
                   place, absl::StrCat(LayerWord(dead.held.kind), " of ", dead.held.holder),
                   absl::StrCat(dead.decisions, " decisions asked")}),
        "\n");
  }
  return out;
}

std::string DeadStatementsJson(const DeadStatements& found) {
  JsonWriter out;
  out.BeginObject().Key("dead").BeginArray();
  for (const DeadStatement& dead : found.dead) {
    const AttachedPolicy& policy = *dead.held.document;
    out.BeginObject().Member("layer", LayerName(dead.held.kind)).Member("policy", policy.name);
    out.Member("sid", dead.statement->sid.value_or(""));
    out.Key("statement").Integer(static_cast<std::int64_t>(dead.statement->index));
    out.Member("holder", dead.held.holder);
    if (!policy.file.empty()) {
      const SourcePosition position = policy.PositionOf(*dead.statement);
      out.Member("file", policy.file);
      out.Key("line").Integer(position.line).Key("column").Integer(position.column);
    }
    out.Key("decisions").Integer(static_cast<std::int64_t>(dead.decisions)).EndObject();
  }
  out.EndArray().Key("statements").Integer(static_cast<std::int64_t>(found.statements));
  return out.EndObject().Take();
}

}  // namespace iamsim
