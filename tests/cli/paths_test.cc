#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;

Outcome Paths(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "paths");
  arguments.insert(arguments.end(), {"--from", "world"});
  return RunProgram(arguments);
}

TEST(PathsCommand, ShowsWhichRolesAreReached) {
  const Outcome outcome = Paths({"Notebook"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out,
            "2 paths from arn:aws:iam::111122223333:role/service-role/Notebook\n"
            "\n"
            "allowed  arn:aws:iam::444455556666:role/EmrAccess\n"
            "\n"
            "conditional  arn:aws:iam::444455556666:role/WithExternalId\n"
            "     allowed if:\n"
            "       sts:ExternalId is `e-1`\n");
}

// CH-7
TEST(PathsCommand, AGivenExternalIdSettlesTheCondition) {
  EXPECT_THAT(Paths({"Notebook", "WithExternalId", "--external-id", "e-1"}).out,
              HasSubstr("\nallowed  arn:aws:iam::444455556666:role/WithExternalId\n"));
  EXPECT_EQ(Paths({"Notebook", "WithExternalId", "--external-id", "e-2"}).code, 1);
}

TEST(PathsCommand, TakesPatterns) {
  const Outcome outcome = Paths({"111122223333:role/*", "role/Emr*"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("\nallowed  arn:aws:iam::444455556666:role/EmrAccess\n"));
  const Outcome nobody = Paths({"role/Notebok*"});
  EXPECT_EQ(nobody.code, 2);
  EXPECT_THAT(nobody.err, HasSubstr("did you mean `role/Noteboo*`?"));
}

TEST(PathsCommand, TakesKindsOfEdges) {
  EXPECT_EQ(Paths({"Notebook", "--edges", "assume,pass-role,control"}).code, 0);
  EXPECT_EQ(Paths({"Notebook", "--edges", "pass-role"}).code, 1);
  const Outcome outcome = Paths({"Notebook", "--edges", "passrole"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("`--edges`: expected assume, pass-role or control, separated "
                                     "by commas, got `passrole`, did you mean `pass-role`?"));
}

TEST(PathsCommand, SaysWhenThereIsNoPath) {
  const Outcome outcome = Paths({"EmrAccess", "Notebook"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.out,
            "none  no path to Notebook from arn:aws:iam::444455556666:role/EmrAccess of at most 5 "
            "hops\n"
            "     other ways in: --edges assume,pass-role,control\n"
            "     who gets there: iamsim paths '*' Notebook\n");
}

TEST(PathsCommand, JsonHasEveryHop) {
  const Outcome outcome = Paths({"Notebook", "EmrAccess", "--all", "--json"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out,
            R"({"paths":[{"from":"arn:aws:iam::111122223333:role/service-role/Notebook",)"
            R"("to":"arn:aws:iam::444455556666:role/EmrAccess","decision":"allowed","hops":[)"
            R"({"kind":"assume","to":"arn:aws:iam::444455556666:role/EmrAccess",)"
            R"("decision":"allowed"}]}],"complete":true})"
            "\n");
}

TEST(PathsCommand, AnUnusableQuestionIsNotAnswered) {
  EXPECT_EQ(Paths({"Notebok"}).code, 2);
  EXPECT_THAT(Paths({"Notebook", "user/ann"}).err,
              HasSubstr("expected as TO a role of the snapshot, or `--edges control` for a user"));
  EXPECT_THAT(Paths({"Notebook", "--max-hops", "0"}).err,
              HasSubstr("`--max-hops`: expected a number from 1 to 100, got `0`"));
}

}  // namespace
}  // namespace iamsim
