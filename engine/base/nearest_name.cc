#include "iamsim/base/nearest_name.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

// Optimal string alignment (Damerau-Levenshtein without repeated edits): insertions, deletions,
// replacements and swaps of neighbours each cost one.
std::size_t EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replace, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

}  // namespace

absl::string_view NearestName(absl::string_view name,
                              absl::Span<const absl::string_view> candidates) {
  const std::string wanted = absl::AsciiStrToLower(name);
  // At most a third of the characters may differ.
  const std::size_t allowed = wanted.size() / 3;
  std::size_t best_distance = allowed + 1;
  absl::string_view best;
  for (const absl::string_view candidate : candidates) {
    const std::size_t longer = std::max(candidate.size(), wanted.size());
    const std::size_t shorter = std::min(candidate.size(), wanted.size());
    if (longer - shorter >= best_distance) continue;  // keeps a huge `name` cheap
    const std::size_t distance = EditDistance(wanted, absl::AsciiStrToLower(candidate));
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string DidYouMean(absl::string_view name, absl::Span<const absl::string_view> candidates) {
  const absl::string_view nearest = NearestName(name, candidates);
  return nearest.empty() ? "" : absl::StrCat(", did you mean `", nearest, "`?");
}

}  // namespace iamsim
