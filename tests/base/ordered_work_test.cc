#include "iamsim/base/ordered_work.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::Le;

class OrderedWorkTest : public ::testing::TestWithParam<std::size_t> {
 protected:
  // Numbers from 0 to `count`, as text; work on some takes longer than on their successors.
  std::vector<std::string> Run(int count, std::size_t window, int stop_after = 1 << 30) {
    int next = 0;
    std::vector<std::string> delivered;
    OrderedWork<int, std::string> work(GetParam(), window);
    work.Run(
        [&]() -> std::optional<int> {
          if (next == count) return std::nullopt;
          most_held_ = std::max(most_held_.load(), next - delivered_count_);
          return next++;
        },
        [&](int number) {
          if (number % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(300));
          return std::to_string(number);
        },
        [&](std::string text) {
          delivered.push_back(std::move(text));
          ++delivered_count_;
          return static_cast<int>(delivered.size()) < stop_after;
        });
    return delivered;
  }

  std::atomic<int> delivered_count_ = 0;
  std::atomic<int> most_held_ = 0;
};

TEST_P(OrderedWorkTest, DeliversInTheOrderOfTheItems) {
  const std::vector<std::string> delivered = Run(1000, 8);
  ASSERT_EQ(delivered.size(), 1000U);
  for (int i = 0; i < 1000; ++i)
    ASSERT_EQ(delivered[static_cast<std::size_t>(i)], std::to_string(i));
}

TEST_P(OrderedWorkTest, HoldsNoMoreThanItsWindow) {
  Run(500, 8);
  EXPECT_THAT(most_held_.load(), Le(8));
}

TEST_P(OrderedWorkTest, EndsWhenDeliveryRefuses) {
  EXPECT_THAT(Run(1000, 8, 3), ElementsAre("0", "1", "2"));
}

TEST_P(OrderedWorkTest, HasNothingToDeliverOfNothing) { EXPECT_THAT(Run(0, 8), ElementsAre()); }

INSTANTIATE_TEST_SUITE_P(Threads, OrderedWorkTest, ::testing::Values(1U, 2U, 5U));

}  // namespace
}  // namespace iamsim
