// Tested by tests/io/write_coverage_test.cc.

#include <cstdint>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "iamsim/io/write_coverage.h"
#include "io/write/test_report_fields.h"

namespace iamsim {
namespace {

std::int64_t Number(std::size_t value) { return static_cast<std::int64_t>(value); }

void WriteStatementFields(const CoveredStatement& statement, JsonWriter& out) {
  out.Member("kind", PolicyNoun(statement.kind)).Member("policy", statement.policy);
  out.Member("sid", statement.sid);
  out.Key("statement").Integer(Number(statement.statement));
  out.Member("effect", EffectName(statement.effect)).Member("file", statement.file);
  out.Key("line").Integer(statement.begin.line);
  out.Key("column").Integer(statement.begin.column);
}

void WriteCoverage(const CoverageReport& coverage, JsonWriter& out) {
  const auto count = [&coverage](auto&& fits) {
    return static_cast<std::int64_t>(absl::c_count_if(coverage.statements, fits));
  };
  out.BeginObject().Key("cases").Integer(Number(coverage.cases));
  out.Key("decided").Integer(count([](const CoveredStatement& s) { return s.decided > 0; }));
  out.Key("tookPart").Integer(count([](const CoveredStatement& s) { return s.took_part > 0; }));
  out.Key("neverMattered").Integer(count([](const CoveredStatement& s) {
    return s.took_part == 0;
  }));
  out.Key("statements").BeginArray();
  for (const CoveredStatement& statement : coverage.statements) {
    out.BeginObject();
    WriteStatementFields(statement, out);
    out.Key("decided").Integer(Number(statement.decided));
    out.Key("tookPart").Integer(Number(statement.took_part));
    out.EndObject();
  }
  out.EndArray().EndObject();
}

void WriteMutation(const CoverageReport& coverage, const MutationReport& mutation,
                   JsonWriter& out) {
  const auto noticed = static_cast<std::int64_t>(
      absl::c_count_if(mutation.mutants, [](const Mutant& mutant) { return mutant.noticed(); }));
  out.BeginObject().Key("noticed").Integer(noticed);
  out.Key("unnoticed").Integer(Number(mutation.mutants.size()) - noticed);
  out.Key("mutants").BeginArray();
  for (const Mutant& mutant : mutation.mutants) {
    out.BeginObject();
    WriteStatementFields(coverage.statements[mutant.statement], out);
    out.Member("removed", mutant.condition ? mutant.removed : "statement");
    out.Key("asked").Integer(Number(mutant.asked));
    out.Key("noticedBy");
    if (mutant.noticed()) {
      out.BeginObject().Member("file", mutant.noticed_in).Member("name", mutant.noticed_by);
      out.EndObject();
    } else {
      out.Null();
    }
    out.EndObject();
  }
  out.EndArray().EndObject();
}

}  // namespace

std::string CoverageJson(const CoverageReport& coverage, const MutationReport* mutation,
                         const CaseResults* results) {
  JsonWriter out;
  out.BeginObject();
  if (results != nullptr) WriteReportFields(*results, out);
  out.Key("coverage");
  WriteCoverage(coverage, out);
  if (mutation != nullptr) {
    out.Key("mutation");
    WriteMutation(coverage, *mutation, out);
  }
  out.EndObject();
  return absl::StrCat(out.Take(), "\n");
}

}  // namespace iamsim
