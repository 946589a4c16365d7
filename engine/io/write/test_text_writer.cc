// Tested by tests/io/write_report_test.cc.

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "io/write/case_words.h"
#include "io/write/text_lines.h"

namespace iamsim {
namespace {

// All failures are told; of what is skipped on purpose a few are enough.
constexpr std::size_t kMostSkippedShown = 10;

std::string PlaceOf(const CaseResult& result) {
  // The pointer says less than the case's name.
  return OneLine(ToString(SourcePlace{result.file, "", result.place.position}));
}

void AppendFailure(const CaseResult& result, const TextStyle& style, std::string* out) {
  absl::StrAppend(out, Paint("failed", DecisionKind::kExplicitDeny, style), "  ", PlaceOf(result),
                  "  ", OneLine(result.name), "\n", FailureBlock(result, "        "));
}

}  // namespace

std::string TestReportText(const CaseResults& results, const TextStyle& style) {
  std::string out;
  std::size_t skipped = 0;
  for (const CaseResult& result : results) {
    if (result.verdict == CaseVerdict::kFailed) AppendFailure(result, style, &out);
    if (result.verdict != CaseVerdict::kSkipped || ++skipped > kMostSkippedShown) continue;
    absl::StrAppend(&out, "skipped  ", PlaceOf(result), "  ", OneLine(result.name), "  ",
                    OneLine(result.actual), "\n");
  }
  if (skipped > kMostSkippedShown) {
    absl::StrAppend(&out, "… and ", skipped - kMostSkippedShown, " more skipped\n");
  }
  absl::StrAppend(&out, ClosingLine(results), "\n");
  return out;
}

}  // namespace iamsim
