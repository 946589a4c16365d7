#include "iamsim/io/write_permissions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ServicePermissions Service(absl::string_view name, std::size_t permitted, std::size_t conditional) {
  ServicePermissions service{.service = std::string(name), .levels = {}};
  service.levels[static_cast<std::size_t>(AccessLevel::kWrite)] = {3, permitted, conditional};
  service.levels[static_cast<std::size_t>(AccessLevel::kList)] = {1, 1, 0};
  return service;
}

TEST(PermissionsTextTest, StarsSayAllAndQuestionMarksConditions) {
  const Permissions permissions = {
      .principal = "arn:aws:iam::111122223333:role/Deploy",
      .services = {Service("a", 2, 0), Service("b", 3, 1), Service("c", 1, 1)}};
  EXPECT_EQ(PermissionsText(permissions, false),
            R"(9 actions  of 3 services permitted to Deploy, 2 of them under conditions (?)

service                     list    read tagging   write  permissions
a                              *                       2
b                              *                      *?
c                              *                      1?

*: every action of the level; the policy itself with --policy; the actions on one resource with its ARN
)");
}

TEST(PermissionsTextTest, ShowsAScreenOfServicesUnlessAskedForAll) {
  Permissions permissions = {.principal = "arn:aws:iam::111122223333:role/Deploy"};
  for (int i = 100; i < 160; ++i) {
    permissions.services.push_back(Service(absl::StrCat("s", i), i < 110 ? 1 : 2, 0));
  }
  const std::string some = PermissionsText(permissions, false);
  EXPECT_THAT(some, HasSubstr("… and 20 services more, with --all\n"));
  EXPECT_THAT(some, Not(HasSubstr("\ns109 ")));
  EXPECT_THAT(some, HasSubstr("\ns110 "));
  EXPECT_THAT(PermissionsText(permissions, true), HasSubstr("\ns109 "));
}

TEST(ActionsTextTest, GroupsByLevelAndCondition) {
  const Formula tls =
      Formula::Leaf({.op = "Bool", .key = "aws:SecureTransport", .values = {"true"}});
  const std::vector<ActionOnResource> actions = {
      {"s3:GetObject", AccessLevel::kRead, DecisionKind::kConditional, tls},
      {"s3:GetObjectAcl", AccessLevel::kRead, DecisionKind::kAllowed, true},
      {"s3:GetObjectTagging", AccessLevel::kRead, DecisionKind::kConditional, tls},
      {"s3:PutObject", AccessLevel::kWrite, DecisionKind::kImplicitDeny, false}};
  EXPECT_EQ(ActionsText("arn:aws:iam::111122223333:role/Deploy", "arn:aws:s3:::b/x", actions),
            "1 of 4 actions  on arn:aws:s3:::b/x permitted to Deploy, 2 more under conditions\n"
            "\nRead\n"
            "     s3:GetObjectAcl\n"
            "\nRead  allowed if:\n"
            "         aws:SecureTransport is `true`\n"
            "     s3:GetObject, s3:GetObjectTagging\n");
  EXPECT_THAT(ActionsJson("p", "r", actions),
              HasSubstr(R"({"action":"s3:PutObject","decision":"implicitDeny"}]})"));
}

}  // namespace
}  // namespace iamsim
