#include "snapshot/unit_tree.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "iamsim/model/arn.h"
#include "snapshot/same_contents.h"

namespace iamsim {
namespace {

// AWS allows a root and five levels of units. More than this is damage, and is cut so that hostile
// input stays cheap.
constexpr std::size_t kMaxDepth = 16;

// Of a unit that no walk up the tree has met.
constexpr std::size_t kNotVisited = 0;

void Tell(Severity severity, std::string message, Diagnostics* diagnostics) {
  diagnostics->push_back({severity, "SC-2", {}, std::move(message)});
}

}  // namespace

UnitTree::UnitTree(const std::vector<Unit>& units, Diagnostics* diagnostics) : units_(units) {
  IndexUnits(diagnostics);
  FindParents(diagnostics);
  ReportCycles(diagnostics);
  PlaceAccounts(diagnostics);
}

void UnitTree::IndexUnits(Diagnostics* diagnostics) {
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const auto [entry, is_new] = by_id_.try_emplace(units_[i].id, i);
    if (is_new || SameContents(units_[entry->second], units_[i])) continue;
    Tell(Severity::kWarning,
         absl::StrCat("organizational unit `", units_[i].id,
                      "` is described twice with different contents; the first one counts"),
         diagnostics);
  }
}

void UnitTree::FindParents(Diagnostics* diagnostics) {
  parents_.assign(units_.size(), kNoUnit);
  std::size_t root = kNoUnit;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (by_id_.at(units_[i].id) != i) continue;
    if (units_[i].parent.empty()) {
      if (root == kNoUnit) {
        root = i;
        continue;
      }
      Tell(Severity::kError,
           absl::StrCat("expected one root, found `", units_[root].id, "` and `", units_[i].id,
                        "` without a parent"),
           diagnostics);
      continue;
    }
    const auto parent = by_id_.find(units_[i].parent);
    if (parent != by_id_.end()) {
      parents_[i] = parent->second;
      continue;
    }
    Tell(Severity::kError,
         absl::StrCat("organizational unit `", units_[i].id, "` stands below `", units_[i].parent,
                      "`, which is not in the input"),
         diagnostics);
  }
}

void UnitTree::ReportCycles(Diagnostics* diagnostics) const {
  std::vector<std::size_t> visited_from(units_.size(), kNotVisited);
  for (std::size_t start = 0; start < units_.size(); ++start) {
    const std::size_t stamp = start + 1;
    std::size_t unit = start;
    while (unit != kNoUnit && visited_from[unit] == kNotVisited) {
      visited_from[unit] = stamp;
      unit = parents_[unit];
    }
    if (unit == kNoUnit || visited_from[unit] != stamp) continue;
    std::string names = absl::StrCat("`", units_[unit].id, "`");
    for (std::size_t i = parents_[unit]; i != unit; i = parents_[i]) {
      absl::StrAppend(&names, " below `", units_[i].id, "`");
    }
    Tell(Severity::kError,
         absl::StrCat("organizational units stand in a cycle: ", names, " below `", units_[unit].id,
                      "`"),
         diagnostics);
  }
}

void UnitTree::PlaceAccounts(Diagnostics* diagnostics) {
  absl::flat_hash_map<absl::string_view, std::size_t> seen;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (by_id_.at(units_[i].id) != i) continue;
    for (const std::string& account : units_[i].accounts) {
      if (!IsAccountId(account)) {
        Tell(Severity::kError,
             absl::StrCat("expected a 12-digit account in organizational unit `", units_[i].id,
                          "`, found `", account, "`"),
             diagnostics);
        continue;
      }
      const auto [entry, is_new] = seen.try_emplace(account, i);
      if (is_new) {
        placements_.push_back({account, i});
      } else if (entry->second != i) {
        Tell(Severity::kError,
             absl::StrCat("account `", account, "` stands in two organizational units, `",
                          units_[entry->second].id, "` and `", units_[i].id,
                          "`; the first one counts"),
             diagnostics);
      }
    }
  }
}

UnitTree::Chain UnitTree::ChainTo(std::size_t unit) const {
  Chain chain;
  while (true) {
    chain.units.push_back(unit);
    const std::size_t parent = parents_[unit];
    if (parent == kNoUnit) {
      chain.starts_at_root = units_[unit].parent.empty();
      break;
    }
    const bool cycle =
        std::find(chain.units.begin(), chain.units.end(), parent) != chain.units.end();
    if (cycle || chain.units.size() == kMaxDepth) {
      chain.starts_at_root = false;
      chain.is_too_deep = !cycle;
      break;
    }
    unit = parent;
  }
  std::reverse(chain.units.begin(), chain.units.end());
  return chain;
}

}  // namespace iamsim
