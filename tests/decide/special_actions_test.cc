#include "decide/special_actions.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/request/resolve.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "request/keys/key_row.h"
#include "support/ask.h"
#include "support/seeds.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

std::shared_ptr<const Snapshot> SmallWorld() {
  SnapshotBuilder builder;
  builder.AddAccountDetails("111122223333");
  SnapshotBuilder::PrincipalEntry role;
  role.arn = *ParseArn("arn:aws:iam::111122223333:role/R");
  role.tags = {{"team", "ml"}};
  role.inline_policies = {
      Document("inline", PolicyKind::kIdentity, PolicyText(R"({"Effect": "Allow", "Action": "*",
                                                  "Resource": "*"})"))};
  builder.AddPrincipal(std::move(role));
  return builder.Build().snapshot;
}

// Everything about the check but its action.
std::string TextOf(const RequestContext& context) {
  std::string text =
      absl::StrCat(context.resource_account, " ", context.resource, " ",
                   context.policies.identity.size(), " ", context.policies.resource.size(), "\n");
  for (const auto group :
       {IdentityKeys, SessionKeys, NetworkKeys, ResourceKeys, RequestKeys, IamKeys, StsKeys}) {
    for (const KeyRow& row : group()) {
      const bool is_family = absl::EndsWith(row.key, "/") || absl::EndsWith(row.key, ":");
      const std::string key = absl::StrCat(row.key, is_family ? "team" : "");
      absl::StrAppend(&text, key, static_cast<int>(context.keys.Find(key)), context.keys.Text(key),
                      "\n");
    }
  }
  return text;
}

// PA-3, RC-24 and whatever else names an action: nothing in a check tells two actions of a service
// apart unless one of them is special.
TEST(SpecialActionsTest, OtherActionsOfAServiceHaveTheSameContext) {
  const std::shared_ptr<const Snapshot> world = SmallWorld();
  const Catalog& catalog = Catalog::Builtin();
  std::size_t special = 0;
  for (const bool is_complete : {true, false}) {
    std::string service;
    std::string usual;
    for (std::uint32_t i = 0; i < catalog.action_count(); i += kStride) {
      const ActionId id{i};
      Request request{.principal = "arn:aws:iam::111122223333:role/R"};
      request.action = std::string(catalog.text(id));
      request.context_is_complete = is_complete;
      request.resource =
          absl::StrCat("arn:aws:", catalog.service(id), ":us-east-1:111122223333:role/x");
      if (IsSpecialAction(*ParseAction(request.action))) {
        ++special;
        continue;
      }
      const auto context = Resolve(*world, World::kSnapshot, request, {});
      ASSERT_THAT(context, IsOk());
      const std::string text = TextOf(*context);
      if (service != catalog.service(id)) {
        service = std::string(catalog.service(id));
        usual = text;
      }
      ASSERT_EQ(text, usual) << request.action;
    }
  }
  EXPECT_LT(special, 200U);
}

TEST(SpecialActionsTest, AreThoseThatARuleNames) {
  for (const char* action : {"iam:PassRole", "sts:AssumeRole", "sts:GetCallerIdentity",
                             "kms:RetireGrant", "s3:CreateBucket", "ec2:CreateVpcEndpoint",
                             "iam:CreateServiceLinkedRole", "s3:ListAllMyBuckets"}) {
    EXPECT_TRUE(IsSpecialAction(*ParseAction(action))) << action;
  }
  for (const char* action : {"s3:GetObject", "iam:GetRole", "kms:Decrypt", "ec2:RunInstances"}) {
    EXPECT_FALSE(IsSpecialAction(*ParseAction(action))) << action;
  }
}

}  // namespace
}  // namespace iamsim
