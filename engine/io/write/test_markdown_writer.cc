// For a comment on a pull request, or the summary of a job. Tested by
// tests/io/write_report_test.cc.

#include <cstddef>
#include <optional>

#include "absl/strings/str_cat.h"
#include "io/write/case_words.h"
#include "io/write/markdown_text.h"

namespace iamsim {
namespace {

constexpr absl::string_view kTableHead =
    "\n| | case | expected | got | decided by |\n|---|---|---|---|---|\n";
// Room for the line that counts what does not fit.
constexpr std::size_t kMostTableBytes = kMostMarkdownBytes - 100;

std::string Row(const CaseResult& result) {
  const std::string place = ToString(SourcePlace{result.file, "", result.place.position});
  const std::string decider = result.decided_by ? DeciderWords(*result.decided_by) : "";
  return absl::StrCat("| ", CaseVerdictName(result.verdict), " | ", MarkdownCell(result.name),
                      "<br>", MarkdownCell(place), " | ", MarkdownCell(result.expected), " | ",
                      MarkdownCell(result.actual), " | ", MarkdownCell(decider), " |\n");
}

// Adds the rows of `verdict` that fit and returns how many do not.
std::size_t AppendRows(const CaseResults& results, CaseVerdict verdict, std::string* out) {
  std::size_t left_out = 0;
  for (const CaseResult& result : results) {
    if (result.verdict != verdict) continue;
    const std::string row = left_out == 0 ? Row(result) : "";
    if (left_out > 0 || out->size() + row.size() > kMostTableBytes) {
      ++left_out;
    } else {
      absl::StrAppend(out, row);
    }
  }
  return left_out;
}

}  // namespace

std::string TestReportMarkdown(const CaseResults& results, const TextStyle&) {
  std::string out = absl::StrCat("### ", ClosingLine(results), "\n");
  if (CountOf(results, CaseVerdict::kPassed) == results.size()) return out;
  absl::StrAppend(&out, kTableHead);
  const std::size_t failed = AppendRows(results, CaseVerdict::kFailed, &out);
  const std::size_t skipped = AppendRows(results, CaseVerdict::kSkipped, &out);
  if (failed + skipped > 0) {
    absl::StrAppend(&out, "\n… and ", failed, " more failed, ", skipped, " more skipped\n");
  }
  return out;
}

}  // namespace iamsim
