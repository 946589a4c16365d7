#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_ACTION_CLASSES_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_ACTION_CLASSES_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// Some actions of one service, in classes of those that nothing has told apart yet.
class ActionClasses {
 public:
  // One class. `actions` ascending, of `service`.
  ActionClasses(const Catalog& catalog, ServiceId service, std::vector<ActionId> actions);

  // Tells the actions apart of which the statement speaks (MA-1 … MA-4).
  void Split(const Statement& statement);
  // Gives the action a class of its own.
  void Isolate(std::uint32_t place) { class_of_[place] = count_++; }
  // Tells the action apart from all whose key, in the same order as actions(), is another.
  void SplitBy(const std::vector<std::uint32_t>& keys);

  absl::Span<const ActionId> actions() const { return actions_; }
  std::uint32_t ClassOf(std::uint32_t place) const { return class_of_[place]; }
  // No class is greater.
  std::uint32_t class_bound() const { return count_; }

 private:
  void Touch(ActionId action);
  void MoveTouched();

  const Catalog& catalog_;
  std::string prefix_;  // "s3:"
  std::uint32_t first_;
  std::vector<ActionId> actions_;
  std::vector<std::uint32_t> place_of_;  // by action of the service, from the first one on
  std::vector<std::uint32_t> class_of_;
  std::uint32_t count_ = 1;
  std::vector<std::uint32_t> touched_;  // places
  std::vector<bool> is_touched_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_ACTION_CLASSES_H_
