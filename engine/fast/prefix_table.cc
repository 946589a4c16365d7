// Tested by candidate_index_test.cc.
#include "fast/prefix_table.h"

#include <algorithm>

namespace iamsim {

void LiteralPrefixes::Seal() {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.prefix < b.prefix; });
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    const absl::string_view prefix = entries_[i].prefix;
    if (!nodes_.empty() && nodes_.back().prefix == prefix) continue;
    // What `prefix` begins with is the node before it or one of those above that.
    std::uint32_t up = nodes_.empty() ? kNone : static_cast<std::uint32_t>(nodes_.size() - 1);
    while (up != kNone && !absl::StartsWith(prefix, nodes_[up].prefix)) up = nodes_[up].up;
    nodes_.push_back({prefix, i, up});
  }
  nodes_.push_back({absl::string_view(), static_cast<std::uint32_t>(entries_.size()), kNone});
  entries_.shrink_to_fit();
  nodes_.shrink_to_fit();
}

std::uint32_t LiteralPrefixes::LastNotAfter(absl::string_view text) const {
  if (nodes_.empty()) return kNone;
  const auto after = std::upper_bound(
      nodes_.begin(), nodes_.end() - 1, text,
      [](absl::string_view wanted, const Node& node) { return wanted < node.prefix; });
  return after == nodes_.begin() ? kNone : static_cast<std::uint32_t>(after - nodes_.begin() - 1);
}

std::size_t LiteralPrefixes::bytes() const {
  return entries_.capacity() * sizeof(Entry) + nodes_.capacity() * sizeof(Node);
}

PrefixTable::PrefixTable(absl::Span<const std::uint32_t> numbers,
                         absl::Span<const PreparedStatement* const> statements) {
  for (const std::uint32_t number : numbers) {
    const PreparedStatement& statement = *statements[number];
    const bool has_free_pattern = std::any_of(
        statement.patterns.begin(), statement.patterns.end(),
        [](const PreparedPattern& p) { return p.prefix.empty() && p.after_colon.empty(); });
    if (statement.any_resource || statement.not_resource || has_free_pattern) {
      always_.push_back(number);
      continue;
    }
    for (const PreparedPattern& pattern : statement.patterns) {
      if (pattern.after_colon.empty()) {
        whole_.Add({pattern.prefix, number, &pattern});
      } else {
        after_colon_.Add({pattern.after_colon, number, &pattern});
      }
    }
  }
  always_.shrink_to_fit();
  whole_.Seal();
  after_colon_.Seal();
}

std::size_t PrefixTable::bytes() const {
  return sizeof(PrefixTable) + always_.capacity() * sizeof(std::uint32_t) + whole_.bytes() +
         after_colon_.bytes();
}

}  // namespace iamsim
