// Tested by tests/audit/diff/diff_test.cc.
#include "audit/diff/action_classes.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/sort_each_once.h"
#include "decide/services/s3_account_actions.h"
#include "iamsim/model/action.h"

namespace iamsim {
namespace {

// Actions of which decide/services/ has rules of their own are alike only when these are: actions
// with one word here follow the same rules. By service and name in lower case.
std::string RuleWord(const Action& action) {
  const absl::string_view service = action.service();
  const absl::string_view name = action.name();
  if (service == "sts") return std::string(name);
  if (service == "kms" || service == "s3") {
    const bool own = absl::EndsWith(name, "bucketpolicy") || absl::EndsWith(name, "alias");
    return absl::StrCat(service, own ? name : "", IsS3AccountAction(action) ? " of accounts" : "");
  }
  if (service != "iam") return "";
  if (name == "passrole") return std::string(name);
  // Protected roles (SV-2): some actions are refused, those that only read are not.
  for (const absl::string_view prefix : {"get", "list", "generate", "simulate"}) {
    if (absl::StartsWith(name, prefix)) return "iam reads";
  }
  return absl::StrContains(name, "role") ? absl::StrCat("iam ", name) : "iam";
}

std::size_t Place(ActionId action) { return static_cast<std::size_t>(action); }

// A number that says little about its neighbours (splitmix64): sums of them tell sets apart.
std::uint64_t Scatter(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

std::vector<bool> Covered(const Catalog& catalog, const std::vector<ActionPattern>& patterns) {
  std::vector<bool> covered(catalog.action_count());
  for (const ActionPattern& pattern : patterns) {
    for (const ActionId action : catalog.Expand(pattern)) covered[Place(action)] = true;
  }
  return covered;
}

// Of each action: a number that is the same for two actions when the same statements cover them.
std::vector<std::uint64_t> SignaturesOf(const Catalog& catalog,
                                        absl::Span<const Statement* const> statements) {
  std::vector<std::uint64_t> signatures(catalog.action_count());
  absl::flat_hash_set<std::string> seen;
  std::vector<ActionId> covered;
  for (const Statement* statement : statements) {
    std::string text;
    for (const ActionPattern& pattern : statement->actions)
      absl::StrAppend(&text, pattern.text(), "\n");
    if (text == "*\n" || !seen.insert(text).second) continue;
    covered.clear();
    for (const ActionPattern& pattern : statement->actions) {
      absl::c_copy(catalog.Expand(pattern), std::back_inserter(covered));
    }
    SortEachOnce(&covered);
    const std::uint64_t mark = Scatter(seen.size());
    for (const ActionId action : covered) signatures[Place(action)] += mark;
  }
  return signatures;
}

// Actions that a statement names and the catalog does not know: AWS adds new ones.
void AddUnknown(const Catalog& catalog, absl::Span<const Statement* const> touching,
                TouchedActions* out) {
  std::set<std::string> unknown;
  for (const Statement* statement : touching) {
    for (const ActionPattern& pattern : statement->actions) {
      const bool is_action = !pattern.has_wildcards() && ParseAction(pattern.text()).ok();
      if (statement->not_action || !is_action) continue;
      if (!catalog.Find(pattern.text())) unknown.insert(absl::AsciiStrToLower(pattern.text()));
    }
  }
  for (const std::string& action : unknown) out->classes.push_back({.action = action, .types = {}});
  out->count += unknown.size();
}

}  // namespace

bool TouchesAction(const Statement& statement, const Action& action) {
  const bool named = absl::c_any_of(
      statement.actions, [&](const ActionPattern& pattern) { return pattern.Matches(action); });
  return named != statement.not_action;
}

TouchedActions FindTouchedActions(const Catalog& catalog,
                                  absl::Span<const Statement* const> touching, bool everything,
                                  absl::Span<const Statement* const> told_apart_by,
                                  absl::FunctionRef<std::uint64_t(ActionId)> resources_of) {
  std::vector<bool> touched(catalog.action_count(), everything);
  for (const Statement* statement : touching) {
    if (everything) break;
    const std::vector<bool> covered = Covered(catalog, statement->actions);
    for (std::size_t i = 0; i < touched.size(); ++i) {
      if (covered[i] != statement->not_action) touched[i] = true;
    }
  }
  const std::vector<std::uint64_t> signatures = SignaturesOf(catalog, told_apart_by);
  using Key = std::tuple<std::uint64_t, std::string, bool, bool, std::uint64_t>;
  std::map<Key, std::size_t> places;
  TouchedActions found;
  const ActionRange all = catalog.actions();
  for (auto id = static_cast<std::uint32_t>(all.begin); id < static_cast<std::uint32_t>(all.end);
       ++id) {
    const ActionId action{id};
    if (!touched[Place(action)]) continue;
    ++found.count;
    const absl::string_view service = catalog.service(action);
    const absl::StatusOr<Action> parsed = ParseAction(catalog.text(action));
    Key key{signatures[Place(action)], parsed.ok() ? RuleWord(*parsed) : "",
            catalog.SupportsResourceControl(service), catalog.wildcard_only(action),
            resources_of(action)};
    const auto [place, is_new] = places.try_emplace(std::move(key), found.classes.size());
    if (!is_new) {
      ++found.classes[place->second].size;
      continue;
    }
    TouchedActions::Class fresh{.action = std::string(catalog.text(action)),
                                .wildcard_only = catalog.wildcard_only(action),
                                .types = {}};
    for (const ResourceUse& use : catalog.resource_types(action)) fresh.types.push_back(use.type());
    found.classes.push_back(std::move(fresh));
  }
  AddUnknown(catalog, touching, &found);
  absl::c_sort(found.classes, [](const auto& a, const auto& b) { return a.action < b.action; });
  return found;
}

}  // namespace iamsim
