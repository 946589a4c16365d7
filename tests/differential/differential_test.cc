// All evaluators must agree: over every scenario, over tiny worlds and over random ones. The number
// of decisions is IAMSIM_DIFFERENTIAL_DECISIONS, unless set a million, fewer under sanitizers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "differential/deciders.h"
#include "differential/random_world.h"
#include "differential/shrink.h"
#include "iamsim/io/read.h"
#include "support/seeds.h"
#include "support/tiny_world.h"

namespace iamsim {
namespace {

constexpr std::size_t kTinyWorlds = Seeds(5000);
constexpr std::size_t kTinySnapshots = Seeds(1000);
constexpr std::size_t kRandomBytes = 12000;
constexpr int kQuestions = 48;

std::size_t WantedDecisions() {
  std::size_t wanted = Seeds(1'000'000);
  const char* given = std::getenv("IAMSIM_DIFFERENTIAL_DECISIONS");
  if (given != nullptr && !absl::SimpleAtoi(given, &wanted)) ADD_FAILURE() << given;
  return wanted;
}

std::vector<std::uint8_t> RandomBytes(std::uint64_t seed, std::size_t size) {
  std::mt19937_64 random(seed);
  std::vector<std::uint8_t> bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

// What a run over one world found out.
struct Round {
  std::string disagreement;  // empty: none
  std::string scenario;
  std::size_t compared = 0;
  FastDecider::Counts counts;
};

Round RunTinyWorld(const std::vector<std::uint8_t>& data) {
  ByteSource bytes(data.data(), data.size());
  const std::optional<TinyWorld> tiny = MakeTinyWorld(bytes);
  if (!tiny) return {};
  const auto world = FastWorld::SelfContained();
  Deciders deciders(world);
  Round run{.disagreement = deciders.Compare(tiny->request, tiny->options)};
  if (!run.disagreement.empty()) run.scenario = AsScenario(*world, tiny->request, tiny->options);
  run.compared = deciders.compared();
  return run;
}

Round RunTinySnapshot(const std::vector<std::uint8_t>& data) {
  ByteSource bytes(data.data(), data.size());
  std::optional<TinySnapshot> tiny = MakeTinySnapshot(bytes);
  if (!tiny) return {};
  const auto world = FastWorld::Prepare(PreparedSnapshot::Prepare(tiny->snapshot));
  Deciders deciders(world);
  Round run{.disagreement = deciders.CompareForAll(&tiny->question, tiny->options)};
  if (!run.disagreement.empty()) run.scenario = AsScenario(*world, tiny->question, tiny->options);
  run.compared = deciders.compared();
  run.counts = deciders.counts();
  return run;
}

Round RunRandomWorld(const std::vector<std::uint8_t>& data, int questions) {
  ByteSource bytes(data.data(), data.size());
  // The questions come first, so that the rest of the bytes can be cut off.
  std::vector<std::pair<Request, EvaluationOptions>> asked;
  for (int i = 0; i < questions; ++i) asked.push_back(MakeRandomQuestion(bytes));
  const auto world = FastWorld::Prepare(PreparedSnapshot::Prepare(MakeRandomWorld(bytes)));
  Deciders deciders(world);
  Round run;
  for (auto& [request, options] : asked) {
    run.disagreement = deciders.CompareForAll(&request, options);
    if (run.disagreement.empty()) continue;
    run.scenario = AsScenario(*world, request, options);
    break;
  }
  run.compared = deciders.compared();
  run.counts = deciders.counts();
  return run;
}

// Fails with the smallest world in which `run` still finds a disagreement.
void Report(std::vector<std::uint8_t> data,
            const std::function<Round(const std::vector<std::uint8_t>&)>& run) {
  data = Shrink(std::move(data), [&run](const std::vector<std::uint8_t>& candidate) {
    return !run(candidate).disagreement.empty();
  });
  const Round smallest = run(data);
  FAIL() << smallest.disagreement << "\n" << smallest.scenario;
}

TEST(Differential, EveryScenario) {
  const auto scenarios = ReadScenarios({absl::StrCat(IAMSIM_SOURCE_DIR, "/scenarios")});
  ASSERT_TRUE(scenarios.ok()) << scenarios.status();
  std::size_t cases = 0;
  for (const Scenario& scenario : *scenarios) {
    SCOPED_TRACE(scenario.file);
    const auto world = scenario.world == World::kSnapshot
                           ? FastWorld::Prepare(PreparedSnapshot::Prepare(scenario.snapshot))
                           : FastWorld::SelfContained();
    Deciders deciders(world);
    for (const TestCase& test : scenario.cases) {
      const auto options = OptionsFor(test.request, EvaluationOptions());
      if (!options.ok()) continue;
      ++cases;
      EXPECT_EQ(deciders.Compare(test.request, *options), "") << test.name;
      if (scenario.world != World::kSnapshot) continue;
      Request question = test.request;
      EXPECT_EQ(deciders.CompareForAll(&question, *options), "") << test.name;
    }
  }
  EXPECT_GT(cases, 1000U);
}

TEST(Differential, TinyWorlds) {
  for (std::uint64_t seed = 0; seed < kTinyWorlds; ++seed) {
    std::vector<std::uint8_t> data = RandomBytes(seed, 512);
    if (!RunTinyWorld(data).disagreement.empty()) return Report(std::move(data), RunTinyWorld);
  }
}

TEST(Differential, TinySnapshots) {
  for (std::uint64_t seed = 0; seed < kTinySnapshots; ++seed) {
    std::vector<std::uint8_t> data = RandomBytes(seed, 1024);
    if (!RunTinySnapshot(data).disagreement.empty()) {
      return Report(std::move(data), RunTinySnapshot);
    }
  }
}

TEST(Differential, RandomWorlds) {
  const std::size_t wanted = WantedDecisions();
  std::size_t compared = 0;
  FastDecider::Counts counts;
  for (std::uint64_t seed = 0; compared < wanted; ++seed) {
    std::vector<std::uint8_t> data = RandomBytes(seed, kRandomBytes);
    const Round run = RunRandomWorld(data, kQuestions);
    if (!run.disagreement.empty()) {
      std::cerr << "seed " << seed << "\n";
      return Report(std::move(data), [](const std::vector<std::uint8_t>& candidate) {
        return RunRandomWorld(candidate, kQuestions);
      });
    }
    compared += run.compared;
    counts.fast += run.counts.fast;
    counts.residual += run.counts.residual;
  }
  std::cout << compared << " decisions compared, " << counts.residual << " of "
            << counts.fast + counts.residual << " asked of the reference\n";
  EXPECT_LT(counts.residual * 20, counts.fast);
}

}  // namespace
}  // namespace iamsim
