#ifndef IAMSIM_IO_WRITE_H_
#define IAMSIM_IO_WRITE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/decide/decide.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/formula.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// JSON, the shapes of formats.md. Deterministic, one line, no trailing newline. `id` is the JSON of
// the request's id, written as it is (JsonQuote makes one of a string); none: null.

// {"all": […]}, {"any": […]}, {"not": …}, {"operator", "key", "values"}, {"missing"}; true or false
// for constants.
void WriteFormula(const Formula& formula, JsonWriter& out);
// The output line of `simulate`.
std::string DecisionJson(std::optional<absl::string_view> id, const Decision& decision);
// The same with "explanation": {"missing", "nearMisses": […]}.
std::string ExplanationJson(std::optional<absl::string_view> id, const Explanation& explanation);
// {"id", "error": {"message", "path", "line", "column"}}; line and column only when known.
std::string ErrorJson(std::optional<absl::string_view> id, const absl::Status& status);
// The output of `can --json`: the line of `simulate` without "id", plus "via", "also" when the call
// passes a role, and "dependentActions" when there are any.
std::string ChainJson(const ChainResult& result,
                      absl::Span<const std::string> dependent_actions = {});
// What `snapshot --json` prints: what was loaded, what is missing ("missing",
// "outsideOrganization"), and `diagnostics`, all of it.
std::string SnapshotJson(const Snapshot& snapshot, const Diagnostics& diagnostics);

// Text for a person: the first word is the answer, then who decided, then what would change it.

struct TextStyle {
  bool color = false;
  int width = 100;  // columns that verdicts are aligned to; longer lines are not cut
};

// What `can` prints: about one screen, whatever the size of the world. `when_absent` is the answer
// that the same question has when every unknown key is absent; a conditional answer names it. Ends
// in a newline. Asks Explain() about a step that was denied.
std::string ChainText(const ChainResult& result, const Snapshot& snapshot, const TextStyle& style,
                      std::optional<DecisionKind> when_absent = std::nullopt);

// What `snapshot` prints: `complete` or `incomplete`, what was loaded, and what is missing. About
// one screen, unless `all`. Ends in a newline.
std::string SnapshotText(const Snapshot& snapshot, const Diagnostics& diagnostics, bool all,
                         const TextStyle& style);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_H_
