#ifndef IAMSIM_GRAPH_ASSUME_GRAPH_H_
#define IAMSIM_GRAPH_ASSUME_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "iamsim/fast/outside_principals.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/fast/principal_sweep.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/request/request.h"

namespace iamsim {

struct AssumeGraphOptions {
  AssumeGraphOptions() { question.context_is_complete = false; }

  // What every sts:AssumeRole brings along: its context above all. Principal, action and resource
  // are replaced. In an incomplete context conditions stay on the edges.
  Request question;
  EvaluationOptions evaluation;
  // Of a role whose answer depends on the keys of more principals than this, each of them is
  // answered when it is asked for.
  std::size_t individual_limit = 4096;
};

// Who may sts:AssumeRole which role, as DecideChain() answers it for every pair. Principals and
// roles have the ids of PreparedSnapshot. Principals that a role cannot tell apart are one set with
// one answer, so that trust in a whole account is one edge: memory is linear in the principals,
// roles and statements, not in the pairs. Immutable; thread-safe.
class AssumeGraph {
 public:
  // Principals that roles answer alike. Every principal is in one innermost set, which is part of
  // one outer set.
  struct Set {
    static constexpr std::uint32_t kNone = PreparedSnapshot::kNone;
    std::uint32_t outer = kNone;         // the set around it; none: it is an outer set
    std::uint32_t group = 0;             // of PreparedSnapshot::groups()
    std::vector<std::uint32_t> members;  // ascending
  };
  // The answer of a role to a whole set, but for those members whose inner set, or who themselves,
  // have an answer of their own: a denial (then it is an answer, but no edge) or another edge.
  struct HyperEdge {
    std::uint32_t set = 0;
    std::uint32_t role = 0;
    SweepAnswer answer;
    // The members' answers differ by their own keys, over which `answer` is a formula.
    bool is_individual = false;
  };
  struct Edge {
    std::uint32_t from = 0;
    std::uint32_t role = 0;
    SweepAnswer answer;
  };
  // From beyond the snapshot: a service, an identity provider, another account, `*`.
  struct OutsideEdge {
    Grantee from;
    std::string action;  // sts:AssumeRole, sts:AssumeRoleWithSAML, sts:AssumeRoleWithWebIdentity
    std::uint32_t role = 0;
  };

  // Errors: as DecideChain for `options.question`; InvalidArgument when it has `via`, a role to
  // pass, or policies of its principal.
  static absl::StatusOr<std::shared_ptr<const AssumeGraph>> Build(
      std::shared_ptr<const PreparedSnapshot> world, const AssumeGraphOptions& options);
  ~AssumeGraph();

  const PreparedSnapshot& world() const { return *world_; }
  const AssumeGraphOptions& options() const { return options_; }
  absl::Span<const std::uint32_t> roles() const { return roles_; }

  // The answer of one pair; absent: denied. Logarithmic, but for an individual answer beyond the
  // limit, which costs what DecideChain costs.
  absl::StatusOr<std::optional<SweepAnswer>> Find(std::uint32_t from, std::uint32_t role) const;

  // Every edge to `role` or from a principal, sets expanded, by principal or role.
  using Visit = std::function<void(const Edge& edge)>;
  absl::Status ForEachTo(std::uint32_t role, const Visit& visit) const;
  absl::Status ForEachFrom(std::uint32_t principal, const Visit& visit) const;

  // Who may have an edge to `role`, or which roles a principal may have one to: never one too few,
  // and none is decided. Ascending.
  std::vector<std::uint32_t> CandidatesTo(std::uint32_t role) const;
  std::vector<std::uint32_t> CandidatesFrom(std::uint32_t principal) const;

  // The compact form: sets, answers to whole sets, answers to single principals (denials among
  // them), and who comes from beyond the snapshot. By role.
  absl::Span<const Set> sets() const { return sets_; }
  std::vector<HyperEdge> HyperEdges() const;
  std::vector<Edge> SingleAnswers() const;
  absl::Span<const OutsideEdge> outside() const { return outside_; }

  // How many answers are kept, for all pairs.
  std::size_t size() const { return size_; }

 private:
  friend class AssumeGraphBuilder;
  struct Target;

  AssumeGraph();
  absl::StatusOr<std::optional<SweepAnswer>> Ask(std::uint32_t from, std::uint32_t role) const;

  std::shared_ptr<const PreparedSnapshot> world_;
  AssumeGraphOptions options_;
  std::vector<std::uint32_t> roles_;
  std::vector<Set> sets_;
  std::vector<std::uint32_t> set_of_;  // the innermost one of each principal
  std::vector<Target> targets_;        // by principal id; empty for users
  // Roles that have an answer for a set, a principal. Ascending.
  std::vector<std::vector<std::uint32_t>> roles_of_set_;
  std::vector<std::vector<std::uint32_t>> roles_of_principal_;
  std::vector<OutsideEdge> outside_;
  std::size_t size_ = 0;
};

}  // namespace iamsim

#endif  // IAMSIM_GRAPH_ASSUME_GRAPH_H_
