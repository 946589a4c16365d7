#include "iamsim/graph/assume_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "iamsim/decide/decide.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "role_world.h"
#include "support/ask.h"
#include "support/seeds.h"
#include "support/status_matchers.h"
#include "support/tiny_world.h"

namespace iamsim {
namespace {

using ::testing::Contains;

bool MayBeEdge(DecisionKind kind) {
  return kind == DecisionKind::kAllowed || kind == DecisionKind::kConditional;
}

// Every pair, both ways. Returns how many of each kind there were.
std::map<DecisionKind, int> Compare(const AssumeGraph& graph) {
  std::map<DecisionKind, int> seen;
  const Snapshot& snapshot = graph.world().snapshot();
  for (const std::uint32_t role : graph.roles()) {
    for (std::uint32_t from = 0; from < snapshot.principals().size(); ++from) {
      Request request = graph.options().question;
      request.principal = snapshot.principals()[from].arn.text();
      request.action = "sts:AssumeRole";
      request.resource = snapshot.principals()[role].arn.text();
      const auto wanted =
          DecideChain(snapshot, World::kSnapshot, request, graph.options().evaluation);
      const auto found = graph.Find(from, role);
      EXPECT_TRUE(wanted.ok() && found.ok()) << wanted.status() << found.status();
      if (!wanted.ok() || !found.ok()) return seen;
      const Decision& decision = wanted->decision;
      EXPECT_EQ(found->has_value(), MayBeEdge(decision.kind))
          << request.principal << " to " << request.resource;
      if (found->has_value() && MayBeEdge(decision.kind)) {
        EXPECT_EQ(DecisionName((*found)->kind), DecisionName(decision.kind));
        EXPECT_EQ((*found)->allowed_when.Text(), decision.allowed_when.Text())
            << request.principal << " to " << request.resource;
      }
      ++seen[decision.kind];
      if (testing::Test::HasFailure()) return seen;
    }
  }
  return seen;
}

std::shared_ptr<const AssumeGraph> Build(std::shared_ptr<const Snapshot> snapshot,
                                         const AssumeGraphOptions& options = {}) {
  auto graph = AssumeGraph::Build(PreparedSnapshot::Prepare(std::move(snapshot)), options);
  EXPECT_TRUE(graph.ok()) << graph.status();
  return *graph;
}

// CH-10: an edge is the decision of the reference, for each of 300 × 320 pairs.
TEST(AssumeGraph, AnswersEveryPairOfAWorldOfRolesAsTheReference) {
  const auto graph = Build(MakeRoleWorld({}));
  const std::map<DecisionKind, int> seen = Compare(*graph);
  for (const auto& [kind, count] : seen) EXPECT_GT(count, 100) << DecisionName(kind);
  EXPECT_EQ(seen.size(), 4U);
  EXPECT_LT(graph->size(), 320U * 300U / 8U);
}

TEST(AssumeGraph, AnswersOnDemandBeyondTheLimitOfIndividualAnswers) {
  AssumeGraphOptions options;
  options.individual_limit = 0;
  RoleWorldShape shape;
  shape.roles = 90;
  shape.seed = 2;
  const auto graph = Build(MakeRoleWorld(shape), options);
  Compare(*graph);
  const std::vector<AssumeGraph::HyperEdge> edges = graph->HyperEdges();
  EXPECT_TRUE(absl::c_any_of(edges, [](const auto& edge) { return edge.is_individual; }));
}

TEST(AssumeGraph, AnswersAsTheReferenceInRandomWorlds) {
  std::map<DecisionKind, int> seen;
  for (std::uint64_t seed = 0; seed < Seeds(1500) && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    ByteSource bytes = ByteSource::Seeded(seed, 1024);
    const std::optional<TinySnapshot> tiny = MakeTinySnapshot(bytes);
    ASSERT_TRUE(tiny.has_value()) << "an invalid document";
    AssumeGraphOptions options;
    options.question.context = tiny->question.context;
    options.question.context_is_complete = tiny->question.context_is_complete;
    options.evaluation = tiny->options;
    for (const auto& [kind, count] : Compare(*Build(tiny->snapshot, options))) seen[kind] += count;
  }
  EXPECT_GT(seen[DecisionKind::kImplicitDeny], static_cast<int>(Seeds(1000)));
}

TEST(AssumeGraph, VisitsTheSameEdgesFromBothEnds) {
  RoleWorldShape shape;
  shape.roles = 120;
  shape.seed = 3;
  const auto graph = Build(MakeRoleWorld(shape));
  std::set<std::pair<std::uint32_t, std::uint32_t>> wanted;
  std::set<std::pair<std::uint32_t, std::uint32_t>> to;
  std::set<std::pair<std::uint32_t, std::uint32_t>> from;
  for (std::uint32_t id = 0; id < graph->world().principals().size(); ++id) {
    for (const std::uint32_t role : graph->roles()) {
      if (graph->Find(id, role)->has_value()) wanted.insert({id, role});
    }
    EXPECT_THAT(graph->ForEachFrom(id,
                                   [&](const AssumeGraph::Edge& edge) {
                                     from.insert({id, edge.role});
                                   }),
                IsOk());
  }
  for (const std::uint32_t role : graph->roles()) {
    EXPECT_THAT(graph->ForEachTo(role,
                                 [&](const AssumeGraph::Edge& edge) {
                                   to.insert({edge.from, role});
                                 }),
                IsOk());
  }
  EXPECT_FALSE(wanted.empty());
  EXPECT_EQ(to, wanted);
  EXPECT_EQ(from, wanted);
}

TEST(AssumeGraph, IsLinearWhereRolesTrustTheirAccount) {
  RoleWorldShape shape;
  shape.trusts_accounts_only = true;
  shape.accounts = 1;
  shape.roles = 400;
  const std::size_t small = Build(MakeRoleWorld(shape))->size();
  shape.roles = 1600;
  EXPECT_LT(Build(MakeRoleWorld(shape))->size(), small * 8);
}

class SmallGraphTest : public testing::Test {
 protected:
  void AddRole(absl::string_view name, absl::string_view trust) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(absl::StrCat("arn:aws:iam::111122223333:role/", name));
    entry.trust_policy = Document("trust", PolicyKind::kTrust, PolicyText(trust));
    builder_.AddPrincipal(std::move(entry));
  }
  std::vector<std::string> Outside() {
    std::vector<std::string> out;
    const auto graph = Build(builder_.Build().snapshot);
    for (const AssumeGraph::OutsideEdge& edge : graph->outside()) {
      out.push_back(absl::StrCat(edge.from.principal, " ", edge.action));
    }
    return out;
  }
  SnapshotBuilder builder_;
};

TEST_F(SmallGraphTest, ShowsWhoComesFromBeyondTheSnapshot) {
  AddRole("A", R"({"Effect": "Allow", "Action": "sts:AssumeRole",
                   "Principal": {"Service": "ec2.amazonaws.com", "AWS": "444455556666"}},
                  {"Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
                   "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/P"}})");
  AddRole("B", R"({"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                   "Principal": {"Federated": "accounts.google.com"}})");
  AddRole("C", R"({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*"})");
  const std::vector<std::string> outside = Outside();
  EXPECT_THAT(outside, Contains("ec2.amazonaws.com sts:AssumeRole"));
  // TR-10: not its root user, but others of the account.
  EXPECT_THAT(outside, Contains("arn:aws:iam::444455556666:root sts:AssumeRole"));
  EXPECT_THAT(outside,
              Contains("arn:aws:iam::111122223333:saml-provider/P sts:AssumeRoleWithSAML"));
  EXPECT_THAT(outside, Contains("accounts.google.com sts:AssumeRoleWithWebIdentity"));
  EXPECT_THAT(outside, Contains("* sts:AssumeRole"));
}

TEST_F(SmallGraphTest, RefusesAQuestionOfOnePrincipal) {
  AssumeGraphOptions options;
  options.question.via.push_back({.role = "A"});
  const auto world = PreparedSnapshot::Prepare(builder_.Build().snapshot);
  EXPECT_FALSE(AssumeGraph::Build(world, options).ok());
}

}  // namespace
}  // namespace iamsim
