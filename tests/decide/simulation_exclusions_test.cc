#include <gmock/gmock.h>

#include "decide/simulation_world.h"

namespace iamsim {
namespace {

using simulated::About;
using simulated::Ask;
using simulated::AskOne;
using simulated::Identity;
using simulated::kAnn;
using simulated::kAwsManaged;
using simulated::kBoundary;
using simulated::kDeploy;
using simulated::kDevs;
using simulated::kManaged;
using simulated::Show;
using simulated::Text;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct ExclusionCase {
  const char* name;
  PolicyExclusion exclusion;
  const char* source;
  const char* action;
  const char* without;  // what the check says with the exclusion
};

class ExclusionTest : public ::testing::TestWithParam<ExclusionCase> {};

TEST_P(ExclusionTest, LeavesPoliciesOut) {
  SimulationRequest request = About(GetParam().source, GetParam().action);
  EXPECT_NE(Show(AskOne(request)), GetParam().without);
  request.exclusions = {GetParam().exclusion};
  EXPECT_EQ(Show(AskOne(request)), GetParam().without);
  EXPECT_THAT(Ask(request).warnings, testing::Not(Contains(HasSubstr("to exclude"))));
}

using Kind = PolicyExclusion::Kind;
INSTANTIATE_TEST_SUITE_P(
    Table, ExclusionTest,
    ::testing::ValuesIn<ExclusionCase>({
        {"Inline", {Kind::kInline}, kAnn, "s3:GetObject", "implicitDeny"},
        {"UserManaged", {Kind::kUserManaged}, kAnn, "s3:GetObjectTagging", "implicitDeny"},
        {"Boundary", {Kind::kPermissionsBoundary}, kAnn, "s3:PutObject", "allowed group_devs_team"},
        {"BoundaryByArn", {Kind::kArn, kBoundary}, kAnn, "s3:PutObject", "allowed group_devs_team"},
        {"Arn", {Kind::kArn, kManaged}, kAnn, "s3:GetObjectTagging", "implicitDeny"},
        {"InlineOfUser",
         {Kind::kInlinePolicy, "own", "user", "ann"},
         kAnn,
         "s3:GetObject",
         "implicitDeny"},
        {"InlineOfGroup",
         {Kind::kInlinePolicy, "team", "group", "devs"},
         kDevs,
         "s3:PutObject",
         "implicitDeny"},
        {"MissingDocument",
         {Kind::kArn, "arn:aws:iam::111122223333:policy/Lost"},
         kDeploy,
         "s3:GetObject",
         "allowed role_Deploy_ship"},
    }),
    [](const auto& test) { return std::string(test.param.name); });

TEST(SimulationTest, ExcludesAwsManagedPolicies) {
  SimulationRequest request = About(kAnn, "s3:ListBucket", "arn:aws:s3:::b");
  request.exclusions = {{Kind::kPermissionsBoundary}};
  EXPECT_EQ(Show(AskOne(request)), "allowed List");
  request.exclusions.push_back({Kind::kAwsManaged});
  EXPECT_EQ(Show(AskOne(request)), "implicitDeny");
}

TEST(SimulationTest, ExcludesControlPolicies) {
  SimulationRequest request = About(kDeploy, "s3:DeleteObject");
  request.exclusions = {{Kind::kArn, "arn:aws:iam::111122223333:policy/Lost"}};
  EXPECT_EQ(Show(AskOne(request)), "explicitDeny");
  request.exclusions.push_back(
      {Kind::kArn, "arn:aws:organizations::999999999999:policy/o-1/service_control_policy/p-1"});
  EXPECT_EQ(Show(AskOne(request)), "allowed role_Deploy_ship");
  request.exclusions.back() = {Kind::kServiceControl};
  EXPECT_EQ(Show(AskOne(request)), "allowed role_Deploy_ship");
}

TEST(SimulationTest, SaysWhatWasNotThereToExclude) {
  SimulationRequest request = About(kAnn, "s3:GetObject");
  request.exclusions = {{Kind::kInlinePolicy, "own", "role", "ann"}};
  EXPECT_EQ(Show(AskOne(request)), "allowed user_ann_own");
  EXPECT_THAT(Ask(request).warnings,
              ElementsAre("there is no policy `own` of role `ann` to exclude"));
  // A kind of policy may well not be there, and a policy only in some of the checks.
  request.exclusions = {{Kind::kResourceControl},
                        {Kind::kArn,
                         "arn:aws:organizations::999999999999:policy/o-1/"
                         "service_control_policy/p-1"}};
  EXPECT_THAT(Ask(request).warnings, IsEmpty());
  // The documents of the request itself are never excluded.
  request.policies = {Identity("PolicyInputList.1", Text("Allow", "s3:PutObject"))};
  request.actions = {"s3:PutObject"};
  request.exclusions = {{Kind::kInline}, {Kind::kPermissionsBoundary}};
  EXPECT_EQ(Show(AskOne(request)), "allowed PolicyInputList.1");
}

}  // namespace
}  // namespace iamsim
