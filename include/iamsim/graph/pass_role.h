#ifndef IAMSIM_GRAPH_PASS_ROLE_H_
#define IAMSIM_GRAPH_PASS_ROLE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/graph/assume_graph.h"

namespace iamsim {

// Somebody who may have a service run code with a role: may pass the role to it (PA-1), may do what
// makes the service use it, and the role trusts the service (PA-5).
struct PassRoleEdge {
  std::uint32_t from = 0;
  std::string service;               // such as lambda.amazonaws.com
  std::vector<std::string> actions;  // of a row of engine/graph/pass_role.inc
  std::uint32_t role = 0;
  SweepAnswer answer;  // of all checks together; kAllowed or kConditional
};

class ServiceWays;

// Each action is asked on a resource on which the principal may do it, if there is one: on `*`, and
// on what its own Allow statements are about. `graph` must outlive it; not thread-safe.
class PassRoleEdges {
 public:
  explicit PassRoleEdges(const AssumeGraph& graph);
  ~PassRoleEdges();

  // By principal, then service; of several ways the first that is allowed, else all that are
  // conditional. Linear in the principals. Errors as DecideChain.
  absl::StatusOr<std::vector<PassRoleEdge>> To(std::uint32_t role);

 private:
  absl::Status AddEdges(std::uint32_t role, const std::string& service,
                        std::vector<PassRoleEdge>* out);
  absl::Status AddWays(std::uint32_t from, const SweepAnswer& pass, PassRoleEdge edge,
                       std::vector<PassRoleEdge>* out);

  const AssumeGraph& graph_;
  std::unique_ptr<ServiceWays> ways_;
};

}  // namespace iamsim

#endif  // IAMSIM_GRAPH_PASS_ROLE_H_
