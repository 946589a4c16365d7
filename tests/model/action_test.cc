#include "iamsim/model/action.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ActionTest, KeepsItsSpellingAndComparesInLowerCase) {  // MA-1
  const absl::StatusOr<Action> action = ParseAction("S3:GetObject");
  ASSERT_THAT(action, IsOk());
  EXPECT_EQ(action->text(), "S3:GetObject");
  EXPECT_EQ(action->lower(), "s3:getobject");
  EXPECT_EQ(action->service(), "s3");
  EXPECT_EQ(action->name(), "getobject");
  EXPECT_TRUE(action->Is("s3:getobject"));
  EXPECT_FALSE(action->Is("s3:getobjectacl"));
}

TEST(ActionTest, AcceptsEveryPrefixThatAwsUses) {
  for (const char* text : {"sts:AssumeRole", "emr-serverless:StartApplication", "a4b:X",
                           "execute-api:Invoke", "codewhisperer:GenerateRecommendations"}) {
    EXPECT_THAT(ParseAction(text), IsOk()) << text;
  }
}

TEST(ActionTest, EmptyActionHasEmptyParts) {
  EXPECT_EQ(Action().service(), "");
  EXPECT_EQ(Action().name(), "");
}

TEST(ActionTest, RejectsWhatIsNoSingleAction) {
  const struct {
    const char* text;
    const char* message;
  } rows[] = {
      {"", "found ``"},
      {"GetObject", "found `GetObject` without a service prefix"},  // MA-2
      {"*", "`*`, which is a pattern"},
      {"s3:*", "`s3:*`, which is a pattern"},
      {"s3:Get?bject", "`s3:Get?bject`, which is a pattern"},
      {":GetObject", "found `:GetObject`"},
      {"s3:", "found `s3:`"},
      {"s3:Get:Object", "found `s3:Get:Object`"},
      {"s3:Get Object", "space"},
      {" s3:GetObject", "space"},
      {"s3:GetObject\n", "`s3:GetObject\\n`, which contains a space"},
  };
  for (const auto& row : rows) {
    EXPECT_THAT(ParseAction(row.text), Fails(AllOf(HasSubstr("expected an action"),
                                                   HasSubstr(row.message), Not(HasSubstr("\n")))))
        << row.text;
  }
}

}  // namespace
}  // namespace iamsim
