// Decisions a second on the workloads of the folder IAMSIM_WORKLOADS (w1, w2, w3); without it
// generated worlds of the same shapes stand in. Every decision that is timed was compared with the
// reference first; of w3's million a seeded sample, unless IAMSIM_CHECK_ALL is set.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/base/check.h"
#include "iamsim/base/json_document.h"
#include "iamsim/decide/decide.h"
#include "iamsim/fast/fast_decider.h"
#include "iamsim/io/read.h"
#include "residual_statements.h"
#include "role_world.h"
#include "statement_world.h"

namespace iamsim {
namespace {

constexpr std::size_t kSample = 50000;
// Questions that are resolved before they are decided. A stream of them is decided while they are
// in the cache of a core; of many at a time, each waits for memory first.
constexpr std::size_t kStream = 64;
constexpr std::size_t kManyAtATime = 1024;

struct Workload {
  std::shared_ptr<const Snapshot> snapshot;
  std::shared_ptr<const FastWorld> world;
  std::vector<Request> questions;
};

// Of this thread: other programs do not count.
double CpuSeconds() {
  timespec now = {};
  IAMSIM_CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// A line of questions.jsonl: a request without policies.
Request QuestionOf(const std::string& line) {
  const auto document = JsonDocument::Parse(line, "questions.jsonl");
  IAMSIM_CHECK(document.ok());
  const JsonNode root = (*document)->root();
  Request question;
  question.action = std::string(root.Find("action")->text());
  question.resource = std::string(root.Find("resource")->text());
  if (const auto principal = root.Find("principal")) {
    question.principal = std::string(principal->text());
  }
  if (const auto account = root.Find("resourceAccount")) {
    question.resource_account = std::string(account->text());
  }
  if (const auto context = root.Find("context")) question.context = *ReadContext(*context);
  return question;
}

Workload Read(const std::string& folder) {
  Workload out;
  const auto read = ReadSnapshot({absl::StrCat(folder, "/snapshot.json")});
  IAMSIM_CHECK(read.ok());
  out.snapshot = read->snapshot;
  std::ifstream lines(absl::StrCat(folder, "/questions.jsonl"));
  for (std::string line; std::getline(lines, line);) out.questions.push_back(QuestionOf(line));
  return out;
}

// Our own worlds of about the same shapes.
Workload Make(const std::string& name) {
  if (name != "w3") {
    const std::size_t statements = name == "w1" ? 70 : 6584;
    return {MakeStatementWorld(statements), nullptr, MakeStatementQuestions(statements, 10000)};
  }
  RoleWorldShape shape;
  shape.roles = 1000;
  Workload out{MakeRoleWorld(shape), nullptr, {}};
  for (const PrincipalRecord& role : out.snapshot->principals()) {
    if (role.kind != PrincipalKind::kRole || out.questions.size() == 1000) continue;
    Request question;
    question.action = "sts:AssumeRole";
    question.resource = role.arn.text();
    out.questions.push_back(std::move(question));
  }
  return out;
}

const Workload& Load(const std::string& name) {
  static auto& loaded = *new std::map<std::string, Workload>;
  Workload& out = loaded[name];
  if (out.snapshot != nullptr) return out;
  const char* folder = std::getenv("IAMSIM_WORKLOADS");
  out = folder != nullptr ? Read(absl::StrCat(folder, "/", name)) : Make(name);
  out.world = FastWorld::Prepare(PreparedSnapshot::Prepare(out.snapshot));
  return out;
}

std::uint32_t PrincipalOf(const Workload& workload, const Request& question) {
  const auto ids = workload.world->snapshot().Named(question.principal);
  IAMSIM_CHECK(ids.size() == 1);
  return ids.front();
}

// A question that the reference refuses has to be refused.
bool Agrees(const Workload& workload, const Request& request,
            const absl::StatusOr<DecisionKind>& kind) {
  const auto wanted = DecideChain(*workload.snapshot, World::kSnapshot, request, {});
  if (wanted.ok() == kind.ok() && (!kind.ok() || wanted->decision.kind == *kind)) return true;
  std::cerr << request.id << " " << request.principal << " " << request.action << " "
            << request.resource << " differs from the reference\n";
  return false;
}

bool IsAllowed(const absl::StatusOr<DecisionKind>& kind) {
  return kind.ok() && *kind == DecisionKind::kAllowed;
}

// Every question of a workload whose questions name their principals.
bool AgreesWithReference(const Workload& workload) {
  FastDecider decider(workload.world);
  for (const Request& question : workload.questions) {
    PreparedQuestion prepared = decider.Prepare(question, {});
    const auto resolved = decider.Decide(PrincipalOf(workload, question), prepared);
    const auto whole = decider.Decide(question, {});
    if (!Agrees(workload, question, resolved) || !Agrees(workload, question, whole)) return false;
  }
  return true;
}

// Questions that are resolved beforehand, each asked once.
void BM_Resolved(benchmark::State& state, const char* name, std::size_t batch) {
  const Workload& workload = Load(name);
  if (!AgreesWithReference(workload)) return state.SkipWithError("differs from the reference");
  FastDecider decider(workload.world);
  const std::uint32_t principal = PrincipalOf(workload, workload.questions.front());
  std::size_t allowed = 0;
  for (auto _ : state) {
    double seconds = 0;
    for (std::size_t first = 0; first < workload.questions.size(); first += batch) {
      std::vector<PreparedQuestion> prepared;
      for (std::size_t i = first; i < first + batch && i < workload.questions.size(); ++i) {
        prepared.push_back(decider.Prepare(workload.questions[i], {}));
        decider.Resolve(principal, prepared.back());
      }
      const double start = CpuSeconds();
      for (PreparedQuestion& question : prepared) {
        allowed += IsAllowed(decider.Decide(principal, question)) ? 1U : 0U;
      }
      seconds += CpuSeconds() - start;
    }
    state.SetIterationTime(seconds);
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(workload.questions.size()));
  state.counters["allowed"] =
      benchmark::Counter(static_cast<double>(allowed), benchmark::Counter::kAvgIterations);
  state.counters["residual"] = static_cast<double>(decider.counts().residual);
}
BENCHMARK_CAPTURE(BM_Resolved, w1, "w1", kStream)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Resolved, w2, "w2", kStream)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Resolved, w1_many_at_a_time, "w1", kManyAtATime)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

// The same from their texts.
void BM_FromStrings(benchmark::State& state, const char* name) {
  const Workload& workload = Load(name);
  FastDecider decider(workload.world);
  std::size_t allowed = 0;
  for (auto _ : state) {
    for (const Request& question : workload.questions) {
      allowed += IsAllowed(decider.Decide(question, {})) ? 1U : 0U;
    }
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(workload.questions.size()));
  state.counters["allowed"] =
      benchmark::Counter(static_cast<double>(allowed), benchmark::Counter::kAvgIterations);
}
BENCHMARK_CAPTURE(BM_FromStrings, w1, "w1")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_FromStrings, w2, "w2")->Unit(benchmark::kMillisecond);

