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
  const auto assumes = [](std::uint32_t to, const SweepAnswer& answer) {
    return PathHop{EdgeKind::kAssume, to, "", {}, answer};
  };
  result.paths.push_back({"ann",
                          {assumes(0, conditional), assumes(1, allowed), assumes(2, allowed)},
                          DecisionKind::kConditional,
                          Mfa(),
                          1});
  return result;
}

PathsHeading Ann() { return {.from = "ann", .sources = 1, .to = "", .max_hops = 5, .edges = {}}; }

TEST(PathsText, SaysHowAHopOfAnotherKindIsTaken) {
  PathResult result = ThreeHops();
  PathHop& passed = result.paths.front().hops[1];
  passed.kind = EdgeKind::kPassRole;
  passed.service = "lambda.amazonaws.com";
  passed.actions = {"lambda:CreateFunction", "lambda:InvokeFunction"};
  PathHop& rewritten = result.paths.front().hops[2];
  rewritten.kind = EdgeKind::kControl;
  rewritten.actions = {"iam:PutRolePolicy"};
  PathsHeading asked = Ann();
  asked.from = "user/*";
  asked.sources = 3;
  EXPECT_EQ(PathsText(*Roles(), asked, result, false, {}),
            "1 path from 1 of 3 principals `user/*`\n"
            "\n"
            "conditional  arn:aws:iam::111122223333:role/C\n"
            "     from    ann\n"
            "     assumes  arn:aws:iam::111122223333:role/A\n"
            "     passes   arn:aws:iam::111122223333:role/B to lambda.amazonaws.com "
            "(lambda:CreateFunction, lambda:InvokeFunction)\n"
            "     rewrites arn:aws:iam::111122223333:role/C (iam:PutRolePolicy)\n"
            "     allowed if:\n"
            "       aws:MultiFactorAuthPresent is `true`\n");
  EXPECT_THAT(PathsJson(*Roles(), result),
              HasSubstr(R"({"kind":"passRole","to":"arn:aws:iam::111122223333:role/B",)"
                        R"("service":"lambda.amazonaws.com","actions":["lambda:CreateFunction",)"
                        R"("lambda:InvokeFunction"],"decision":"allowed"})"));
}

TEST(PathsText, NamesTheRolesOnTheWay) {
  EXPECT_EQ(PathsText(*Roles(), Ann(), ThreeHops(), false, {}),
            "1 path from ann\n"
            "\n"
            "conditional  arn:aws:iam::111122223333:role/C\n"
            "     through arn:aws:iam::111122223333:role/A\n"
            "        then arn:aws:iam::111122223333:role/B\n"
            "     allowed if:\n"
            "       aws:MultiFactorAuthPresent is `true`\n");
}

TEST(PathsText, SaysWhatToTryWhenThereIsNone) {
  PathsHeading asked = Ann();
  asked.to = "Admin";
  EXPECT_EQ(PathsText(*Roles(), asked, {}, false, {}),
            "none  no path to Admin from ann of at most 5 hops\n"
            "     other ways in: --edges assume,pass-role,control\n"
            "     who gets there: iamsim paths '*' Admin\n");
}

TEST(PathsText, ShowsAboutAScreen) {
  PathResult result = ThreeHops();
  result.paths.resize(20, result.paths.front());
  EXPECT_THAT(PathsText(*Roles(), Ann(), result, false, {}),
              EndsWith("\n… and 8 more (--everything)\n"));
}

TEST(PathsJson, HasTheAnswerOfEachHopAndWhetherTheSearchWasComplete) {
  PathResult result = ThreeHops();
  result.is_complete = false;
  const std::string json = PathsJson(*Roles(), result);
  EXPECT_THAT(json, HasSubstr(R"("hops":[{"kind":"assume","to":"arn:aws:iam::111122223333:role/A",)"
                              R"("decision":"conditional","conditions":{"operator":"Bool",)"));
  EXPECT_THAT(json, HasSubstr(R"({"kind":"assume","to":"arn:aws:iam::111122223333:role/C",)"
                              R"("decision":"allowed"}]}],"complete":false})"));
}

}  // namespace
}  // namespace iamsim
