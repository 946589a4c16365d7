#include "iamsim/match/action_pattern.h"

#include <gtest/gtest.h>

namespace iamsim {
namespace {

TEST(ActionPatternTest, MatchesActions) {
  const struct {
    const char* name;
    const char* pattern;
    const char* action;
    bool want;
  } cases[] = {
      {"T-1, MA-1: case of prefix and name, one character", "S3:get?bject", "s3:GetObject", true},
      {"MA-1: exact", "s3:GetObject", "s3:GetObject", true},
      {"MA-1: exact, other case", "S3:GETOBJECT", "s3:getobject", true},
      {"MA-1: the action may be oddly cased", "sagemaker:UpdateUserProfile",
       "sagemaker:UpdateUserprofile", true},
      {"MA-1: one character", "IAM:LISTuser?", "iam:ListUsers", true},
      {"MA-1: a question mark is not empty", "iam:ListUsers?", "iam:ListUsers", false},
      {"MA-1: an empty run", "s3:GetObject*", "s3:GetObject", true},
      {"MA-1: a run in the middle", "s3:*Object", "s3:GetObject", true},
      {"MA-1: a run in the middle is anchored", "s3:*Object", "s3:GetObjectAcl", false},
      {"MA-1: another service", "s3:*", "sts:AssumeRole", false},
      {"MA-2: every action of every service", "*", "kms:Decrypt", true},
      {"MA-3: a wildcard in the prefix", "s3*:Get*", "s3-object-lambda:GetObject", true},
      {"MA-3: wildcards on both sides", "*:*", "kms:Decrypt", true},
      {"T-2, MA-4: NotAction iam:* does not exclude kms:Decrypt", "iam:*", "kms:Decrypt", false},
      {"MA-4: it excludes iam:PassRole", "iam:*", "iam:PassRole", true},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    const absl::StatusOr<Action> action = ParseAction(row.action);
    ASSERT_TRUE(action.ok()) << action.status();
    EXPECT_EQ(ActionPattern(row.pattern).Matches(*action), row.want);
  }
}

TEST(ActionPatternTest, KeepsItsText) {
  EXPECT_EQ(ActionPattern("S3:Get*").text(), "S3:Get*");
  EXPECT_TRUE(ActionPattern("S3:Get*").has_wildcards());
  EXPECT_TRUE(ActionPattern("s3:GetObject?").has_wildcards());
  EXPECT_FALSE(ActionPattern("s3:GetObject").has_wildcards());
}

}  // namespace
}  // namespace iamsim
