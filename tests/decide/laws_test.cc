// What must hold in every world, over seeded random ones. The fuzz target checks the same laws.

#include "support/laws.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>

#include "iamsim/decide/decide.h"
#include "support/seeds.h"
#include "support/tiny_world.h"

namespace iamsim {
namespace {

constexpr std::uint64_t kWorlds = Seeds(30000);

TEST(Laws, HoldInRandomWorlds) {
  std::array<int, 4> seen = {};
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    ByteSource bytes = ByteSource::Seeded(seed, 512);
    const std::optional<TinyWorld> world = MakeTinyWorld(bytes);
    ASSERT_TRUE(world.has_value()) << "seed " << seed << " makes an invalid document";
    const std::string broken = FindBrokenLaw(*world, bytes);
    ASSERT_EQ(broken, "") << "seed " << seed << ": " << world->request.principal << " "
                          << world->request.action;
    const auto context =
        Resolve(*Snapshot::Empty(), World::kSelfContained, world->request, world->options);
    ++seen[static_cast<std::size_t>(Decide(*context).kind)];
  }
  // The worlds must be worth asking: every kind of decision is common.
  for (const int count : seen) EXPECT_GT(count, static_cast<int>(kWorlds) / 40);
}

}  // namespace
}  // namespace iamsim
