#include "iamsim/request/principal_keys.h"

#include <gtest/gtest.h>

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
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

// Every key that some row derives, and some that none does.
constexpr absl::string_view kKeys[] = {"aws:PrincipalArn",
                                       "aws:userid",
                                       "aws:username",
                                       "aws:PrincipalTag/team",
                                       "aws:PrincipalTag/env",
                                       "aws:PrincipalTag/CASE",
                                       "aws:PrincipalTag/no",
                                       "aws:PrincipalAccount",
                                       "aws:PrincipalType",
                                       "aws:SourceIp",
                                       "s3:prefix"};

class SetPrincipalTest : public testing::Test {
 protected:
  SetPrincipalTest() {
    SnapshotBuilder builder;
    const auto add = [&builder](const char* arn, const char* id, Tags tags) {
      SnapshotBuilder::PrincipalEntry entry;
      entry.arn = *ParseArn(arn);
      const bool is_user = absl::StartsWith(entry.arn.resource(), "user/");
      entry.kind = is_user ? PrincipalKind::kUser : PrincipalKind::kRole;
      entry.unique_id = id;
      entry.tags = std::move(tags);
      builder.AddPrincipal(std::move(entry));
    };
    add("arn:aws:iam::111122223333:role/R", "AROAR", {{"team", "ml"}, {"env", "prod"}});
    add("arn:aws:iam::111122223333:role/S", "", {{"team", "web"}, {"case", "1"}, {"CASE", "2"}});
    add("arn:aws:iam::111122223333:role/T", "AROAT", {});
    add("arn:aws:iam::111122223333:user/u", "AIDAU", {{"team", "ml"}});
    add("arn:aws:iam::111122223333:user/v", "", {});
    add("arn:aws:iam::111122223333:user/w", "AIDAW", {{"env", "test"}});
    snapshot_ = builder.Build().snapshot;
    request_.action = "s3:ListAllMyBuckets";
  }

  ContextKeys KeysOf(const PrincipalRecord& principal) {
    request_.principal = principal.arn.text();
    const auto context = Resolve(*snapshot_, World::kSnapshot, request_, {});
    EXPECT_THAT(context, IsOk());
    return context->keys;
  }

  // Goes from each principal to each of its kind, twice around.
  void ExpectAsResolved() {
    for (const PrincipalKind kind : {PrincipalKind::kRole, PrincipalKind::kUser}) {
      std::optional<ContextKeys> keys;
      PrincipalKeys principals(request_);
      for (int round = 0; round < 2; ++round) {
        for (const PrincipalRecord& principal : snapshot_->principals()) {
          if (principal.kind != kind) continue;
          const ContextKeys wanted = KeysOf(principal);
          if (!keys) keys = wanted;
          principals.Set(principal, &*keys);
          for (const absl::string_view key : kKeys) {
            SCOPED_TRACE(absl::StrCat(principal.arn.text(), " ", key));
            EXPECT_EQ(keys->Find(key), wanted.Find(key));
            EXPECT_TRUE(keys->Values(key) == wanted.Values(key));
          }
        }
      }
    }
  }

  std::shared_ptr<const Snapshot> snapshot_;
  Request request_;
};

TEST_F(SetPrincipalTest, FindsWhatResolveFinds) {
  ExpectAsResolved();
  request_.context_is_complete = false;
  ExpectAsResolved();
  request_.unknown_keys_are_absent = true;
  ExpectAsResolved();
}

TEST_F(SetPrincipalTest, TheRequestWins) {
  for (const bool complete : {true, false}) {
    request_ = {.action = "s3:ListAllMyBuckets"};
    request_.context_is_complete = complete;
    request_.context["aws:PrincipalTag/team"] = ContextValue::Scalar("given");
    request_.context["aws:principalTAG/env"] = ContextValue::List({});
    request_.context["aws:PrincipalArn"] = ContextValue::Scalar("arn:aws:iam::111122223333:role/X");
    request_.absent_keys = {"aws:userid"};
    ExpectAsResolved();
    request_.principal_id = "AROAGIVEN";
    request_.absent_keys.clear();
    request_.session_tags = {{"team", "session"}, {"no", "now"}};
    ExpectAsResolved();
    request_.principal_tags = Tags{{"env", "all"}};
    ExpectAsResolved();
  }
}

}  // namespace
}  // namespace iamsim
