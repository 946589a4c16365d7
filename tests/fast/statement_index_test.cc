#include "fast/statement_index.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "decide/statement_match.h"
#include "support/seeds.h"
#include "support/tiny_world.h"

namespace iamsim {
namespace {

constexpr std::uint64_t kSnapshots = Seeds(500);
constexpr const char* kActions[] = {"s3:GetObject",        "S3:getobject",  "sts:AssumeRole",
                                    "ec2:DescribeRegions", "iam:PassRole",  "kms:Decrypt",
                                    "sqs:SendMessage",     "s3:ListBucket", "unheard:Of"};

// MA-1 … MA-4: neither a statement too few nor one too many.
TEST(StatementIndexTest, FindsTheStatementsThatMatchAnAction) {
  std::size_t found_in_all = 0;
  std::size_t entries_in_all = 0;
  for (std::uint64_t seed = 0; seed < kSnapshots && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    ByteSource bytes = ByteSource::Seeded(seed, 1024);
    const std::optional<TinySnapshot> tiny = MakeTinySnapshot(bytes);
    ASSERT_TRUE(tiny.has_value());
    const auto world = PreparedSnapshot::Prepare(tiny->snapshot);
    const StatementIndex& index = world->statements();
    for (const char* text : kActions) {
      const Action action = *ParseAction(text);
      std::vector<std::uint32_t> wanted;
      for (std::uint32_t id = 0; id < index.entries().size(); ++id) {
        const Statement* statement = index.entries()[id].statement;
        if (statement == nullptr || MatchesAction(*statement, action)) wanted.push_back(id);
      }
      EXPECT_EQ(index.Find(action), wanted) << text;
      found_in_all += wanted.size();
      entries_in_all += index.entries().size();
    }
  }
  EXPECT_GT(found_in_all, Seeds(1000));
  EXPECT_LT(found_in_all, entries_in_all / 2);
}

// Whoever holds a document holds what it consists of, and nothing else.
TEST(StatementIndexTest, KnowsWhoHoldsAStatement) {
  std::size_t shared = 0;
  for (std::uint64_t seed = 0; seed < kSnapshots && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    ByteSource bytes = ByteSource::Seeded(seed, 1024);
    const std::optional<TinySnapshot> tiny = MakeTinySnapshot(bytes);
    ASSERT_TRUE(tiny.has_value());
    const auto world = PreparedSnapshot::Prepare(tiny->snapshot);
    const StatementIndex& index = world->statements();
    for (std::uint32_t entry = 0; entry < index.entries().size(); ++entry) {
      std::vector<std::uint32_t> as_identity;
      std::vector<std::uint32_t> as_boundary;
      for (const StatementIndex::Holders& holders : index.HoldersOf(entry)) {
        for (const std::uint32_t id : index.PrincipalsOf(holders)) {
          EXPECT_EQ(world->principals()[id].group, holders.group);
          (holders.as_boundary ? as_boundary : as_identity).push_back(id);
        }
      }
      std::vector<std::uint32_t> wanted;
      std::vector<std::uint32_t> wanted_as_boundary;
      const auto holds = [&](std::uint32_t document) {
        const auto entries = index.EntriesOf(document);
        return std::find(entries.begin(), entries.end(), entry) != entries.end();
      };
      for (std::uint32_t id = 0; id < world->principals().size(); ++id) {
        const PreparedSnapshot::Principal& principal = world->principals()[id];
        const auto documents = world->DocumentsOf(principal);
        if (std::any_of(documents.begin(), documents.end(), holds)) wanted.push_back(id);
        if (principal.boundary != PreparedSnapshot::kNone && holds(principal.boundary)) {
          wanted_as_boundary.push_back(id);
        }
      }
      std::sort(as_identity.begin(), as_identity.end());
      std::sort(as_boundary.begin(), as_boundary.end());
      EXPECT_EQ(as_identity, wanted);
      EXPECT_EQ(as_boundary, wanted_as_boundary);
      if (wanted.size() > 1) ++shared;
    }
  }
  EXPECT_GT(shared, Seeds(100));
}

}  // namespace
}  // namespace iamsim