bool AgreesWithReferenceForAll(const Workload& workload) {
  const bool all = std::getenv("IAMSIM_CHECK_ALL") != nullptr;
  const std::size_t principals = workload.snapshot->principals().size();
  const std::size_t pairs = principals * workload.questions.size();
  std::mt19937_64 random(1);
  FastDecider decider(workload.world);
  std::vector<PreparedQuestion> prepared;
  for (const Request& question : workload.questions) {
    prepared.push_back(decider.Prepare(question, {}, Breadth::kMany));
  }
  for (std::size_t i = 0; i < (all ? pairs : kSample); ++i) {
    const std::size_t pair = all ? i : random() % pairs;
    const auto principal = static_cast<std::uint32_t>(pair % principals);
    Request request = workload.questions[pair / principals];
    request.principal = workload.snapshot->principals()[principal].arn.text();
    const auto kind = decider.Decide(principal, prepared[pair / principals]);
    if (!Agrees(workload, request, kind)) return false;
  }
  return true;
}

// Every question asked of every principal, preparing the questions included.
void BM_AllPrincipals(benchmark::State& state, const char* name) {
  const Workload& workload = Load(name);
  if (!AgreesWithReferenceForAll(workload)) {
    return state.SkipWithError("differs from the reference");
  }
  std::size_t allowed = 0;
  FastDecider::Counts counts;
  const auto principals = static_cast<std::uint32_t>(workload.snapshot->principals().size());
  for (auto _ : state) {
    FastDecider decider(workload.world);
    for (const Request& question : workload.questions) {
      PreparedQuestion prepared = decider.Prepare(question, {}, Breadth::kMany);
      for (std::uint32_t principal = 0; principal < principals; ++principal) {
        allowed += IsAllowed(decider.Decide(principal, prepared)) ? 1U : 0U;
      }
    }
    counts = decider.counts();
  }
  state.SetItemsProcessed(state.iterations() * principals *
                          static_cast<std::int64_t>(workload.questions.size()));
  state.counters["allowed"] =
      benchmark::Counter(static_cast<double>(allowed), benchmark::Counter::kAvgIterations);
  state.counters["residual"] = static_cast<double>(counts.residual);
}
BENCHMARK_CAPTURE(BM_AllPrincipals, w3, "w3")->Unit(benchmark::kMillisecond);

