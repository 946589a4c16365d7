#include "iamsim/base/nearest_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace iamsim {
namespace {

const std::vector<absl::string_view>& Elements() {
  static const auto* const kElements = new std::vector<absl::string_view>{
      "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"};
  return *kElements;
}

TEST(NearestNameTest, FindsLikelyMisspellings) {
  const std::vector<std::vector<absl::string_view>> rows = {
      {"Efect", "Effect"},         {"Effcet", "Effect"},          {"Efffect", "Effect"},
      {"Affect", "Effect"},        {"effect", "Effect"},          {"RESOURCE", "Resource"},
      {"Resuorces", "Resource"},   {"Actions", "Action"},         {"NotActoin", "NotAction"},
      {"Conditions", "Condition"}, {"NotResourse", "NotResource"}};
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row[0]));
    EXPECT_EQ(NearestName(row[0], Elements()), row[1]);
  }
}

TEST(NearestNameTest, AtMostAThirdOfTheCharactersMayDiffer) {
  EXPECT_EQ(NearestName("abcxyy", {"abcdef"}), "");        // three of six
  EXPECT_EQ(NearestName("abcdyy", {"abcdef"}), "abcdef");  // two of six
  EXPECT_EQ(NearestName("abcde", {"abcxx"}), "");          // two of five
  EXPECT_EQ(NearestName("ab", {"ac"}), "");
  EXPECT_EQ(NearestName("Sd", Elements()), "");
  EXPECT_EQ(NearestName("Principal", Elements()), "");
  EXPECT_EQ(NearestName("", Elements()), "");
  EXPECT_EQ(NearestName("Effect", {}), "");
}

TEST(NearestNameTest, TheNearestWinsAndTheFirstOfEquals) {
  EXPECT_EQ(NearestName("abcd", {"abcx", "abcd"}), "abcd");
  EXPECT_EQ(NearestName("abcd", {"abcx", "abcy"}), "abcx");
  EXPECT_EQ(NearestName("abcd", {"abcdd", "bacd"}), "abcdd");
}

TEST(NearestNameTest, ASwapOfNeighboursIsOneEdit) {
  EXPECT_EQ(NearestName("ture", {"true"}), "true");
  EXPECT_EQ(NearestName("tuer", {"true"}), "");
}

TEST(NearestNameTest, AHugeNameIsNotCompared) {
  const std::string huge(std::size_t{8} << 20, 'a');
  EXPECT_EQ(NearestName(huge, Elements()), "");
}

TEST(NearestNameTest, DidYouMeanIsAQuestionOrNothing) {
  EXPECT_EQ(DidYouMean("Efect", Elements()), ", did you mean `Effect`?");
  EXPECT_EQ(DidYouMean("Principal", Elements()), "");
}

}  // namespace
}  // namespace iamsim
