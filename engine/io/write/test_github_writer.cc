// Workflow commands of GitHub Actions: "::error file=…,line=…::message". Tested by
// tests/io/write_report_test.cc.

#include <map>
#include <optional>
#include <string>
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

// A pull request changes policies more often than tests: the statements that decide failures are
// annotated too, where the change is reviewed.
void AppendDeciders(const CaseResults& results, std::string* out) {
  std::map<std::string, std::vector<std::string>> cases;  // by the properties of the statement
  for (const CaseResult& result : results) {
    if (result.verdict != CaseVerdict::kFailed || !result.decided_by) continue;
    const std::optional<StatementReference>& statement = result.decided_by->statement;
    if (!statement || statement->file.empty()) continue;
    const std::string title = absl::StrCat(statement->policy, " ", statement->sid);
    cases[absl::StrCat("file=", Property(statement->file), ",line=", statement->position.line,
                       ",col=", statement->position.column, ",title=", Property(title))]
        .push_back(result.name);
  }
  for (const auto& [properties, names] : cases) {
    absl::StrAppend(out, "::warning ", properties, "::decides ", names.size(), " failing case",
                    names.size() == 1 ? "" : "s", ": ", Data(names.front()),
                    names.size() == 1 ? "" : ", …", "\n");
  }
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
  AppendDeciders(results, &out);
  absl::StrAppend(&out, ClosingLine(results), "\n");
  return out;
}

}  // namespace iamsim
