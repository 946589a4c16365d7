#include "io/read/concatenated_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;

// "line:column:text" of each.
std::vector<std::string> Split(absl::string_view text) {
  std::vector<std::string> values;
  for (const ConcatenatedValue& value : SplitValues(text)) {
    values.push_back(absl::StrCat(value.start.line, ":", value.start.column, ":", value.text));
  }
  return values;
}

TEST(SplitValuesTest, CutsAtTheTopLevelOnly) {
  EXPECT_THAT(Split(R"({"a": {"b": [1]}}{"c": "}{"})"),
              ElementsAre(R"(1:1:{"a": {"b": [1]}})", R"(1:18:{"c": "}{"})"));
  EXPECT_THAT(Split("{}\n\n {}\n[1]\n"), ElementsAre("1:1:{}", "3:2:{}", "4:1:[1]"));
  EXPECT_THAT(Split(R"({"a": "\"}{"}{})"), ElementsAre(R"(1:1:{"a": "\"}{"})", "1:14:{}"));
  EXPECT_THAT(Split("{ // }{\n}/* }{ */{}"), ElementsAre("1:1:{ // }{\n}", "2:10:{}"));
}

TEST(SplitValuesTest, LosesNothing) {
  EXPECT_THAT(Split(""), ElementsAre());
  EXPECT_THAT(Split(" \n"), ElementsAre());
  EXPECT_THAT(Split("{}{\"a\""), ElementsAre("1:1:{}", "1:3:{\"a\""));
  EXPECT_THAT(Split("{}x{}"), ElementsAre("1:1:{}", "1:3:x{}"));
  EXPECT_THAT(Split("{}}{}"), ElementsAre("1:1:{}", "1:3:}{}"));
  EXPECT_THAT(Split("{}\"a\\"), ElementsAre("1:1:{}", "1:3:\"a\\"));
  EXPECT_THAT(Split("{\"a\\"), ElementsAre("1:1:{\"a\\"));
}

}  // namespace
}  // namespace iamsim
