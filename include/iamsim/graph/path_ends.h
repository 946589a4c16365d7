#ifndef IAMSIM_GRAPH_PATH_ENDS_H_
#define IAMSIM_GRAPH_PATH_ENDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/graph/assume_graph.h"

namespace iamsim {

// Whom the trust policies of the snapshot's roles may admit from beyond it, and who can be the
// source of a path: services, identity providers, root ARNs of accounts, roles and users of
// accounts that are not loaded, `*`. Sorted.
std::vector<std::string> OutsidersOf(const AssumeGraph& graph);

// Whom a person means as a source: one principal by its name, an account by its id, or everybody
// whom a pattern (principal_pattern.h) matches: of the snapshot, and beyond it of those whom trust
// policies admit, by the name, by `account:rest` or by `rest` of an ARN. ARNs and names; in the
// order of principals, then by name. NotFound with the nearest name; never empty.
absl::StatusOr<std::vector<std::string>> MatchSources(const AssumeGraph& graph,
                                                      absl::string_view name);

// Whom a person means as a target: users and roles of the snapshot, by a name or a pattern. Errors
// alike.
absl::StatusOr<std::vector<std::uint32_t>> MatchTargets(const PreparedSnapshot& world,
                                                        absl::string_view name);

}  // namespace iamsim

#endif  // IAMSIM_GRAPH_PATH_ENDS_H_
