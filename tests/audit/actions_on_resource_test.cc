#include <gtest/gtest.h>

#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "audit/permission_world.h"
#include "iamsim/audit/permissions.h"
#include "iamsim/decide/decide.h"
#include "support/seeds.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

constexpr std::uint64_t kWorlds = Seeds(60);

// What can be asked of `resource`, each action by itself: MR-9, MR-11.
std::map<std::string, std::string> OneByOne(const PermissionWorld& world, Request request) {
  const Catalog& catalog = Catalog::Builtin();
  std::map<std::string, std::string> out;
  for (std::uint32_t i = 0; i < catalog.action_count(); ++i) {
    const ActionId id{i};
    if (catalog.ResourceTypesMatching(id, request.resource).empty()) continue;
    request.action = std::string(catalog.text(id));
    const auto result = DecideChain(*world.snapshot, World::kSnapshot, request, {});
    EXPECT_THAT(result, IsOk());
    if (!result.ok()) continue;
    out[request.action] = absl::StrCat(DecisionName(result->decision.kind), " ",
                                       result->decision.allowed_when.Text());
  }
  return out;
}

TEST(ActionsOnResourceTest, EachActionIsDecidedAsByItself) {
  std::set<std::string> resources;
  for (const AskedPair& pair : AskedPairs()) {
    if (std::string(pair.resource) != "*") resources.insert(pair.resource);
  }
  std::map<DecisionKind, std::size_t> seen;
  for (std::uint64_t seed = 0; seed < kWorlds && !HasFailure(); ++seed) {
    ByteSource bytes = ByteSource::Seeded(seed, 2048);
    const PermissionWorld world = MakePermissionWorld(bytes);
    Request request;
    request.principal = world.principals[seed % world.principals.size()];
    request.resource =
        *std::next(resources.begin(), static_cast<std::ptrdiff_t>(seed / 2 % resources.size()));
    request.context_is_complete = seed % 3 == 0;
    SCOPED_TRACE(testing::Message()
                 << "seed " << seed << " " << request.principal << " " << request.resource);
    const auto found = FindActionsOn(*world.snapshot, Catalog::Builtin(), request, {}, {});
    const std::map<std::string, std::string> wanted = OneByOne(world, request);
    ASSERT_EQ(found.ok(), !wanted.empty());
    if (!found.ok()) continue;
    std::map<std::string, std::string> answers;
    for (const ActionOnResource& one : *found) {
      answers[one.action] = absl::StrCat(DecisionName(one.decision), " ", one.allowed_when.Text());
      ++seen[one.decision];
    }
    EXPECT_EQ(answers, wanted);
  }
  for (const auto& [kind, count] : seen) EXPECT_GT(count, Seeds(20)) << DecisionName(kind);
  EXPECT_EQ(seen.size(), 4U);
}

}  // namespace
}  // namespace iamsim
