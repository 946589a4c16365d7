// Tested by tests/io/write_report_test.cc.

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "iamsim/io/write.h"
#include "io/write/text_lines.h"

namespace iamsim {
namespace {

std::string DeciderWords(const DecidedBy& decided_by) {
  std::vector<std::string> cells = {std::string(LayerName(decided_by.layer)), decided_by.target};
  if (const std::optional<StatementReference>& statement = decided_by.statement) {
    cells.push_back(statement->policy);
    cells.push_back(statement->sid);
    if (!statement->file.empty()) {
      cells.push_back(absl::StrCat(statement->file, ":", statement->position.line, ":",
                                   statement->position.column));
    }
  }
  cells.push_back(decided_by.rule);
  cells.push_back(decided_by.reason);
  return JoinCells(cells);
}

void AppendFailure(const CaseResult& result, absl::string_view ask_again, const TextStyle& style,
                   std::string* out) {
  // The pointer says less than the case's name.
  SourcePlace place = {result.file, "", result.place.position};
  absl::StrAppend(out, Paint("failed", DecisionKind::kExplicitDeny, style), "  ", ToString(place),
                  "  ", result.name, "\n");
  absl::StrAppend(out, "        expected    ", result.expected, "\n");
  absl::StrAppend(out, "        got         ", result.actual, "\n");
  if (result.decided_by) {
    absl::StrAppend(out, "        decided by  ", DeciderWords(*result.decided_by), "\n");
  }
  if (!ask_again.empty()) absl::StrAppend(out, "        ask again   ", ask_again, "\n");
}

}  // namespace

std::string TestReportText(const std::vector<CaseResult>& results,
                           const std::vector<std::string>& ask_again, const TextStyle& style) {
  std::string out;
  std::size_t passed = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (results[i].passed) {
      ++passed;
      continue;
    }
    AppendFailure(results[i], i < ask_again.size() ? ask_again[i] : "", style, &out);
  }
  absl::StrAppend(&out, passed, " passed, ", results.size() - passed, " failed\n");
  return out;
}

}  // namespace iamsim
