#ifndef IAMSIM_IO_READ_PREPARED_WORLD_H_
#define IAMSIM_IO_READ_PREPARED_WORLD_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/file_bytes.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/snapshot/snapshot.h"
#include "io/prepared_format.h"
#include "snapshot/record_index.h"

namespace iamsim {

// The records of one table of a prepared world.
class PreparedTable {
 public:
  // The table that begins at `offset` of `file`; nullopt when it is not whole.
  static std::optional<PreparedTable> Open(absl::string_view file, std::uint64_t offset,
                                           std::uint32_t count);

  std::size_t size() const { return count_; }
  // Empty when there is no such record.
  absl::string_view operator[](std::uint64_t i) const;

 private:
  std::uint32_t EndOf(std::uint64_t i) const {
    return prepared::LoadFixed<std::uint32_t>(ends_ + i * sizeof(std::uint32_t));
  }

  const char* ends_ = nullptr;
  std::uint32_t count_ = 0;
  absl::string_view records_;
};

class PreparedCursor;

// A prepared world. Records are made from the file when they are asked for, and
// documents parsed with the first record that holds them. A record that says nothing sensible (only
// a forger can write one) is a principal, resource, … all of whose documents are missing.
// Thread-safe.
class PreparedWorld {
 public:
  // InvalidArgument with the reason, without the file's name. Reads all of the file once.
  static absl::StatusOr<std::shared_ptr<PreparedWorld>> Open(std::unique_ptr<const FileBytes> file);

  std::size_t Count(prepared::Table table) const { return At(table).size(); }
  PrincipalRecord MakePrincipal(std::size_t i);
  GroupRecord MakeGroup(std::size_t i);
  AccountRecord MakeAccount(std::size_t i);
  ResourceRecord MakeResource(std::size_t i);
  UnitRecord MakeUnit(std::size_t i);
  VpcEndpointRecord MakeVpcEndpoint(std::size_t i);
  KnownPolicies MakeKnownPolicies();
  std::optional<OrganizationRecord> MakeOrganization() const;
  Diagnostics MakeDiagnostics() const;

  // The record of `table`, which is sorted by it, whose first text is `key`. Logarithmic, as the
  // next two.
  RecordIndex::Found Find(prepared::Table table, absl::string_view key) const;
  RecordIndex::Found FindRole(absl::string_view account, absl::string_view name) const;
  std::vector<std::size_t> FindNamed(absl::string_view name) const;

 private:
  friend class PreparedCursor;
  // What FindNamed and FindRole compare.
  struct NameKey {
    std::string name;
    std::string account;
    bool is_role = false;
  };

  PreparedWorld() = default;
  const PreparedTable& At(prepared::Table table) const {
    return tables_[static_cast<std::size_t>(table)];
  }
  absl::string_view KeyOf(prepared::Table table, std::size_t i) const;
  std::size_t NamedAt(std::size_t position) const;
  NameKey NameOf(std::size_t principal) const;
  std::size_t FirstNamed(absl::string_view name, absl::string_view account) const;
  std::shared_ptr<const AttachedPolicy> MakePolicy(std::uint64_t id);
  std::shared_ptr<const Policy> MakeDocument(std::uint64_t id);

  std::unique_ptr<const FileBytes> file_;
  std::array<PreparedTable, prepared::kTables> tables_;
  std::mutex mutex_;                                             // of what follows
  std::vector<std::shared_ptr<const AttachedPolicy>> policies_;  // null: not made
  std::vector<std::shared_ptr<const Policy>> documents_;         // null: not parsed
};

// The world as a snapshot, which keeps it.
std::shared_ptr<const Snapshot> SnapshotOf(const std::shared_ptr<PreparedWorld>& world);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_PREPARED_WORLD_H_
