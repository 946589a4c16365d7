// Tested by tests/cli/paths_test.cc.
#include <algorithm>
#include <set>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/io/write_paths.h"
#include "io/write/formula_text.h"
#include "io/write/text_lines.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxPaths = 12;

void AddConditions(const Formula& allowed_when, bool all, std::string* out) {
  absl::StrAppend(out, "     ", FormulaHeading(allowed_when), "\n");
  for (const std::string& line : IndentedFormulaLines(allowed_when, all)) {
    absl::StrAppend(out, "       ", line, "\n");
  }
}

std::string PathCount(std::size_t count) {
  return absl::StrCat(count, count == 1 ? " path" : " paths");
}

std::string HopCount(std::size_t count) {
  return absl::StrCat(count, count == 1 ? " hop" : " hops");
}

// "`role/team-*` (2 of 5 principals)".
std::string SourceWords(const PathsHeading& asked, const PathResult& result) {
  if (asked.sources == 1) return asked.from;
  std::set<std::string> from;
  for (const Path& path : result.paths) from.insert(path.from);
  return from.empty()
             ? absl::StrCat(asked.sources, " principals `", asked.from, "`")
             : absl::StrCat(from.size(), " of ", asked.sources, " principals `", asked.from, "`");
}

// What a hop takes: "passes   R to lambda.amazonaws.com (lambda:CreateFunction)".
std::string HopWords(const PathHop& hop, const std::string& to) {
  switch (hop.kind) {
    case EdgeKind::kAssume:
      return absl::StrCat("assumes  ", to);
    case EdgeKind::kPassRole:
      return absl::StrCat("passes   ", to, " to ", hop.service, " (",
                          absl::StrJoin(hop.actions, ", "), ")");
    case EdgeKind::kControl:
      return absl::StrCat("rewrites ", to, " (", absl::StrJoin(hop.actions, ", "), ")");
  }
  return "";
}

// Where it leads is said before; of roles that are assumed only those between are of interest.
void AddHops(const Snapshot& snapshot, const Path& path, std::string* out) {
  const bool only_assumes =
      absl::c_all_of(path.hops, [](const PathHop& hop) { return hop.kind == EdgeKind::kAssume; });
  for (std::size_t i = 0; i < path.hops.size(); ++i) {
    const std::string& to = snapshot.principals()[path.hops[i].to].arn.text();
    if (!only_assumes) {
      absl::StrAppend(out, "     ", HopWords(path.hops[i], to), "\n");
    } else if (i + 1 < path.hops.size()) {
      absl::StrAppend(out, i == 0 ? "     through " : "        then ", to, "\n");
    }
  }
}

std::string NoneText(const PathsHeading& asked, const PathResult& result, const TextStyle& style) {
  std::string out =
      absl::StrCat(Paint("none", DecisionKind::kImplicitDeny, style), "  no path",
                   asked.to.empty() ? " to any role" : absl::StrCat(" to ", asked.to), " from ",
                   SourceWords(asked, result), " of at most ", HopCount(asked.max_hops), "\n");
  if (!asked.edges.pass_role || !asked.edges.control) {
    absl::StrAppend(&out, "     other ways in: --edges assume,pass-role,control\n");
  }
  if (!asked.to.empty() && asked.sources == 1) {
    absl::StrAppend(&out, "     who gets there: iamsim paths '*' ", asked.to, "\n");
  }
  return out;
}

}  // namespace

std::string PathsText(const Snapshot& snapshot, const PathsHeading& asked, const PathResult& result,
                      bool all, const TextStyle& style) {
  if (result.paths.empty()) return NoneText(asked, result, style);
  std::string out =
      absl::StrCat(PathCount(result.paths.size()), " from ", SourceWords(asked, result), "\n");
  const std::size_t shown = all ? result.paths.size() : std::min(result.paths.size(), kMaxPaths);
  for (std::size_t i = 0; i < shown; ++i) {
    const Path& path = result.paths[i];
    absl::StrAppend(&out, "\n", Paint(DecisionName(path.kind), path.kind, style), "  ",
                    snapshot.principals()[path.hops.back().to].arn.text(), "\n");
    if (asked.sources > 1) absl::StrAppend(&out, "     from    ", path.from, "\n");
    AddHops(snapshot, path, &out);
    if (path.kind == DecisionKind::kConditional) AddConditions(path.allowed_when, all, &out);
  }
  if (shown < result.paths.size()) {
    absl::StrAppend(&out, "\n… and ", result.paths.size() - shown, " more (--everything)\n");
  }
  return out;
}

}  // namespace iamsim
