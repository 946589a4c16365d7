#include "iamsim/graph/control.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "iamsim/catalog/catalog.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;

constexpr absl::string_view kActions[] = {
#define IAMSIM_CONTROL(kind, action) action,
#include "graph/control.inc"
#undef IAMSIM_CONTROL
};

TEST(ControlRows, NameActionsThatExist) {
  for (const absl::string_view action : kActions) {
    EXPECT_THAT(Catalog::Builtin().CheckAction(action), IsOk());
  }
}

class ControlTest : public testing::Test {
 protected:
  void Add(absl::string_view resource, absl::string_view identity) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(absl::StrCat("arn:aws:iam::111122223333:", resource));
    entry.kind = IsRoleArn(entry.arn) ? PrincipalKind::kRole : PrincipalKind::kUser;
    entry.inline_policies = {Document("p", PolicyKind::kIdentity, PolicyText(identity))};
    builder_.AddPrincipal(std::move(entry));
  }
  SnapshotBuilder builder_;
};

TEST_F(ControlTest, FindsWhoMayRewriteAPrincipalOrMakeItsKeys) {
  Add("role/Target", R"({"Effect": "Allow", "Action": "iam:*", "Resource": "*"})");
  Add("user/A", R"({"Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "*"})");
  Add("user/B", R"({"Effect": "Allow", "Action": ["iam:AttachRolePolicy", "iam:CreateAccessKey"],
                    "Resource": "arn:aws:iam::111122223333:*",
                    "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})");
  Add("user/C", R"({"Effect": "Deny", "Action": "iam:*", "Resource": "*"})");
  const auto world = PreparedSnapshot::Prepare(builder_.Build().snapshot);
  const auto graph = AssumeGraph::Build(world, AssumeGraphOptions());
  ASSERT_THAT(graph, IsOk());
  const auto edges_to = [&](std::uint32_t id) {
    std::vector<std::string> out;
    const auto edges = FindControlEdgesTo(**graph, id);
    EXPECT_THAT(edges, IsOk());
    for (const ControlEdge& edge : *edges) {
      out.push_back(absl::StrCat(world->snapshot().principals()[edge.from].name, " ", edge.action,
                                 " ", DecisionName(edge.answer.kind)));
    }
    return out;
  };
  EXPECT_THAT(edges_to(world->Named("arn:aws:iam::111122223333:role/Target").front()),
              ElementsAre("A iam:PutRolePolicy allowed", "B iam:AttachRolePolicy conditional"));
  EXPECT_THAT(
      edges_to(world->Named("arn:aws:iam::111122223333:user/C").front()),
      ElementsAre(
          "Target iam:CreateAccessKey allowed", "Target iam:CreateLoginProfile allowed",
          "Target iam:UpdateLoginProfile allowed", "Target iam:PutUserPolicy allowed",
          "Target iam:AttachUserPolicy allowed", "Target iam:DeleteUserPermissionsBoundary allowed",
          "Target iam:PutUserPermissionsBoundary allowed", "B iam:CreateAccessKey conditional"));
}

}  // namespace
}  // namespace iamsim
