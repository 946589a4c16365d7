#ifndef IAMSIM_SNAPSHOT_SNAPSHOT_CHANGER_H_
#define IAMSIM_SNAPSHOT_SNAPSHOT_CHANGER_H_

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/snapshot/change.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Records of one kind: the world's, until one is to be written.
template <class Record>
class Edited {
 public:
  explicit Edited(absl::Span<const Record> source) : source_(source) {}

  absl::Span<const Record> read() const {
    return copy_.has_value() ? absl::MakeConstSpan(*copy_) : source_;
  }
  std::vector<Record>& write() {
    if (!copy_.has_value()) copy_.emplace(source_.begin(), source_.end());
    return *copy_;
  }
  bool is_edited() const { return copy_.has_value(); }
  std::vector<Record> Take() { return *std::move(copy_); }

  // Nothing is copied when no record fits.
  template <class Predicate, class Edit>
  bool EditWhere(const Predicate& fits, const Edit& edit) {
    const absl::Span<const Record> records = read();
    if (std::none_of(records.begin(), records.end(), fits)) return false;
    for (Record& record : write()) {
      if (fits(record)) edit(record);
    }
    return true;
  }

 private:
  absl::Span<const Record> source_;
  std::optional<std::vector<Record>> copy_;
};

// Makes a world out of another one by single edits, in the order of their calls: levels first, then
// moves, documents last. Names are those of the records.
class SnapshotChanger {
 public:
  using Document = std::shared_ptr<const AttachedPolicy>;

  // `world` must outlive the changer.
  explicit SnapshotChanger(const Snapshot& world);

  // The root, a unit or an account. FailedPrecondition: the kind does not apply there (SC-1, SC-3),
  // or `document` is already, or not, attached.
  absl::Status AttachToLevel(PolicyKind kind, absl::string_view target, const Document& document);
  absl::Status DetachFromLevel(PolicyKind kind, absl::string_view target, const Document& document);
  // A user, role or group, by ARN.
  absl::Status AttachToPrincipal(absl::string_view arn, const Document& document);
  absl::Status DetachFromPrincipal(absl::string_view arn, const Document& document);
  void MoveAccount(const AccountRecord& account, const UnitRecord& unit);
  // The policy of a resource, the trust policy of a role or the policy of an endpoint.
  void SetPolicyOf(PolicyKind kind, absl::string_view holder, const Document& document);
  void AddKnown(PolicyKind kind, Document document);
  void ReplaceDocuments(const DocumentReplacements& replacements);

  std::shared_ptr<const Snapshot> Take();

 private:
  template <class Edit>
  absl::Status EditLevels(PolicyKind kind, absl::string_view target, const Edit& edit);
  absl::Status AttachToGroup(const GroupRecord& group, const Document& document);
  absl::Status DetachFromGroup(const GroupRecord& group, const Document& document);
  bool GroupsHold(const PrincipalRecord& user, const Document& document) const;

  const Snapshot& world_;
  Edited<PrincipalRecord> principals_;
  Edited<GroupRecord> groups_;
  Edited<AccountRecord> accounts_;
  Edited<UnitRecord> units_;
  Edited<ResourceRecord> resources_;
  Edited<VpcEndpointRecord> endpoints_;
  std::optional<KnownPolicies> known_;
};

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_SNAPSHOT_CHANGER_H_
