#include "iamsim/io/write_paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

std::shared_ptr<const Snapshot> Roles() {
  SnapshotBuilder builder;
  for (const char* name : {"A", "B", "C"}) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(absl::StrCat("arn:aws:iam::111122223333:role/", name));
    builder.AddPrincipal(std::move(entry));
  }
  return builder.Build().snapshot;
}

Formula Mfa() {
  return Formula::Leaf({.op = "Bool", .key = "aws:MultiFactorAuthPresent", .values = {"true"}});
}

PathResult ThreeHops() {
  PathResult result;
  const SweepAnswer allowed{DecisionKind::kAllowed, true};
  const SweepAnswer conditional{DecisionKind::kConditional, Mfa()};
  result.paths.push_back(
      {{0, 1, 2}, DecisionKind::kConditional, Mfa(), 1, {conditional, allowed, allowed}});
  return result;
}

TEST(PathsText, NamesTheRolesOnTheWay) {
  EXPECT_EQ(PathsText(*Roles(), "ann", ThreeHops(), false, {}),
            "1 path from ann\n"
            "\n"
            "conditional  arn:aws:iam::111122223333:role/C\n"
            "     through arn:aws:iam::111122223333:role/A\n"
            "        then arn:aws:iam::111122223333:role/B\n"
            "     allowed if:\n"
            "       aws:MultiFactorAuthPresent is `true`\n");
}

TEST(PathsText, ShowsAboutAScreen) {
  PathResult result = ThreeHops();
  result.paths.resize(20, result.paths.front());
  EXPECT_THAT(PathsText(*Roles(), "ann", result, false, {}),
              EndsWith("\n… and 8 more (--everything)\n"));
}

TEST(PathsJson, HasTheAnswerOfEachHopAndWhetherTheSearchWasComplete) {
  PathResult result = ThreeHops();
  result.is_complete = false;
  const std::string json = PathsJson(*Roles(), "ann", result);
  EXPECT_THAT(json, HasSubstr(R"("hops":[{"kind":"assume","to":"arn:aws:iam::111122223333:role/A",)"
                              R"("decision":"conditional","conditions":{"operator":"Bool",)"));
  EXPECT_THAT(json, HasSubstr(R"({"kind":"assume","to":"arn:aws:iam::111122223333:role/C",)"
                              R"("decision":"allowed"}]}],"complete":false})"));
}

}  // namespace
}  // namespace iamsim
