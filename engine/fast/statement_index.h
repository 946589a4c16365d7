#ifndef IAMSIM_ENGINE_FAST_STATEMENT_INDEX_H_
#define IAMSIM_ENGINE_FAST_STATEMENT_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/model/action.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// What the identity policies and boundaries of all principals consist of: their distinct
// statements, which of them speak of an action, and who holds them. Statements that say the same
// are one, in however many documents they stand. Immutable; thread-safe. Memory is linear in the
// statements of the documents and in what the principals hold.
class StatementIndex {
 public:
  // `world` must outlive this.
  explicit StatementIndex(const PreparedSnapshot& world);

  // One distinct statement; or, with `statement` null, a document that the input lacks.
  struct Entry {
    const Statement* statement = nullptr;
    const AttachedPolicy* missing = nullptr;
  };
  absl::Span<const Entry> entries() const { return entries_; }
  // Of a document, in its order; what says the same twice stands there once.
  absl::Span<const std::uint32_t> EntriesOf(std::uint32_t document) const {
    return Part(document_entries_, first_of_document_, document);
  }

  // Those that hold an entry, by group.
  struct Holders {
    std::uint32_t group = 0;
    bool as_boundary = false;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  absl::Span<const Holders> HoldersOf(std::uint32_t entry) const {
    return absl::MakeConstSpan(holders_).subspan(first_holders_[entry],
                                                 first_holders_[entry + 1] - first_holders_[entry]);
  }
  // Those of one group: as identity policy, as boundary. Logarithmic in the groups.
  absl::Span<const Holders> HoldersOf(std::uint32_t entry, std::uint32_t group) const;
  absl::Span<const std::uint32_t> PrincipalsOf(const Holders& holders) const {
    return absl::MakeConstSpan(principals_).subspan(holders.first, holders.count);
  }

  // The entries whose statement matches `action` (MA-1 … MA-4), and those of missing documents.
  // Ascending. One look-up, and one match for each pattern with wildcards that the service's
  // statements have.
  std::vector<std::uint32_t> Find(const Action& action) const;

 private:
  class Builder;

  // The entries that list one pattern with wildcards.
  struct Wildcard {
    const ActionPattern* pattern = nullptr;
    std::vector<std::uint32_t> entries;
  };
  static absl::Span<const std::uint32_t> Part(const std::vector<std::uint32_t>& all,
                                              const std::vector<std::uint32_t>& first,
                                              std::uint32_t number) {
    return absl::MakeConstSpan(all).subspan(first[number], first[number + 1] - first[number]);
  }

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> document_entries_;
  std::vector<std::uint32_t> first_of_document_;
  std::vector<Holders> holders_;
  std::vector<std::uint32_t> first_holders_;
  std::vector<std::uint32_t> principals_;

  absl::flat_hash_map<std::string, std::vector<std::uint32_t>> by_action_;  // lower case
  // By service; "": the pattern's service has a wildcard.
  absl::flat_hash_map<std::string, std::vector<Wildcard>> by_service_;
  std::vector<std::uint32_t> with_not_action_;
  std::vector<std::uint32_t> missing_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_STATEMENT_INDEX_H_
