#include "iamsim/graph/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "iamsim/decide/decide.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"
#include "support/byte_source.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::string_view kAccounts[] = {"111122223333", "444455556666"};

std::string RoleArn(std::size_t i) {
  return absl::StrCat("arn:aws:iam::", kAccounts[i % 2], ":role/R", i);
}

// A few roles and a user, whose trust and identity policies depend on what travels along a chain.
class SmallWorld {
 public:
  explicit SmallWorld(ByteSource bytes) : bytes_(std::move(bytes)) {
    roles_ = 2 + bytes_.Choose(4);
    for (std::size_t i = 0; i < roles_; ++i) Add(RoleArn(i), true);
    Add("arn:aws:iam::111122223333:user/U", false);
    AddOrganization();
    world = PreparedSnapshot::Prepare(builder_.Build().snapshot);
    Request& question = questions.question;
    question.context_is_complete = bytes_.OneIn(4);
    if (bytes_.OneIn(2)) {
      question.context["aws:MultiFactorAuthPresent"] =
          ContextValue::Scalar(bytes_.OneIn(2) ? "true" : "false");
    }
    if (bytes_.OneIn(3)) questions.next_hops.external_id = "x1";
    if (bytes_.OneIn(3)) questions.first_hop.external_id = "x1";
    if (bytes_.OneIn(3)) questions.first_hop.source_identity = "alice";
    if (bytes_.OneIn(3)) questions.first_hop.session_name = "first";
    if (bytes_.OneIn(3)) questions.first_hop.tags = {{"team", "red"}};
    if (bytes_.OneIn(2)) questions.first_hop.transitive_tag_keys = {"team"};
    if (bytes_.OneIn(5)) questions.next_hops.tags = {{"Team", "blue"}};
  }

  std::shared_ptr<const PreparedSnapshot> world;
  PathWorld questions;

 private:
  std::string Condition() {
    constexpr absl::string_view kConditions[] = {
        "",
        "",
        R"(, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}})",
        R"(, "Condition": {"Null": {"aws:MultiFactorAuthPresent": "true"}})",
        R"(, "Condition": {"StringEquals": {"sts:ExternalId": "x1"}})",
        R"(, "Condition": {"StringNotEquals": {"sts:ExternalId": "x1"}})",
        R"(, "Condition": {"StringEquals": {"aws:PrincipalTag/team": "red"}})",
        R"(, "Condition": {"StringEquals": {"aws:SourceIdentity": "alice"}})",
        R"(, "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})",
        R"(, "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}})",
    };
    return std::string(bytes_.Pick(kConditions));
  }
  std::string Action() {
    constexpr absl::string_view kActions[] = {R"("sts:AssumeRole")", R"("sts:*")",
                                              R"(["sts:AssumeRole", "sts:TagSession"])",
                                              R"(["sts:AssumeRole", "sts:SetSourceIdentity"])"};
    return std::string(bytes_.Pick(kActions));
  }
  std::string Trust() {
    const std::string principals[] = {"*",
                                      "arn:aws:iam::111122223333:root",
                                      "arn:aws:iam::444455556666:root",
                                      RoleArn(bytes_.Choose(roles_)),
                                      RoleArn(bytes_.Choose(roles_)),
                                      "arn:aws:iam::111122223333:user/U"};
    return absl::StrCat(R"({"Effect": ")", bytes_.OneIn(8) ? "Deny" : "Allow", R"(", "Action": )",
                        Action(), R"(, "Principal": {"AWS": ")", bytes_.Pick(principals), R"("})",
                        Condition(), "}");
  }
  std::string Identity() {
    const std::string resources[] = {"*", "*", RoleArn(bytes_.Choose(roles_)),
                                     "arn:aws:iam::111122223333:role/*"};
    return absl::StrCat(R"({"Effect": ")", bytes_.OneIn(6) ? "Deny" : "Allow", R"(", "Action": )",
                        Action(), R"(, "Resource": ")", bytes_.Pick(resources), R"(")", Condition(),
                        "}");
  }
  void Add(const std::string& arn, bool is_role) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(arn);
    entry.kind = is_role ? PrincipalKind::kRole : PrincipalKind::kUser;
    std::string trust = Trust();
    if (is_role) {
      if (bytes_.OneIn(2)) absl::StrAppend(&trust, ",", Trust());
      entry.trust_policy = Document("trust", PolicyKind::kTrust, PolicyText(trust));
    }
    std::string identity = Identity();
    if (bytes_.OneIn(2)) absl::StrAppend(&identity, ",", Identity());
    entry.inline_policies = {Document("identity", PolicyKind::kIdentity, PolicyText(identity))};
    if (bytes_.OneIn(3)) entry.tags = {{"team", "red"}};
    builder_.AddPrincipal(std::move(entry));
  }
  void AddOrganization() {
    if (!bytes_.OneIn(3)) return;
    OrganizationRecord organization;
    organization.id = "o-example";
    organization.management_account = "999999999999";
    builder_.SetOrganization(std::move(organization));
    SnapshotBuilder::OrganizationUnitEntry unit;
    unit.id = "r-0001";
    unit.service_control = {"FullAWSAccess", "guardrail"};
    unit.accounts = {std::string(kAccounts[1]), "999999999999"};
    builder_.AddOrganizationUnit(std::move(unit));
    builder_.AddServiceControlPolicy(
        "guardrail",
        Document("guardrail", PolicyKind::kServiceControl,
                 PolicyText(absl::StrCat(R"({"Effect": "Deny", "Action": "sts:AssumeRole",
                                             "Resource": ")",
                                         RoleArn(bytes_.Choose(roles_)), R"("})"))));
  }

  ByteSource bytes_;
  std::size_t roles_ = 0;
  SnapshotBuilder builder_;
};

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
    Key key{path.roles.size(), path.conditions};
    if (order == PathOrder::kCheapest) std::swap(key.first, key.second);
    EXPECT_TRUE(best.try_emplace(path.roles.back(), key).second) << "a role twice";
  }
  return best;
}

// CH-10: no chain is missed, none is made up, and the best is the best, in small worlds in which
// tags, source identities, MFA and external ids decide.
TEST(Paths, FindsWhatTheReferenceSaysOfEveryChain) {
  std::size_t found = 0;
  std::size_t longer = 0;
  constexpr std::size_t kMost = 3;
  for (std::uint64_t seed = 0; seed < 1000 && !HasFailure(); ++seed) {
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
        got[path.roles] = absl::StrCat(DecisionName(path.kind), " ", path.allowed_when.Text());
      }
      EXPECT_EQ(got, wanted);
      found += wanted.size();
      for (const auto& [path, text] : wanted) longer += path.size() > 1 ? 1U : 0U;
    }
  }
  EXPECT_GT(found, 500U);
  EXPECT_GT(longer, 250U);
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
    if (!to_.empty()) search.to = world->Named(Arn(to_)).front();
    const auto result = (*finder)->Find(search);
    EXPECT_THAT(result, IsOk());
    std::vector<std::string> out;
    for (const Path& path : result->paths) {
      out.push_back(absl::StrJoin(path.roles, " ", [&](std::string* text, std::uint32_t role) {
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

TEST_F(PathsTest, FailsForAPrincipalThatIsNotThere) {
  AddRole("A", TrustOf("*"));
  const auto world = PreparedSnapshot::Prepare(builder_.Build().snapshot);
  auto finder = PathFinder::Make(world, questions_);
  ASSERT_THAT(finder, IsOk());
  EXPECT_THAT((*finder)->Find({.from = Arn("AA")}), Fails(HasSubstr("did you mean")));
}

}  // namespace
}  // namespace iamsim
