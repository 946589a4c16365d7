#include "iamsim/graph/pass_role.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::string_view kActions[] = {
#define IAMSIM_PASS_ROLE(service, actions) actions,
#include "graph/pass_role.inc"
#undef IAMSIM_PASS_ROLE
};

TEST(PassRoleRows, NameActionsThatExist) {
  for (const absl::string_view actions : kActions) {
    for (const absl::string_view action : absl::StrSplit(actions, ' ')) {
      EXPECT_THAT(Catalog::Builtin().CheckAction(action), IsOk());
    }
  }
}

class PassRoleEdgesTest : public testing::Test {
 protected:
  void AddUser(absl::string_view name, absl::string_view identity) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(absl::StrCat("arn:aws:iam::111122223333:user/", name));
    entry.kind = PrincipalKind::kUser;
    entry.inline_policies = {Document("p", PolicyKind::kIdentity, PolicyText(identity))};
    builder_.AddPrincipal(std::move(entry));
  }
  std::vector<std::string> EdgesToJobRole(absl::string_view service) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn("arn:aws:iam::111122223333:role/Job");
    entry.trust_policy =
        Document("trust", PolicyKind::kTrust,
                 PolicyText(absl::StrCat(R"({"Effect": "Allow", "Action": "sts:AssumeRole",
                                             "Principal": {"Service": ")",
                                         service, R"("}})")));
    builder_.AddPrincipal(std::move(entry));
    const auto world = PreparedSnapshot::Prepare(builder_.Build().snapshot);
    const auto graph = AssumeGraph::Build(world, AssumeGraphOptions());
    EXPECT_THAT(graph, IsOk());
    PassRoleEdges finder(**graph);
    const auto edges = finder.To(world->Named("arn:aws:iam::111122223333:role/Job").front());
    EXPECT_THAT(edges, IsOk());
    std::vector<std::string> out;
    for (const PassRoleEdge& edge : *edges) {
      out.push_back(absl::StrCat(world->snapshot().principals()[edge.from].name, " ", edge.service,
                                 " ", absl::StrJoin(edge.actions, "+"), " ",
                                 DecisionName(edge.answer.kind)));
    }
    return out;
  }
  SnapshotBuilder builder_;
};

constexpr absl::string_view kStart =
    R"({"Effect": "Allow", "Action": "emr-serverless:StartJobRun",
        "Resource": "arn:aws:emr-serverless:*:111122223333:/applications/*"})";

// PA-1, PA-5: all of it is needed.
TEST_F(PassRoleEdgesTest, NeedsTheActionThePassAndTheTrust) {
  AddUser("Both", absl::StrCat(kStart, R"(, {"Effect": "Allow", "Action": "iam:PassRole",
      "Resource": "*"})"));
  AddUser("Conditional", absl::StrCat(kStart, R"(, {"Effect": "Allow", "Action": "iam:PassRole",
      "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})"));
  AddUser("NoPass", kStart);
  AddUser("OnlyPass", R"({"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"})");
  AddUser("WrongService", absl::StrCat(kStart, R"(, {"Effect": "Allow", "Action": "iam:PassRole",
      "Resource": "*", "Condition":
      {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}})"));
  const SnapshotBuilder again = builder_;
  EXPECT_THAT(
      EdgesToJobRole("emr-serverless.amazonaws.com"),
      ElementsAre(
          "Both emr-serverless.amazonaws.com emr-serverless:StartJobRun allowed",
          "Conditional emr-serverless.amazonaws.com emr-serverless:StartJobRun conditional"));
  builder_ = again;
  EXPECT_THAT(EdgesToJobRole("lambda.amazonaws.com"), IsEmpty());
}

TEST_F(PassRoleEdgesTest, NeedsEveryActionOfAWay) {
  constexpr absl::string_view kPass =
      R"({"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"})";
  AddUser("Creates", absl::StrCat(kPass, R"(, {"Effect": "Allow",
      "Action": "lambda:CreateFunction", "Resource": "*"})"));
  AddUser("Runs", absl::StrCat(kPass, R"(, {"Effect": "Allow",
      "Action": ["lambda:CreateFunction", "lambda:AddPermission"], "Resource": "*"})"));
  EXPECT_THAT(
      EdgesToJobRole("lambda.amazonaws.com"),
      ElementsAre("Runs lambda.amazonaws.com lambda:CreateFunction+lambda:AddPermission allowed"));
}

}  // namespace
}  // namespace iamsim
