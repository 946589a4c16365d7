// The graph of role assumption. IAMSIM_WORKLOADS names a folder with w5/snapshot.json; without it a
// generated world stands in.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "absl/strings/str_cat.h"
#include "iamsim/base/check.h"
#include "iamsim/decide/decide.h"
#include "iamsim/graph/assume_graph.h"
#include "iamsim/io/read.h"
#include "role_world.h"

namespace iamsim {
namespace {

constexpr int kCheckedPairs = 50000;

std::shared_ptr<const PreparedSnapshot> Workload() {
  const char* folder = std::getenv("IAMSIM_WORKLOADS");
  if (folder == nullptr) {
    RoleWorldShape shape;
    shape.roles = 2000;
    shape.teams = 50;
    return PreparedSnapshot::Prepare(MakeRoleWorld(shape));
  }
  const auto read = ReadSnapshot({absl::StrCat(folder, "/w5/snapshot.json")});
  IAMSIM_CHECK(read.ok());
  return PreparedSnapshot::Prepare(read->snapshot);
}

// Whether the graph has an edge, and its formula, must be what the reference says.
bool AgreesWithReference(const AssumeGraph& graph) {
  const Snapshot& snapshot = graph.world().snapshot();
  std::mt19937_64 random(1);
  for (int i = 0; i < kCheckedPairs; ++i) {
    const std::uint32_t role = graph.roles()[random() % graph.roles().size()];
    const auto from = static_cast<std::uint32_t>(random() % snapshot.principals().size());
    Request request = graph.options().question;
    request.principal = snapshot.principals()[from].arn.text();
    request.action = "sts:AssumeRole";
    request.resource = snapshot.principals()[role].arn.text();
    const auto wanted = DecideChain(snapshot, World::kSnapshot, request, {});
    const auto found = graph.Find(from, role);
    if (!wanted.ok() || !found.ok()) return false;
    const Decision& decision = wanted->decision;
    const std::string text = found->has_value() ? (*found)->allowed_when.Text() : "";
    const bool is_edge =
        decision.kind == DecisionKind::kAllowed || decision.kind == DecisionKind::kConditional;
    if (text != (is_edge ? decision.allowed_when.Text() : "")) {
      std::cerr << request.principal << " to " << request.resource << " differs\n";
      return false;
    }
  }
  return true;
}

std::shared_ptr<const AssumeGraph> Build(std::shared_ptr<const PreparedSnapshot> world) {
  auto graph = AssumeGraph::Build(std::move(world), AssumeGraphOptions());
  IAMSIM_CHECK(graph.ok());
  return *std::move(graph);
}

void BM_WholeGraph(benchmark::State& state) {
  const auto world = Workload();
  if (!AgreesWithReference(*Build(world))) {
    state.SkipWithError("the graph differs from the reference");
    return;
  }
  std::size_t size = 0;
  std::size_t edges = 0;
  for (auto _ : state) {
    const auto graph = Build(world);
    size = graph->size();
    edges = 0;
    for (const std::uint32_t role : graph->roles()) {
      const absl::Status visited =
          graph->ForEachTo(role, [&](const AssumeGraph::Edge&) { ++edges; });
      benchmark::DoNotOptimize(visited.ok());
    }
  }
  state.counters["answers"] = static_cast<double>(size);
  state.counters["edges"] = static_cast<double>(edges);
}
BENCHMARK(BM_WholeGraph)->Unit(benchmark::kMillisecond);

void BM_RolesThatTrustTheirAccount(benchmark::State& state) {
  RoleWorldShape shape;
  shape.roles = static_cast<std::size_t>(state.range(0));
  shape.accounts = 1;
  shape.teams = 50;
  shape.trusts_accounts_only = true;
  const auto world = PreparedSnapshot::Prepare(MakeRoleWorld(shape));
  std::size_t size = 0;
  for (auto _ : state) size = Build(world)->size();
  state.counters["answers"] = static_cast<double>(size);
}
BENCHMARK(BM_RolesThatTrustTheirAccount)
    ->Arg(10000)
    ->Arg(100000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsim
