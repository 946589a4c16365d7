#include "iamsim/model/arn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;

TEST(ArnTest, SplitsAtTheFirstFiveColons) {
  const struct {
    const char* text;
    const char* partition;
    const char* service;
    const char* region;
    const char* account;
    const char* resource;
  } rows[] = {
      {"arn:aws:s3:::bucket/key", "aws", "s3", "", "", "bucket/key"},
      {"arn:aws-cn:sqs:cn-north-1:111122223333:q", "aws-cn", "sqs", "cn-north-1", "111122223333",
       "q"},
      {"arn:aws:logs:eu-west-1:111122223333:log-group:app:*", "aws", "logs", "eu-west-1",
       "111122223333", "log-group:app:*"},
      {"arn:::::", "", "", "", "", ""},
      {"arn::::::", "", "", "", "", ":"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    const absl::StatusOr<Arn> arn = ParseArn(row.text);
    ASSERT_THAT(arn, IsOk());
    EXPECT_EQ(arn->text(), row.text);
    EXPECT_EQ(arn->partition(), row.partition);
    EXPECT_EQ(arn->service(), row.service);
    EXPECT_EQ(arn->region(), row.region);
    EXPECT_EQ(arn->account(), row.account);
    EXPECT_EQ(arn->resource(), row.resource);
  }
}

TEST(ArnTest, NeedsLowerCaseArnAndFiveColons) {  // CO-12
  for (const char* text : {"", "*", "arn", "arn:aws:s3", "arn:aws:iam::111122223333",
                           "ARN:aws:s3:::b", "xarn:aws:s3:::b", " arn:aws:s3:::b"}) {
    EXPECT_FALSE(IsArn(text)) << text;
    EXPECT_THAT(ParseArn(text), Fails(HasSubstr("expected an ARN"))) << text;
  }
  EXPECT_THAT(ParseArn("arn:aws:s3"), Fails(HasSubstr("found `arn:aws:s3`")));
  EXPECT_TRUE(IsArn("arn:aws:s3:::b"));
}

TEST(ArnTest, EmptyArnHasEmptyFields) {
  const Arn arn;
  EXPECT_EQ(arn.text(), "");
  EXPECT_EQ(arn.service(), "");
  EXPECT_EQ(arn.account(), "");
  EXPECT_EQ(arn.resource(), "");
}

TEST(ArnTest, CopiesAreIndependent) {
  absl::StatusOr<Arn> arn = ParseArn("arn:aws:sqs:eu-west-1:111122223333:q");
  ASSERT_THAT(arn, IsOk());
  const Arn copy = *arn;
  *arn = Arn();
  EXPECT_EQ(copy.account(), "111122223333");
  EXPECT_EQ(copy.resource(), "q");
}

TEST(ArnTest, OrdersByText) {
  const Arn a = *ParseArn("arn:aws:s3:::a");
  const Arn b = *ParseArn("arn:aws:s3:::b");
  EXPECT_LT(a, b);
  EXPECT_EQ(a, *ParseArn("arn:aws:s3:::a"));
  EXPECT_NE(a, b);
}

TEST(ArnTest, AccountIdIsTwelveDigits) {
  EXPECT_TRUE(IsAccountId("111122223333"));
  EXPECT_TRUE(IsAccountId("000000000000"));
  for (const char* text :
       {"", "11112222333", "1111222233334", "11112222333x", "1111-2222-33", "arn:aws:iam:"}) {
    EXPECT_FALSE(IsAccountId(text)) << text;
  }
}

}  // namespace
}  // namespace iamsim
