// Tested by tests/cli/paths_test.cc.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "iamsim/io/write_paths.h"
#include "io/write/formula_text.h"
#include "io/write/text_lines.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxPaths = 12;
constexpr std::size_t kMaxConditions = 4;

void AddConditions(const Formula& allowed_when, bool all, std::string* out) {
  const std::vector<FormulaLine> rows = FormulaLines(allowed_when);
  const std::size_t shown = all || rows.size() <= kMaxConditions ? rows.size() : kMaxConditions - 1;
  absl::StrAppend(out, "     ", FormulaHeading(allowed_when), "\n");
  for (std::size_t i = 0; i < shown; ++i) {
    absl::StrAppend(out, "       ", std::string(2 * static_cast<std::size_t>(rows[i].depth), ' '),
                    rows[i].words, "\n");
  }
  if (shown < rows.size()) {
    absl::StrAppend(out, "       … and ", rows.size() - shown, " more\n");
  }
}

}  // namespace

std::string PathsText(const Snapshot& snapshot, absl::string_view from, const PathResult& result,
                      bool all, const TextStyle& style) {
  if (result.paths.empty()) {
    return absl::StrCat(Paint("none", DecisionKind::kImplicitDeny, style),
                        "  no role is reached from ", from, "\n");
  }
  std::string out = absl::StrCat(result.paths.size(), result.paths.size() == 1 ? " path" : " paths",
                                 " from ", from, "\n");
  const std::size_t shown = all ? result.paths.size() : std::min(result.paths.size(), kMaxPaths);
  for (std::size_t i = 0; i < shown; ++i) {
    const Path& path = result.paths[i];
    absl::StrAppend(&out, "\n", Paint(DecisionName(path.kind), path.kind, style), "  ",
                    snapshot.principals()[path.roles.back()].arn.text(), "\n");
    for (std::size_t hop = 0; hop + 1 < path.roles.size(); ++hop) {
      absl::StrAppend(&out, hop == 0 ? "     through " : "        then ",
                      snapshot.principals()[path.roles[hop]].arn.text(), "\n");
    }
    if (path.kind == DecisionKind::kConditional) AddConditions(path.allowed_when, all, &out);
  }
  if (shown < result.paths.size()) {
    absl::StrAppend(&out, "\n… and ", result.paths.size() - shown, " more (--everything)\n");
  }
  return out;
}

}  // namespace iamsim
