#include "iamsim/io/write_graph_reports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

std::shared_ptr<const Snapshot> Roles() {
  SnapshotBuilder builder;
  for (const char* name : {"A", "B", "C"}) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(absl::StrCat("arn:aws:iam::111122223333:role/", name));
    builder.AddPrincipal(std::move(entry));
  }
  return builder.Build().snapshot;
}

TEST(GraphReports, SayThatThereIsNothing) {
  EXPECT_EQ(GroupsText(*Roles(), {}, false, {}),
            "none  of principals that can become each other\n");
  EXPECT_EQ(AdministratorsText(*Roles(), {}, false, {}),
            "none  from which one of 0 administrators is reached\n");
  EXPECT_EQ(OutsideText(*Roles(), {}, false, {}),
            "none  reached from outside the loaded accounts\n");
  EXPECT_EQ(DanglingText(*Roles(), {}, false, {}), "none  in somebody who is not there\n");
}

TEST(GraphReports, CountFirst) {
  const std::vector<StrongGroup> groups = {{{0, 1}, DecisionKind::kAllowed},
                                           {{0, 1, 2}, DecisionKind::kConditional}};
  EXPECT_EQ(GroupsText(*Roles(), groups, false, {}),
            "2 groups  of principals that can become each other\n"
            "\n"
            "allowed      2 principals\n"
            "     arn:aws:iam::111122223333:role/A\n"
            "     arn:aws:iam::111122223333:role/B\n"
            "\n"
            "conditional  3 principals\n"
            "     arn:aws:iam::111122223333:role/A\n"
            "     arn:aws:iam::111122223333:role/B\n"
            "     arn:aws:iam::111122223333:role/C\n");
  EXPECT_EQ(AdministratorsText(*Roles(), {{2}, {{0, 2, 1, DecisionKind::kAllowed}}}, false, {}),
            "1 principal  from which one of 1 administrator is reached\n"
            "\n"
            "administrators\n"
            "     arn:aws:iam::111122223333:role/C\n"
            "\n"
            "reached from\n"
            "     allowed      1 hop   arn:aws:iam::111122223333:role/A → "
            "arn:aws:iam::111122223333:role/C\n");
  EXPECT_EQ(OutsideText(*Roles(), {{1, "*", 2, DecisionKind::kConditional}}, false, {}),
            "1 role  reached from outside the loaded accounts\n"
            "\n"
            "     conditional  2 hops  arn:aws:iam::111122223333:role/B ← *\n");
  EXPECT_EQ(DanglingText(*Roles(), {{1, 0, "AROAX", true}}, false, {}),
            "1 trust  in somebody who is not there\n"
            "\n"
            "     arn:aws:iam::111122223333:role/B  statement 0  AROAX  (an id that nobody has)\n");
}

TEST(GraphReports, ShowAboutAScreenUnlessAskedForAll) {
  const std::vector<ReachedFromOutside> many(40, {1, "*", 2, DecisionKind::kAllowed});
  EXPECT_THAT(OutsideText(*Roles(), many, false, {}), EndsWith("     … and 25 more (--all)\n"));
  EXPECT_THAT(OutsideText(*Roles(), many, true, {}), EndsWith(" ← *\n"));
}

TEST(GraphReports, AreJsonToo) {
  EXPECT_EQ(GroupsJson(*Roles(), {{{0, 1}, DecisionKind::kAllowed}}),
            R"({"groups":[{"decision":"allowed","principals":["arn:aws:iam::111122223333:role/A",)"
            R"("arn:aws:iam::111122223333:role/B"]}]})");
  EXPECT_THAT(AdministratorsJson(*Roles(), {{2}, {{0, 2, 1, DecisionKind::kAllowed}}}),
              StartsWith(R"({"administrators":["arn:aws:iam::111122223333:role/C"],)"
                         R"("reached":[{"principal":"arn:aws:iam::111122223333:role/A",)"));
  EXPECT_EQ(OutsideJson(*Roles(), {{1, "*", 2, DecisionKind::kConditional}}),
            R"({"roles":[{"role":"arn:aws:iam::111122223333:role/B","from":"*","hops":2,)"
            R"("decision":"conditional"}]})");
  EXPECT_EQ(DanglingJson(*Roles(), {{1, 0, "AROAX", true}}),
            R"({"trusts":[{"role":"arn:aws:iam::111122223333:role/B","statement":0,)"
            R"("principal":"AROAX","reason":"unknown id"}]})");
}

}  // namespace
}  // namespace iamsim
