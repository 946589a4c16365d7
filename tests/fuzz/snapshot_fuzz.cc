// The readers of snapshots. The laws: reading never crashes and ends in a snapshot or in an error
// of one line; it is the same twice; what reads strictly has no damage, so that it reads the same
// without; and every document that a principal, level or endpoint refers to is there or missing,
// never null.
//
// Input: files as in tests/io/data/snapshots (support/file_sections.h); those in `managed/` are
// managed policies.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/input_folder.h"
#include "iamsim/base/check.h"
#include "iamsim/base/source_place.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write.h"

namespace {

constexpr std::size_t kMaxBytes = 16384;

absl::StatusOr<iamsim::SnapshotBuilder::Result> Read(bool strict) {
  iamsim::ReadOptions options;
  options.strict = strict;
  const std::string managed = iamsim::InputFolder("managed");
  if (std::filesystem::exists(managed)) options.managed_policies = {managed};
  return iamsim::ReadSnapshot({iamsim::InputFolder("from")}, options);
}

void CheckLevels(const std::optional<std::vector<iamsim::PolicyLevel>>& levels) {
  if (!levels) return;
  for (const iamsim::PolicyLevel& level : *levels) {
    for (const auto& policy : level.policies) IAMSIM_CHECK(policy != nullptr);
  }
}

void CheckSnapshot(const iamsim::Snapshot& snapshot) {
  for (const iamsim::PrincipalRecord& principal : snapshot.principals()) {
    for (const auto& policy : principal.identity_policies) IAMSIM_CHECK(policy != nullptr);
    IAMSIM_CHECK(snapshot.FindPrincipal(principal.arn.text()) == &principal);
  }
  for (const iamsim::AccountRecord& account : snapshot.accounts()) {
    CheckLevels(account.service_control);
    CheckLevels(account.resource_control);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > kMaxBytes) return 0;
  if (!iamsim::WriteInput({reinterpret_cast<const char*>(data), size})) return 0;
  const auto result = Read(/*strict=*/false);
  const auto again = Read(/*strict=*/false);
  const auto strict = Read(/*strict=*/true);
  IAMSIM_CHECK(result.status() == again.status());
  if (!result.ok()) {
    IAMSIM_CHECK(iamsim::Describe(result.status()).find('\n') == std::string::npos);
    IAMSIM_CHECK(!strict.ok());
    return 0;
  }
  CheckSnapshot(*result->snapshot);
  const std::string json = iamsim::SnapshotJson(*result->snapshot, result->diagnostics);
  IAMSIM_CHECK(json == iamsim::SnapshotJson(*again->snapshot, again->diagnostics));
  IAMSIM_CHECK(!iamsim::SnapshotText(*result->snapshot, result->diagnostics, false, {}).empty());
  if (strict.ok()) {
    IAMSIM_CHECK(json == iamsim::SnapshotJson(*strict->snapshot, strict->diagnostics));
  }
  return 0;
}
