#include "iamsim/graph/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "graph/small_world.h"
#include "iamsim/decide/decide.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"
#include "support/seeds.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Chain {
  std::vector<std::uint32_t> roles;
  Decision decision;
  std::size_t conditions = 0;
};

// Every chain of at most `most` roles, by brute force.
void AllChains(const SmallWorld& small, const PathFinder& finder, const std::string& from,
               std::size_t most, std::vector<std::uint32_t>* roles, std::vector<Chain>* out) {
  if (roles->size() == most) return;
  const Snapshot& snapshot = small.world->snapshot();
  for (std::uint32_t id = 0; id < snapshot.principals().size(); ++id) {
    if (snapshot.principals()[id].kind != PrincipalKind::kRole) continue;
    roles->push_back(id);
    const auto chain = DecideChain(snapshot, World::kSnapshot, finder.RequestFor(from, *roles),
                                   small.questions.evaluation);
    EXPECT_TRUE(chain.ok()) << chain.status();
    if (chain.ok() && (chain->decision.kind == DecisionKind::kAllowed ||
                       chain->decision.kind == DecisionKind::kConditional)) {
      out->push_back({*roles, chain->decision, LeavesOf(chain->decision.allowed_when).size()});
      AllChains(small, finder, from, most, roles, out);
    }
    roles->pop_back();
  }
}

bool IsSimple(const std::vector<std::uint32_t>& roles, absl::Span<const std::uint32_t> start) {
  const std::set<std::uint32_t> distinct(roles.begin(), roles.end());
  return distinct.size() == roles.size() && (start.empty() || !distinct.contains(start.front()));
}

using Key = std::pair<std::size_t, std::size_t>;

std::map<std::uint32_t, Key> BestOf(const std::vector<Chain>& chains, PathOrder order) {
  std::map<std::uint32_t, Key> best;
  for (const Chain& chain : chains) {
    Key key{chain.roles.size(), chain.conditions};
    if (order == PathOrder::kCheapest) std::swap(key.first, key.second);
    const auto [entry, is_new] = best.try_emplace(chain.roles.back(), key);
    if (!is_new) entry->second = std::min(entry->second, key);
  }
  return best;
}

std::map<std::uint32_t, Key> BestOf(const PathResult& result, PathOrder order) {
  std::map<std::uint32_t, Key> best;
  for (const Path& path : result.paths) {
    Key key{path.hops.size(), path.conditions};
    if (order == PathOrder::kCheapest) std::swap(key.first, key.second);
    EXPECT_TRUE(best.try_emplace(path.hops.back().to, key).second) << "a role twice";
  }
  return best;
}

// CH-10: no chain is missed, none is made up, and the best is the best, in small worlds in which
// tags, source identities, MFA and external ids decide.
TEST(Paths, FindsWhatTheReferenceSaysOfEveryChain) {
  std::size_t found = 0;
  std::size_t longer = 0;
  constexpr std::size_t kMost = 3;
  for (std::uint64_t seed = 0; seed < Seeds(1000) && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const SmallWorld small(ByteSource::Seeded(seed, 512));
    auto finder = PathFinder::Make(small.world, small.questions);
    ASSERT_THAT(finder, IsOk());
    for (const std::string& from :
         {std::string("arn:aws:iam::111122223333:user/U"), RoleArn(0), RoleArn(1)}) {
      SCOPED_TRACE(from);
      std::vector<Chain> chains;
      std::vector<std::uint32_t> roles;
      AllChains(small, **finder, from, kMost, &roles, &chains);
      for (const PathOrder order : {PathOrder::kShortest, PathOrder::kCheapest}) {
        PathSearch search{.from = from, .order = order, .max_hops = kMost};
        const auto result = (*finder)->Find(search);
        ASSERT_THAT(result, IsOk());
        EXPECT_TRUE(result->is_complete);
        EXPECT_EQ(BestOf(*result, order), BestOf(chains, order));
      }
      std::map<std::vector<std::uint32_t>, std::string> wanted;
      const absl::Span<const std::uint32_t> start = small.world->Named(from);
      for (const Chain& chain : chains) {
        if (!IsSimple(chain.roles, start)) continue;
        wanted[chain.roles] = absl::StrCat(DecisionName(chain.decision.kind), " ",
                                           chain.decision.allowed_when.Text());
      }
      PathSearch search{.from = from, .all = true, .max_hops = kMost};
      const auto all = (*finder)->Find(search);
      ASSERT_THAT(all, IsOk());
      std::map<std::vector<std::uint32_t>, std::string> got;
      for (const Path& path : all->paths) {
        got[EndsOf(path.hops)] =
            absl::StrCat(DecisionName(path.kind), " ", path.allowed_when.Text());
      }
      EXPECT_EQ(got, wanted);
      found += wanted.size();
      for (const auto& [path, text] : wanted) longer += path.size() > 1 ? 1U : 0U;
    }
  }
  EXPECT_GT(found, Seeds(500));
  EXPECT_GT(longer, Seeds(250));
}

