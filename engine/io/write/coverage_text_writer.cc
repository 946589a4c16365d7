// Tested by tests/io/write_coverage_test.cc.

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "iamsim/io/write_coverage.h"
#include "io/write/case_words.h"
#include "io/write/text_lines.h"

namespace iamsim {
namespace {

constexpr std::size_t kMostShown = 15;

std::string StatementWords(const CoveredStatement& statement) {
  return OneLine(JoinCells(
      {absl::StrCat(statement.file, ":", statement.begin.line, ":", statement.begin.column),
       statement.sid.empty() ? absl::StrCat("statement ", statement.statement) : statement.sid}));
}

// The first lines, and how many more there are.
void AppendSome(const std::vector<std::string>& lines, std::string* out) {
  const std::size_t shown = std::min(lines.size(), kMostShown);
  for (std::size_t i = 0; i < shown; ++i) absl::StrAppend(out, "     ", lines[i], "\n");
  if (shown < lines.size()) {
    absl::StrAppend(out, "     … and ", lines.size() - shown,
                    " more (--coverage-format json lists all)\n");
  }
}

struct KindCounts {
  PolicyKind kind;
  std::size_t all = 0;
  std::size_t decided = 0;
  std::size_t took_part = 0;
};

std::vector<KindCounts> CountByKind(const CoverageReport& coverage) {
  std::vector<KindCounts> counts;
  for (const CoveredStatement& statement : coverage.statements) {
    if (counts.empty() || counts.back().kind != statement.kind) counts.push_back({statement.kind});
    KindCounts& count = counts.back();
    ++count.all;
    if (statement.decided > 0) ++count.decided;
    if (statement.took_part > 0) ++count.took_part;
  }
  return counts;
}

void AppendMutation(const CoverageReport& coverage, const MutationReport& mutation,
                    std::string* out) {
  std::vector<std::string> unnoticed;
  for (const Mutant& mutant : mutation.mutants) {
    if (mutant.noticed()) continue;
    unnoticed.push_back(absl::StrCat(
        StatementWords(coverage.statements[mutant.statement]), "  without ",
        mutant.condition ? absl::StrCat("its ", OneLine(mutant.removed)) : "the statement"));
  }
  absl::StrAppend(out, "mutation  tests notice ", mutation.mutants.size() - unnoticed.size(),
                  " of ", mutation.mutants.size(), " removals\n");
  if (unnoticed.empty()) return;
  absl::StrAppend(out, "no test notices\n");
  AppendSome(unnoticed, out);
}

}  // namespace

std::string CoverageText(const CoverageReport& coverage, const MutationReport* mutation) {
  const std::vector<KindCounts> kinds = CountByKind(coverage);
  std::size_t decided = 0;
  std::size_t took_part = 0;
  for (const KindCounts& kind : kinds) {
    decided += kind.decided;
    took_part += kind.took_part;
  }
  std::string out =
      absl::StrCat("coverage  ", decided, " of ", coverage.statements.size(),
                   " statements decided a case, ", took_part - decided, " more took part, ",
                   coverage.statements.size() - took_part, " never mattered\n");
  for (const KindCounts& kind : kinds) {
    absl::StrAppendFormat(&out, "     %-24s %d of %d decided, %d never mattered\n",
                          PolicyNoun(kind.kind), kind.decided, kind.all, kind.all - kind.took_part);
  }
  std::vector<std::string> never;
  for (const CoveredStatement& statement : coverage.statements) {
    if (statement.took_part == 0) never.push_back(StatementWords(statement));
  }
  if (!never.empty()) absl::StrAppend(&out, "never mattered\n");
  AppendSome(never, &out);
  if (mutation != nullptr) AppendMutation(coverage, *mutation, &out);
  return out;
}

}  // namespace iamsim
