// From names and patterns to actions. All of it rests on one fact: the text of an action has
// exactly one colon, so a pattern with one colon matches exactly where its two parts match.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "catalog/tables.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/match/glob.h"

namespace iamsim {
namespace {

using catalog_format::ActionRecord;
using Records = absl::Span<const ActionRecord>;

// The records of `range` whose text begins with `prefix`, in lower case.
Records WithPrefix(const CatalogTables& tables, Records range, absl::string_view prefix) {
  const auto order = [&](const ActionRecord& action) {
    return CompareLower(tables.Text(action).substr(0, prefix.size()), prefix);
  };
  const auto begin = std::partition_point(
      range.begin(), range.end(), [&](const ActionRecord& action) { return order(action) < 0; });
  const auto end = std::partition_point(
      begin, range.end(), [&](const ActionRecord& action) { return order(action) == 0; });
  return range.subspan(static_cast<std::size_t>(begin - range.begin()),
                       static_cast<std::size_t>(end - begin));
}

// Appends what `pattern`, in lower case, matches of `range`.
void ExpandRange(const CatalogTables& tables, Records range, absl::string_view pattern,
                 std::vector<ActionId>* ids) {
  const std::size_t wildcard = pattern.find_first_of("*?");
  const absl::string_view prefix = pattern.substr(0, wildcard);
  const Records candidates = WithPrefix(tables, range, prefix);
  const absl::string_view rest = pattern.substr(prefix.size());
  const std::string encoded = EncodeGlob(rest);
  if (rest == "*") ids->reserve(ids->size() + candidates.size());
  std::string tail;
  for (const ActionRecord& action : candidates) {
    const absl::string_view text = tables.Text(action).substr(prefix.size());
    if (rest != "*") {
      tail.assign(text.data(), text.size());
      absl::AsciiStrToLower(&tail);
      if (!GlobMatch(encoded, tail)) continue;
    }
    ids->push_back(static_cast<ActionId>(&action - tables.actions.data()));
  }
}

}  // namespace

std::optional<ActionId> Catalog::Find(absl::string_view action) const {
  const Records found = WithPrefix(*tables_, tables_->actions, action);
  if (found.empty() || found.front().text_size != action.size()) return std::nullopt;
  return static_cast<ActionId>(found.data() - tables_->actions.data());
}

std::optional<ServiceId> Catalog::FindService(absl::string_view prefix) const {
  const Records found = WithPrefix(*tables_, tables_->actions, absl::StrCat(prefix, ":"));
  if (found.empty()) return std::nullopt;
  return static_cast<ServiceId>(found.front().service);
}

std::vector<ActionId> Catalog::Expand(const ActionPattern& pattern) const {
  const std::string lower = absl::AsciiStrToLower(pattern.text());
  std::vector<ActionId> ids;
  const std::size_t colon = lower.find(':');
  const std::size_t wildcard = lower.find_first_of("*?");
  if (colon == std::string::npos || wildcard >= colon) {
    ExpandRange(*tables_, tables_->actions, lower, &ids);
    return ids;
  }
  // A wildcard in the service: each service that it matches is searched by the name's prefix.
  if (lower.find(':', colon + 1) != std::string::npos) return ids;
  const std::string service_part = EncodeGlob(absl::string_view(lower).substr(0, colon));
  for (const catalog_format::ServiceRecord& service : tables_->services) {
    const absl::string_view name = tables_->Text(service.name);
    if (!GlobMatch(service_part, name)) continue;
    const Records range =
        tables_->actions.subspan(service.first_action, service.end_action - service.first_action);
    ExpandRange(*tables_, range, absl::StrCat(name, absl::string_view(lower).substr(colon)), &ids);
  }
  return ids;
}

}  // namespace iamsim
