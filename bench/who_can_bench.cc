// One question asked of every principal. IAMSIM_WORKLOADS names a folder with w4-10000/; without it
// a generated world stands in. Every answer that is timed was compared with the reference for a
// seeded sample of principals first.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/audit/who_can.h"
#include "iamsim/base/check.h"
#include "iamsim/base/json_document.h"
#include "iamsim/decide/decide.h"
#include "iamsim/fast/principal_sweep.h"
#include "iamsim/io/read.h"
#include "role_world.h"

namespace iamsim {
namespace {

constexpr int kCheckedPrincipals = 300;

struct Workload {
  std::shared_ptr<const PreparedSnapshot> world;
  std::vector<Request> questions;
};

// A line of questions.jsonl: a request without a principal.
Request QuestionOf(const std::string& line) {
  const auto document = JsonDocument::Parse(line, "questions.jsonl");
  IAMSIM_CHECK(document.ok());
  const JsonNode root = (*document)->root();
  Request question;
  question.action = std::string(root.Find("action")->text());
  question.resource = std::string(root.Find("resource")->text());
  if (const auto account = root.Find("resourceAccount")) {
    question.resource_account = std::string(account->text());
  }
  if (const auto context = root.Find("context")) question.context = *ReadContext(*context);
  return question;
}

Workload Load() {
  Workload out;
  const char* folder = std::getenv("IAMSIM_WORKLOADS");
  if (folder == nullptr) {
    RoleWorldShape shape;
    shape.roles = 10000;
    shape.teams = 50;
    out.world = PreparedSnapshot::Prepare(MakeRoleWorld(shape));
    Request question;
    question.action = "sts:AssumeRole";
    question.resource = out.world->snapshot().principals().back().arn.text();
    out.questions = {question};
    return out;
  }
  const std::string path = absl::StrCat(folder, "/w4-10000/");
  const auto read = ReadSnapshot({absl::StrCat(path, "snapshot.json")});
  IAMSIM_CHECK(read.ok());
  out.world = PreparedSnapshot::Prepare(read->snapshot);
  std::ifstream lines(absl::StrCat(path, "questions.jsonl"));
  for (std::string line; std::getline(lines, line);) out.questions.push_back(QuestionOf(line));
  return out;
}

bool AgreesWithReference(const Workload& workload) {
  const Snapshot& snapshot = workload.world->snapshot();
  std::mt19937_64 random(1);
  for (const Request& question : workload.questions) {
    PrincipalSweep sweep(*workload.world, question, {});
    for (int i = 0; i < kCheckedPrincipals; ++i) {
      const auto id = static_cast<std::uint32_t>(random() % snapshot.principals().size());
      Request request = question;
      request.principal = snapshot.principals()[id].arn.text();
      const auto wanted = DecideChain(snapshot, World::kSnapshot, request, {});
      const auto answer = sweep.Ask(id);
      if (!wanted.ok() || !answer.ok() || answer->kind != wanted->decision.kind ||
          answer->allowed_when.Text() != wanted->decision.allowed_when.Text()) {
        std::cerr << request.principal << " " << request.action << " differs\n";
        return false;
      }
    }
  }
  return true;
}

// `complete`: the context is as the question gives it; else what it does not give is unknown.
void BM_WhoCan(benchmark::State& state) {
  Workload workload = Load();
  for (Request& question : workload.questions) question.context_is_complete = state.range(0) != 0;
  if (!AgreesWithReference(workload)) {
    state.SkipWithError("an answer differs from the reference");
    return;
  }
  std::size_t next = 0;
  std::size_t found = 0;
  for (auto _ : state) {
    const auto result = WhoCan(*workload.world, workload.questions[next]);
    IAMSIM_CHECK(result.ok());
    found += result->grantees.size();
    next = (next + 1) % workload.questions.size();
  }
  state.counters["principals"] = static_cast<double>(workload.world->principals().size());
  state.counters["grantees"] =
      benchmark::Counter(static_cast<double>(found), benchmark::Counter::kAvgIterations);
}
BENCHMARK(BM_WhoCan)->ArgName("complete")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsim
