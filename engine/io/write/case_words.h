#ifndef IAMSIM_ENGINE_IO_WRITE_CASE_WORDS_H_
#define IAMSIM_ENGINE_IO_WRITE_CASE_WORDS_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/io/write_test_report.h"
#include "iamsim/scenario/scenario.h"

namespace iamsim {

// What all reports of test cases say alike.

std::size_t CountOf(const CaseResults& results, CaseVerdict verdict);

// "serviceControlPolicy  r-root  guard  DenyS3  scp.json:12:5"
std::string DeciderWords(const DecidedBy& decided_by);

// What is to be said about a failure: ("expected", …), ("got", …), ("decided by", …),
// ("ask again", …), those that there are.
using LabelledLines = std::vector<std::pair<absl::string_view, std::string>>;
LabelledLines FailureLines(const CaseResult& result);
// One text line each, labels padded and behind `indent`.
std::string FailureBlock(const CaseResult& result, absl::string_view indent);

// Names and answers come from the input: on one line, and without anything that a terminal obeys.
std::string OneLine(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_CASE_WORDS_H_
