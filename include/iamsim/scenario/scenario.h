#ifndef IAMSIM_SCENARIO_SCENARIO_H_
#define IAMSIM_SCENARIO_SCENARIO_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "iamsim/base/source_place.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/request/request.h"
#include "iamsim/request/resolve.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// What a case expects of the deciding statement; empty members are not checked.
struct ExpectedDecider {
  std::string layer;
  std::string target;
  std::string policy;
  std::string sid;
  std::optional<std::size_t> statement;
  std::optional<std::size_t> line;
  std::optional<std::size_t> column;
  std::string rule;  // of a decision that a rule made by itself, such as "PA-2"
};

// One question with its expected answer. Lists of actions and resources are already multiplied out.
struct TestCase {
  std::string name;
  std::string source;  // AWS page or rule id that it pins
  SourcePlace place;
  Request request;
  bool via_any = false;  // through whatever roles it takes: the answer of AccessFinder
  DecisionKind expect = DecisionKind::kAllowed;
  std::optional<ExpectedDecider> decided_by;
};

// A snapshot plus cases.
struct Scenario {
  std::string file;
  std::string name;
  std::shared_ptr<const Snapshot> snapshot;
  // kSelfContained when the file names no snapshot: its cases bring their policies along.
  World world = World::kSnapshot;
  std::vector<TestCase> cases;
  // Damage and warnings of its snapshot (told once, by the first scenario that reads it) and of the
  // documents of its cases.
  Diagnostics diagnostics;
  // Where the snapshot was read from, as --from takes it; empty when it is part of the file.
  std::string snapshot_file;
};

struct CaseResult {
  std::string file;
  std::string name;
  bool passed = false;
  std::string expected;  // decision name, with the decider when one is expected
  std::string actual;    // the same, or "error: …"
  std::optional<DecidedBy> decided_by;
  SourcePlace place;
};

// Runs the cases in order. A case that cannot be answered fails, with the error as `actual`.
std::vector<CaseResult> RunScenario(const Scenario& scenario, const EvaluationOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_SCENARIO_SCENARIO_H_
