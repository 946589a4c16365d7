#ifndef IAMSIM_IO_WRITE_AUDIT_H_
#define IAMSIM_IO_WRITE_AUDIT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/audit/batch.h"

namespace iamsim {

enum class AuditFormat : std::uint8_t { kJsonLines, kCsv, kSummary, kSummaryJson };

// "jsonl", "csv", "summary", "summary-json".
absl::string_view AuditFormatName(AuditFormat format);
std::optional<AuditFormat> FindAuditFormat(absl::string_view name);

// What stands above the lines: the names of the columns of CSV.
std::string AuditHeader(AuditFormat format);

// The lines of `audit` (formats.md): {"id", "principal", "action", "resource", "decision"} and, of
// a conditional one, "conditions"; in CSV (RFC 4180, lines end in LF) the same columns, conditions
// as JSON. Thread-safe.
class AuditLines {
 public:
  // `format`: kJsonLines or kCsv. `world` must outlive this.
  AuditLines(const PreparedSnapshot& world, AuditFormat format);

  // One line an answer, each with its end.
  std::string Write(const BatchResult& result) const;

 private:
  std::string Quote(absl::string_view text) const;

  const PreparedSnapshot& world_;
  AuditFormat format_;
  std::vector<std::string> principals_;  // by id, quoted
};

// {"questions", "failed", "decisions", "allowed", …}. One line, no trailing newline.
std::string SummaryJson(const DecisionCounts& counts);
// The same for a person. Ends in a newline.
std::string SummaryText(const DecisionCounts& counts);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_AUDIT_H_
