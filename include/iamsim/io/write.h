#ifndef IAMSIM_IO_WRITE_H_
#define IAMSIM_IO_WRITE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/decide/decide.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/formula.h"
#include "iamsim/scenario/scenario.h"

namespace iamsim {

// JSON, the shapes of formats.md. Deterministic; no trailing newline.

// {"all": […]}, {"any": […]}, {"not": …}, {"operator", "key", "values"}, {"missing"}; true or false
// for constants.
void WriteFormula(const Formula& formula, JsonWriter& out);
// The output line of `simulate`.
std::string DecisionJson(absl::string_view id, const Decision& decision);
// {"id", "error": {"message", "path", "line", "column"}}.
std::string ErrorJson(absl::string_view id, const absl::Status& status);
// The output of `can --json`: the line of `simulate` plus "via".
std::string ChainJson(absl::string_view id, const ChainResult& result);
// {"passed", "failed", "cases": […]}.
std::string TestReportJson(const std::vector<CaseResult>& results);

// Text for a person: the first word is the answer, then who decided, then what would change it.

struct TextStyle {
  bool color = false;
  int width = 100;
};
// What `can` prints. Ends in a newline.
std::string ChainText(const ChainResult& result, const Snapshot& snapshot, const TextStyle& style);
// What `test` prints: every failure with what was expected and why, then "N passed, N failed".
std::string TestReportText(const std::vector<CaseResult>& results, const TextStyle& style);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_H_
