#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_RESOURCE_SET_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_RESOURCE_SET_H_

#include <optional>
#include <vector>

#include "audit/permissions/pattern_algebra.h"

namespace iamsim {

// The resources of one statement: Resource, or with `negated` NotResource.
struct ResourceSet {
  bool negated = false;
  std::vector<ResourceGlob> patterns;

  static ResourceSet All() { return {false, {ResourceGlob("*")}}; }
  bool IsAll() const;
  bool IsEmpty() const { return !negated && patterns.empty(); }
  // True only if every resource of `inner` is in the set.
  bool Covers(const ResourceSet& inner) const;
  // False only if no resource is in both.
  bool Meets(const ResourceSet& other) const;
  void Add(ResourceGlob pattern);
};

// The resources that both have; nothing where one statement cannot say so.
std::optional<ResourceSet> Intersect(const ResourceSet& a, const ResourceSet& b);

// All resources that `set` lacks. Of a star the empty set.
ResourceSet Complement(const ResourceSet& set);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_RESOURCE_SET_H_
