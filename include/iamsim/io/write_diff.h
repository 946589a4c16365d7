#ifndef IAMSIM_IO_WRITE_DIFF_H_
#define IAMSIM_IO_WRITE_DIFF_H_

#include <functional>
#include <string>

#include "iamsim/audit/diff.h"
#include "iamsim/io/write.h"

namespace iamsim {

// What `diff` found, for its writers. What it refers to must outlive it.
struct DiffReport {
  const WorldDifference& difference;
  const DiffResult& result;
  const Coverage& coverage;
  // The command that asks a request of the new world; empty: none. May be empty itself.
  std::function<std::string(const Request&)> ask_again;
};

// For a person: how many decisions change, then, by changed statement, account and unit, how many
// and one example each, then what was asked. About a screen unless `all`. Ends in a newline.
std::string DiffText(const DiffReport& report, bool all, const TextStyle& style);

// {"changes": [{"principal", "action", "resource", "before", "after", "because"}], "counts",
// "covered"} (formats.md). One line, no trailing newline.
std::string DiffJson(const DiffReport& report);

// A comment for a pull request: tables of GitHub's Markdown, below 65,536 characters; what does not
// fit is counted. Ends in a newline.
std::string DiffMarkdown(const DiffReport& report);

// SARIF 2.1.0: a result for each changed statement, direction and account, at the statement.
std::string DiffSarif(const DiffReport& report);

// JUnit: a test case for each changed statement, failed when decisions change by it.
std::string DiffJunit(const DiffReport& report);

// What `diff --dead` found: how many, then each with its place. Ends in a newline.
std::string DeadStatementsText(const DeadStatements& found, const TextStyle& style);
// {"dead": [{"layer", "policy", "sid", "statement", "holder", "decisions"}], "statements"}. One
// line, no trailing newline.
std::string DeadStatementsJson(const DeadStatements& found);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_DIFF_H_
