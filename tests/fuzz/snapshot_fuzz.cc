// The readers of snapshots. The laws: reading never crashes and ends in a snapshot or in an error
// of one line; it is the same twice; what reads strictly has no damage, so that it reads the same
// without; and every document that a principal, level or endpoint refers to is there or missing,
// never null.
//
// Input: files as in tests/io/data/snapshots (support/file_sections.h); those in `managed/` are
// managed policies.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/check.h"
#include "iamsim/base/source_place.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write.h"
#include "support/file_sections.h"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxBytes = 16384;
constexpr std::size_t kMaxFiles = 32;

// One folder for all inputs, in memory where there is one.
const std::string& Root() {
  static const std::string& root = *new std::string([] {
    std::string pattern = fs::exists("/dev/shm")
                              ? "/dev/shm/iamsim-fuzz-XXXXXX"
                              : (fs::temp_directory_path() / "iamsim-fuzz-XXXXXX").string();
    IAMSIM_CHECK(::mkdtemp(pattern.data()) != nullptr);
    static std::string path;
    path = pattern;
    std::atexit([] {
      std::error_code ignored;
      fs::remove_all(path, ignored);
    });
    return pattern;
  }());
  return root;
}

bool IsPlainName(absl::string_view name) {
  if (name.empty() || name.size() > 200 || name.front() == '/' || absl::StrContains(name, "..")) {
    return false;
  }
  return name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.%/") ==
         absl::string_view::npos;
}

// False when there is nothing to read.
bool WriteFiles(absl::string_view text) {
  std::error_code ignored;
  for (const char* folder : {"from", "managed"}) {
    fs::remove_all(fs::path(Root()) / folder, ignored);
  }
  std::size_t written = 0;
  for (const iamsim::FileSection& file : iamsim::SplitFileSections(text)) {
    if (!IsPlainName(file.name) || written == kMaxFiles) continue;
    const bool managed = absl::StartsWith(file.name, "managed/");
    const fs::path path = fs::path(Root()) / absl::StrCat(managed ? "" : "from/", file.name);
    fs::create_directories(path.parent_path(), ignored);
    std::ofstream(path, std::ios::binary) << file.text;
    ++written;
  }
  return fs::exists(fs::path(Root()) / "from");
}

absl::StatusOr<iamsim::SnapshotBuilder::Result> Read(bool strict) {
  iamsim::ReadOptions options;
  options.strict = strict;
  if (fs::exists(fs::path(Root()) / "managed")) {
    options.managed_policies = {absl::StrCat(Root(), "/managed")};
  }
  return iamsim::ReadSnapshot({absl::StrCat(Root(), "/from")}, options);
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
  if (!WriteFiles({reinterpret_cast<const char*>(data), size})) return 0;
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
