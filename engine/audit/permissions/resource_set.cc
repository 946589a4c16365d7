#include "audit/permissions/resource_set.h"

#include <utility>

#include "absl/algorithm/container.h"

namespace iamsim {
namespace {

bool AnyCovers(const std::vector<ResourceGlob>& outer, const ResourceGlob& inner) {
  return absl::c_any_of(outer, [&](const ResourceGlob& one) { return one.Covers(inner); });
}

bool AnyMeets(const std::vector<ResourceGlob>& list, const ResourceGlob& other) {
  return absl::c_any_of(list, [&](const ResourceGlob& one) { return one.Meets(other); });
}

std::optional<ResourceSet> IntersectLists(const ResourceSet& a, const ResourceSet& b) {
  ResourceSet out;
  for (const ResourceGlob& p : a.patterns) {
    if (AnyCovers(b.patterns, p)) {
      out.Add(p);
      continue;
    }
    for (const ResourceGlob& q : b.patterns) {
      if (p.Covers(q)) {
        out.Add(q);
      } else if (p.Meets(q)) {
        return std::nullopt;
      }
    }
  }
  return out;
}

std::optional<ResourceSet> Without(const ResourceSet& list, const ResourceSet& excluded) {
  ResourceSet out;
  for (const ResourceGlob& p : list.patterns) {
    if (AnyCovers(excluded.patterns, p)) continue;
    if (AnyMeets(excluded.patterns, p)) return std::nullopt;
    out.Add(p);
  }
  return out;
}

}  // namespace

bool ResourceSet::IsAll() const {
  return !negated &&
         absl::c_any_of(patterns, [](const ResourceGlob& one) { return one.is_star(); });
}

bool ResourceSet::Covers(const ResourceSet& inner) const {
  if (IsAll()) return true;
  if (negated && inner.negated) {
    return absl::c_all_of(patterns,
                          [&](const ResourceGlob& one) { return AnyCovers(inner.patterns, one); });
  }
  if (inner.negated) return false;
  return absl::c_all_of(inner.patterns, [&](const ResourceGlob& one) {
    return negated ? !AnyMeets(patterns, one) : AnyCovers(patterns, one);
  });
}

bool ResourceSet::Meets(const ResourceSet& other) const {
  if (negated && other.negated) return true;
  if (negated) return other.Meets(*this);
  return absl::c_any_of(patterns, [&](const ResourceGlob& one) {
    return other.negated ? !AnyCovers(other.patterns, one) : AnyMeets(other.patterns, one);
  });
}

void ResourceSet::Add(ResourceGlob pattern) {
  if (!absl::c_linear_search(patterns, pattern)) patterns.push_back(std::move(pattern));
}

std::optional<ResourceSet> Intersect(const ResourceSet& a, const ResourceSet& b) {
  if (a.IsAll()) return b;
  if (b.IsAll()) return a;
  if (!a.negated && !b.negated) return IntersectLists(a, b);
  if (!a.negated) return Without(a, b);
  if (!b.negated) return Without(b, a);
  ResourceSet out = a;
  for (const ResourceGlob& pattern : b.patterns) out.Add(pattern);
  return out;
}

ResourceSet Complement(const ResourceSet& set) {
  if (set.IsAll()) return {};
  if (set.negated) return {false, set.patterns};
  if (set.patterns.empty()) return ResourceSet::All();
  return {true, set.patterns};
}

}  // namespace iamsim
