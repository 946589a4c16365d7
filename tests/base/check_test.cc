#include "iamsim/base/check.h"

#include <gtest/gtest.h>

namespace iamsim {
namespace {

TEST(CheckTest, TrueExpressionIsEvaluatedOnce) {
  int count = 0;
  IAMSIM_CHECK(++count == 1);
  EXPECT_EQ(count, 1);
}

TEST(CheckDeathTest, FalseExpressionAbortsAndSaysWhere) {
  const int one = 1;
  EXPECT_DEATH(IAMSIM_CHECK(one == 2), "check_test\\.cc:[0-9]+: check failed: one == 2");
}

}  // namespace
}  // namespace iamsim
