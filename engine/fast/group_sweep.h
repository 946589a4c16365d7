#ifndef IAMSIM_ENGINE_FAST_GROUP_SWEEP_H_
#define IAMSIM_ENGINE_FAST_GROUP_SWEEP_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "fast/group_question.h"
#include "fast/statement_index.h"
#include "iamsim/request/principal_keys.h"

namespace iamsim {

// One question asked of all members of a group. Every statement that speaks of the action is asked
// once; where nothing is left open, what the statements say to a member are four bits, and members
// with the same bits have the same answer. Only for the others formulas are put together, once for
// each set of statements that are left open; and only where those mention a key of the one
// principal, statements are asked again.
class GroupSweep {
 public:
  // `candidates`: StatementIndex::Find(); `context`: what Resolve() found for a member that is not
  // NamedBy() it; `says`: one byte for each principal of the world, zero at first. All but
  // `context` must outlive this.
  GroupSweep(const PreparedSnapshot& world, const StatementIndex& index, std::uint32_t group,
             const Request& question, RequestContext context,
             absl::Span<const std::uint32_t> candidates, std::vector<std::uint8_t>& says);

  // The answer of a member that is not named. `asked_again`: whether something was asked of it
  // alone.
  SweepAnswer Ask(std::uint32_t principal, bool* asked_again);

 private:
  using Verdict = LayerVerdict<Formula>;
  // What a statement says that does not simply not match.
  struct Said {
    std::uint32_t entry = 0;
    bool is_individual = false;
    Formula when;
  };
  // An answer for everybody with the same statements.
  struct Shared {
    SweepAnswer answer;
    bool is_settled = false;  // whatever the keys of the principal are
    bool is_individual = false;
  };

  void Hear(std::uint32_t entry);
  void AddDocument(std::uint32_t document, const RequestContext* own, Verdict* verdict) const;
  void AddOpen(std::uint32_t document, std::vector<std::uint32_t>* key) const;
  Outcome<Formula> Conclude(const PreparedSnapshot::Principal& principal,
                            const RequestContext* own) const;
  const Shared& AskShared(const PreparedSnapshot::Principal& principal, std::uint8_t bits);
  const RequestContext& OwnContext(std::uint32_t principal);
  bool IsBounded(const PreparedSnapshot::Principal& principal) const;

  const PreparedSnapshot& world_;
  const StatementIndex& index_;
  std::uint32_t group_;
  const Request& request_;
  std::vector<std::uint8_t>& says_;
  ContextKeys member_keys_;  // of the member that stood for all
  GroupQuestion question_;
  std::vector<Said> said_;              // the first one is nobody's
  std::vector<std::uint32_t> said_by_;  // by entry: place in said_; 0: it does not match
  std::array<std::optional<SweepAnswer>, 16> by_bits_;
  absl::flat_hash_map<std::vector<std::uint32_t>, Shared> by_open_statements_;
  std::vector<std::uint32_t> key_;
  std::optional<PrincipalKeys> principal_keys_;
  std::optional<RequestContext> own_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_GROUP_SWEEP_H_
