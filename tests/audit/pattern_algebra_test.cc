#include "audit/permissions/pattern_algebra.h"

#include <gtest/gtest.h>

#include <vector>

#include "iamsim/match/glob.h"
#include "iamsim/match/resource_pattern.h"

namespace iamsim {
namespace {

// Every text of `symbols` up to `length`.
std::vector<std::string> TextsOf(absl::string_view symbols, std::size_t length) {
  std::vector<std::string> texts = {""};
  for (std::size_t begin = 0; length > 0; --length) {
    const std::size_t end = texts.size();
    for (; begin < end; ++begin) {
      for (const char symbol : symbols) texts.push_back(texts[begin] + symbol);
    }
  }
  return texts;
}

// MA-1: against the matcher itself, over all short patterns and texts.
TEST(GlobAlgebraTest, AgreesWithTheMatcherOnAllShortPatterns) {
  const std::vector<std::string> texts = TextsOf("ab", 6);  // longer than two patterns need
  std::vector<std::string> patterns;
  for (const std::string& text : TextsOf("ab*?", 3)) patterns.push_back(EncodeGlob(text));
  std::vector<std::vector<bool>> matches;
  for (const std::string& pattern : patterns) {
    matches.emplace_back();
    for (const std::string& text : texts) matches.back().push_back(GlobMatch(pattern, text));
  }
  int covering = 0;
  int apart = 0;
  for (std::size_t p = 0; p < patterns.size(); ++p) {
    for (std::size_t q = 0; q < patterns.size(); ++q) {
      bool meets = false;
      bool covers = true;
      for (std::size_t i = 0; i < texts.size(); ++i) {
        meets |= matches[p][i] && matches[q][i];
        covers &= !matches[q][i] || matches[p][i];
      }
      ASSERT_EQ(GlobsMeet(patterns[p], patterns[q]), meets) << p << " " << q;
      if (GlobCovers(patterns[p], patterns[q])) {
        ASSERT_TRUE(covers) << p << " " << q;
        ++covering;
      }
      apart += meets ? 0 : 1;
    }
  }
  EXPECT_GT(covering, 500);
  EXPECT_GT(apart, 500);
}

bool Matches(const std::string& pattern, const std::string& text) {
  const auto no_value = [](absl::string_view, absl::string_view*) {
    return VariableState::kNoValue;
  };
  return ResourcePattern(pattern, true, true).Matches(text, no_value) == PatternMatch::kYes;
}

// MR-2 … MR-5, MR-9.
TEST(ResourceGlobTest, NeverContradictsTheMatcher) {
  const std::vector<std::string> patterns = {
      "*",
      "arn:*",
      "arn:aws:s3:::*",
      "arn:aws:s3:::b",
      "arn:aws:s3:::b*",
      "arn:aws:s3:::b/*",
      "arn:aws:s3:::b/?",
      "arn:aws:s3:::*/x",
      "arn:aws:s3:::b/${aws:username}",
      "arn:aws:s3:::b/${*}",
      "arn:aws:sqs",
      "arn:aws:sqs:*",
      "arn:aws:sqs:*:q",
      "arn:aws:sqs:eu-*1:1:q",
      "arn:aws:sqs:e?-w1:1:q",
      "arn:aws:sqs:eu-w1:1:q",
      "arn:aws:sqs:*:1:*",
      "arn:*:sqs:*:*:q",
      "arn:aws:sqs:eu*:*:q:r",
  };
  const std::vector<std::string> texts = {"*",
                                          "arn:aws:s3:::b",
                                          "arn:aws:s3:::bc",
                                          "arn:aws:s3:::b/x",
                                          "arn:aws:s3:::b/xy",
                                          "arn:aws:s3:::b/*",
                                          "arn:aws:s3:::c/d/x",
                                          "arn:aws:sqs:eu-w1:1:q",
                                          "arn:aws:sqs:eu-w2:1:q",
                                          "arn:aws:sqs:eu-x1:1:q",
                                          "arn:aws:sqs:eu-w1:2:q",
                                          "arn:cn:sqs:eu-w1:2:q",
                                          "arn:aws:sqs:eu-w1:1:q:r"};
  int covering = 0;
  for (const std::string& p : patterns) {
    for (const std::string& q : patterns) {
      const bool covers = ResourceGlob(p).Covers(ResourceGlob(q));
      const bool meets = ResourceGlob(p).Meets(ResourceGlob(q));
      covering += covers && p != q ? 1 : 0;
      EXPECT_EQ(meets, ResourceGlob(q).Meets(ResourceGlob(p)));
      for (const std::string& text : texts) {
        const bool in_p = Matches(p, text);
        const bool in_q = Matches(q, text);
        EXPECT_TRUE(meets || !in_p || !in_q) << p << " " << q << " " << text;
        EXPECT_TRUE(!covers || !in_q || in_p) << p << " " << q << " " << text;
      }
    }
  }
  EXPECT_GT(covering, 30);
}

TEST(ResourceGlobTest, KnowsNestedAndSeparatePatterns) {
  const ResourceGlob bucket("arn:aws:s3:::b");
  const ResourceGlob objects("arn:aws:s3:::b/*");
  EXPECT_FALSE(bucket.Meets(objects));
  EXPECT_TRUE(ResourceGlob("arn:aws:s3:::b*").Covers(objects));
  EXPECT_TRUE(objects.Covers(ResourceGlob("arn:aws:s3:::b/${aws:username}/*")));
  EXPECT_FALSE(
      ResourceGlob("arn:aws:s3:::b/${aws:username}/*").Covers(ResourceGlob("arn:aws:s3:::b/x/*")));
  EXPECT_FALSE(ResourceGlob("arn:aws:*").Covers(ResourceGlob("*")));
  EXPECT_TRUE(ResourceGlob("arn:aws:sqs").Covers(ResourceGlob("arn:aws:sqs:*:*:q")));
}

}  // namespace
}  // namespace iamsim
