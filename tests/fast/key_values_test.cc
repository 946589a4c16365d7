#include "fast/key_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(KeyValues, KeepsValuesAsTheyWereAdded) {
  KeyValuesBuilder builder;
  for (int round = 0; round < 2; ++round) {  // its memory is used again
    builder.Add(7, {ContextValue::Scalar("a longer value than a short string has")});
    builder.Add(3, {ContextValue::List({"x", "", "z"})});
    builder.Add(9, {ContextValue::Scalar("one"), ContextValue::Scalar("other")});
    KeyValues built = builder.Build();
    const KeyValues values = std::move(built);
    ASSERT_EQ(values.Find(7).size(), 1U);
    EXPECT_FALSE(values.Find(7)[0].view.is_list);
    EXPECT_THAT(values.Find(7)[0].view.values,
                ElementsAre("a longer value than a short string has"));
    ASSERT_EQ(values.Find(3).size(), 1U);
    EXPECT_TRUE(values.Find(3)[0].view.is_list);
    EXPECT_THAT(values.Find(3)[0].view.values, ElementsAre("x", "", "z"));
    ASSERT_EQ(values.Find(9).size(), 2U);  // CO-3
    EXPECT_THAT(values.Find(9)[1].view.values, ElementsAre("other"));
    EXPECT_THAT(values.Find(1), IsEmpty());
  }
  EXPECT_THAT(builder.Build().Find(7), IsEmpty());
}

}  // namespace
}  // namespace iamsim
