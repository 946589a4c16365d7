#include "iamsim/fast/principal_sweep.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "iamsim/decide/decide.h"
#include "support/seeds.h"
#include "support/tiny_world.h"

namespace iamsim {
namespace {

constexpr std::uint64_t kSnapshots = Seeds(4000);

// Asks every principal both ways. Returns how the answers were found.
PrincipalSweep::Counts Compare(const TinySnapshot& tiny, std::map<DecisionKind, int>* seen) {
  const auto world = PreparedSnapshot::Prepare(tiny.snapshot);
  PrincipalSweep sweep(*world, tiny.question, tiny.options);
  for (std::uint32_t id = 0; id < world->principals().size(); ++id) {
    Request request = tiny.question;
    request.principal = tiny.snapshot->principals()[id].arn.text();
    SCOPED_TRACE(request.principal);
    const auto wanted = DecideChain(*tiny.snapshot, World::kSnapshot, request, tiny.options);
    const auto answer = sweep.Ask(id);
    EXPECT_EQ(answer.ok(), wanted.ok()) << answer.status() << wanted.status();
    if (!answer.ok() || !wanted.ok()) continue;
    EXPECT_EQ(DecisionName(answer->kind), DecisionName(wanted->decision.kind));
    EXPECT_EQ(answer->allowed_when.Text(), wanted->decision.allowed_when.Text());
    ++(*seen)[answer->kind];
  }
  return sweep.counts();
}

TEST(PrincipalSweep, AnswersAsTheReferenceInRandomWorlds) {
  std::map<DecisionKind, int> seen;
  PrincipalSweep::Counts counts;
  for (std::uint64_t seed = 0; seed < kSnapshots && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    ByteSource bytes = ByteSource::Seeded(seed, 1024);
    const std::optional<TinySnapshot> tiny = MakeTinySnapshot(bytes);
    ASSERT_TRUE(tiny.has_value()) << "an invalid document";
    const PrincipalSweep::Counts more = Compare(*tiny, &seen);
    counts.by_reference += more.by_reference;
    counts.in_part += more.in_part;
    counts.shared += more.shared;
  }
  // The worlds must be worth asking: every decision and every way to find it is common.
  for (const auto& [kind, count] : seen)
    EXPECT_GT(count, static_cast<int>(Seeds(100))) << DecisionName(kind);
  EXPECT_EQ(seen.size(), 4U);
  EXPECT_GT(counts.by_reference, Seeds(500));
  EXPECT_GT(counts.in_part, Seeds(1000));
  EXPECT_GT(counts.shared, Seeds(1000));
}

TEST(PrincipalSweep, ReportsAnUnusableQuestion) {
  ByteSource bytes = ByteSource::Seeded(1, 1024);
  std::optional<TinySnapshot> tiny = MakeTinySnapshot(bytes);
  tiny->question.action = "s3";
  const auto world = PreparedSnapshot::Prepare(tiny->snapshot);
  PrincipalSweep sweep(*world, tiny->question, tiny->options);
  EXPECT_FALSE(sweep.Ask(0).ok());
}

}  // namespace
}  // namespace iamsim
