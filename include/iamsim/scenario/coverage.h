#ifndef IAMSIM_SCENARIO_COVERAGE_H_
#define IAMSIM_SCENARIO_COVERAGE_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "iamsim/base/source_place.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/model/policy_kind.h"
#include "iamsim/scenario/scenario.h"

namespace iamsim {

// What tests say about the policies of their snapshots.

// One statement, wherever its document is attached: a file that several roles name is one.
struct CoveredStatement {
  PolicyKind kind = PolicyKind::kIdentity;
  std::string policy;
  std::string file;
  SourcePosition begin;
  SourcePosition end;  // one past the statement
  std::string sid;
  std::size_t statement = 0;  // index in its document
  Effect effect = Effect::kAllow;
  std::size_t decided = 0;  // cases in which it had the last word
  // Cases in which it was behind what its layer said, those that it decided among them.
  std::size_t took_part = 0;
};

struct CoverageReport {
  std::size_t cases = 0;  // that were asked: not skipped
  // Service control policies first, then resource control, VPC endpoint, resource, trust, identity
  // policies and boundaries; each by file and place. Without the policies that AWS builds in and
  // those that cases bring along.
  std::vector<CoveredStatement> statements;
};

// Asks every case again, by the reference evaluator, each of the many that an `only` asks by itself
// (of outsiders the anonymous caller alone). Linear in the checks times the statements.
CoverageReport MeasureCoverage(absl::Span<const Scenario> scenarios,
                               const EvaluationOptions& options);

// One thing that somebody could remove from a policy.
struct Mutant {
  std::size_t statement = 0;             // index in CoverageReport::statements
  std::optional<std::size_t> condition;  // of the statement; absent: all of the statement
  std::string removed;                   // "StringEquals aws:SourceVpc", or empty
  std::size_t asked = 0;                 // cases that were asked about it
  // The first case that no longer passes, and its file; empty: no test would notice.
  std::string noticed_by;
  std::string noticed_in;

  bool noticed() const { return !noticed_by.empty(); }
};

struct MutationReport {
  std::vector<Mutant> mutants;  // in the order of the statements; the statement before its parts
};

// Removes each statement of the snapshots, and each of its conditions, in turn, and asks the cases
// that pass and could tell the difference: those for which the statement would match, or not, only
// without what is removed. What is the same for everybody is shared; nothing is read again.
// `progress`, which may be empty, is called with how many mutants of how many are done.
MutationReport MutateStatements(
    absl::Span<const Scenario> scenarios, const EvaluationOptions& options,
    const std::function<void(std::size_t done, std::size_t of)>& progress = {});

}  // namespace iamsim

#endif  // IAMSIM_SCENARIO_COVERAGE_H_
