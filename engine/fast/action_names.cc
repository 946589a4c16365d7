// Tested by action_names_test.cc, against ActionPattern::Matches over the whole catalog.
#include "fast/action_names.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/match/glob.h"

namespace iamsim {

ActionNames::ActionNames() {
  const Catalog& catalog = Catalog::Builtin();
  names_.reserve(catalog.action_count());
  ids_.reserve(catalog.action_count());
  for (std::uint32_t id = 0; id < catalog.action_count(); ++id) {
    names_.push_back(absl::AsciiStrToLower(catalog.text(static_cast<ActionId>(id))));
  }
  for (std::uint32_t id = 0; id < names_.size(); ++id) ids_.try_emplace(names_[id], id);
}

const ActionNames& ActionNames::Builtin() {
  static const ActionNames& names = *new ActionNames;
  return names;
}

std::uint32_t ActionNames::Find(absl::string_view lower) const {
  const auto found = ids_.find(lower);
  return found == ids_.end() ? kNone : found->second;
}

std::vector<ActionSpan> ActionNames::Expand(const ActionPattern& pattern) const {
  const std::string lower = absl::AsciiStrToLower(pattern.text());
  if (!pattern.has_wildcards()) {
    const std::uint32_t id = Find(lower);
    if (id == kNone) return {};
    return {{id, id + 1}};
  }
  const std::size_t wildcard = lower.find_first_of("*?");
  const absl::string_view prefix = absl::string_view(lower).substr(0, wildcard);
  const auto first = std::lower_bound(names_.begin(), names_.end(), prefix);
  const auto last = std::partition_point(first, names_.end(), [prefix](const std::string& name) {
    return absl::StartsWith(name, prefix);
  });
  const auto begin = static_cast<std::uint32_t>(first - names_.begin());
  const auto end = static_cast<std::uint32_t>(last - names_.begin());
  if (wildcard + 1 == lower.size() && lower.back() == '*') {
    if (begin == end) return {};
    return {{begin, end}};
  }
  const std::string encoded = EncodeGlob(lower);
  std::vector<ActionSpan> spans;
  for (std::uint32_t id = begin; id < end; ++id) {
    if (!GlobMatch(encoded, names_[id])) continue;
    if (!spans.empty() && spans.back().end == id) {
      ++spans.back().end;
    } else {
      spans.push_back({id, id + 1});
    }
  }
  return spans;
}

std::vector<ActionSpan> UnionOf(std::vector<ActionSpan> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const ActionSpan& a, const ActionSpan& b) { return a.begin < b.begin; });
  std::vector<ActionSpan> out;
  for (const ActionSpan& span : spans) {
    if (!out.empty() && span.begin < out.back().end) {
      out.back().end = std::max(out.back().end, span.end);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

std::vector<ActionSpan> ComplementOf(const std::vector<ActionSpan>& spans, std::uint32_t count) {
  std::vector<ActionSpan> out;
  std::uint32_t next = 0;
  for (const ActionSpan& span : spans) {
    if (next < span.begin) out.push_back({next, span.begin});
    next = span.end;
  }
  if (next < count) out.push_back({next, count});
  return out;
}

}  // namespace iamsim
