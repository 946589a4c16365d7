// Tested by tests/scenario/coverage_test.cc.
#include "scenario/statement_index.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "iamsim/snapshot/documents.h"

namespace iamsim {
namespace {

// What a change of a guardrail can break comes first.
constexpr std::array<PolicyKind, 8> kOrder = {PolicyKind::kServiceControl,
                                              PolicyKind::kResourceControl,
                                              PolicyKind::kVpcEndpoint,
                                              PolicyKind::kResource,
                                              PolicyKind::kTrust,
                                              PolicyKind::kIdentity,
                                              PolicyKind::kPermissionsBoundary,
                                              PolicyKind::kSession};

auto OrderOf(const CoveredStatement& statement) {
  return std::make_tuple(absl::c_find(kOrder, statement.kind) - kOrder.begin(), statement.file,
                         statement.begin.offset);
}

}  // namespace

StatementIndex::StatementIndex(absl::Span<const Scenario> scenarios) {
  absl::flat_hash_set<const Snapshot*> seen;
  for (const Scenario& scenario : scenarios) {
    if (!seen.insert(scenario.snapshot.get()).second) continue;
    for (const HeldDocument& held : DocumentsOf(*scenario.snapshot)) {
      if (held.document != nullptr) Add(*scenario.snapshot, held.kind, held.document);
    }
  }
  Sort();
}

void StatementIndex::Add(const Snapshot& snapshot, PolicyKind kind,
                         const std::shared_ptr<const AttachedPolicy>& document) {
  // What AWS builds in has no file, and nobody can change it.
  if (document->policy == nullptr || document->file.empty()) return;
  const std::vector<Statement>& statements = document->policy->statements;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const SourcePosition begin = document->PositionOf(statements[i]);
    const auto [known, is_new] =
        by_place_.try_emplace(Place(document->file, begin.offset), statements_.size());
    if (is_new) {
      statements_.push_back({.kind = kind,
                             .policy = document->name,
                             .file = document->file,
                             .begin = begin,
                             .end = Shift(document->start, statements[i].end),
                             .sid = statements[i].sid.value_or(""),
                             .statement = statements[i].index,
                             .effect = statements[i].effect});
      occurrences_.emplace_back();
    }
    occurrences_[known->second].push_back({&snapshot, document, i});
  }
}

void StatementIndex::Sort() {
  std::vector<std::size_t> order(statements_.size());
  absl::c_iota(order, 0);
  absl::c_sort(order, [this](std::size_t a, std::size_t b) {
    return OrderOf(statements_[a]) < OrderOf(statements_[b]);
  });
  std::vector<CoveredStatement> statements;
  std::vector<std::vector<Occurrence>> occurrences;
  for (const std::size_t from : order) {
    by_place_[Place(statements_[from].file, statements_[from].begin.offset)] = statements.size();
    statements.push_back(std::move(statements_[from]));
    occurrences.push_back(std::move(occurrences_[from]));
  }
  statements_ = std::move(statements);
  occurrences_ = std::move(occurrences);
}

std::optional<std::size_t> StatementIndex::Find(const StatementReference& reference) const {
  const auto found = by_place_.find(Place(reference.file, reference.position.offset));
  if (found == by_place_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::size_t> StatementIndex::Find(const AttachedPolicy& document,
                                                const Statement& statement) const {
  const auto found = by_place_.find(Place(document.file, document.PositionOf(statement).offset));
  if (found == by_place_.end()) return std::nullopt;
  return found->second;
}

}  // namespace iamsim
