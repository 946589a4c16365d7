#ifndef IAMSIM_ENGINE_FAST_PREFIX_TABLE_H_
#define IAMSIM_ENGINE_FAST_PREFIX_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "fast/prepared_statement.h"

namespace iamsim {

// Finds among many texts those that a given text begins with: sorted, each with a link to the
// longest other one that it begins with. Logarithmic, and linear in what is found.
class LiteralPrefixes {
 public:
  struct Entry {
    absl::string_view prefix;  // not empty
    std::uint32_t number = 0;
    const PreparedPattern* pattern = nullptr;
  };
  void Add(Entry entry) { entries_.push_back(entry); }
  void Seal();

  template <class Visitor>
  bool Visit(absl::string_view text, Visitor visit) const {
    std::uint32_t node = LastNotAfter(text);
    while (node != kNone && !absl::StartsWith(text, nodes_[node].prefix)) node = nodes_[node].up;
    for (; node != kNone; node = nodes_[node].up) {
      for (std::uint32_t i = nodes_[node].first; i < nodes_[node + 1].first; ++i) {
        if (visit(entries_[i].number, entries_[i].pattern)) return true;
      }
    }
    return false;
  }
  bool empty() const { return entries_.empty(); }
  std::size_t bytes() const;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Node {
    absl::string_view prefix;
    std::uint32_t first = 0;  // its entries end where those of the next node begin
    std::uint32_t up = kNone;
  };
  // The last node whose prefix is not greater than `text`.
  std::uint32_t LastNotAfter(absl::string_view text) const;

  std::vector<Entry> entries_;
  std::vector<Node> nodes_;  // distinct prefixes, and one more that ends them
};

// The statements of one class and effect, by their resource patterns.
class PrefixTable {
 public:
  // `numbers` of `statements`, in the order in which they are to be visited.
  PrefixTable(absl::Span<const std::uint32_t> numbers,
              absl::Span<const PreparedStatement* const> statements);

  // CandidateIndex::VisitClass.
  template <class Visitor>
  bool Visit(absl::string_view resource, Visitor visit) const {
    for (const std::uint32_t number : always_) {
      if (visit(number, nullptr)) return true;
    }
    if (whole_.Visit(resource, visit)) return true;
    if (after_colon_.empty()) return false;
    // MR-3: a run may have taken some of the colons.
    int colons = 0;
    for (std::size_t i = resource.find(':'); i != absl::string_view::npos;
         i = resource.find(':', i + 1)) {
      if (++colons >= kBorders && after_colon_.Visit(resource.substr(i + 1), visit)) return true;
    }
    return false;
  }
  std::size_t bytes() const;

 private:
  static constexpr int kBorders = 5;  // colons before the sixth field of an ARN

  std::vector<std::uint32_t> always_;
  LiteralPrefixes whole_;
  LiteralPrefixes after_colon_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_PREFIX_TABLE_H_
