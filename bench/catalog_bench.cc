// The catalog: opening it, finding one action, expanding patterns. Every answer is checked before
// it is timed.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "iamsim/base/check.h"
#include "iamsim/base/file.h"
#include "iamsim/catalog/catalog.h"

namespace iamsim {
namespace {

std::size_t CountMatches(const Catalog& catalog, const ActionPattern& pattern) {
  std::size_t count = 0;
  for (std::uint32_t id = 0; id < catalog.action_count(); ++id) {
    if (pattern.Matches(ParseAction(catalog.text(ActionId{id})).value())) ++count;
  }
  return count;
}

void BM_Expand(benchmark::State& state, const char* text) {
  const Catalog& catalog = Catalog::Builtin();
  const ActionPattern pattern(text);
  const std::size_t want = CountMatches(catalog, pattern);
  IAMSIM_CHECK(want > 0 && catalog.Expand(pattern).size() == want);
  for (auto _ : state) benchmark::DoNotOptimize(catalog.Expand(pattern));
  state.counters["actions"] = static_cast<double>(want);
}
BENCHMARK_CAPTURE(BM_Expand, Star, "*");
BENCHMARK_CAPTURE(BM_Expand, Service, "s3:*");
BENCHMARK_CAPTURE(BM_Expand, NamePrefix, "s3:Get*");
BENCHMARK_CAPTURE(BM_Expand, Exact, "s3:GetObject");
BENCHMARK_CAPTURE(BM_Expand, NameSuffix, "ec2:*Instances");
BENCHMARK_CAPTURE(BM_Expand, AnyServiceNamePrefix, "*:Describe*");
BENCHMARK_CAPTURE(BM_Expand, AnyServiceNameInside, "*:*Tag*");

void BM_Find(benchmark::State& state, const char* text, bool want) {
  const Catalog& catalog = Catalog::Builtin();
  IAMSIM_CHECK(catalog.Find(text).has_value() == want);
  for (auto _ : state) benchmark::DoNotOptimize(catalog.Find(text));
}
BENCHMARK_CAPTURE(BM_Find, Known, "emr-serverless:StartApplication", true);
BENCHMARK_CAPTURE(BM_Find, Unknown, "s3:GetObjct", false);

void BM_KeysOf(benchmark::State& state, const char* text) {
  const Catalog& catalog = Catalog::Builtin();
  const ActionId action = catalog.Find(text).value();
  IAMSIM_CHECK(catalog.KeysOf(action).size() > 50);
  for (auto _ : state) benchmark::DoNotOptimize(catalog.KeysOf(action));
}
BENCHMARK_CAPTURE(BM_KeysOf, GetObject, "s3:GetObject");
BENCHMARK_CAPTURE(BM_KeysOf, RunInstances, "ec2:RunInstances");

void BM_FindTemplateKey(benchmark::State& state) {
  const Catalog& catalog = Catalog::Builtin();
  IAMSIM_CHECK(catalog.FindKey("aws:ResourceTag/team") ==
               catalog.FindKey("aws:ResourceTag/${TagKey}"));
  for (auto _ : state) benchmark::DoNotOptimize(catalog.FindKey("aws:ResourceTag/team"));
}
BENCHMARK(BM_FindTemplateKey);

void BM_ResourceTypesMatching(benchmark::State& state) {
  const Catalog& catalog = Catalog::Builtin();
  const ActionId action = catalog.Find("s3:GetObject").value();
  IAMSIM_CHECK(catalog.ResourceTypesMatching(action, "arn:aws:s3:::bucket/key").size() == 1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(catalog.ResourceTypesMatching(action, "arn:aws:s3:::bucket/key"));
  }
}
BENCHMARK(BM_ResourceTypesMatching);

void BM_SupportsResourceControl(benchmark::State& state) {
  const Catalog& catalog = Catalog::Builtin();
  IAMSIM_CHECK(catalog.SupportsResourceControl("secretsmanager"));
  for (auto _ : state) benchmark::DoNotOptimize(catalog.SupportsResourceControl("secretsmanager"));
}
BENCHMARK(BM_SupportsResourceControl);

void BM_CheckMisspelt(benchmark::State& state, const char* text) {
  const Catalog& catalog = Catalog::Builtin();
  IAMSIM_CHECK(!catalog.CheckAction(text).ok());
  for (auto _ : state) benchmark::DoNotOptimize(catalog.CheckAction(text));
}
BENCHMARK_CAPTURE(BM_CheckMisspelt, Name, "ec2:RunInstence");
BENCHMARK_CAPTURE(BM_CheckMisspelt, Service, "lamda:CreateFunction");

// The builtin one is opened once in a process, in no time (see BM_Expand/Star for its use); this is
// what --catalog FILE costs.
void BM_Read(benchmark::State& state) {
  const std::string path = IAMSIM_SOURCE_DIR "/engine/catalog/data/catalog.bin";
  IAMSIM_CHECK(Catalog::Read(path).value()->action_count() == Catalog::Builtin().action_count());
  for (auto _ : state) benchmark::DoNotOptimize(Catalog::Read(path));
}
BENCHMARK(BM_Read)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsim
