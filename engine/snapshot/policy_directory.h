#ifndef IAMSIM_SNAPSHOT_POLICY_DIRECTORY_H_
#define IAMSIM_SNAPSHOT_POLICY_DIRECTORY_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/model/policy_kind.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// The service or resource control policies of an organization, found by name, id or ARN.
class PolicyDirectory {
 public:
  using Named = std::pair<std::string, std::shared_ptr<const AttachedPolicy>>;

  // `kind` is kServiceControl or kResourceControl. Of two policies with one name the first wins;
  // `diagnostics` hears of it when they differ, and of unknown names later. Must outlive this.
  // `without_targets`: what would tell where further policies stand; each is a document that is
  // missing on every level.
  PolicyDirectory(PolicyKind kind, const std::vector<Named>& policies,
                  const std::vector<std::string>& without_targets, Diagnostics* diagnostics);

  // The level `target` with the policies that `references` name. An unknown name becomes an
  // AttachedPolicy without a policy, told once. RP-4: RCPFullAWSAccess is there without being
  // named.
  PolicyLevel MakeLevel(absl::string_view target, const std::vector<std::string>& references);

  // A level whose policies nobody knows: what stands above `unit` is not in the input.
  PolicyLevel MakeUnknownLevel(absl::string_view target, absl::string_view unit);

 private:
  std::shared_ptr<const AttachedPolicy> Find(const std::string& reference,
                                             absl::string_view target);
  std::shared_ptr<const AttachedPolicy> FindKnown(const std::string& reference) const;
  bool NamesBuiltin(absl::string_view reference) const;

  PolicyKind kind_;
  Diagnostics& diagnostics_;
  PolicyList on_every_level_;
  absl::flat_hash_map<std::string, std::shared_ptr<const AttachedPolicy>> by_name_;
  absl::flat_hash_map<std::string, std::shared_ptr<const AttachedPolicy>> by_alias_;
};

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_POLICY_DIRECTORY_H_
