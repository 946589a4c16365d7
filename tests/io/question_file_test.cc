#include "iamsim/io/question_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::StartsWith;

TEST(QuestionFileTest, GoesOnBehindABadLine) {
  std::istringstream in(
      "{\"action\":\"s3:GetObject\"}\n\n{\"action\":}\n{\"action\":\"s3:PutObject\"}\n");
  const auto file = QuestionFile::Open("-", in);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ((**file).Next()->value().request.action, "s3:GetObject");
  EXPECT_THAT(*(**file).Next(), Fails(StartsWith("3:11: ")));
  EXPECT_EQ((**file).Next()->value().request.action, "s3:PutObject");
  EXPECT_FALSE((**file).Next().has_value());
  EXPECT_THAT((**file).status(), IsOk());
}

TEST(QuestionFileTest, AMissingFileIsAnError) {
  std::istringstream in;
  EXPECT_THAT(QuestionFile::Open("no/such/file", in), Fails("no/such/file: cannot open"));
  EXPECT_EQ(CountLines("no/such/file"), 0U);
  EXPECT_EQ(CountLines("-"), 0U);
}

}  // namespace
}  // namespace iamsim
