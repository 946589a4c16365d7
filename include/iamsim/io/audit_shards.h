#ifndef IAMSIM_IO_AUDIT_SHARDS_H_
#define IAMSIM_IO_AUDIT_SHARDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/audit/batch.h"
#include "iamsim/io/write_audit.h"

namespace iamsim {

// An audit in parts. Each shard answers every count-th question, and writes between the usual lines
// where each question begins: marks are lines of JSON that no usual line looks like. Merged, the
// shards' outputs are what one run would have printed.

struct AuditShard {
  std::size_t index = 1;  // from 1
  std::size_t count = 1;

  bool Owns(std::size_t question) const { return question % count == index - 1; }
};
// "2/7".
absl::StatusOr<AuditShard> ParseShard(absl::string_view text);

// The first line of a shard's output.
std::string ShardHead(const AuditShard& shard, AuditFormat format);
// The line before the lines of question `index`; with why it could not be answered.
std::string ShardMark(std::size_t index, const absl::Status& status);
// The last line. `questions`: of all shards; `run`: what tells this audit from others; `counts`: of
// this shard.
std::string ShardTail(std::size_t questions, absl::string_view run, const DecisionCounts& counts);

struct MergedAudit {
  AuditFormat format = AuditFormat::kJsonLines;
  DecisionCounts counts;
};

// Joins the outputs of all shards of one audit, given in any order, line by line. `print` gets the
// text in pieces and ends the merge with false; `report` gets the errors of questions, as one run
// reports them. Before anything is printed, InvalidArgument for a file that is no shard, whose end
// is missing, that is there twice or of another audit, and for a shard that is missing. Later,
// DataLoss for a damaged one.
absl::StatusOr<MergedAudit> MergeShards(const std::vector<std::string>& paths,
                                        absl::FunctionRef<bool(absl::string_view)> print,
                                        absl::FunctionRef<void(absl::string_view)> report);

}  // namespace iamsim

#endif  // IAMSIM_IO_AUDIT_SHARDS_H_