// Statements that are left to the reference: at most one in a hundred. Not a matter of time.
void BM_ResidualStatements(benchmark::State& state, const char* name) {
  ResidualStatements found;
  for (auto _ : state) found = CountResidualStatements(*Load(name).snapshot);
  const double share = 100.0 * static_cast<double>(found.residual) /
                       static_cast<double>(std::max<std::size_t>(found.statements, 1));
  std::cerr << name << ": " << found.residual << " of " << found.statements << " statements of "
            << found.policies << " policies are left to the reference (" << share << " %), "
            << found.questions << " questions\n";
  if (!found.agrees) return state.SkipWithError("differs from the reference");
  if (share > 1) return state.SkipWithError("more than 1 % of the statements are residual");
  state.counters["statements"] = static_cast<double>(found.statements);
  state.counters["residual"] = static_cast<double>(found.residual);
}
BENCHMARK_CAPTURE(BM_ResidualStatements, w2, "w2")->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_ResidualStatements, w3, "w3")->Iterations(1)->Unit(benchmark::kMillisecond);

void BM_Prepare(benchmark::State& state, const char* name) {
  const Workload& workload = Load(name);
  for (auto _ : state) {
    benchmark::DoNotOptimize(FastWorld::Prepare(PreparedSnapshot::Prepare(workload.snapshot)));
  }
}
BENCHMARK_CAPTURE(BM_Prepare, w1, "w1")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Prepare, w2, "w2")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Prepare, w3, "w3")->Unit(benchmark::kMillisecond);

// Time and memory by the number of a principal's statements.
void BM_Statements(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  constexpr std::size_t kQuestions = 500;
  Workload workload{MakeStatementWorld(count), nullptr, MakeStatementQuestions(count, kQuestions)};
  workload.world = FastWorld::Prepare(PreparedSnapshot::Prepare(workload.snapshot));
  FastDecider decider(workload.world);
  std::vector<PreparedQuestion> prepared;
  for (std::size_t i = 0; i < kQuestions; ++i) {
    prepared.push_back(decider.Prepare(workload.questions[i], {}));
    const auto kind = decider.Decide(0, prepared.back());
    if (i % 10 == 0 && !Agrees(workload, workload.questions[i], kind)) {
      return state.SkipWithError("differs from the reference");
    }
  }
  for (auto _ : state) {
    for (PreparedQuestion& question : prepared) {
      benchmark::DoNotOptimize(decider.Decide(0, question));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kQuestions));
  state.counters["index_bytes_per_statement"] =
      static_cast<double>(decider.IndexBytes(0)) / static_cast<double>(count);
}
BENCHMARK(BM_Statements)->RangeMultiplier(10)->Range(10, 100000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace iamsim
