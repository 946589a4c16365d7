#include "audit/permissions/action_universe.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/match/glob.h"

namespace iamsim {
namespace {

bool IsUpper(char c) { return absl::ascii_isupper(static_cast<unsigned char>(c)); }

// Where a pattern may end: after the colon, and wherever a word of the name ends.
std::vector<std::size_t> WordEnds(absl::string_view text) {
  std::vector<std::size_t> ends;
  const std::size_t colon = text.find(':');
  if (colon == absl::string_view::npos) return ends;
  ends.push_back(colon + 1);
  for (std::size_t i = colon + 2; i < text.size(); ++i) {
    if (IsUpper(text[i]) && !IsUpper(text[i - 1])) ends.push_back(i);
  }
  ends.push_back(text.size());
  return ends;
}

}  // namespace

ActionUniverse::ActionUniverse(const Catalog& catalog, const absl::btree_set<std::string>& named)
    : catalog_(catalog) {
  absl::btree_set<std::string> further;
  for (const std::string& action : named) {
    if (!catalog.Find(action)) further.insert(absl::AsciiStrToLower(action));
  }
  const std::size_t known = catalog.action_count();
  lower_.reserve(known + further.size());
  auto next = further.begin();
  const auto add_further = [&] {
    lower_.push_back(*next++);
    id_.push_back(kNotInCatalog);
    wildcard_only_.push_back(false);
  };
  for (std::uint32_t i = 0; i < known; ++i) {
    std::string lower = absl::AsciiStrToLower(catalog.text(ActionId{i}));
    while (next != further.end() && *next < lower) add_further();
    lower_.push_back(std::move(lower));
    id_.push_back(i);
    wildcard_only_.push_back(catalog.wildcard_only(ActionId{i}));
  }
  while (next != further.end()) add_further();
}

absl::string_view ActionUniverse::text(Index index) const {
  return id_[index] == kNotInCatalog ? absl::string_view(lower_[index])
                                     : catalog_.text(ActionId{id_[index]});
}

absl::string_view ActionUniverse::service(Index index) const {
  const absl::string_view lower = lower_[index];
  return lower.substr(0, lower.find(':'));
}

ActionUniverse::Range ActionUniverse::WithPrefix(absl::string_view prefix) const {
  const auto begin =
      std::lower_bound(lower_.begin(), lower_.end(), prefix,
                       [](const std::string& a, absl::string_view b) { return a < b; });
  const auto end = std::partition_point(begin, lower_.end(), [prefix](const std::string& action) {
    return absl::StartsWith(action, prefix);
  });
  return {static_cast<std::size_t>(begin - lower_.begin()),
          static_cast<std::size_t>(end - lower_.begin())};
}

std::vector<ActionUniverse::Index> ActionUniverse::Expand(const ActionGlob& pattern) const {
  const absl::string_view encoded = pattern.encoded();
  std::size_t literal = 0;
  while (literal < encoded.size() && encoded[literal] != glob_code::kAnyRun &&
         encoded[literal] != glob_code::kAnyOne) {
    ++literal;
  }
  const Range range = WithPrefix(encoded.substr(0, literal));
  std::vector<Index> found;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (GlobMatch(encoded, lower_[i])) found.push_back(static_cast<Index>(i));
  }
  return found;
}

std::vector<ActionGlob> ActionUniverse::Compact(
    const Members& wanted, const Members& forbidden,
    absl::FunctionRef<bool(const ActionGlob&)> may_use) const {
  std::vector<std::uint32_t> wanted_before(size() + 1, 0);
  std::vector<std::uint32_t> forbidden_before(size() + 1, 0);
  for (std::size_t i = 0; i < size(); ++i) {
    wanted_before[i + 1] = wanted_before[i] + (wanted[i] ? 1 : 0);
    forbidden_before[i + 1] = forbidden_before[i] + (forbidden[i] ? 1 : 0);
  }
  std::vector<ActionGlob> patterns;
  std::size_t covered = 0;  // everything before has its pattern
  for (std::size_t i = 0; i < size(); ++i) {
    if (!wanted[i] || i < covered) continue;
    const std::string name(text(static_cast<Index>(i)));
    bool found = false;
    for (const std::size_t end : WordEnds(name)) {
      const Range range = WithPrefix(absl::string_view(lower_[i]).substr(0, end));
      if (forbidden_before[range.end] != forbidden_before[range.begin]) continue;
      if (wanted_before[range.end] - wanted_before[range.begin] < 2) break;
      ActionGlob pattern(absl::StrCat(name.substr(0, end), "*"));
      if (!may_use(pattern)) continue;
      patterns.push_back(std::move(pattern));
      covered = range.end;
      found = true;
      break;
    }
    if (!found) patterns.emplace_back(name);
  }
  return patterns;
}

}  // namespace iamsim
