#include "iamsim/base/json_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/failing_buffer.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(JsonLinesTest, CountsTheLinesThatAreNotBlank) {
  std::istringstream in("\n1\n  \n\n[2]\r\n3");
  JsonLines lines(in, "in.jsonl");
  std::vector<std::pair<std::size_t, std::string>> seen;
  while (lines.Advance()) {
    ASSERT_THAT(lines.Parse(), IsOk());
    seen.emplace_back(lines.index(), std::string(lines.text()));
  }
  EXPECT_THAT(seen, testing::ElementsAre(testing::Pair(0, "1"), testing::Pair(1, "[2]"),
                                         testing::Pair(2, "3")));
  EXPECT_THAT(lines.status(), IsOk());
}

TEST(JsonLinesTest, SaysWhereABadLineStandsAndGoesOn) {
  std::istringstream in("{}\n\n{\"a\" 1}\n{}\n");
  JsonLines lines(in, "in.jsonl");
  ASSERT_TRUE(lines.Advance());
  ASSERT_TRUE(lines.Advance());
  EXPECT_THAT(lines.Parse(), Fails(StartsWith("in.jsonl:3:6: ")));
  ASSERT_TRUE(lines.Advance());
  EXPECT_THAT(lines.Parse(), IsOk());
  EXPECT_FALSE(lines.Advance());
}

TEST(JsonLinesTest, RefusesALineBeyondTheLimitAlone) {
  std::string text((std::size_t{10} << 20) + 1, ' ');
  text.append("\n1\n");
  std::istringstream in(text);
  JsonLines lines(in, "in.jsonl");
  ASSERT_TRUE(lines.Advance());
  EXPECT_THAT(lines.Parse(), Fails(HasSubstr("in.jsonl:1:1: line is longer than 10485760 bytes")));
  ASSERT_TRUE(lines.Advance());
  EXPECT_THAT(lines.Parse(), IsOk());
}

TEST(JsonLinesTest, AFailedReadIsNoEnd) {
  FailingBuffer buffer;
  std::istream in(&buffer);
  JsonLines lines(in, "");
  EXPECT_FALSE(lines.Advance());
  EXPECT_THAT(lines.status(), Fails("standard input: cannot read"));
}

}  // namespace
}  // namespace iamsim