// What DecideChain() says of one call through roles.
Formula WhenAllowed(const SmallWorld& small, const PathFinder& finder, const std::string& from,
                    const std::vector<std::uint32_t>& via, const std::string& action,
                    const std::string& resource, std::optional<PassedRole> passed = {}) {
  Request request = finder.RequestFor(from, via);
  request.action = action;
  request.resource = resource;
  request.pass_role = std::move(passed);
  const auto chain =
      DecideChain(small.world->snapshot(), World::kSnapshot, request, small.questions.evaluation);
  EXPECT_THAT(chain, IsOk());
  return chain.ok() ? chain->decision.allowed_when : Formula(false);
}

struct OneHop {
  EdgeKind kind;
  std::uint32_t to;
  std::string how;
  Formula when;
};

// Every hop that `from` may take after assuming `via`, by brute force. `when` includes the way
// there.
std::vector<OneHop> AllHops(const SmallWorld& small, const PathFinder& finder,
                            const std::string& from, const std::vector<std::uint32_t>& via) {
  const Snapshot& snapshot = small.world->snapshot();
  std::vector<OneHop> out;
  const auto add = [&out](OneHop hop) {
    if (!hop.when.IsFalse()) out.push_back(std::move(hop));
  };
  const std::uint32_t self = via.empty() ? small.world->Named(from).front() : via.back();
  for (std::uint32_t id = 0; id < snapshot.principals().size(); ++id) {
    const std::string arn = snapshot.principals()[id].arn.text();
    const auto ask = [&](const std::string& action, const std::string& resource) {
      return WhenAllowed(small, finder, from, via, action, resource);
    };
    const bool is_role = snapshot.principals()[id].kind == PrincipalKind::kRole;
    if (id != self) {
      const std::string action = is_role ? "iam:PutRolePolicy" : "iam:CreateAccessKey";
      add({EdgeKind::kControl, id, action, ask(action, arn)});
    }
    if (!is_role) continue;
    std::vector<std::uint32_t> further = via;
    further.push_back(id);
    add({EdgeKind::kAssume, id, "",
         WhenAllowed(small, finder, from, further, "sts:GetCallerIdentity", "*")});
    const auto pass = [&](const std::string& service, const std::string& action) {
      return WhenAllowed(small, finder, from, via, action, "*", PassedRole{arn, service});
    };
    for (const char* action : {"ec2:RunInstances", "ec2:AssociateIamInstanceProfile"}) {
      add({EdgeKind::kPassRole, id, "ec2.amazonaws.com", pass("ec2.amazonaws.com", action)});
    }
    add({EdgeKind::kPassRole, id, "lambda.amazonaws.com",
         And(pass("lambda.amazonaws.com", "lambda:CreateFunction"),
             ask("lambda:InvokeFunction", "*"))});
  }
  return out;
}

std::string TextOf(absl::Span<const OneHop* const> hops, const Formula& when) {
  std::string out;
  for (const OneHop* hop : hops) {
    absl::StrAppend(&out, EdgeKindName(hop->kind), " ", hop->to, " ", hop->how, ", ");
  }
  return absl::StrCat(out, when.Text());
}

