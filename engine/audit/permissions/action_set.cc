#include "audit/permissions/action_set.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"

namespace iamsim {
namespace {

using Members = ActionUniverse::Members;

void Expand(const ActionGlob& pattern, const ActionUniverse& universe, bool value,
            Members* members) {
  for (const ActionUniverse::Index i : universe.Expand(pattern)) (*members)[i] = value;
}

// The common members of two patterns of which neither covers the other.
void AddOverlap(const ActionGlob& p, const ActionGlob& q, const ActionUniverse& universe,
                ActionSet* out) {
  Members both(universe.size(), false);
  const std::vector<ActionUniverse::Index> of_q = universe.Expand(q);
  for (const ActionUniverse::Index i : universe.Expand(p)) {
    both[i] = absl::c_binary_search(of_q, i);
  }
  Members others = both;
  others.flip();
  const auto inside = [&](const ActionGlob& made) { return p.Covers(made) && q.Covers(made); };
  for (ActionGlob& made : universe.Compact(both, others, inside))
    out->patterns.push_back(std::move(made));
}

ActionSet IntersectLists(const ActionSet& a, const ActionSet& b, const ActionUniverse& universe) {
  ActionSet out;
  for (const ActionGlob& p : a.patterns) {
    if (b.Covers(p)) {
      out.patterns.push_back(p);
      continue;
    }
    for (const ActionGlob& q : b.patterns) {
      if (p.Covers(q)) {
        out.patterns.push_back(q);
      } else if (p.Meets(q)) {
        AddOverlap(p, q, universe, &out);
      }
    }
  }
  return out;
}

ActionSet Without(const ActionSet& list, const std::vector<ActionGlob>& excluded,
                  const ActionUniverse& universe) {
  ActionSet out;
  for (const ActionGlob& p : list.patterns) {
    std::vector<const ActionGlob*> partial;
    bool covered = false;
    for (const ActionGlob& n : excluded) {
      covered = covered || n.Covers(p);
      if (n.Meets(p)) partial.push_back(&n);
    }
    if (covered) continue;
    if (partial.empty()) {
      out.patterns.push_back(p);
      continue;
    }
    Members rest(universe.size(), false);
    Expand(p, universe, true, &rest);
    for (const ActionGlob* n : partial) Expand(*n, universe, false, &rest);
    Members others = rest;
    others.flip();
    const auto inside = [&](const ActionGlob& made) {
      return p.Covers(made) &&
             absl::c_none_of(partial, [&](const ActionGlob* n) { return n->Meets(made); });
    };
    for (ActionGlob& made : universe.Compact(rest, others, inside))
      out.patterns.push_back(std::move(made));
  }
  return out;
}

}  // namespace

bool ActionSet::IsAll() const {
  return !negated &&
         absl::c_any_of(patterns, [](const ActionGlob& one) { return one.text() == "*"; });
}

bool ActionSet::Covers(const ActionGlob& pattern) const {
  if (negated) {
    return absl::c_none_of(patterns, [&](const ActionGlob& n) { return n.Meets(pattern); });
  }
  return absl::c_any_of(patterns, [&](const ActionGlob& p) { return p.Covers(pattern); });
}

bool ActionSet::Meets(const ActionGlob& pattern) const {
  if (negated) {
    return absl::c_none_of(patterns, [&](const ActionGlob& n) { return n.Covers(pattern); });
  }
  return absl::c_any_of(patterns, [&](const ActionGlob& p) { return p.Meets(pattern); });
}

bool ActionSet::Meets(const ActionSet& other) const {
  if (negated && other.negated) return true;
  if (negated) return other.Meets(*this);
  return absl::c_any_of(patterns, [&](const ActionGlob& p) { return other.Meets(p); });
}

void ActionSet::RemoveDuplicates() {
  absl::flat_hash_set<std::string> seen;
  std::erase_if(patterns,
                [&seen](const ActionGlob& one) { return !seen.insert(one.encoded()).second; });
}

Members ActionSet::MembersIn(const ActionUniverse& universe) const {
  Members members(universe.size(), negated);
  for (const ActionGlob& pattern : patterns) Expand(pattern, universe, !negated, &members);
  return members;
}

ActionSet Intersect(const ActionSet& a, const ActionSet& b, const ActionUniverse& universe) {
  if (a.IsAll()) return b;
  if (b.IsAll()) return a;
  ActionSet out;
  if (!a.negated && !b.negated) {
    out = IntersectLists(a, b, universe);
  } else if (!a.negated) {
    out = Without(a, b.patterns, universe);
  } else if (!b.negated) {
    out = Without(b, a.patterns, universe);
  } else {
    out = a;
    for (const ActionGlob& pattern : b.patterns) out.patterns.push_back(pattern);
  }
  out.RemoveDuplicates();
  return out;
}

}  // namespace iamsim
