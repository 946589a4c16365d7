#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_ACTION_SET_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_ACTION_SET_H_

#include <string>
#include <vector>

#include "audit/permissions/action_universe.h"
#include "audit/permissions/pattern_algebra.h"

namespace iamsim {

// The actions of one statement: Action, or with `negated` NotAction.
struct ActionSet {
  bool negated = false;
  std::vector<ActionGlob> patterns;

  bool IsEmpty() const { return !negated && patterns.empty(); }
  bool IsAll() const;  // has the pattern `*` (MA-2)
  // True only if every action that `pattern` matches is in the set.
  bool Covers(const ActionGlob& pattern) const;
  // False only if no action that `pattern` matches is in the set.
  bool Meets(const ActionGlob& pattern) const;
  bool Meets(const ActionSet& other) const;
  void RemoveDuplicates();

  ActionUniverse::Members MembersIn(const ActionUniverse& universe) const;
};

// Exactly the actions of `universe` that both have, and of others none that only one has. Patterns
// are kept as they are written where one lies inside the other.
ActionSet Intersect(const ActionSet& a, const ActionSet& b, const ActionUniverse& universe);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_ACTION_SET_H_
