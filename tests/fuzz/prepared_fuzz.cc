// Prepared worlds. The laws: bytes that nobody wrote are refused in one line or are a world that
// can be asked for everything, with no document that is null instead of missing; and what such a
// world says of its records is the same twice.
//
// Input: a prepared world, whose header is replaced by one that fits, so that the checksum does not
// stand before everything else.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "base/checksum.h"
#include "iamsim/base/check.h"
#include "iamsim/base/source_place.h"
#include "iamsim/io/write.h"
#include "io/prepared_format.h"
#include "io/read/prepared_world.h"

namespace {

constexpr std::size_t kMaxBytes = 16384;

std::string WithFittingHeader(std::string bytes) {
  namespace prepared = iamsim::prepared;
  std::string header(prepared::kMagic);
  prepared::AppendFixed(prepared::kVersion, &header);
  prepared::AppendFixed<std::uint64_t>(bytes.size(), &header);
  prepared::AppendFixed(iamsim::Checksum(absl::string_view(bytes).substr(prepared::kHeaderBytes)),
                        &header);
  return bytes.replace(0, header.size(), header);
}

void AskForEverything(const iamsim::Snapshot& snapshot) {
  for (const iamsim::PrincipalRecord& principal : snapshot.principals()) {
    for (const auto& policy : principal.identity_policies) IAMSIM_CHECK(policy != nullptr);
    snapshot.FindPrincipal(principal.arn.text());
    snapshot.FindRole(principal.arn.account(), principal.name);
    snapshot.ResolvePrincipalName(principal.name).IgnoreError();
  }
  for (const iamsim::AccountRecord& account : snapshot.accounts()) snapshot.FindAccount(account.id);
  for (const iamsim::ResourceRecord& resource : snapshot.resources()) {
    snapshot.FindResource(resource.arn.text());
  }
}

std::string Read(const std::string& bytes) {
  auto world = iamsim::PreparedWorld::Open(iamsim::FileBytes::Of(bytes));
  if (!world.ok()) {
    IAMSIM_CHECK(iamsim::Describe(world.status()).find('\n') == std::string::npos);
    return "";
  }
  const std::shared_ptr<const iamsim::Snapshot> snapshot = iamsim::SnapshotOf(*world);
  AskForEverything(*snapshot);
  return iamsim::SnapshotJson(*snapshot, (*world)->MakeDiagnostics());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > kMaxBytes) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  Read(bytes);
  if (size < iamsim::prepared::kHeaderBytes) return 0;
  const std::string forged = WithFittingHeader(bytes);
  IAMSIM_CHECK(Read(forged) == Read(forged));
  return 0;
}
