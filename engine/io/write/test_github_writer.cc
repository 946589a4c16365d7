// Workflow commands of GitHub Actions: "::error file=…,line=…::message". Tested by
// tests/io/write_report_test.cc.

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "io/write/case_words.h"

namespace iamsim {
namespace {

std::string Data(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"%", "%25"}, {"\r", "%0D"}, {"\n", "%0A"}});
}

std::string Property(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"%", "%25"}, {"\r", "%0D"}, {"\n", "%0A"}, {":", "%3A"}, {",", "%2C"}});
}

std::string Properties(const CaseResult& result) {
  std::vector<std::string> properties = {absl::StrCat("file=", Property(result.file))};
  if (result.place.position) {
    properties.push_back(absl::StrCat("line=", result.place.position->line));
    properties.push_back(absl::StrCat("col=", result.place.position->column));
  }
  properties.push_back(absl::StrCat("title=", Property(result.name)));
  return absl::StrJoin(properties, ",");
}

std::string Message(const CaseResult& result) {
  return absl::StrJoin(FailureLines(result), "\n", [](std::string* out, const auto& line) {
    absl::StrAppend(out, line.first, ": ", line.second);
  });
}

}  // namespace

std::string TestReportGithub(const CaseResults& results, const TextStyle&) {
  std::string out;
  for (const CaseResult& result : results) {
    if (result.verdict == CaseVerdict::kFailed) {
      absl::StrAppend(&out, "::error ", Properties(result), "::", Data(Message(result)), "\n");
    } else if (result.verdict == CaseVerdict::kSkipped) {
      absl::StrAppend(&out, "::notice ", Properties(result), "::skipped: ", Data(result.actual),
                      "\n");
    }
  }
  absl::StrAppend(&out, ClosingLine(results), "\n");
  return out;
}

}  // namespace iamsim
