// Tested by tests/audit/permissions_test.cc and permissions_property_test.cc.
#include "audit/permissions/limit_rules.h"

#include <map>
#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

// Deny statements that one limit may become for one set of actions.
constexpr std::size_t kMostDenials = 64;

// The part of a grant that `allow` takes as it is: whatever it says of resources and conditions
// holds for the grant anyway.
bool TakesWhole(const Rule& allow, const Rule& grant) {
  return IsAmong(allow.conditions, grant.conditions) && allow.resources.Covers(grant.resources);
}

bool CoversSet(const ActionSet& outer, const ActionSet& inner) {
  if (!inner.negated) {
    return absl::c_all_of(inner.patterns, [&](const ActionGlob& one) { return outer.Covers(one); });
  }
  if (!outer.negated) return outer.Covers(ActionGlob("*"));
  return absl::c_all_of(outer.patterns, [&](const ActionGlob& excluded) {
    return absl::c_any_of(inner.patterns,
                          [&](const ActionGlob& one) { return one.Covers(excluded); });
  });
}

// Splits `grant` into the patterns that `limit` takes as they are, and the others.
std::pair<Rule, Rule> TakeWhole(const Rule& grant, const Limit& limit) {
  Rule whole = grant;
  Rule rest = grant;
  std::vector<const Rule*> takers;
  for (const Rule& allow : limit.allows) {
    if (TakesWhole(allow, grant)) takers.push_back(&allow);
  }
  if (grant.actions.negated) {
    const bool taken = absl::c_any_of(
        takers, [&](const Rule* allow) { return CoversSet(allow->actions, grant.actions); });
    (taken ? rest : whole).actions = ActionSet();
    return {std::move(whole), std::move(rest)};
  }
  whole.actions.patterns.clear();
  rest.actions.patterns.clear();
  for (const ActionGlob& pattern : grant.actions.patterns) {
    const bool taken =
        absl::c_any_of(takers, [&](const Rule* allow) { return allow->actions.Covers(pattern); });
    (taken ? whole : rest).actions.patterns.push_back(pattern);
  }
  return {std::move(whole), std::move(rest)};
}

}  // namespace

std::optional<std::vector<Limiter::Region>> Limiter::OutsideOne(const Rule& allow) const {
  std::vector<Region> regions;
  const ResourceSet others = Complement(allow.resources);
  if (!others.IsEmpty()) regions.emplace_back(others, Conditions());
  for (const Condition& condition : allow.conditions) {
    std::optional<Conditions> negated = Negate(condition, catalog_, options_);
    if (!negated) return std::nullopt;
    regions.emplace_back(ResourceSet::All(), *std::move(negated));
  }
  return regions;
}

std::optional<std::vector<Limiter::Region>> Limiter::Outside(
    const std::vector<const Rule*>& allows) const {
  std::vector<Region> regions = {{ResourceSet::All(), {}}};
  for (const Rule* allow : allows) {
    const std::optional<std::vector<Region>> outside = OutsideOne(*allow);
    if (!outside || regions.size() * outside->size() > kMostDenials) return std::nullopt;
    std::vector<Region> both;
    for (const Region& region : regions) {
      for (const Region& one : *outside) {
        std::optional<ResourceSet> resources = Intersect(region.first, one.first);
        std::optional<Conjunction> conditions = Conjoin(region.second, one.second);
        if (!resources || !conditions) return std::nullopt;
        if (resources->IsEmpty() || conditions->never) continue;
        both.emplace_back(*std::move(resources), std::move(conditions->conditions));
      }
    }
    regions = std::move(both);
  }
  return regions;
}

