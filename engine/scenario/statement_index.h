#ifndef IAMSIM_ENGINE_SCENARIO_STATEMENT_INDEX_H_
#define IAMSIM_ENGINE_SCENARIO_STATEMENT_INDEX_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "iamsim/model/decision.h"
#include "iamsim/scenario/coverage.h"
#include "iamsim/scenario/scenario.h"

namespace iamsim {

// The statements of all snapshots of some scenarios, each once by where it is written.
class StatementIndex {
 public:
  // A document with the statement, in one of the snapshots.
  struct Occurrence {
    const Snapshot* snapshot;
    std::shared_ptr<const AttachedPolicy> document;
    std::size_t place;  // in Policy::statements
  };

  explicit StatementIndex(absl::Span<const Scenario> scenarios);

  // In the order of CoverageReport::statements.
  const std::vector<CoveredStatement>& statements() const { return statements_; }
  absl::Span<const Occurrence> OccurrencesOf(std::size_t statement) const {
    return occurrences_[statement];
  }
  // The index of what `reference` names; absent for a statement of no snapshot.
  std::optional<std::size_t> Find(const StatementReference& reference) const;
  std::optional<std::size_t> Find(const AttachedPolicy& document, const Statement& statement) const;

 private:
  using Place = std::pair<std::string, std::uint64_t>;  // file, offset

  void Add(const Snapshot& snapshot, PolicyKind kind,
           const std::shared_ptr<const AttachedPolicy>& document);
  void Sort();

  std::vector<CoveredStatement> statements_;
  std::vector<std::vector<Occurrence>> occurrences_;
  absl::flat_hash_map<Place, std::size_t> by_place_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_SCENARIO_STATEMENT_INDEX_H_
