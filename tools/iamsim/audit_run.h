#ifndef IAMSIM_TOOLS_IAMSIM_AUDIT_RUN_H_
#define IAMSIM_TOOLS_IAMSIM_AUDIT_RUN_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "catalog_arguments.h"
#include "iamsim/io/audit_shards.h"
#include "snapshot_arguments.h"
#include "streams.h"

namespace iamsim {

// What `iamsim audit --questions` was asked for.
struct AuditArguments {
  std::optional<std::string> questions;
  SnapshotArguments snapshot;
  CatalogArguments catalog;
  AuditFormat format = AuditFormat::kJsonLines;
  std::optional<AuditShard> shard;
  std::size_t threads = 0;  // 0: one for each core
  std::vector<std::string> option_texts;
  EvaluationOptions options;
  bool quiet = false;
};

// Asks every question and prints its answers as they come. kNoAnswer when a question has none.
absl::StatusOr<ExitCode> RunAudit(const AuditArguments& arguments, Streams& streams);

// What stands at the end of an audit: the counts, where they were asked for, and a word about
// questions without answer.
ExitCode ConcludeAudit(AuditFormat format, const DecisionCounts& counts, Streams& streams);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_AUDIT_RUN_H_
