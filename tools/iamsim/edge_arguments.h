#ifndef IAMSIM_TOOLS_IAMSIM_EDGE_ARGUMENTS_H_
#define IAMSIM_TOOLS_IAMSIM_EDGE_ARGUMENTS_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "arg_parser.h"
#include "iamsim/graph/edge_kind.h"

namespace iamsim {

// What the commands about roles take alike.

// Adds --edges and --max-hops.
void DeclareEdgeArgument(Arguments& arguments, std::optional<std::string>* edges);
void DeclareMaxHopsArgument(Arguments& arguments, std::optional<std::string>* max_hops);

// The value of --edges: `assume`, `pass-role` and `control`, separated by commas; by default
// `assume`.
absl::StatusOr<EdgeKinds> ReadEdgeKinds(const std::optional<std::string>& edges);
// The value of --max-hops.
absl::StatusOr<std::size_t> ReadMaxHops(const std::optional<std::string>& max_hops);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_EDGE_ARGUMENTS_H_