void Limiter::DenyOutside(const Rule& grant, const ActionUniverse::Members& actions,
                          const Limit& limit, std::vector<Rule>* out) {
  // Actions that the same Allows of the limit match are limited alike.
  std::vector<ActionUniverse::Members> matched;
  for (const Rule& allow : limit.allows) matched.push_back(allow.actions.MembersIn(universe_));
  std::map<std::vector<bool>, ActionUniverse::Members> alike;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    if (!actions[i]) continue;
    std::vector<bool> signature;
    for (const ActionUniverse::Members& one : matched) signature.push_back(one[i]);
    alike.try_emplace(std::move(signature), ActionUniverse::Members(universe_.size(), false))
        .first->second[i] = true;
  }
  for (const auto& [signature, members] : alike) {
    std::vector<const Rule*> allows;
    for (std::size_t i = 0; i < signature.size(); ++i) {
      if (signature[i]) allows.push_back(&limit.allows[i]);
    }
    ActionUniverse::Members others = members;
    others.flip();
    // An action that the catalog does not know may only be in if it is limited alike.
    const auto alike_too = [&](const ActionGlob& made) {
      return grant.actions.Covers(made) &&
             absl::c_all_of(allows, [&](const Rule* one) { return one->actions.Covers(made); });
    };
    const std::vector<ActionGlob> patterns = universe_.Compact(members, others, alike_too);
    const std::optional<std::vector<Region>> outside = Outside(allows);
    if (!outside) {
      narrower_.push_back(absl::StrCat(
          "`", patterns.front().text(), "`", patterns.size() > 1 ? " and more" : "",
          " left out of ", grant.sid.empty() ? "an Allow" : absl::StrCat("`", grant.sid, "`"),
          ": where ", limit.name, " allows it is more than one policy can say"));
      continue;
    }
    out->push_back(grant);
    out->back().actions = {false, patterns};
    for (const Region& region : *outside) {
      denials_.push_back({.rule = {.effect = Effect::kDeny,
                                   .actions = {false, patterns},
                                   .resources = region.first,
                                   .conditions = region.second},
                          .limits_direct_grants = limit.limits_direct_grants});
    }
  }
}

// The actions that `granted` and `allow` have in common. What an Allow with NotAction excludes, and
// no other Allow of the limit has, nobody within the limit may do: a Deny says so in fewer words
// than a list of all the others.
ActionSet Limiter::CommonActions(const ActionSet& granted, const Rule& allow, const Limit& limit) {
  const bool may_deny = limit.limits_direct_grants || !has_direct_grants_;
  if (!may_deny || granted.negated || granted.IsAll() || !allow.actions.negated) {
    return Intersect(granted, allow.actions, universe_);
  }
  ActionSet excluded{true, {}};
  std::vector<ActionGlob> denied;
  for (const ActionGlob& one : allow.actions.patterns) {
    const bool elsewhere = absl::c_any_of(limit.allows, [&](const Rule& other) {
      return &other != &allow && other.actions.Meets(one);
    });
    (elsewhere ? excluded.patterns : denied).push_back(one);
  }
  ActionSet open = granted;
  std::erase_if(open.patterns, [&](const ActionGlob& pattern) {
    return absl::c_any_of(denied, [&](const ActionGlob& one) { return one.Covers(pattern); });
  });
  std::erase_if(denied, [&](const ActionGlob& one) { return !open.Meets(one); });
  if (!excluded.patterns.empty()) open = Intersect(open, excluded, universe_);
  if (!denied.empty() && !open.IsEmpty()) {
    denials_.push_back({.rule = {.effect = Effect::kDeny,
                                 .actions = {false, denied},
                                 .resources = ResourceSet::All()},
                        .limits_direct_grants = limit.limits_direct_grants});
  }
  return open;
}

std::vector<Rule> Limiter::Apply(const Rule& grant, const Limit& limit) {
  std::vector<Rule> out;
  auto [whole, rest] = TakeWhole(grant, limit);
  if (!whole.actions.IsEmpty()) out.push_back(std::move(whole));
  if (rest.actions.IsEmpty()) return out;
  ActionUniverse::Members unsaid(universe_.size(), false);
  bool any_unsaid = false;
  for (const Rule& allow : limit.allows) {
    ActionSet actions = CommonActions(rest.actions, allow, limit);
    if (actions.IsEmpty()) continue;
    std::optional<ResourceSet> resources = Intersect(rest.resources, allow.resources);
    if (resources && resources->IsEmpty()) continue;
    std::optional<Conjunction> conditions = Conjoin(rest.conditions, allow.conditions);
    if (conditions && conditions->never) continue;
    if (resources && conditions) {
      Rule part = rest;
      part.actions = std::move(actions);
      part.resources = *std::move(resources);
      part.conditions = std::move(conditions->conditions);
      out.push_back(std::move(part));
      continue;
    }
    const ActionUniverse::Members members = actions.MembersIn(universe_);
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i]) unsaid[i] = any_unsaid = true;
    }
  }
  if (any_unsaid) DenyOutside(rest, unsaid, limit, &out);
  return out;
}

}  // namespace iamsim
