// Tested by snapshot_test.cc and resolve_name_test.cc.
#include "snapshot/record_index.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace iamsim {
namespace {

const std::string& IdOf(const GroupRecord& record) { return record.arn.text(); }
const std::string& IdOf(const AccountRecord& record) { return record.id; }
const std::string& IdOf(const UnitRecord& record) { return record.id; }
const std::string& IdOf(const ResourceRecord& record) { return record.arn.text(); }
const std::string& IdOf(const VpcEndpointRecord& record) { return record.id; }

template <class Index>
RecordIndex::Found FindIn(const Index& index, const typename Index::key_type& key) {
  const auto found = index.find(key);
  if (found == index.end()) return std::nullopt;
  return found->second;
}

// The keys are views of the records, which never change.
template <class Record>
class HashedIndex : public RecordIndex {
 public:
  explicit HashedIndex(absl::Span<const Record> records) {
    by_id_.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) by_id_.try_emplace(IdOf(records[i]), i);
  }
  Found Find(absl::string_view id) const override { return FindIn(by_id_, id); }

 private:
  absl::flat_hash_map<absl::string_view, std::size_t> by_id_;
};

template <class Record>
class SortedIndex : public RecordIndex {
 public:
  explicit SortedIndex(absl::Span<const Record> records) : records_(records) {}
  Found Find(absl::string_view id) const override {
    const auto found = std::lower_bound(
        records_.begin(), records_.end(), id,
        [](const Record& record, absl::string_view wanted) { return IdOf(record) < wanted; });
    if (found == records_.end() || IdOf(*found) != id) return std::nullopt;
    return static_cast<std::size_t>(found - records_.begin());
  }

 private:
  absl::Span<const Record> records_;
};

class HashedPrincipals : public PrincipalIndex {
 public:
  explicit HashedPrincipals(absl::Span<const PrincipalRecord> records) : records_(records) {
    by_arn_.reserve(records_.size());
    by_role_name_.reserve(records_.size());
    for (std::size_t i = 0; i < records_.size(); ++i) {
      const PrincipalRecord& principal = records_[i];
      by_arn_.try_emplace(principal.arn.text(), i);
      if (principal.kind == PrincipalKind::kRole) {
        by_role_name_.try_emplace(
            std::make_pair(principal.arn.account(), absl::string_view(principal.name)), i);
      }
    }
  }
  Found Find(absl::string_view id) const override { return FindIn(by_arn_, id); }
  Found FindRole(absl::string_view account, absl::string_view name) const override {
    return FindIn(by_role_name_, std::make_pair(account, name));
  }
  std::vector<std::size_t> FindNamed(absl::string_view name) const override {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (records_[i].name == name) found.push_back(i);
    }
    return found;
  }

 private:
  absl::Span<const PrincipalRecord> records_;
  absl::flat_hash_map<absl::string_view, std::size_t> by_arn_;
  // By account and name.
  absl::flat_hash_map<std::pair<absl::string_view, absl::string_view>, std::size_t> by_role_name_;
};

}  // namespace

std::shared_ptr<const PrincipalIndex> IndexOf(absl::Span<const PrincipalRecord> records) {
  return std::make_shared<HashedPrincipals>(records);
}
std::shared_ptr<const RecordIndex> IndexOf(absl::Span<const GroupRecord> records) {
  return std::make_shared<SortedIndex<GroupRecord>>(records);
}
std::shared_ptr<const RecordIndex> IndexOf(absl::Span<const AccountRecord> records) {
  return std::make_shared<HashedIndex<AccountRecord>>(records);
}
std::shared_ptr<const RecordIndex> IndexOf(absl::Span<const UnitRecord> records) {
  return std::make_shared<SortedIndex<UnitRecord>>(records);
}
std::shared_ptr<const RecordIndex> IndexOf(absl::Span<const ResourceRecord> records) {
  return std::make_shared<HashedIndex<ResourceRecord>>(records);
}
std::shared_ptr<const RecordIndex> IndexOf(absl::Span<const VpcEndpointRecord> records) {
  return std::make_shared<SortedIndex<VpcEndpointRecord>>(records);
}

}  // namespace iamsim
