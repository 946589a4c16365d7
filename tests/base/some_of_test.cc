#include "iamsim/base/some_of.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace iamsim {
namespace {

TEST(SomeOfTest, NamesTheFirstAndCountsTheOthers) {
  const std::vector<std::string> names = {"a", "b", "c", "d"};

  EXPECT_EQ(SomeOf(names, 5), "a, b, c, d");
  EXPECT_EQ(SomeOf(names, 4), "a, b, c, d");
  EXPECT_EQ(SomeOf(names, 3), "a, b, c and 1 more");
  EXPECT_EQ(SomeOf(names, 1), "a and 3 more");
}

TEST(SomeOfTest, OfNoNamesIsEmpty) { EXPECT_EQ(SomeOf({}, 3), ""); }

}  // namespace
}  // namespace iamsim
