#ifndef IAMSIM_ENGINE_GRAPH_ASSUME_GRAPH_BUILDER_H_
#define IAMSIM_ENGINE_GRAPH_ASSUME_GRAPH_BUILDER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "fast/group_question.h"
#include "graph/crowds.h"
#include "graph/target.h"
#include "graph/trust_reach.h"
#include "iamsim/request/resolve.h"

namespace iamsim {

// Asks for one role after another. A role is asked of the groups whom its trust policy may admit as
// a whole, of their members' crowds and profiles rather than of each, and of those it names.
class AssumeGraphBuilder {
 public:
  AssumeGraphBuilder(std::shared_ptr<const PreparedSnapshot> world,
                     const AssumeGraphOptions& options);
  absl::StatusOr<std::shared_ptr<const AssumeGraph>> Build();

 private:
  using Answer = AssumeGraph::Target::Answer;
  // One role under construction.
  struct Work {
    std::uint32_t role = 0;
    AssumeGraph::Target target;
    std::vector<std::uint32_t> touched;  // profiles whose narrow documents may speak of the role
    absl::flat_hash_set<std::uint32_t> groups;
    std::size_t individual = 0;  // principals answered by themselves for their own keys
  };
  void MakeSets();
  absl::Status BuildRole(std::uint32_t role);
  void FindTouched(Work* work);
  absl::Status AskGroup(std::uint32_t group, Work* work);
  absl::Status AskSets(std::uint32_t group, const absl::flat_hash_set<std::uint32_t>& named,
                       GroupQuestion& question, Work* work);
  absl::Status AskSet(std::uint32_t set, const GroupQuestion::Holding& holding, bool shields,
                      const absl::flat_hash_set<std::uint32_t>& named, GroupQuestion& question,
                      Work* work);
  absl::Status AskMembers(const std::vector<std::uint32_t>& members,
                          const GroupQuestion::Holding& holding, GroupQuestion& question,
                          Work* work);
  absl::Status AskOne(std::uint32_t principal, bool keep_denial, Work* work);
  absl::Status AskAccounts(const TrustReach& reach, std::uint32_t role);
  absl::Status AskOutside(const TrustReach& reach, std::uint32_t role);
  absl::StatusOr<RequestContext> ResolveAs(std::uint32_t principal);
  // Of a set those whom neither an inner set nor their name gives an answer.
  std::vector<std::uint32_t> PlainMembers(std::uint32_t set,
                                          const absl::flat_hash_set<std::uint32_t>& named,
                                          std::uint32_t role) const;
  void DropRepetitions(AssumeGraph::Target* target) const;
  void Keep(Work work);

  const PreparedSnapshot& world_;
  Request question_;
  Crowds crowds_;
  std::shared_ptr<AssumeGraph> graph_;
  absl::flat_hash_map<std::string, std::vector<std::uint32_t>> groups_of_account_;
  // The role (counted from 1) for which a document or profile is relevant: no set to clear.
  std::vector<std::uint32_t> document_is_about_;
  std::vector<std::uint32_t> profile_is_touched_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_GRAPH_ASSUME_GRAPH_BUILDER_H_
