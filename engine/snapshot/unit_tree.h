#ifndef IAMSIM_SNAPSHOT_UNIT_TREE_H_
#define IAMSIM_SNAPSHOT_UNIT_TREE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {

// The root and the organizational units of one organization, whatever a dump makes of them: cycles,
// unknown parents, several roots and accounts in two places are told once and cut.
class UnitTree {
 public:
  using Unit = SnapshotBuilder::OrganizationUnitEntry;

  // `units` must outlive the tree. Linear in the units and their accounts.
  UnitTree(const std::vector<Unit>& units, Diagnostics* diagnostics);

  // The way from the root down to a unit.
  struct Chain {
    std::vector<std::size_t> units;  // indices of `units`, uppermost first
    // False: what stands above units.front() is not known.
    bool starts_at_root = true;
    // Cut because there are more levels than AWS could have.
    bool is_too_deep = false;
  };
  Chain ChainTo(std::size_t unit) const;

  // The unit that holds the account. Account ids in the order in which the units list them.
  struct Placement {
    std::string account;
    std::size_t unit;
  };
  const std::vector<Placement>& placements() const { return placements_; }

 private:
  static constexpr std::size_t kNoUnit = static_cast<std::size_t>(-1);

  void IndexUnits(Diagnostics* diagnostics);
  void FindParents(Diagnostics* diagnostics);
  void ReportCycles(Diagnostics* diagnostics) const;
  void PlaceAccounts(Diagnostics* diagnostics);

  const std::vector<Unit>& units_;
  absl::flat_hash_map<std::string, std::size_t> by_id_;
  std::vector<std::size_t> parents_;  // kNoUnit: the root, or unknown
  std::vector<Placement> placements_;
};

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_UNIT_TREE_H_
