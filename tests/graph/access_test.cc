#include "iamsim/graph/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "graph/small_world.h"
#include "iamsim/decide/decide.h"
#include "support/seeds.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;

constexpr std::size_t kMost = 3;

AccessQuestion QuestionOf(const SmallWorld& small) {
  AccessQuestion out;
  out.request = small.questions.question;
  out.request.action = "s3:ListAllMyBuckets";
  out.hops = small.questions.next_hops;
  out.max_hops = kMost;
  return out;
}

// Hops and conditions of the best chain; denied: none.
struct Best {
  DecisionKind kind = DecisionKind::kImplicitDeny;
  std::size_t hops = 0;
  std::size_t conditions = 0;

  friend bool operator==(const Best&, const Best&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Best& best) {
    return out << DecisionName(best.kind) << " after " << best.hops << " hops under "
               << best.conditions << " conditions";
  }
};

// Whether `a` is a better answer: allowed first, then fewest hops, then fewest conditions.
bool IsBetter(const Best& a, const Best& b) {
  const auto rank = [](const Best& best) {
    const int kind = best.kind == DecisionKind::kAllowed       ? 0
                     : best.kind == DecisionKind::kConditional ? 1
                                                               : 2;
    return std::make_tuple(kind, best.hops, best.conditions);
  };
  return rank(a) < rank(b);
}

// By brute force over all chains.
void FindBest(const SmallWorld& small, const AccessQuestion& question, const std::string& from,
              std::vector<Hop>* via, Best* best) {
  const Snapshot& snapshot = small.world->snapshot();
  Request request = question.request;
  request.principal = from;
  request.via = *via;
  if (!via->empty() && question.last_hop) {
    const std::string role = via->back().role;
    request.via.back() = *question.last_hop;
    request.via.back().role = role;
  }
  const auto chain = DecideChain(snapshot, World::kSnapshot, request, question.evaluation);
  ASSERT_THAT(chain, IsOk());
  const Decision& decision = chain->decision;
  const Best here{decision.kind, via->size(), LeavesOf(decision.allowed_when).size()};
  const bool is_denied =
      decision.kind == DecisionKind::kImplicitDeny || decision.kind == DecisionKind::kExplicitDeny;
  if (!is_denied && IsBetter(here, *best)) *best = here;
  if (via->size() == question.max_hops) return;
  for (const PrincipalRecord& principal : snapshot.principals()) {
    if (principal.kind != PrincipalKind::kRole) continue;
    via->push_back(question.hops);
    via->back().role = principal.arn.text();
    FindBest(small, question, from, via, best);
    via->pop_back();
  }
}

// CH-10: no chain is missed, the best is the best, and it is what DecideChain() says of it.
TEST(Access, FindsTheBestOfAllChains) {
  std::size_t found = 0;
  std::size_t longer = 0;
  for (std::uint64_t seed = 0; seed < Seeds(800) && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const SmallWorld small(ByteSource::Seeded(seed, 768), /*with_services=*/true);
    AccessQuestion question = QuestionOf(small);
    if (seed % 3 == 0) {
      question.last_hop = question.hops;
      question.last_hop->tags = {{"team", "red"}};
    }
    auto finder = AccessFinder::Make(small.world, question);
    ASSERT_THAT(finder, IsOk());
    for (const std::string& from : {std::string("arn:aws:iam::111122223333:user/U"), RoleArn(0)}) {
      SCOPED_TRACE(from);
      Best wanted;
      std::vector<Hop> via;
      FindBest(small, question, from, &via, &wanted);
      const auto answer = (*finder)->Find(from);
      ASSERT_THAT(answer, IsOk());
      EXPECT_TRUE(answer->is_complete);
      Best got;
      if (answer->path) {
        const Path& path = *answer->path;
        got = {path.kind, path.hops.size(), path.conditions};
        const auto chain = DecideChain(small.world->snapshot(), World::kSnapshot,
                                       (*finder)->RequestFor(path), question.evaluation);
        ASSERT_THAT(chain, IsOk());
        EXPECT_EQ(chain->decision.kind, path.kind);
        EXPECT_EQ(chain->decision.allowed_when.Text(), path.allowed_when.Text());
        ++found;
        longer += path.hops.empty() ? 0U : 1U;
      }
      EXPECT_EQ(got, wanted);
    }
  }
  EXPECT_GT(found, Seeds(100));
  EXPECT_GT(longer, Seeds(25));
}

}  // namespace
}  // namespace iamsim
