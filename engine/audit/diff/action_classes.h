#ifndef IAMSIM_ENGINE_AUDIT_DIFF_ACTION_CLASSES_H_
#define IAMSIM_ENGINE_AUDIT_DIFF_ACTION_CLASSES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// The actions that some statements can touch, those together that nothing tells apart.
struct TouchedActions {
  struct Class {
    std::string action;  // the first of them by name
    std::size_t size = 1;
    bool wildcard_only = false;         // MR-9
    std::vector<ResourceTypeId> types;  // of `action`; none when the catalog does not know it
  };
  std::vector<Class> classes;  // by action
  std::size_t count = 0;       // of actions
};

// `touching`: whose actions are meant; `everything`: any action is. `told_apart_by`: the statements
// of all policies that could be asked: two actions are in one class when each of these covers both
// or neither, the same rules of services hold for them (decide/services, RP-2), and `resources_of`
// gives one number for the resource types of both.
TouchedActions FindTouchedActions(
    const Catalog& catalog, absl::Span<const Statement* const> touching, bool everything,
    absl::Span<const Statement* const> told_apart_by,
    absl::FunctionRef<std::uint64_t(absl::Span<const ResourceUse>)> resources_of);

// Whether an action that is written out is among those of `statement`.
bool TouchesAction(const Statement& statement, const Action& action);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_DIFF_ACTION_CLASSES_H_