std::string TextOf(const Path& path) {
  std::string out;
  for (const PathHop& hop : path.hops) {
    absl::StrAppend(&out, EdgeKindName(hop.kind), " ", hop.to, " ",
                    hop.kind == EdgeKind::kControl ? hop.actions.front() : hop.service, ", ");
  }
  return absl::StrCat(out, path.allowed_when.Text());
}

// PA-1, PA-5, CH-10: hops of every kind, each as the reference decides it for the session of the
// hop before. What a rewritten role goes on with DecideChain() cannot be asked.
TEST(Paths, PassesAndRewritesRolesAsTheReferenceSays) {
  std::size_t passed = 0;
  std::size_t rewritten = 0;
  for (std::uint64_t seed = 0; seed < Seeds(600) && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const SmallWorld small(ByteSource::Seeded(seed, 768), /*with_services=*/true);
    auto finder = PathFinder::Make(small.world, small.questions);
    ASSERT_THAT(finder, IsOk());
    // A role that was passed makes calls of its own, which are no first hops any more.
    PathWorld later_questions = small.questions;
    later_questions.first_hop = later_questions.next_hops;
    auto later = PathFinder::Make(small.world, later_questions);
    ASSERT_THAT(later, IsOk());
    const Snapshot& snapshot = small.world->snapshot();
    for (const std::string& from : {std::string("arn:aws:iam::111122223333:user/U"), RoleArn(0)}) {
      std::set<std::string> wanted;
      const std::uint32_t start = small.world->Named(from).front();
      for (const OneHop& first : AllHops(small, **finder, from, {})) {
        if (first.to == start) continue;
        wanted.insert(TextOf({&first}, first.when));
        (first.kind == EdgeKind::kPassRole ? passed : rewritten) +=
            first.kind == EdgeKind::kAssume ? 0U : 1U;
        if (first.kind == EdgeKind::kControl) continue;
        const bool is_assumed = first.kind == EdgeKind::kAssume;
        const std::string next = is_assumed ? from : snapshot.principals()[first.to].arn.text();
        std::vector<std::uint32_t> via;
        if (is_assumed) via.push_back(first.to);
        PathFinder& of_next = is_assumed ? **finder : **later;
        for (const OneHop& second : AllHops(small, of_next, next, via)) {
          if (second.to == start || second.to == first.to) continue;
          const Formula when = is_assumed ? second.when : And(first.when, second.when);
          if (!when.IsFalse()) wanted.insert(TextOf({&first, &second}, when));
        }
      }
      const auto found =
          (*finder)->Find({.from = from, .edges = {true, true, true}, .all = true, .max_hops = 2});
      ASSERT_THAT(found, IsOk());
      std::set<std::string> got;
      for (const Path& path : found->paths) {
        const bool goes_on = path.hops.size() > 1 && path.hops[0].kind == EdgeKind::kControl;
        if (!goes_on) got.insert(TextOf(path));
      }
      EXPECT_EQ(got, wanted) << from;
    }
  }
  EXPECT_GT(passed, Seeds(40));
  EXPECT_GT(rewritten, Seeds(40));
}

class PathsTest : public testing::Test {
 protected:
  void AddRole(absl::string_view name, absl::string_view trust) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(absl::StrCat("arn:aws:iam::111122223333:role/", name));
    entry.trust_policy = Document("trust", PolicyKind::kTrust, PolicyText(trust));
    builder_.AddPrincipal(std::move(entry));
  }
  static std::string TrustOf(absl::string_view principal, absl::string_view condition = "") {
    return absl::StrCat(R"({"Effect": "Allow", "Action": "sts:*", "Principal": {"AWS": ")",
                        principal, R"("})", condition, "}");
  }
  static std::string Arn(absl::string_view name) {
    return absl::StrCat("arn:aws:iam::111122223333:role/", name);
  }
  // The paths as names, such as "A B".
  std::vector<std::string> Find(PathSearch search) {
    const auto world = PreparedSnapshot::Prepare(builder_.Build().snapshot);
    auto finder = PathFinder::Make(world, questions_);
    EXPECT_THAT(finder, IsOk());
    if (!to_.empty()) search.to = {{world->Named(Arn(to_)).front()}};
    const auto result = (*finder)->Find(search);
    EXPECT_THAT(result, IsOk());
    std::vector<std::string> out;
    for (const Path& path : result->paths) {
      out.push_back(
          absl::StrJoin(EndsOf(path.hops), " ", [&](std::string* text, std::uint32_t role) {
            absl::StrAppend(text, world->snapshot().principals()[role].name);
          }));
    }
    return out;
  }

  SnapshotBuilder builder_;
  PathWorld questions_;
  std::string to_;
};

