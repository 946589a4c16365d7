// Leaf matching: the cost of one pattern against one text. Every answer is checked before it is
// timed.
#include <benchmark/benchmark.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "iamsim/base/check.h"
#include "iamsim/match/action_pattern.h"
#include "iamsim/match/glob.h"
#include "iamsim/match/resource_pattern.h"

namespace iamsim {
namespace {

std::string Repeat(absl::string_view text, std::int64_t times) {
  std::string repeated;
  for (std::int64_t i = 0; i < times; ++i) repeated.append(text.data(), text.size());
  return repeated;
}

void TimeGlob(benchmark::State& state, const std::string& encoded, const std::string& text,
              bool want) {
  IAMSIM_CHECK(GlobMatch(encoded, text) == want);
  for (auto _ : state) benchmark::DoNotOptimize(GlobMatch(encoded, text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void BM_GlobLiteral(benchmark::State& state) {
  const std::string text = Repeat("a", state.range(0));
  TimeGlob(state, text, text, true);
}
BENCHMARK(BM_GlobLiteral)->Arg(32)->Arg(1024);

void BM_GlobOneRun(benchmark::State& state) {
  TimeGlob(state, EncodeGlob("ab*yz"), absl::StrCat("ab", Repeat("x", state.range(0)), "yz"), true);
}
BENCHMARK(BM_GlobOneRun)->Arg(32)->Arg(1024)->Arg(100'000);

void BM_GlobThirtyRuns(benchmark::State& state) {
  TimeGlob(state, EncodeGlob(absl::StrCat(Repeat("a*", 30), "c*")), Repeat("ab", state.range(0)),
           false);
}
BENCHMARK(BM_GlobThirtyRuns)->Arg(32)->Arg(1024)->Arg(50'000);

// Every place of the text begins like the middle segment.
void BM_GlobNearMisses(benchmark::State& state) {
  TimeGlob(state, EncodeGlob(absl::StrCat("*", Repeat("a", 30), "b*")), Repeat("a", state.range(0)),
           false);
}
BENCHMARK(BM_GlobNearMisses)->Arg(1024)->Arg(100'000);

void BM_GlobQuestionMarksBeyondAscii(benchmark::State& state) {
  TimeGlob(state, EncodeGlob(absl::StrCat("*", Repeat("?", 30), "b*")), Repeat("é", state.range(0)),
           false);
}
BENCHMARK(BM_GlobQuestionMarksBeyondAscii)->Arg(1024);

void BM_GlobThirtyRunsInFields(benchmark::State& state) {
  const std::string run(1, glob_code::kRunInField);
  TimeGlob(state, absl::StrCat(Repeat(absl::StrCat("a", run), 30), "c"),
           Repeat("ab", state.range(0)), false);
}
BENCHMARK(BM_GlobThirtyRunsInFields)->Arg(32)->Arg(1024)->Arg(50'000);

void BM_Action(benchmark::State& state, const char* pattern, bool want) {
  const ActionPattern action_pattern(pattern);
  const Action action = ParseAction("emr-serverless:GetDashboardForJobRun").value();
  IAMSIM_CHECK(action_pattern.Matches(action) == want);
  for (auto _ : state) benchmark::DoNotOptimize(action_pattern.Matches(action));
}
BENCHMARK_CAPTURE(BM_Action, Exact, "emr-serverless:GetDashboardForJobRun", true);
BENCHMARK_CAPTURE(BM_Action, Wildcard, "emr-serverless:Get*", true);
BENCHMARK_CAPTURE(BM_Action, OtherService, "s3:*", false);

VariableState Lookup(absl::string_view, absl::string_view* value) {
  *value = "ann";
  return VariableState::kValue;
}

void BM_Resource(benchmark::State& state, const char* text, PatternMatch want) {
  const ResourcePattern pattern(text, /*variables_enabled=*/true, /*complete_short_arns=*/true);
  const std::string resource = "arn:aws:s3:::bucket/home/ann/2026/11/report.parquet";
  IAMSIM_CHECK(pattern.Matches(resource, Lookup) == want);
  for (auto _ : state) benchmark::DoNotOptimize(pattern.Matches(resource, Lookup));
}
BENCHMARK_CAPTURE(BM_Resource, Star, "*", PatternMatch::kYes);
BENCHMARK_CAPTURE(BM_Resource, Exact, "arn:aws:s3:::bucket/home/ann/2026/11/report.parquet",
                  PatternMatch::kYes);
BENCHMARK_CAPTURE(BM_Resource, Prefix, "arn:aws:s3:::bucket/*", PatternMatch::kYes);
BENCHMARK_CAPTURE(BM_Resource, OtherBucket, "arn:aws:s3:::other/*", PatternMatch::kNo);
BENCHMARK_CAPTURE(BM_Resource, ManyRuns, "arn:*:s3:*:*:*/home/*/*/*.parquet", PatternMatch::kYes);
BENCHMARK_CAPTURE(BM_Resource, RunInField, "arn:a*s:s3:::bucket/*", PatternMatch::kYes);
BENCHMARK_CAPTURE(BM_Resource, Short, "arn:aws:s3", PatternMatch::kYes);
BENCHMARK_CAPTURE(BM_Resource, Variable, "arn:aws:s3:::bucket/home/${aws:username}/*",
                  PatternMatch::kYes);

}  // namespace
}  // namespace iamsim
