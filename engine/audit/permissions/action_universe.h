#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_ACTION_UNIVERSE_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_ACTION_UNIVERSE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "audit/permissions/pattern_algebra.h"
#include "iamsim/catalog/catalog.h"

namespace iamsim {

// The actions that are told apart: those of the catalog, and every further one that some policy
// names. Indices 0 … size-1 are in the order of the lower-case text. Immutable.
class ActionUniverse {
 public:
  using Index = std::uint32_t;
  using Members = std::vector<bool>;  // by index

  // `named`: actions without wildcards, as policies write them.
  ActionUniverse(const Catalog& catalog, const absl::btree_set<std::string>& named);

  std::size_t size() const { return lower_.size(); }
  const std::string& lower(Index index) const { return lower_[index]; }
  absl::string_view text(Index index) const;  // the catalog's spelling, else the lower-case one
  absl::string_view service(Index index) const;
  // Has no resource type (MR-9), as far as the catalog knows the action.
  bool wildcard_only(Index index) const { return wildcard_only_[index]; }

  // In ascending order.
  std::vector<Index> Expand(const ActionGlob& pattern) const;

  // Few patterns that match every action of `wanted` and none of `forbidden`: the whole service, or
  // a prefix that ends with a word of the name, if `may_use` agrees, else the action itself.
  std::vector<ActionGlob> Compact(const Members& wanted, const Members& forbidden,
                                  absl::FunctionRef<bool(const ActionGlob&)> may_use) const;

 private:
  struct Range {
    std::size_t begin;
    std::size_t end;
  };
  Range WithPrefix(absl::string_view prefix) const;

  const Catalog& catalog_;
  std::vector<std::string> lower_;
  static constexpr std::uint32_t kNotInCatalog = ~std::uint32_t{0};
  std::vector<std::uint32_t> id_;  // of the catalog
  std::vector<bool> wildcard_only_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_ACTION_UNIVERSE_H_
