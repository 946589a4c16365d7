#include "iamsim/request/principal_keys.h"

#include <gtest/gtest.h>

#include "iamsim/request/resolve.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using State = ContextKeys::State;

TEST(PrincipalKeys, AreThoseThatTwoRolesOfAnAccountDifferIn) {
  for (const absl::string_view key : {"aws:PrincipalArn", "aws:USERID", "aws:username",
                                      "aws:PrincipalTag/team", "AWS:principaltag/x"}) {
    EXPECT_TRUE(IsPrincipalKey(key)) << key;
  }
  for (const absl::string_view key :
       {"aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:SourceIp", "aws:ResourceTag/team"}) {
    EXPECT_FALSE(IsPrincipalKey(key)) << key;
  }
}

class ForgetPrincipalTest : public testing::Test {
 protected:
  ForgetPrincipalTest() {
    SnapshotBuilder::PrincipalEntry role;
    role.arn = *ParseArn("arn:aws:iam::111122223333:role/R");
    role.tags = {{"team", "ml"}, {"env", "prod"}};
    SnapshotBuilder builder;
    builder.AddPrincipal(std::move(role));
    snapshot_ = builder.Build().snapshot;
    request_.principal = "arn:aws:iam::111122223333:role/R";
    request_.action = "s3:ListAllMyBuckets";
  }
  ContextKeys Forget() {
    auto context = Resolve(*snapshot_, World::kSnapshot, request_, {});
    EXPECT_THAT(context, IsOk());
    ForgetPrincipal(request_, &context->keys);
    return context->keys;
  }

  std::shared_ptr<const Snapshot> snapshot_;
  Request request_;
};

TEST_F(ForgetPrincipalTest, LeavesWhatTheWholeAccountShares) {
  const ContextKeys keys = Forget();
  EXPECT_EQ(keys.Find("aws:PrincipalArn"), State::kUnknown);
  EXPECT_EQ(keys.Find("aws:PrincipalTag/team"), State::kUnknown);
  EXPECT_EQ(keys.Find("aws:PrincipalTag/other"), State::kUnknown);
  EXPECT_EQ(keys.Text("aws:PrincipalAccount"), "111122223333");
  EXPECT_EQ(keys.Text("aws:PrincipalType"), "AssumedRole");
}

TEST_F(ForgetPrincipalTest, LeavesWhatTheRequestGives) {
  request_.context["aws:principaltag/team"] = ContextValue::Scalar("web");
  request_.absent_keys = {"aws:PrincipalTag/cost"};
  ContextKeys keys = Forget();
  EXPECT_EQ(keys.Text("aws:PrincipalTag/team"), "web");
  EXPECT_EQ(keys.Find("aws:PrincipalTag/cost"), State::kAbsent);
  EXPECT_EQ(keys.Find("aws:PrincipalTag/env"), State::kUnknown);

  request_.principal_tags = Tags{{"env", "test"}};
  keys = Forget();
  EXPECT_EQ(keys.Text("aws:PrincipalTag/env"), "test");
}

}  // namespace
}  // namespace iamsim