TEST_F(PathsTest, FindsAChainOfFifty) {
  constexpr int kLength = 50;
  AddRole("start", TrustOf(Arn("start")));
  AddRole("R00", TrustOf(Arn("start")));
  for (int i = 1; i < kLength; ++i) {
    AddRole(absl::StrFormat("R%02d", i), TrustOf(Arn(absl::StrFormat("R%02d", i - 1))));
  }
  to_ = "R49";
  const SnapshotBuilder again = builder_;
  EXPECT_THAT(Find({.from = Arn("start"), .max_hops = kLength - 1}), IsEmpty());
  builder_ = again;
  EXPECT_THAT(Find({.from = Arn("start"), .max_hops = kLength}), SizeIs(1));
}

TEST_F(PathsTest, EndsWhereRolesTrustEverybodyThemselvesIncluded) {
  for (const char* name : {"A", "B", "C", "D"}) AddRole(name, TrustOf("*"));
  const SnapshotBuilder again = builder_;
  EXPECT_THAT(Find({.from = Arn("A"), .max_hops = 40}), ElementsAre("A", "B", "C", "D"));
  builder_ = again;
  to_ = "D";
  EXPECT_THAT(Find({.from = Arn("A"), .all = true, .max_hops = 40}),
              ElementsAre("D", "B D", "C D", "B C D", "C B D"));
}

TEST_F(PathsTest, SaysThatALimitEndedTheSearch) {
  for (const char* name : {"A", "B", "C", "D"}) AddRole(name, TrustOf("*"));
  const auto world = PreparedSnapshot::Prepare(builder_.Build().snapshot);
  auto finder = PathFinder::Make(world, questions_);
  ASSERT_THAT(finder, IsOk());
  const auto result = (*finder)->Find({.from = Arn("A"), .all = true, .max_paths = 3});
  ASSERT_THAT(result, IsOk());
  EXPECT_FALSE(result->is_complete);
  EXPECT_THAT(result->paths, SizeIs(3));
}

