#include "progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace iamsim {
namespace {

using std::chrono::milliseconds;

class ProgressTest : public testing::Test {
 protected:
  ProgressTest() { streams_.err_is_terminal = true; }

  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
  Streams streams_{in_, out_, err_, {}};
  const Progress::Clock::time_point begin_ = Progress::Clock::now();
};

TEST_F(ProgressTest, SaysNothingInTheFirstSecond) {
  {
    Progress progress(streams_, "principals", false);
    progress.Update(10, 100, begin_ + milliseconds(900));
  }
  EXPECT_EQ(err_.str(), "");
}

TEST_F(ProgressTest, ThenSaysHowFarAndHowLongAndGoesAway) {
  {
    Progress progress(streams_, "principals", false);
    progress.Update(1000, 4000, begin_ + milliseconds(2100));
    EXPECT_THAT(err_.str(), testing::ContainsRegex("1000 of 4000 principals, 4.. a second, . s"));
    progress.Update(1001, 4000, begin_ + milliseconds(2150));
    EXPECT_THAT(err_.str(), testing::Not(testing::HasSubstr("1001")));
  }
  EXPECT_THAT(err_.str(), testing::EndsWith("\r\x1b[K"));
  EXPECT_EQ(out_.str(), "");
}

TEST_F(ProgressTest, IsForTerminalsAndNotForTheQuiet) {
  {
    Progress quiet(streams_, "principals", true);
    quiet.Update(1, 2, begin_ + milliseconds(5000));
    streams_.err_is_terminal = false;
    Progress file(streams_, "principals", false);
    file.Update(1, 2, begin_ + milliseconds(5000));
  }
  EXPECT_EQ(err_.str(), "");
}

}  // namespace
}  // namespace iamsim
