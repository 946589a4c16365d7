// An iam-collect directory as it is on disk: `<path>/aws/<partition>/`, given as the
// folder of a partition or as the one that holds those. Tested by
// tests/io/iam_collect_reader_test.cc.
#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/last_part.h"
#include "iamsim/base/status_macros.h"
#include "io/read/iam_collect_folder.h"
#include "io/read/snapshot_input.h"

namespace iamsim {
namespace {}  // namespace

bool IsIamCollectFolder(const SnapshotFolder& folder) {
  for (const CollectedPartition& partition : FindPartitions(folder)) {
    if (!partition.organizations.empty()) return true;
    for (const auto& account : partition.accounts) {
      for (const auto& item : account.second.items) {
        if (item.second.Has("metadata") || item.second.Has("s3-bpa")) return true;
      }
    }
  }
  return false;
}

absl::Status ReadIamCollectFolder(const SnapshotFolder& folder, SnapshotInput& input) {
  for (CollectedPartition& partition : FindPartitions(folder)) {
    for (const std::string& file : partition.other_files) {
      if (LastPart(file) == "iam-collect.json") continue;  // the collector's configuration
      input.builder().AddDiagnostic(
          {.severity = Severity::kWarning,
           .rule = "",
           .place = {.file = file, .pointer = "", .position = std::nullopt},
           .message =
               "expected a file of iam-collect, ignored: give it with a `--from` of its own"});
    }
    for (auto& item : partition.organizations) {
      IAMSIM_RETURN_IF_ERROR(ReadCollectedOrganization(item.second, input));
    }
    for (auto& item : partition.accounts) {
      IAMSIM_RETURN_IF_ERROR(ReadCollectedIdentities(item.second, input));
      IAMSIM_RETURN_IF_ERROR(ReadCollectedResources(item.second, input));
    }
  }
  return absl::OkStatus();
}

}  // namespace iamsim
