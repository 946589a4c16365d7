#ifndef IAMSIM_FAST_PREPARED_SNAPSHOT_H_
#define IAMSIM_FAST_PREPARED_SNAPSHOT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/policy/policy.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

class StatementIndex;

// A snapshot with what questions about many principals ask again and again: which documents are the
// same, who holds them, and which principals differ in their documents, tags and names only.
// Immutable; thread-safe. Principals have the ids that are their places in
// Snapshot::principals().
class PreparedSnapshot {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // What every principal of a group has in common, so that it can be found out once: account, kind,
  // partition, whether a boundary is set and whether the role is service-linked.
  struct Group {
    std::vector<std::uint32_t> members;  // ascending
  };
  struct Principal {
    std::uint32_t group = 0;
    std::uint32_t first_document = 0;  // into document_ids()
    std::uint32_t document_count = 0;
    std::uint32_t boundary = kNone;  // a document id
  };

  ~PreparedSnapshot();
  PreparedSnapshot(const PreparedSnapshot&) = delete;
  PreparedSnapshot& operator=(const PreparedSnapshot&) = delete;

  // Linear in the principals and what is attached to them. `snapshot` is shared.
  static std::shared_ptr<const PreparedSnapshot> Prepare(std::shared_ptr<const Snapshot> snapshot);

  const Snapshot& snapshot() const { return *snapshot_; }
  absl::Span<const Principal> principals() const { return principals_; }
  absl::Span<const Group> groups() const { return groups_; }
  // Distinct documents, each by one of the places where it is attached. A missing document is
  // distinct by its name.
  const PolicyList& documents() const { return documents_; }
  // The identity policies of a principal, in the order in which they are attached.
  absl::Span<const std::uint32_t> DocumentsOf(const Principal& principal) const {
    return absl::MakeConstSpan(document_ids_)
        .subspan(principal.first_document, principal.document_count);
  }
  // What those documents consist of; made at the first call, in time linear in them.
  const StatementIndex& statements() const;
  // The principals that an ARN of a user, a role or a role's session, or a unique id (AIDA…,
  // AROA…), means. Constant time.
  absl::Span<const std::uint32_t> Named(absl::string_view arn_or_id) const;

 private:
  PreparedSnapshot();
  std::uint32_t IdOf(const std::shared_ptr<const AttachedPolicy>& policy);
  void AddName(absl::string_view name, std::uint32_t principal);

  std::shared_ptr<const Snapshot> snapshot_;
  std::vector<Principal> principals_;
  std::vector<Group> groups_;
  PolicyList documents_;
  std::vector<std::uint32_t> document_ids_;
  absl::flat_hash_map<const Policy*, std::uint32_t> id_of_policy_;
  absl::flat_hash_map<std::string, std::uint32_t> id_of_missing_;
  absl::flat_hash_map<std::string, std::vector<std::uint32_t>> named_;
  mutable std::once_flag statements_once_;
  mutable std::unique_ptr<const StatementIndex> statements_;
};

}  // namespace iamsim

#endif  // IAMSIM_FAST_PREPARED_SNAPSHOT_H_
