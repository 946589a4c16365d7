// Tested by tests/io/write_report_test.cc.

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "io/write/case_words.h"
#include "io/write/decision_fields.h"
#include "io/write/test_report_fields.h"

namespace iamsim {
namespace {

void WriteCase(const CaseResult& result, JsonWriter& out) {
  out.BeginObject().Member("file", result.file);
  if (result.place.position) {
    out.Key("line").Integer(result.place.position->line);
    out.Key("column").Integer(result.place.position->column);
  }
  out.Member("name", result.name).Member("result", CaseVerdictName(result.verdict));
  if (result.verdict == CaseVerdict::kSkipped) {
    out.Member("reason", result.actual).EndObject();
    return;
  }
  out.Member("expected", result.expected).Member("actual", result.actual);
  out.Key("decidedBy");
  if (result.decided_by) {
    WriteDecidedBy(*result.decided_by, out);
  } else {
    out.Null();
  }
  if (!result.passed() && !result.ask_again.empty()) out.Member("askAgain", result.ask_again);
  out.EndObject();
}

}  // namespace

void WriteReportFields(const CaseResults& results, JsonWriter& out) {
  const auto count = [&results](CaseVerdict verdict) {
    return static_cast<std::int64_t>(CountOf(results, verdict));
  };
  out.Key("passed").Integer(count(CaseVerdict::kPassed));
  out.Key("failed").Integer(count(CaseVerdict::kFailed));
  out.Key("skipped").Integer(count(CaseVerdict::kSkipped));
  out.Key("cases").BeginArray();
  for (const CaseResult& result : results) WriteCase(result, out);
  out.EndArray();
}

std::string TestReportJson(const CaseResults& results, const TextStyle&) {
  JsonWriter out;
  out.BeginObject();
  WriteReportFields(results, out);
  out.EndObject();
  return absl::StrCat(out.Take(), "\n");
}

}  // namespace iamsim
