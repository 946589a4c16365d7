#include "request/given_context.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

// Few keys are searched, many are hashed: both must say the same.
class GivenContextTest : public testing::TestWithParam<int> {
 protected:
  GivenContextTest() {
    for (int i = 0; i < GetParam(); ++i) {
      request_.context[absl::StrCat("x:other", i)] = ContextValue::Scalar("1");
    }
  }
  void Give(absl::string_view key, ContextValue value) {
    request_.context[std::string(key)] = std::move(value);
  }

  Request request_;
};

TEST_P(GivenContextTest, FindsWithoutRegardToCase) {  // CO-2
  Give("AWS:sourceIP", ContextValue::Scalar("10.0.0.1"));
  Give("aws:RequestTag/GRÖßE", ContextValue::Scalar("xl"));
  Give("aws:TagKeys", ContextValue::List({"a"}));
  Give("aws:ViaAWSService", ContextValue::Scalar("TRUE"));
  const GivenContext given(request_);
  EXPECT_EQ(given.Text("aws:SourceIp"), "10.0.0.1");
  EXPECT_EQ(given.Text("aws:requesttag/größe"), "xl");
  EXPECT_EQ(given.Find("aws:SourceIps"), nullptr);
  EXPECT_EQ(given.Find("aws:RequestTag/grose"), nullptr);
  EXPECT_EQ(given.Text("aws:TagKeys"), "");
  EXPECT_NE(given.Find("aws:TagKeys"), nullptr);
  EXPECT_TRUE(given.IsTrue("aws:ViaAwsService"));
  EXPECT_FALSE(given.IsAbsent("aws:SourceIp"));
}

TEST_P(GivenContextTest, AnEmptyListIsAbsent) {  // OP-26
  Give("aws:TagKeys", ContextValue::List({}));
  request_.absent_keys = {"AWS:userid"};
  Give("aws:userid", ContextValue::Scalar("a"));
  const GivenContext given(request_);
  EXPECT_EQ(given.Find("aws:tagkeys"), nullptr);
  EXPECT_TRUE(given.IsAbsent("aws:tagkeys"));
  EXPECT_EQ(given.Find("aws:userid"), nullptr);
  EXPECT_TRUE(given.IsAbsent("aws:userID"));
}

TEST_P(GivenContextTest, TheFirstSpellingCounts) {  // CO-3
  Give("AWS:userid", ContextValue::Scalar("a"));
  Give("aws:userid", ContextValue::Scalar("b"));
  Give("AWS:username", ContextValue::Scalar("c"));
  Give("aws:username", ContextValue::List({}));
  Give("AWS:TagKeys", ContextValue::List({}));
  Give("aws:TagKeys", ContextValue::List({"d"}));
  const GivenContext given(request_);
  EXPECT_EQ(given.Text("aws:UserId"), "a");
  EXPECT_EQ(given.Text("aws:UserName"), "c");
  EXPECT_TRUE(given.IsAbsent("aws:UserName"));
  EXPECT_EQ(given.Find("aws:tagkeys"), nullptr);
  EXPECT_TRUE(given.IsAbsent("aws:tagkeys"));
}

INSTANTIATE_TEST_SUITE_P(Keys, GivenContextTest, testing::Values(0, 100));

}  // namespace
}  // namespace iamsim