// CH-4: what the last role wants was lost on the way, unless it is transitive.
TEST_F(PathsTest, LosesATagThatIsNotTransitive) {
  for (const char* name : {"S", "A"}) AddRole(name, TrustOf("*"));
  AddRole("B", TrustOf(Arn("A")));
  AddRole("C", TrustOf(Arn("B"), R"(, "Condition":
      {"StringEquals": {"aws:PrincipalTag/team": "red"}})"));
  to_ = "C";
  questions_.first_hop.tags = {{"team", "red"}};
  const SnapshotBuilder again = builder_;
  EXPECT_THAT(Find({.from = Arn("S")}), IsEmpty());
  builder_ = again;
  questions_.first_hop.transitive_tag_keys = {"team"};
  EXPECT_THAT(Find({.from = Arn("S")}), ElementsAre("A B C"));
}

// CH-4: a transitive tag cannot be passed again with another value.
TEST_F(PathsTest, StopsAtContradictoryTags) {
  for (const char* name : {"S", "A"}) AddRole(name, TrustOf("*"));
  AddRole("B", TrustOf(Arn("A")));
  questions_.first_hop.tags = {{"team", "red"}};
  questions_.next_hops.tags = {{"Team", "blue"}};
  to_ = "B";
  const SnapshotBuilder again = builder_;
  EXPECT_THAT(Find({.from = Arn("S")}), ElementsAre("A B"));
  builder_ = again;
  questions_.first_hop.transitive_tag_keys = {"team"};
  EXPECT_THAT(Find({.from = Arn("S")}), IsEmpty());
}

// CH-2
TEST_F(PathsTest, RefusesAChainedSessionOfMoreThanAnHour) {
  for (const char* name : {"S", "A"}) AddRole(name, TrustOf("*"));
  AddRole("B", TrustOf(Arn("A")));
  to_ = "B";
  const SnapshotBuilder again = builder_;
  questions_.next_hops.duration_seconds = 3600;
  EXPECT_THAT(Find({.from = Arn("S")}), ElementsAre("A B"));
  builder_ = again;
  questions_.next_hops.duration_seconds = 7200;
  EXPECT_THAT(Find({.from = Arn("S")}), IsEmpty());
}

// TR-7: an identity provider assumes by a call of its own; what it put into the session is unknown.
TEST_F(PathsTest, BeginsAtAnIdentityProvider) {
  constexpr absl::string_view kCorp = "arn:aws:iam::111122223333:saml-provider/Corp";
  AddRole("A", absl::StrCat(R"({"Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
                                "Principal": {"Federated": ")",
                            kCorp, R"("}})"));
  AddRole("B", TrustOf(Arn("A")));
  EXPECT_THAT(Find({.from = std::string(kCorp)}), ElementsAre("A", "A B"));
}

// An account that is not loaded is somebody of it, whose own policies are missing; `*` is anybody.
TEST_F(PathsTest, BeginsBeyondTheSnapshot) {
  AddRole("A", TrustOf("arn:aws:iam::777788889999:root",
                       R"(, "Condition": {"StringEquals": {"sts:ExternalId": "x"}})"));
  AddRole("B", TrustOf("*", R"(, "Condition":
      {"StringEquals": {"aws:PrincipalOrgID": "o-partner"}})"));
  AddRole("C", TrustOf(Arn("B")));
  const SnapshotBuilder again = builder_;
  EXPECT_THAT(Find({.from = "arn:aws:iam::777788889999:root"}), ElementsAre("A", "B", "B C"));
  builder_ = again;
  EXPECT_THAT(Find({.from = "*"}), ElementsAre("B", "B C"));
  builder_ = again;
  questions_.first_hop.external_id = "y";
  EXPECT_THAT(Find({.from = "arn:aws:iam::777788889999:root"}), ElementsAre("B", "B C"));
  builder_ = again;
  questions_.first_hop.tags = {{"team", "red"}};
  const auto world = PreparedSnapshot::Prepare(builder_.Build().snapshot);
  auto finder = PathFinder::Make(world, questions_);
  ASSERT_THAT(finder, IsOk());
  EXPECT_THAT((*finder)->Find({.from = "*"}), Fails(HasSubstr("session tags")));
}

// Who rewrites a role goes on as a session of it, who takes over a user as that user.
TEST_F(PathsTest, GoesOnAfterTakingOver) {
  const auto add_user = [this](absl::string_view name, absl::string_view identity) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(absl::StrCat("arn:aws:iam::111122223333:user/", name));
    entry.kind = PrincipalKind::kUser;
    entry.inline_policies = {Document("p", PolicyKind::kIdentity, PolicyText(identity))};
    builder_.AddPrincipal(std::move(entry));
  };
  add_user("ann", R"({"Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "*"})");
  add_user("bob", R"({"Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "*"})");
  AddRole("A", TrustOf(Arn("A")));
  AddRole("B", TrustOf(Arn("A")));
  EXPECT_THAT(Find({.from = "arn:aws:iam::111122223333:user/ann", .edges = {true, false, true}}),
              ElementsAre("bob", "bob A", "bob B"));
}

TEST_F(PathsTest, ReachesEachOfSeveralTargets) {
  for (const char* name : {"A", "B", "C"}) AddRole(name, TrustOf("*"));
  AddRole("D", TrustOf(Arn("C")));
  EXPECT_THAT(Find({.from = Arn("A"), .to = {{1, 3}}}), ElementsAre("B", "C D"));
}

TEST_F(PathsTest, FailsForAPrincipalThatIsNotThere) {
  AddRole("A", TrustOf("*"));
  const auto world = PreparedSnapshot::Prepare(builder_.Build().snapshot);
  auto finder = PathFinder::Make(world, questions_);
  ASSERT_THAT(finder, IsOk());
  EXPECT_THAT((*finder)->Find({.from = Arn("AA")}), Fails(HasSubstr("did you mean")));
}

}  // namespace
}  // namespace iamsim
