// Tested by tests/io/write_report_test.cc.
#include "io/write/case_words.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "iamsim/model/policy_kind.h"
#include "io/write/text_lines.h"

namespace iamsim {

std::string DeciderWords(const DecidedBy& decided_by) {
  std::vector<std::string> cells = {std::string(LayerName(decided_by.layer)), decided_by.target};
  if (const std::optional<StatementReference>& statement = decided_by.statement) {
    cells.push_back(statement->policy);
    cells.push_back(statement->sid);
    if (!statement->file.empty()) {
      cells.push_back(absl::StrCat(statement->file, ":", statement->position.line, ":",
                                   statement->position.column));
    }
  }
  cells.push_back(decided_by.rule);
  cells.push_back(decided_by.reason);
  return JoinCells(cells);
}

LabelledLines FailureLines(const CaseResult& result) {
  LabelledLines lines = {{"expected", result.expected}, {"got", result.actual}};
  if (result.decided_by) lines.emplace_back("decided by", DeciderWords(*result.decided_by));
  if (!result.ask_again.empty()) lines.emplace_back("ask again", result.ask_again);
  return lines;
}

std::string FailureBlock(const CaseResult& result, absl::string_view indent) {
  constexpr std::size_t kLabelWidth = 12;  // "decided by" and two spaces
  std::string block;
  for (const auto& [label, text] : FailureLines(result)) {
    absl::StrAppend(&block, indent, Pad(label, kLabelWidth), OneLine(text), "\n");
  }
  return block;
}

std::string OneLine(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      absl::StrAppendFormat(&out, "\\x%02x", byte);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace iamsim
