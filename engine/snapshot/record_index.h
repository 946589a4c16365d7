#ifndef IAMSIM_ENGINE_SNAPSHOT_RECORD_INDEX_H_
#define IAMSIM_ENGINE_SNAPSHOT_RECORD_INDEX_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Finds the records of one kind: their places by ARN or id. Thread-safe.
class RecordIndex {
 public:
  using Found = std::optional<std::size_t>;
  virtual ~RecordIndex() = default;
  virtual Found Find(absl::string_view id) const = 0;
};

class PrincipalIndex : public RecordIndex {
 public:
  // The role of an account with this name.
  virtual Found FindRole(absl::string_view account, absl::string_view name) const = 0;
  // All users and roles whose name, without path, is `name`; ascending.
  virtual std::vector<std::size_t> FindNamed(absl::string_view name) const = 0;
};

// The index of records that are there and stay where they are. Find takes constant time for
// principals, accounts and resources, logarithmic time for the others; FindNamed is linear.
std::shared_ptr<const PrincipalIndex> IndexOf(absl::Span<const PrincipalRecord> records);
std::shared_ptr<const RecordIndex> IndexOf(absl::Span<const GroupRecord> records);
std::shared_ptr<const RecordIndex> IndexOf(absl::Span<const AccountRecord> records);
std::shared_ptr<const RecordIndex> IndexOf(absl::Span<const UnitRecord> records);
std::shared_ptr<const RecordIndex> IndexOf(absl::Span<const ResourceRecord> records);
std::shared_ptr<const RecordIndex> IndexOf(absl::Span<const VpcEndpointRecord> records);

// What a Snapshot is made of. Each table is sorted as Snapshot says.
struct SnapshotParts {
  IndexedRecords<PrincipalRecord, PrincipalIndex> principals;
  IndexedRecords<GroupRecord> groups;
  IndexedRecords<AccountRecord> accounts;
  IndexedRecords<UnitRecord> units;
  IndexedRecords<ResourceRecord> resources;
  IndexedRecords<VpcEndpointRecord> vpc_endpoints;
  RecordTable<KnownPolicies> known_policies;  // one record
  std::optional<OrganizationRecord> organization;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_SNAPSHOT_RECORD_INDEX_H_
