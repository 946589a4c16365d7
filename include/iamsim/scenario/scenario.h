#ifndef IAMSIM_SCENARIO_SCENARIO_H_
#define IAMSIM_SCENARIO_SCENARIO_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
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

// "Nobody except": of those who are asked exactly these may. Whoever may under conditions is not
// among them.
struct ExpectedOnly {
  std::vector<std::string> allowed;  // ARNs, and names of outsiders as a policy has them; sorted
  std::vector<std::uint32_t> asked;  // places in Snapshot::principals(), ascending
  bool outsiders_are_asked = false;  // also whom the policy of the resource admits from outside
};

// One question with its expected answer. Lists, patterns and matrices are already multiplied out.
struct TestCase {
  std::string name;
  std::string source;  // AWS page or rule id that it pins
  std::vector<std::string> tags;
  std::optional<std::string> skip;  // why the case is not run
  SourcePlace place;
  Request request;       // without a principal when `only` is set
  bool via_any = false;  // through whatever roles it takes: the answer of AccessFinder
  DecisionKind expect = DecisionKind::kAllowed;
  // Of a conditional answer: all context keys and missing documents that it depends on.
  std::optional<std::vector<std::string>> depends_on;
  std::shared_ptr<const ExpectedOnly> only;  // shared by the cases of one test; null: none
  std::optional<ExpectedDecider> decided_by;
};

// A snapshot plus cases.
struct Scenario {
  std::string file;
  std::string name;
  std::shared_ptr<const Snapshot> snapshot;
  // kSelfContained when there is no snapshot: the cases bring their policies along.
  World world = World::kSnapshot;
  std::vector<TestCase> cases;
  // Damage and warnings of its snapshot (told once, by the first scenario that reads it) and of the
  // documents of its cases.
  Diagnostics diagnostics;
  // Where the snapshot was read from, as --from takes it; empty when it is part of the file.
  std::vector<std::string> snapshot_paths;
};

enum class CaseVerdict : std::uint8_t { kPassed, kFailed, kSkipped };
absl::string_view CaseVerdictName(CaseVerdict verdict);  // "passed", …

struct CaseResult {
  std::string file;
  std::string name;
  CaseVerdict verdict = CaseVerdict::kFailed;
  std::string expected;  // decision name, with what else is expected
  std::string actual;    // the same, or "error: …"; why the case was skipped
  std::optional<DecidedBy> decided_by;
  SourcePlace place;
  // Who was asked; of a case with `only` the first whose answer is not the expected one, by ARN, to
  // whom `decided_by` belongs. Empty when all are.
  std::string principal;
  std::string ask_again;  // a command that asks `principal` again; filled by who knows commands

  bool passed() const { return verdict == CaseVerdict::kPassed; }
};

// Runs the cases in order. A case that cannot be answered fails, with the error as `actual`.
std::vector<CaseResult> RunScenario(const Scenario& scenario, const EvaluationOptions& options);

// All that `formula` depends on: its context keys, then the documents that it lacks, each sorted.
std::vector<std::string> DependenciesOf(const Formula& formula);

// What `test --filter` takes: a glob of the whole name, or a part of the name when it holds no
// wildcard; `tag:` and a glob for a tag; `!` before either for the opposite. A case is selected
// when all `filters` say so.
bool IsSelected(const TestCase& test, absl::Span<const std::string> filters);

}  // namespace iamsim

#endif  // IAMSIM_SCENARIO_SCENARIO_H_
