// One question asked of every principal: w4-10000 of IAMSIM_WORKLOADS, or a generated world. Every
// answer that is timed was compared with the reference for a seeded sample of principals first.
#include <benchmark/benchmark.h>

#include "iamsim/audit/who_can.h"
#include "iamsim/base/check.h"
#include "workload.h"

namespace iamsim {
namespace {

constexpr int kCheckedPrincipals = 300;

// `complete`: the context is as the question gives it; else what it does not give is unknown.
void BM_WhoCan(benchmark::State& state) {
  Workload workload = LoadWorkload("w4-10000", /*roles=*/10000, /*questions=*/1);
  for (BatchQuestion& question : workload.questions) {
    question.request.context_is_complete = state.range(0) != 0;
  }
  if (!AgreesWithReference(workload, kCheckedPrincipals)) {
    state.SkipWithError("an answer differs from the reference");
    return;
  }
  std::size_t next = 0;
  std::size_t found = 0;
  for (auto _ : state) {
    const auto result = WhoCan(*workload.world, workload.questions[next].request);
    IAMSIM_CHECK(result.ok());
    found += result->grantees.size();
    next = (next + 1) % workload.questions.size();
  }
  state.counters["principals"] = static_cast<double>(workload.world->principals().size());
  state.counters["grantees"] =
      benchmark::Counter(static_cast<double>(found), benchmark::Counter::kAvgIterations);
}
BENCHMARK(BM_WhoCan)->ArgName("complete")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond);

// What the first question of a world pays for all others.
void BM_PrepareStatements(benchmark::State& state) {
  const Workload workload = LoadWorkload("w4-10000", /*roles=*/10000, /*questions=*/1);
  const std::shared_ptr<const Snapshot> snapshot(workload.world, &workload.world->snapshot());
  for (auto _ : state) {
    const auto world = PreparedSnapshot::Prepare(snapshot);
    benchmark::DoNotOptimize(&world->statements());
  }
}
BENCHMARK(BM_PrepareStatements)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsim
