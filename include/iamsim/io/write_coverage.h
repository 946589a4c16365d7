#ifndef IAMSIM_IO_WRITE_COVERAGE_H_
#define IAMSIM_IO_WRITE_COVERAGE_H_

#include <string>

#include "iamsim/io/write_test_report.h"
#include "iamsim/scenario/coverage.h"

namespace iamsim {

// What `test --coverage` and `test --mutate` print. `mutation` is null without --mutate. All end in
// a newline.

// About a screen: counts for each kind of policy, and the first of what never mattered and of what
// no test would notice.
std::string CoverageText(const CoverageReport& coverage, const MutationReport* mutation);
// {"coverage": {…}} and, with `mutation`, "mutation"; beside the members of the report of
// `results`, when it is not null.
std::string CoverageJson(const CoverageReport& coverage, const MutationReport* mutation,
                         const CaseResults* results);
// lcov's tracefile: a line of a statement was hit by the cases in which the statement took part,
// the statement as a function by those that it decided. `mutation` has no place in it.
std::string CoverageLcov(const CoverageReport& coverage);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_COVERAGE_H_
