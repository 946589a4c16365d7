#ifndef IAMSIM_ENGINE_GRAPH_SERVICE_WAYS_H_
#define IAMSIM_ENGINE_GRAPH_SERVICE_WAYS_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "iamsim/fast/principal_sweep.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// The services that a role's trust policy may admit, of those in engine/graph/pass_role.inc.
std::set<std::string> ServicesToPassTo(const PrincipalRecord& role);

// When somebody may make a service use a role that it was given: the ways of
// engine/graph/pass_role.inc. Each action is asked on `*` and on what the Allow statements of the
// principal are about. Answers are remembered by who asks.
class ServiceWays {
 public:
  struct Way {
    std::vector<std::string> actions;
    SweepAnswer answer;  // kAllowed or kConditional
  };
  using Ask = absl::FunctionRef<absl::StatusOr<SweepAnswer>(const std::string& action,
                                                            const std::string& resource)>;

  // The first way that is allowed; if there is none, all that are conditional. `principal` may be
  // null.
  absl::StatusOr<const std::vector<Way>*> Find(const std::string& who,
                                               const PrincipalRecord* principal,
                                               const std::string& service, Ask ask);

 private:
  std::map<std::pair<std::string, std::string>, std::vector<Way>> ways_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_GRAPH_SERVICE_WAYS_H_
