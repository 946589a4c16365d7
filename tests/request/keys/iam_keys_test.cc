#include <gmock/gmock.h>

#include "request/world.h"

namespace iamsim {
namespace {

using world::Alone;
using world::Ask;
using world::Give;
using world::Incomplete;
using world::InSnapshot;
using world::Show;

// RC-40, PA-1.
TEST(IamKeysTest, ExistForSomeActionsOnly) {
  struct Row {
    const char* key;
    const char* action;
    const char* want;
  };
  const Row rows[] = {
      {"iam:PassedToService", "iam:PassRole", "unknown"},
      {"iam:PassedToService", "IAM:passrole", "unknown"},
      {"iam:PassedToService", "iam:CreateRole", "absent"},
      {"iam:PassedToService", "sagemaker:CreateTrainingJob", "absent"},
      {"iam:AssociatedResourceArn", "iam:PassRole", "unknown"},
      {"iam:AssociatedResourceArn", "iam:GetRole", "absent"},
      {"iam:AWSServiceName", "iam:CreateServiceLinkedRole", "unknown"},
      {"iam:AWSServiceName", "iam:CreateRole", "absent"},
      {"iam:AWSServiceName", "sqs:CreateServiceLinkedRole", "absent"},
      {"iam:PermissionsBoundary", "iam:CreateUser", "unknown"},
      {"iam:PermissionsBoundary", "s3:GetObject", "absent"},
      {"iam:PolicyARN", "iam:AttachRolePolicy", "unknown"},
      {"iam:PolicyARN", "s3:GetObject", "absent"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(absl::StrCat(row.key, " ", row.action));
    EXPECT_EQ(Show(Alone(Incomplete(Ask(world::kAnn, row.action, world::kExec))), row.key),
              row.want);
  }
}

// PA-4: only the caller knows which service assumes the role in the end.
TEST(IamKeysTest, GivenPassedToServiceIsTaken) {
  Request request = Ask(world::kAnn, "iam:PassRole", world::kExec);
  Give(request, "iam:PassedToService", "sagemaker.amazonaws.com");
  EXPECT_EQ(Show(Alone(request), "iam:PassedToService"), "sagemaker.amazonaws.com");
}

// RC-40: the tags of users and roles, in IAM's own spelling too.
TEST(IamKeysTest, ResourceTagIsDerivedBesideTheGlobalKey) {
  const Request role = Incomplete(Ask(world::kAnn, "iam:GetRole", world::kExec));
  EXPECT_EQ(Show(InSnapshot(role), "iam:ResourceTag/Team"), "ml");
  EXPECT_EQ(Show(InSnapshot(role), "aws:ResourceTag/Team"), "ml");
  EXPECT_EQ(Show(InSnapshot(role), "iam:ResourceTag/other"), "absent");
  const Request user = Ask(world::kAnn, "iam:GetUser", world::kAnn);
  EXPECT_EQ(Show(InSnapshot(user), "iam:ResourceTag/team"), "ml");
  EXPECT_EQ(Show(Alone(role), "iam:ResourceTag/team"), "unknown");
  // Other resources have no such key.
  EXPECT_EQ(Show(InSnapshot(Incomplete(Ask(world::kAnn))), "iam:ResourceTag/Owner"), "absent");
  EXPECT_EQ(Show(InSnapshot(Incomplete(
                     Ask(world::kAnn, "iam:GetPolicy", "arn:aws:iam::111122223333:policy/P"))),
                 "iam:ResourceTag/Owner"),
            "absent");
}

}  // namespace
}  // namespace iamsim
