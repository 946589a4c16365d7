// Tested by tests/io/write_diff_test.cc.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "iamsim/io/write_diff.h"
#include "io/write/diff_groups.h"
#include "io/write/text_lines.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxGroups = 6;
constexpr std::size_t kMaxLimits = 4;

DecisionKind ColorOf(DiffDirection direction) {
  switch (direction) {
    case DiffDirection::kNewlyDenied:
      return DecisionKind::kExplicitDeny;
    case DiffDirection::kNewlyAllowed:
      return DecisionKind::kAllowed;
    case DiffDirection::kMayDiffer:
      return DecisionKind::kConditional;
  }
  return DecisionKind::kConditional;
}

class DiffWriter {
 public:
  DiffWriter(const DiffReport& report, bool all, const TextStyle& style)
      : report_(report), all_(all), style_(style) {}

  std::string Write() {
    Heading();
    const std::vector<DiffGroup> groups = GroupChanges(report_);
    const std::size_t shown = all_ ? groups.size() : std::min(groups.size(), kMaxGroups);
    for (std::size_t i = 0; i < shown; ++i) {
      const bool is_new = i == 0 || groups[i].because != groups[i - 1].because ||
                          groups[i].reason != groups[i - 1].reason ||
                          groups[i].direction != groups[i - 1].direction;
      if (is_new) GroupHead(groups[i]);
      Group(groups[i]);
    }
    if (shown < groups.size()) {
      std::size_t rest = 0;
      for (std::size_t i = shown; i < groups.size(); ++i) rest += groups[i].changes.size();
      Line("");
      Line(absl::StrCat("… and ", rest, " more in ", groups.size() - shown,
                        " groups (--all, --format json)"));
    }
    Covered();
    return std::move(out_);
  }

 private:
  void Line(absl::string_view text) { absl::StrAppend(&out_, text, "\n"); }

  void Heading() {
    const DiffCounts& counts = report_.result.counts;
    const std::size_t changes = report_.result.changes.size();
    if (changes == 0) {
      Line(absl::StrCat(Paint("no change", DecisionKind::kAllowed, style_), "  of ",
                        counts.decisions, " decisions"));
      return;
    }
    Line(CountWords(counts));
  }

  void GroupHead(const DiffGroup& group) {
    Line("");
    const std::string direction =
        Paint(DirectionWords(group.direction), ColorOf(group.direction), style_);
    if (!group.because.has_value()) {
      Line(absl::StrCat(direction, " by ", group.reason));
      return;
    }
    const ChangedStatement& changed = report_.difference.statements[*group.because];
    Line(JoinCells(
        {absl::StrCat(direction, " by ", ChangedStatementName(changed)),
         std::string(StatementChangeName(changed.change)), ChangedStatementPlace(changed),
         absl::StrCat(LayerWord(changed.kind), " of ", changed.targets.front(),
                      changed.targets.size() == 1
                          ? ""
                          : absl::StrCat(" and ", changed.targets.size() - 1, " more"))}));
  }

  void Group(const DiffGroup& group) {
    Line(absl::StrCat("  ", AccountOfGroup(group), ": ", group.changes.size(), " decision",
                      group.changes.size() == 1 ? "" : "s", " of ", group.principals, " principal",
                      group.principals == 1 ? "" : "s"));
    if (!all_) {
      Change(ExampleOf(report_, group), group.direction, true);
      return;
    }
    for (const DecisionChange* change : group.changes) Change(*change, group.direction, false);
  }

  void Change(const DecisionChange& change, DiffDirection direction, bool with_command) {
    const Request& request = RequestOf(report_, change);
    const std::string& name = change.principal;
    Line(JoinCells({absl::StrCat("    ", name.substr(name.rfind('/') + 1)), request.action,
                    request.resource}));
    const std::string when = WhenWords(change, direction);
    if (!when.empty()) Line(absl::StrCat("      ", when));
    if (!with_command || !report_.ask_again) return;
    Request asked = request;
    asked.principal = change.principal;
    const std::string command = report_.ask_again(asked);
    if (!command.empty()) Line(absl::StrCat("      ", command));
  }

  void Covered() {
    const Coverage& coverage = report_.coverage;
    if (!coverage.derived) return;
    Line("");
    Line(absl::StrCat("asked  ", coverage.questions, " questions: ", coverage.actions,
                      " actions that the change can touch, by ", coverage.classes.size(),
                      " that stand for all; ", coverage.resources.size(), " resources for ",
                      coverage.resource_candidates));
    const std::size_t shown =
        all_ ? coverage.limits.size() : std::min(coverage.limits.size(), kMaxLimits);
    for (std::size_t i = 0; i < shown; ++i) Line(absl::StrCat("       ", coverage.limits[i]));
  }

  const DiffReport& report_;
  const bool all_;
  const TextStyle& style_;
  std::string out_;
};

}  // namespace

std::string DiffText(const DiffReport& report, bool all, const TextStyle& style) {
  return DiffWriter(report, all, style).Write();
}

}  // namespace iamsim
