#ifndef IAMSIM_GRAPH_REPORTS_H_
#define IAMSIM_GRAPH_REPORTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/graph/assume_graph.h"
#include "iamsim/model/decision.h"

namespace iamsim {

// What a graph of role assumption tells at large. Hops are those of the graph, each decided by
// itself; of a single chain and what it carries along PathFinder decides. An answer is kAllowed
// when no hop has a condition, else kConditional. All in the order of the principals' ARNs.

// Principals that can become each other, two or more: by allowed hops only, or by conditional ones
// too.
absl::StatusOr<std::vector<std::vector<std::uint32_t>>> FindStrongGroups(const AssumeGraph& graph,
                                                                         bool with_conditional);

// The principals who may do everything: every action on every resource, past every guardrail and
// boundary. A Deny of some actions or resources does not count against it.
absl::StatusOr<std::vector<std::uint32_t>> FindAdministrators(const AssumeGraph& graph);

struct ReachedAdministrator {
  std::uint32_t principal = 0;
  std::uint32_t administrator = 0;  // the nearest
  std::size_t hops = 0;             // at least 1: administrators themselves are not listed
  DecisionKind kind = DecisionKind::kAllowed;
};
absl::StatusOr<std::vector<ReachedAdministrator>> FindWhoReachesAdministrators(
    const AssumeGraph& graph);

struct ReachedFromOutside {
  std::uint32_t role = 0;
  // Who comes from outside the organization: another account (root ARN), an identity provider, `*`,
  // or the ARN of a principal of a loaded account that is not in the organization. Services are
  // not.
  std::string from;
  std::size_t hops = 0;
  DecisionKind kind = DecisionKind::kAllowed;
};
// The roles of the organization, or of all loaded accounts when no organization is known, that
// somebody from outside can reach, each with its nearest outsider.
absl::StatusOr<std::vector<ReachedFromOutside>> FindRolesReachedFromOutside(
    const AssumeGraph& graph);

// A trust policy that names somebody who is not there.
struct DanglingTrust {
  std::uint32_t role = 0;
  std::size_t statement = 0;  // index in the trust policy
  std::string principal;      // as written
  // A unique id that nobody has (PR-7); else an ARN of a loaded account that has no such principal.
  bool is_id = false;
};
std::vector<DanglingTrust> FindDanglingTrusts(const PreparedSnapshot& world);

}  // namespace iamsim

#endif  // IAMSIM_GRAPH_REPORTS_H_
