// JUnit's XML as Jenkins, GitLab and GitHub read it: there is no one schema, and what is written
// here is what all of them have in common. Tested by tests/io/write_report_test.cc and
// tests/cli/check_reports.py.

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "io/write/case_words.h"
#include "io/write/xml_text.h"

namespace iamsim {
namespace {

std::string Attribute(absl::string_view name, absl::string_view value) {
  return absl::StrCat(" ", name, "=\"", XmlText(value), "\"");
}

std::string Counts(const CaseResults& results) {
  return absl::StrCat(" tests=\"", results.size(), "\" failures=\"",
                      CountOf(results, CaseVerdict::kFailed), "\" errors=\"0\" skipped=\"",
                      CountOf(results, CaseVerdict::kSkipped), "\" time=\"0\"");
}

void AppendCase(const CaseResult& result, std::string* out) {
  absl::StrAppend(out, "    <testcase", Attribute("name", result.name),
                  Attribute("classname", result.file), Attribute("file", result.file));
  if (result.place.position) absl::StrAppend(out, " line=\"", result.place.position->line, "\"");
  absl::StrAppend(out, " time=\"0\"");
  switch (result.verdict) {
    case CaseVerdict::kPassed:
      absl::StrAppend(out, "/>\n");
      return;
    case CaseVerdict::kSkipped:
      absl::StrAppend(out, ">\n      <skipped", Attribute("message", result.actual), "/>\n");
      break;
    case CaseVerdict::kFailed:
      absl::StrAppend(
          out, ">\n      <failure",
          Attribute("message", absl::StrCat("expected ", result.expected, ", got ", result.actual)),
          " type=\"decision\">", XmlText(FailureBlock(result, "")), "</failure>\n");
      break;
  }
  absl::StrAppend(out, "    </testcase>\n");
}

}  // namespace

std::string TestReportJunit(const CaseResults& results, const TextStyle&) {
  std::string out = absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites",
                                 Attribute("name", "iamsim"), Counts(results), ">\n");
  for (std::size_t begin = 0; begin < results.size();) {
    std::size_t end = begin;
    while (end < results.size() && results[end].file == results[begin].file) ++end;
    const CaseResults suite(results.begin() + static_cast<std::ptrdiff_t>(begin),
                            results.begin() + static_cast<std::ptrdiff_t>(end));
    absl::StrAppend(&out, "  <testsuite", Attribute("name", suite.front().file), Counts(suite),
                    ">\n");
    for (const CaseResult& result : suite) AppendCase(result, &out);
    absl::StrAppend(&out, "  </testsuite>\n");
    begin = end;
  }
  absl::StrAppend(&out, "</testsuites>\n");
  return out;
}

}  // namespace iamsim
