#ifndef IAMSIM_ENGINE_AUDIT_DIFF_CHANGED_STATEMENTS_H_
#define IAMSIM_ENGINE_AUDIT_DIFF_CHANGED_STATEMENTS_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "iamsim/audit/diff.h"

namespace iamsim {

// Which statements of two documents are not the same, gathered over everything that holds them:
// one policy that is attached to a hundred roles has its statements once.
class ChangedStatements {
 public:
  // `target` has `before` in one world and `after` in the other; null: no such policy there. False
  // when one of them has no document, so that nobody knows what changed.
  bool Add(PolicyKind kind, const std::shared_ptr<const AttachedPolicy>& before,
           const std::shared_ptr<const AttachedPolicy>& after, absl::string_view target,
           const Reach& reach);

  // Whether two policies say the same, wherever they stand. Documents that are missing are the same
  // when they have one name.
  bool SameDocument(const AttachedPolicy& a, const AttachedPolicy& b);

  // By kind, policy and place.
  std::vector<ChangedStatement> Take();

 private:
  struct Pair {
    PolicyKind kind;
    std::shared_ptr<const AttachedPolicy> before;
    std::shared_ptr<const AttachedPolicy> after;
    std::set<std::string> targets;
    bool everyone = false;
    std::set<std::string> accounts, principals, resource_accounts, resources, endpoints;
  };
  static void AddStatements(const Pair& pair, std::vector<ChangedStatement>* out);

  std::map<std::tuple<PolicyKind, const AttachedPolicy*, const AttachedPolicy*>, Pair> pairs_;
  absl::flat_hash_map<std::pair<const Policy*, const Policy*>, bool> same_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_DIFF_CHANGED_STATEMENTS_H_
