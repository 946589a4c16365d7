// Tested by tests/io/write_diff_test.cc.
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "iamsim/io/write_diff.h"
#include "io/write/diff_groups.h"
#include "io/write/markdown_text.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

// What stands below the tables must fit as well.
constexpr std::size_t kMostBytesOfTables = kMostMarkdownBytes - 4096;
constexpr std::size_t kMaxRows = 200;

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const DiffReport& report) : report_(report) {}

  std::string Write() {
    const DiffCounts& counts = report_.result.counts;
    if (report_.result.changes.empty()) {
      Line(absl::StrCat("### No decision changes\n\nof ", counts.decisions, " decisions"));
      Covered();
      return std::move(out_);
    }
    Line(absl::StrCat("### ", CountWords(counts), "\n"));
    const std::vector<DiffGroup> groups = GroupChanges(report_);
    Groups(groups);
    Changes(groups);
    Covered();
    return std::move(out_);
  }

 private:
  void Line(absl::string_view text) { absl::StrAppend(&out_, text, "\n"); }

  // A row, if the comment still has room for it.
  bool Row(absl::string_view row) {
    if (out_.size() + row.size() + 1 > kMostBytesOfTables) return false;
    Line(row);
    return true;
  }

  void More(std::size_t left_out, absl::string_view what) {
    if (left_out > 0) Line(absl::StrCat("\n… and ", left_out, " more ", what));
  }

  std::string StatementOf(const DiffGroup& group) const {
    if (!group.because.has_value()) return MarkdownCell(group.reason);
    const ChangedStatement& changed = report_.difference.statements[*group.because];
    const std::string place = ChangedStatementPlace(changed);
    return absl::StrCat(MarkdownCell(ChangedStatementName(changed)), " ",
                        StatementChangeName(changed.change),
                        place.empty() ? "" : absl::StrCat(", ", MarkdownCell(place)));
  }

  void Groups(const std::vector<DiffGroup>& groups) {
    Line("| | by statement | account | decisions | principals |");
    Line("| --- | --- | --- | ---: | ---: |");
    std::size_t left_out = 0;
    for (const DiffGroup& group : groups) {
      const bool fits =
          left_out == 0 &&
          Row(absl::StrCat("| **", DirectionWords(group.direction), "** | ", StatementOf(group),
                           " | ", MarkdownCell(AccountOfGroup(group)), " | ", group.changes.size(),
                           " | ", group.principals, " |"));
      if (!fits) ++left_out;
    }
    More(left_out, "groups");
  }

  // The example of every group first, then the others, as many as there is room for.
  void Changes(const std::vector<DiffGroup>& groups) {
    Line("\n| | principal | action | resource | |");
    Line("| --- | --- | --- | --- | --- |");
    std::size_t total = 0;
    std::size_t written = 0;
    bool full = false;
    const auto write = [&](const DiffGroup& group, const DecisionChange& change) {
      full = full || written == kMaxRows || !ChangeRow(group, change);
      if (!full) ++written;
    };
    for (const DiffGroup& group : groups) {
      total += group.changes.size();
      write(group, ExampleOf(report_, group));
    }
    for (const DiffGroup& group : groups) {
      const DecisionChange* example = &ExampleOf(report_, group);
      for (const DecisionChange* change : group.changes) {
        if (full) break;
        if (change != example) write(group, *change);
      }
    }
    More(total - written, "changes (`iamsim diff --format json` has all)");
  }

  bool ChangeRow(const DiffGroup& group, const DecisionChange& change) {
    const Request& request = RequestOf(report_, change);
    const std::string when = WhenWords(change, group.direction);
    return Row(absl::StrCat("| ", DirectionWords(group.direction), " | ",
                            MarkdownCell(change.principal), " | ", MarkdownCell(request.action),
                            " | ", MarkdownCell(request.resource), " | ", MarkdownCell(when),
                            " |"));
  }

  void Covered() {
    const Coverage& coverage = report_.coverage;
    if (!coverage.derived) return;
    Line(absl::StrCat("\n<details><summary>asked: ", coverage.questions, " questions</summary>\n\n",
                      coverage.actions, " actions that the change can touch, by ",
                      coverage.classes.size(), " that stand for all; ", coverage.resources.size(),
                      " resources for ", coverage.resource_candidates, "\n"));
    for (const std::string& limit : coverage.limits) {
      if (out_.size() + limit.size() + 64 < kMostMarkdownBytes) Line(absl::StrCat("- ", limit));
    }
    Line("\n</details>");
  }

  const DiffReport& report_;
  std::string out_;
};

}  // namespace

std::string DiffMarkdown(const DiffReport& report) { return MarkdownWriter(report).Write(); }

}  // namespace iamsim
