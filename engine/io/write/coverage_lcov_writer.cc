// The format is that of geninfo(1). Tested by tests/io/write_coverage_test.cc.

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iamsim/io/write_coverage.h"
#include "io/write/case_words.h"

namespace iamsim {
namespace {

using Statements = std::vector<const CoveredStatement*>;

// Two functions of one file must not have one name.
std::string FunctionName(const CoveredStatement& statement) {
  const std::string name = absl::StrCat(statement.sid.empty() ? "statement" : statement.sid, ":",
                                        statement.begin.line, ":", statement.begin.column);
  return absl::StrReplaceAll(OneLine(name), {{",", "_"}});
}

void AppendFile(const std::string& file, const Statements& statements, std::string* out) {
  absl::StrAppend(out, "SF:", OneLine(file), "\n");
  std::size_t deciding = 0;
  std::map<std::uint32_t, std::size_t> lines;  // the most of several statements on one line
  for (const CoveredStatement* statement : statements) {
    const std::string name = FunctionName(*statement);
    absl::StrAppend(out, "FN:", statement->begin.line, ",", name, "\n");
    absl::StrAppend(out, "FNDA:", statement->decided, ",", name, "\n");
    if (statement->decided > 0) ++deciding;
    for (std::uint32_t line = statement->begin.line; line <= statement->end.line; ++line) {
      lines[line] = std::max(lines[line], statement->took_part);
    }
  }
  absl::StrAppend(out, "FNF:", statements.size(), "\nFNH:", deciding, "\n");
  std::size_t hit = 0;
  for (const auto& [line, count] : lines) {
    absl::StrAppend(out, "DA:", line, ",", count, "\n");
    if (count > 0) ++hit;
  }
  absl::StrAppend(out, "LF:", lines.size(), "\nLH:", hit, "\nend_of_record\n");
}

}  // namespace

std::string CoverageLcov(const CoverageReport& coverage) {
  std::map<std::string, Statements> by_file;
  for (const CoveredStatement& statement : coverage.statements) {
    by_file[statement.file].push_back(&statement);
  }
  std::string out = "TN:iamsim\n";
  for (const auto& [file, statements] : by_file) AppendFile(file, statements, &out);
  return out;
}

}  // namespace iamsim
