#include "iamsim/graph/reports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "role_world.h"
#include "support/ask.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::string_view kAll = R"({"Effect": "Allow", "Action": "*", "Resource": "*"})";

class ReportsTest : public testing::Test {
 protected:
  static std::string Arn(absl::string_view name) {
    return absl::StrCat("arn:aws:iam::111122223333:role/", name);
  }
  static std::string Trust(absl::string_view principal, absl::string_view extra = "") {
    return absl::StrCat(R"({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": ")",
                        principal, R"("})", extra, "}");
  }
  void AddRole(absl::string_view arn, absl::string_view trust, absl::string_view identity = "") {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(arn);
    entry.trust_policy = Document("trust", PolicyKind::kTrust, PolicyText(trust));
    if (!identity.empty()) {
      entry.inline_policies = {Document("p", PolicyKind::kIdentity, PolicyText(identity))};
    }
    builder_.AddPrincipal(std::move(entry));
  }
  void Build() {
    world_ = PreparedSnapshot::Prepare(builder_.Build().snapshot);
    auto graph = AssumeGraph::Build(world_, AssumeGraphOptions());
    ASSERT_THAT(graph, IsOk());
    graph_ = *graph;
  }
  std::string Name(std::uint32_t id) const { return world_->snapshot().principals()[id].name; }
  std::vector<std::string> Groups(bool with_conditional) {
    const auto groups = FindStrongGroups(*graph_, with_conditional);
    EXPECT_THAT(groups, IsOk());
    std::vector<std::string> out;
    for (const std::vector<std::uint32_t>& group : *groups) {
      out.push_back(absl::StrJoin(group, " ", [this](std::string* text, std::uint32_t id) {
        absl::StrAppend(text, Name(id));
      }));
    }
    return out;
  }

  SnapshotBuilder builder_;
  std::shared_ptr<const PreparedSnapshot> world_;
  std::shared_ptr<const AssumeGraph> graph_;
};

TEST_F(ReportsTest, GroupsRolesThatCanBecomeEachOther) {
  AddRole(Arn("A"), Trust(Arn("C")));
  AddRole(Arn("B"), Trust(Arn("A")));
  AddRole(Arn("C"), Trust(Arn("B"), R"(, "Condition":
      {"Bool": {"aws:MultiFactorAuthPresent": "true"}})"));
  AddRole(Arn("D"), Trust(Arn("E")));
  AddRole(Arn("E"), Trust(Arn("D")));
  AddRole(Arn("F"), Trust(Arn("F")));
  Build();
  EXPECT_THAT(Groups(/*with_conditional=*/false), ElementsAre("D E"));
  EXPECT_THAT(Groups(/*with_conditional=*/true), ElementsAre("A B C", "D E"));
}

TEST_F(ReportsTest, FindsWhoReachesAnAdministrator) {
  AddRole(Arn("Admin"), Trust(Arn("A")), kAll);
  AddRole(Arn("A"), Trust(Arn("B"), R"(, "Condition":
      {"StringEquals": {"sts:ExternalId": "x"}})"));
  AddRole(Arn("B"), Trust("AROAEXAMPLEGONE"));
  AddRole(Arn("C"), Trust("AROAEXAMPLEGONE"));
  // Not everything: IAM is left out.
  AddRole(Arn("Power"), Trust(Arn("C")),
          R"({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"})");
  Build();
  const auto administrators = FindAdministrators(*graph_);
  ASSERT_THAT(administrators, IsOk());
  ASSERT_EQ(administrators->size(), 1U);
  EXPECT_EQ(Name(administrators->front()), "Admin");
  const auto reached = FindWhoReachesAdministrators(*graph_);
  ASSERT_THAT(reached, IsOk());
  std::vector<std::string> lines;
  for (const ReachedAdministrator& one : *reached) {
    lines.push_back(absl::StrCat(Name(one.principal), " ", Name(one.administrator), " ", one.hops,
                                 " ", DecisionName(one.kind)));
  }
  EXPECT_THAT(lines, ElementsAre("A Admin 1 allowed", "B Admin 2 conditional"));
}

// A boundary or guardrail that does not allow everything leaves no administrator.
TEST_F(ReportsTest, TakesNoAdministratorForGrantedWhoseGuardrailsDeny) {
  AddRole("arn:aws:iam::999999999999:role/M", Trust(Arn("A")), kAll);
  AddRole(Arn("A"), Trust(Arn("A")), kAll);
  OrganizationRecord organization;
  organization.id = "o-example";
  organization.management_account = "999999999999";
  builder_.SetOrganization(std::move(organization));
  SnapshotBuilder::OrganizationUnitEntry unit;
  unit.id = "r-0001";
  unit.service_control = {"only-s3"};
  unit.accounts = {"111122223333", "999999999999"};
  builder_.AddOrganizationUnit(std::move(unit));
  builder_.AddServiceControlPolicy(
      "only-s3", Document("only-s3", PolicyKind::kServiceControl,
                          PolicyText(R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})")));
  Build();
  const auto administrators = FindAdministrators(*graph_);
  ASSERT_THAT(administrators, IsOk());
  ASSERT_EQ(administrators->size(), 1U);
  EXPECT_EQ(Name(administrators->front()), "M");
}

TEST_F(ReportsTest, FindsRolesReachedFromOutside) {
  AddRole(Arn("A"), Trust("444455556666"));
  AddRole(Arn("B"), Trust(Arn("A")));
  AddRole(Arn("C"), Trust("*"));
  AddRole(Arn("D"), R"({"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"Service": "ec2.amazonaws.com"}})");
  Build();
  const auto reached = FindRolesReachedFromOutside(*graph_);
  ASSERT_THAT(reached, IsOk());
  std::vector<std::string> lines;
  for (const ReachedFromOutside& one : *reached) {
    lines.push_back(
        absl::StrCat(Name(one.role), " ", one.from, " ", one.hops, " ", DecisionName(one.kind)));
  }
  EXPECT_THAT(lines,
              ElementsAre("A arn:aws:iam::444455556666:root 1 conditional",
                          "B arn:aws:iam::444455556666:root 2 conditional", "C * 1 allowed"));
}

