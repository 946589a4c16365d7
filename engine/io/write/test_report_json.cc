// Tested by tests/io/write_report_test.cc.

#include <cstdint>

#include "absl/algorithm/container.h"
#include "iamsim/io/write.h"
#include "io/write/decision_fields.h"

namespace iamsim {
namespace {

void WriteCase(const CaseResult& result, JsonWriter& out) {
  out.BeginObject().Member("file", result.file);
  if (result.place.position) {
    out.Key("line").Integer(result.place.position->line);
    out.Key("column").Integer(result.place.position->column);
  }
  out.Member("name", result.name).Member("result", result.passed ? "passed" : "failed");
  out.Member("expected", result.expected).Member("actual", result.actual);
  out.Key("decidedBy");
  if (result.decided_by) {
    WriteDecidedBy(*result.decided_by, out);
  } else {
    out.Null();
  }
  out.EndObject();
}

}  // namespace

std::string TestReportJson(const std::vector<CaseResult>& results) {
  const std::int64_t passed =
      absl::c_count_if(results, [](const CaseResult& result) { return result.passed; });
  JsonWriter out;
  out.BeginObject().Key("passed").Integer(passed);
  out.Key("failed").Integer(static_cast<std::int64_t>(results.size()) - passed);
  out.Key("cases").BeginArray();
  for (const CaseResult& result : results) WriteCase(result, out);
  out.EndArray().EndObject();
  return out.Take();
}

}  // namespace iamsim
