#ifndef IAMSIM_ENGINE_AUDIT_DIFF_RESOURCE_CANDIDATES_H_
#define IAMSIM_ENGINE_AUDIT_DIFF_RESOURCE_CANDIDATES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/audit/diff.h"
#include "iamsim/catalog/catalog.h"

namespace iamsim {

// A resource that stands for those that no policy tells from it.
struct ResourceCandidate {
  std::string arn;
  std::string holder;   // ARN of the snapshot's resource or role that it is or is part of
  std::string account;  // the owner; empty: not known
  bool is_in_snapshot = false;
  bool is_own = false;  // made up for its account: asked by that account's principals only
  std::vector<ResourceTypeId> types;
};

struct CandidateOptions {
  std::vector<std::string> accounts;  // in which patterns with any account are asked
  std::vector<std::string> regions;   // in which patterns with any region are asked
};

// The resources and roles of both worlds, an object for each of their buckets, and one resource for
// each pattern of `statements`: those that an action of the catalog could name. Of candidates that
// nothing tells apart (patterns, owner, policy, tags) the first by name. `all`: how many there were
// before. By ARN.
std::vector<ResourceCandidate> FindResourceCandidates(const WorldDifference& difference,
                                                      const Catalog& catalog,
                                                      absl::Span<const Statement* const> statements,
                                                      const CandidateOptions& options,
                                                      std::size_t* all);

// Whether `statement` can be about `arn` (`*`: what no pattern names).
bool TouchesResource(const Statement& statement, absl::string_view arn);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_DIFF_RESOURCE_CANDIDATES_H_
