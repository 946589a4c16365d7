// A file of questions asked of every principal: w3 of IAMSIM_WORKLOADS (1,000 questions of 1,000
// roles), or a generated world. Every question's answers were compared with the reference for a
// seeded sample of principals first.
#include <benchmark/benchmark.h>

#include <cstddef>

#include "iamsim/audit/batch.h"
#include "iamsim/base/check.h"
#include "iamsim/io/write_audit.h"
#include "workload.h"

namespace iamsim {
namespace {

constexpr int kCheckedPrincipals = 10;

const Workload* LoadChecked() {
  static const Workload* const workload = [] {
    const auto* loaded = new Workload(LoadWorkload("w3", /*roles=*/1000, /*questions=*/200));
    return AgreesWithReference(*loaded, kCheckedPrincipals) ? loaded : nullptr;
  }();
  return workload;
}

// `written`: the lines of JSON are made as well.
void BM_Audit(benchmark::State& state) {
  const Workload* workload = LoadChecked();
  if (workload == nullptr) {
    state.SkipWithError("an answer differs from the reference");
    return;
  }
  const AuditLines writer(*workload->world, AuditFormat::kJsonLines);
  BatchOptions options{.threads = static_cast<std::size_t>(state.range(0))};
  const bool is_written = state.range(1) != 0;
  options.render = [&](const BatchResult& result) {
    return is_written ? writer.Write(result) : std::string();
  };
  std::size_t decisions = 0;
  for (auto _ : state) {
    std::size_t next = 0;
    AskBatch(
        *workload->world,
        [&]() -> std::optional<absl::StatusOr<BatchQuestion>> {
          if (next == workload->questions.size()) return std::nullopt;
          return workload->questions[next++];
        },
        options,
        [&](BatchResult result) {
          IAMSIM_CHECK(result.status.ok());
          decisions += result.counts.decisions();
          return true;
        });
  }
  state.counters["decisions"] =
      benchmark::Counter(static_cast<double>(decisions), benchmark::Counter::kAvgIterations);
  state.counters["per_second"] =
      benchmark::Counter(static_cast<double>(decisions), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_Audit)
    ->ArgNames({"threads", "written"})
    ->ArgsProduct({{1, 2}, {0, 1}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsim
