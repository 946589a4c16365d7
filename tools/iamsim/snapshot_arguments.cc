// Tested by tests/cli/can_test.cc and tests/cli/snapshot_test.cc.

#include "snapshot_arguments.h"

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/read.h"
#include "progress.h"

namespace iamsim {
namespace {

absl::StatusOr<std::vector<std::string>> SnapshotPaths(const std::vector<std::string>& from) {
  if (!from.empty()) return from;
  const char* paths = std::getenv("IAMSIM_FROM");
  std::vector<std::string> found;
  if (paths != nullptr) found = absl::StrSplit(paths, ':', absl::SkipEmpty());
  if (found.empty()) {
    return absl::InvalidArgumentError(
        "no snapshot to ask: name one with `--from PATH` or in IAMSIM_FROM");
  }
  return found;
}

}  // namespace

void DeclareSnapshotArguments(Arguments& arguments, SnapshotArguments* out) {
  arguments.Option("--from", "PATH", "snapshot file or folder; repeatable (or IAMSIM_FROM=a:b)",
                   &out->from);
  arguments.Option("--managed-policies", "PATH",
                   "policies by name for what the snapshot lacks; repeatable",
                   &out->managed_policies);
  arguments.Flag("--strict", "a damaged part of the snapshot is an error", &out->strict);
}

absl::StatusOr<SnapshotBuilder::Result> LoadSnapshot(const SnapshotArguments& arguments,
                                                     Streams* streams, bool quiet) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> paths, SnapshotPaths(arguments.from));
  ReadOptions options{.strict = arguments.strict, .managed_policies = arguments.managed_policies};
  std::optional<Progress> progress;
  if (streams != nullptr) {
    progress.emplace(*streams, "files", quiet);
    options.progress = [&progress](std::size_t files) { progress->Update(files, 0); };
  }
  IAMSIM_ASSIGN_OR_RETURN(SnapshotBuilder::Result result, ReadSnapshot(paths, options));
  // Lives as long as the program: to take a large snapshot down piece by piece would cost a tenth
  // of what it cost to load, just before the program ends.
  static auto& kept = *new std::vector<std::shared_ptr<const Snapshot>>();
  kept.push_back(result.snapshot);
  return result;
}

}  // namespace iamsim