// PR-7: an id names nobody once its role is gone.
TEST_F(ReportsTest, FindsTrustInThoseWhoAreNotThere) {
  AddRole(Arn("A"), absl::StrCat(Trust("AROAEXAMPLEGONE"), ",", Trust(Arn("Gone")), ",",
                                 Trust("arn:aws:sts::111122223333:assumed-role/Gone/s")));
  AddRole(Arn("B"), absl::StrCat(Trust(Arn("A")), ",", Trust("*"), ",", Trust("444455556666"), ",",
                                 Trust("arn:aws:iam::444455556666:role/Elsewhere"), ",",
                                 Trust("arn:aws:iam::111122223333:root")));
  Build();
  std::vector<std::string> lines;
  for (const DanglingTrust& one : FindDanglingTrusts(*world_)) {
    lines.push_back(
        absl::StrCat(Name(one.role), " ", one.statement, " ", one.is_id ? "id" : one.principal));
  }
  EXPECT_THAT(lines, ElementsAre("A 0 id", absl::StrCat("A 1 ", Arn("Gone")),
                                 "A 2 arn:aws:sts::111122223333:assumed-role/Gone/s"));
}

// Sets must not hide who is an exception: components are those of all pairs.
TEST_F(ReportsTest, AgreesWithAllPairs) {
  RoleWorldShape shape;
  shape.roles = 60;
  shape.teams = 4;
  for (shape.seed = 1; shape.seed < 6; ++shape.seed) {
    world_ = PreparedSnapshot::Prepare(MakeRoleWorld(shape));
    auto graph = AssumeGraph::Build(world_, AssumeGraphOptions());
    ASSERT_THAT(graph, IsOk());
    const std::size_t count = world_->principals().size();
    for (const bool with_conditional : {false, true}) {
      std::vector<std::vector<bool>> reaches(count, std::vector<bool>(count, false));
      for (const std::uint32_t role : (*graph)->roles()) {
        for (std::uint32_t from = 0; from < count; ++from) {
          const auto answer = (*graph)->Find(from, role);
          ASSERT_THAT(answer, IsOk());
          reaches[from][role] = answer->has_value() &&
                                (with_conditional || (*answer)->kind == DecisionKind::kAllowed);
        }
      }
      for (std::size_t k = 0; k < count; ++k) {
        for (std::size_t i = 0; i < count; ++i) {
          for (std::size_t j = 0; reaches[i][k] && j < count; ++j) {
            if (reaches[k][j]) reaches[i][j] = true;
          }
        }
      }
      const auto groups = FindStrongGroups(**graph, with_conditional);
      ASSERT_THAT(groups, IsOk());
      std::vector<std::vector<std::uint32_t>> wanted;
      std::vector<bool> is_in_group(count, false);
      for (std::uint32_t i = 0; i < count; ++i) {
        if (is_in_group[i]) continue;
        std::vector<std::uint32_t> group;
        for (std::uint32_t j = i; j < count; ++j) {
          if (i != j && !(reaches[i][j] && reaches[j][i])) continue;
          group.push_back(j);
          is_in_group[j] = true;
        }
        if (group.size() > 1) wanted.push_back(group);
      }
      EXPECT_EQ(*groups, wanted);
    }
  }
}

}  // namespace
}  // namespace iamsim
