#ifndef IAMSIM_ENGINE_SCENARIO_CASE_RUNNER_H_
#define IAMSIM_ENGINE_SCENARIO_CASE_RUNNER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "iamsim/decide/decide.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/scenario/scenario.h"

namespace iamsim {

// Runs cases in one world. The snapshot is prepared when the first case asks everybody. Not
// thread-safe.
class CaseRunner {
 public:
  CaseRunner(std::shared_ptr<const Snapshot> snapshot, World world, EvaluationOptions options)
      : snapshot_(std::move(snapshot)), world_(world), options_(options) {}

  // Everything but the file's name. Skips what is to be skipped.
  CaseResult Run(const TestCase& test);

 private:
  absl::Status RunSingle(const TestCase& test, const EvaluationOptions& options,
                         CaseResult* result);
  absl::Status RunOnly(const TestCase& test, const EvaluationOptions& options, CaseResult* result);

  std::shared_ptr<const Snapshot> snapshot_;
  World world_;
  EvaluationOptions options_;
  std::shared_ptr<const PreparedSnapshot> prepared_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_SCENARIO_CASE_RUNNER_H_
