#include "iamsim/fast/fast_decider.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "iamsim/decide/decide.h"
#include "support/ask.h"
#include "support/seeds.h"
#include "support/tiny_world.h"

namespace iamsim {
namespace {

constexpr std::uint64_t kSnapshots = Seeds(4000);
constexpr std::uint64_t kRequests = Seeds(20000);

// Asks every principal both ways.
FastDecider::Counts Compare(const TinySnapshot& tiny, const FastDecider::Switches& switches,
                            Breadth breadth, std::map<DecisionKind, int>* seen) {
  const auto world = FastWorld::Prepare(PreparedSnapshot::Prepare(tiny.snapshot));
  FastDecider decider(world, switches);
  PreparedQuestion question = decider.Prepare(tiny.question, tiny.options, breadth);
  for (std::uint32_t id = 0; id < tiny.snapshot->principals().size(); ++id) {
    Request request = tiny.question;
    request.principal = tiny.snapshot->principals()[id].arn.text();
    SCOPED_TRACE(request.principal);
    const auto wanted = DecideChain(*tiny.snapshot, World::kSnapshot, request, tiny.options);
    Formula allowed_when;
    const auto prepared = decider.Decide(id, question, &allowed_when);
    const auto whole = decider.Decide(request, tiny.options);
    EXPECT_EQ(prepared.ok(), wanted.ok()) << prepared.status() << wanted.status();
    EXPECT_EQ(whole.ok(), wanted.ok()) << whole.status() << wanted.status();
    if (!prepared.ok() || !whole.ok() || !wanted.ok()) continue;
    EXPECT_EQ(DecisionName(*prepared), DecisionName(wanted->decision.kind));
    EXPECT_EQ(DecisionName(*whole), DecisionName(wanted->decision.kind));
    if (*prepared == DecisionKind::kConditional) {
      EXPECT_EQ(allowed_when.Text(), wanted->decision.allowed_when.Text());
    }
    ++(*seen)[*prepared];
  }
  return decider.counts();
}

TEST(FastDecider, AnswersAsTheReferenceInRandomSnapshots) {
  std::map<DecisionKind, int> seen;
  FastDecider::Counts counts;
  for (std::uint64_t seed = 0; seed < kSnapshots && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    ByteSource bytes = ByteSource::Seeded(seed, 1024);
    const std::optional<TinySnapshot> tiny = MakeTinySnapshot(bytes);
    ASSERT_TRUE(tiny.has_value()) << "an invalid document";
    const auto more = Compare(*tiny, {.use_index = seed % 8 != 0},
                              seed % 2 == 0 ? Breadth::kFew : Breadth::kMany, &seen);
    counts.fast += more.fast;
    counts.residual += more.residual;
  }
  // The worlds must be worth asking: every decision and both ways to find it are common.
  for (const auto& [kind, count] : seen)
    EXPECT_GT(count, static_cast<int>(Seeds(100))) << DecisionName(kind);
  EXPECT_EQ(seen.size(), 4U);
  EXPECT_GT(counts.fast, Seeds(20000));
  EXPECT_GT(counts.residual, Seeds(500));
}

TEST(FastDecider, AnswersAsTheReferenceToRandomSelfContainedRequests) {
  FastDecider decider(FastWorld::SelfContained());
  for (std::uint64_t seed = 0; seed < kRequests && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    ByteSource bytes = ByteSource::Seeded(seed, 512);
    const std::optional<TinyWorld> tiny = MakeTinyWorld(bytes);
    ASSERT_TRUE(tiny.has_value()) << "an invalid document";
    const auto wanted =
        DecideChain(*Snapshot::Empty(), World::kSelfContained, tiny->request, tiny->options);
    const auto answer = decider.Decide(tiny->request, tiny->options);
    ASSERT_EQ(answer.ok(), wanted.ok()) << answer.status() << wanted.status();
    if (!answer.ok()) continue;
    EXPECT_EQ(DecisionName(*answer), DecisionName(wanted->decision.kind));
  }
}

TEST(FastDecider, AsksTheReferenceAboutNothingThatIsCertain) {
  FastDecider decider(FastWorld::SelfContained());
  for (std::uint64_t seed = 0; seed < kRequests; ++seed) {
    ByteSource bytes = ByteSource::Seeded(seed, 512);
    std::optional<TinyWorld> tiny = MakeTinyWorld(bytes);
    ASSERT_TRUE(tiny.has_value()) << "an invalid document";
    tiny->request.context_is_complete = true;
    (void)decider.Decide(tiny->request, tiny->options);
  }
  EXPECT_EQ(decider.counts().residual, 0U);
}

TEST(FastDecider, KnowsThatAKeyMayBeThereAndHaveTheValueOrNot) {
  for (const char* null :
       {R"("Null": {"aws:SourceIp": "false"})", R"("Null": {"aws:TokenIssueTime": "true"})"}) {
    Request request;
    request.principal = "arn:aws:iam::111122223333:role/r";
    request.action = "s3:GetObject";
    request.resource = "arn:aws:s3:::bucket/x";
    request.resource_account = "111122223333";
    request.context_is_complete = false;
    request.policies.identity = {
        Document("p", PolicyKind::kIdentity,
                 PolicyText(std::string(R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*",
            "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}, )") +
                            null + "}}"))};
    FastDecider decider(FastWorld::SelfContained());
    const auto kind = decider.Decide(request, {});
    ASSERT_TRUE(kind.ok()) << kind.status();
    EXPECT_EQ(*kind, DecisionKind::kConditional) << null;
    EXPECT_EQ(decider.counts().residual, 0U) << null;
  }
}

}  // namespace
}  // namespace iamsim
