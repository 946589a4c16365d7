#include "io/read/concatenated_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsim {
namespace {

using ::testing::ElementsAre;

// "line:text" of each.
std::vector<std::string> Split(absl::string_view text) {
  std::vector<std::string> values;
  for (const ConcatenatedValue& value : SplitValues(text)) {
    values.push_back(std::to_string(value.line) + ":" + value.Padded());
  }
  return values;
}

TEST(SplitValuesTest, CutsAtTheTopLevelOnly) {
  EXPECT_THAT(Split(R"({"a": {"b": [1]}}{"c": "}{"})"),
              ElementsAre(R"(1:{"a": {"b": [1]}})", R"(1:                 {"c": "}{"})"));
  EXPECT_THAT(Split("{}\n\n {}\n[1]\n"), ElementsAre("1:{}", "3: {}", "4:[1]"));
  EXPECT_THAT(Split(R"({"a": "\"}{"}{})"), ElementsAre(R"(1:{"a": "\"}{"})", "1:             {}"));
  EXPECT_THAT(Split("{ // }{\n}/* }{ */{}"), ElementsAre("1:{ // }{\n}", "2:         {}"));
}

TEST(SplitValuesTest, LosesNothing) {
  EXPECT_THAT(Split(""), ElementsAre());
  EXPECT_THAT(Split(" \n"), ElementsAre());
  EXPECT_THAT(Split("{}{\"a\""), ElementsAre("1:{}", "1:  {\"a\""));
  EXPECT_THAT(Split("{}x{}"), ElementsAre("1:{}", "1:  x{}"));
  EXPECT_THAT(Split("{}}{}"), ElementsAre("1:{}", "1:  }{}"));
  EXPECT_THAT(Split("{}\"a\\"), ElementsAre("1:{}", "1:  \"a\\"));
  EXPECT_THAT(Split("{\"a\\"), ElementsAre("1:{\"a\\"));
}

TEST(SplitValuesTest, LongLinesAreNotPadded) {
  const std::string text = "{\"a\": \"" + std::string(5000, 'x') + "\"}{}{}";
  const std::vector<ConcatenatedValue> values = SplitValues(text);
  ASSERT_EQ(values.size(), 3U);
  EXPECT_EQ(values[2].Padded(), "{}");
}

}  // namespace
}  // namespace iamsim
