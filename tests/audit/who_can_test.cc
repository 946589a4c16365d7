#include "iamsim/audit/who_can.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

class WhoCanTest : public testing::Test {
 protected:
  static constexpr const char* kBucket = "arn:aws:s3:::bucket";

  void AddRole(absl::string_view arn, absl::string_view statements) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(arn);
    entry.inline_policies = {Document("inline", PolicyKind::kIdentity, PolicyText(statements))};
    builder_.AddAccountDetails(entry.arn.account());
    builder_.AddPrincipal(std::move(entry));
  }
  void AddBucket(absl::string_view statements) {
    ResourceRecord bucket;
    bucket.arn = *ParseArn(kBucket);
    bucket.account = "111122223333";
    bucket.policy = Document("bucket", PolicyKind::kResource, PolicyText(statements));
    builder_.AddResource(std::move(bucket));
  }
  // Principals with their decisions.
  std::vector<std::pair<std::string, std::string>> Ask() {
    question_.context_is_complete = false;
    const auto world = PreparedSnapshot::Prepare(builder_.Build().snapshot);
    const absl::StatusOr<WhoCanResult> result = WhoCan(*world, question_);
    EXPECT_THAT(result, IsOk());
    std::vector<std::pair<std::string, std::string>> out;
    if (!result.ok()) return out;
    denied_ = result->denied;
    for (const Grantee& grantee : result->grantees) {
      out.emplace_back(grantee.principal, DecisionName(grantee.kind));
    }
    return out;
  }
  std::vector<std::pair<std::string, std::string>> AskWithPolicy(absl::string_view principal,
                                                                 absl::string_view more = "") {
    AddBucket(absl::StrCat(R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource":
        "arn:aws:s3:::bucket/*", "Principal": )",
                           principal, more, "}"));
    return Ask();
  }

  SnapshotBuilder builder_;
  Request question_{.action = "s3:GetObject", .resource = "arn:aws:s3:::bucket/key"};
  std::size_t denied_ = 0;
};

TEST_F(WhoCanTest, ListsPrincipalsOfTheSnapshotByArn) {
  AddBucket(R"({"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": {"AWS":
                "arn:aws:iam::111122223333:role/Barred"}})");
  AddRole("arn:aws:iam::111122223333:role/Reader",
          R"({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})");
  AddRole("arn:aws:iam::111122223333:role/Barred",
          R"({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})");
  AddRole("arn:aws:iam::111122223333:role/AtHome",
          R"({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*",
              "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}})");
  AddRole("arn:aws:iam::111122223333:role/Idle",
          R"({"Effect": "Allow", "Action": "s3:Put*", "Resource": "*"})");
  EXPECT_THAT(Ask(), ElementsAre(Pair("arn:aws:iam::111122223333:role/AtHome", "conditional"),
                                 Pair("arn:aws:iam::111122223333:role/Reader", "allowed")));
  EXPECT_EQ(denied_, 2U);
}

TEST_F(WhoCanTest, ListsServicesAndOtherAccountsThatTheResourcePolicyAdmits) {
  EXPECT_THAT(AskWithPolicy(R"({"Service": ["logs.amazonaws.com"], "AWS": ["444455556666",
                  "arn:aws:iam::777788889999:root"]})"),
              ElementsAre(Pair("444455556666", "allowed"),
                          Pair("arn:aws:iam::777788889999:root", "allowed"),
                          Pair("logs.amazonaws.com", "allowed")));
}

TEST_F(WhoCanTest, HoldsARoleBeyondTheSnapshotForConditional) {
  // EV-3: its account has to allow as well, and nobody knows what that account says.
  EXPECT_THAT(AskWithPolicy(R"({"AWS": "arn:aws:iam::444455556666:role/Partner"})"),
              ElementsAre(Pair("arn:aws:iam::444455556666:role/Partner", "conditional")));
}

TEST_F(WhoCanTest, ListsARoleOfTheSnapshotOnce) {
  AddRole("arn:aws:iam::444455556666:role/Partner",
          R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})");
  EXPECT_THAT(AskWithPolicy(R"({"AWS": ["arn:aws:iam::444455556666:role/Partner",
                  "444455556666", "arn:aws:iam::444455556666:role/Deleted", "AROADELETED"]})"),
              ElementsAre(Pair("arn:aws:iam::444455556666:role/Partner", "allowed")));
}

TEST_F(WhoCanTest, SaysEveryoneWhenAnonymousCallersMay) {
  EXPECT_THAT(AskWithPolicy(R"("*")"), ElementsAre(Pair("*", "allowed")));
}

TEST_F(WhoCanTest, SaysEveryoneUnderConditionsWhenSomebodyMay) {
  EXPECT_THAT(AskWithPolicy(R"({"AWS": "*"})",
                            R"(, "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}})"),
              ElementsAre(Pair("*", "conditional")));
}

TEST_F(WhoCanTest, LeavesOutWhoIsAdmittedAndDenied) {
  AddBucket(R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": "*"},
               {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": "*"})");
  EXPECT_THAT(Ask(), IsEmpty());
}

TEST_F(WhoCanTest, LetsAMissingPolicyAdmitAnybody) {
  ResourceRecord bucket;
  bucket.arn = *ParseArn(kBucket);
  bucket.account = "111122223333";
  bucket.policy = MissingDocument("bucket policy");
  builder_.AddResource(std::move(bucket));
  EXPECT_THAT(Ask(), ElementsAre(Pair("*", "conditional")));
}

TEST_F(WhoCanTest, HoldsACanonicalUserForConditional) {
  EXPECT_THAT(AskWithPolicy(R"({"CanonicalUser": "79a59df900b949e5"})"),
              ElementsAre(Pair("79a59df900b949e5", "conditional")));
}

TEST_F(WhoCanTest, ListsTheIdentityProvidersOfATrustPolicy) {
  SnapshotBuilder::PrincipalEntry role;
  role.arn = *ParseArn("arn:aws:iam::111122223333:role/R");
  role.trust_policy = Document("trust", PolicyKind::kTrust, PolicyText(R"(
      {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated":
       "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}})"));
  builder_.AddAccountDetails("111122223333");
  builder_.AddPrincipal(std::move(role));
  question_ = {.action = "sts:AssumeRoleWithWebIdentity",
               .resource = "arn:aws:iam::111122223333:role/R"};
  EXPECT_THAT(Ask(), ElementsAre(Pair("arn:aws:iam::111122223333:oidc-provider/"
                                      "token.actions.githubusercontent.com",
                                      "allowed")));
}

}  // namespace
}  // namespace iamsim
