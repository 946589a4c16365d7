#ifndef IAMSIM_TOOLS_IAMSIM_SNAPSHOT_ARGUMENTS_H_
#define IAMSIM_TOOLS_IAMSIM_SNAPSHOT_ARGUMENTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "arg_parser.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "streams.h"

namespace iamsim {

// How every command that asks a snapshot is told which one.
struct SnapshotArguments {
  std::vector<std::string> from;              // none: the paths in IAMSIM_FROM, split at colons
  std::vector<std::string> managed_policies;  // ReadOptions::managed_policies
  bool strict = false;                        // ReadOptions::strict
};

// Adds --from, --managed-policies and --strict. `out` must outlive `arguments`.
void DeclareSnapshotArguments(Arguments& arguments, SnapshotArguments* out);

// The snapshot and what reading it found. Shows progress on `streams`, if given, unless `quiet`.
// Errors: those of ReadSnapshot, and that no path is named.
absl::StatusOr<SnapshotBuilder::Result> LoadSnapshot(const SnapshotArguments& arguments,
                                                     Streams* streams = nullptr,
                                                     bool quiet = false);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_SNAPSHOT_ARGUMENTS_H_
