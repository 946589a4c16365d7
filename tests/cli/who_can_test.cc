#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Outcome WhoCan(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "who-can");
  arguments.insert(arguments.end(), {"--from", "world"});
  return RunProgram(arguments);
}

TEST(WhoCanCommand, SaysHowManyThenWhoThenUnderWhichConditions) {
  const Outcome outcome = WhoCan({"s3:GetObject", "arn:aws:s3:::data/x"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out,
            "1 may, 1 under conditions, 2 may not: s3:GetObject on arn:aws:s3:::data/x\n"
            "  arn:aws:iam::111122223333:role/service-role/Notebook\n"
            "\n"
            "allowed if:\n"
            "     aws:MultiFactorAuthPresent is `true`\n"
            "  arn:aws:iam::111122223333:user/ann\n");
}

TEST(WhoCanCommand, GivenContextSettlesConditions) {
  const Outcome outcome = WhoCan(
      {"s3:GetObject", "arn:aws:s3:::data/x", "--context", "aws:MultiFactorAuthPresent=true"});
  EXPECT_THAT(outcome.out, StartsWith("2 may, 2 may not: "));
}

TEST(WhoCanCommand, SaysWhenNobodyMay) {
  const Outcome outcome = WhoCan({"s3:DeleteBucket", "arn:aws:s3:::data"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "nobody  of 4 principals may s3:DeleteBucket on arn:aws:s3:::data\n");
}

TEST(WhoCanCommand, RolesAreAbbreviatedAsResources) {
  EXPECT_THAT(WhoCan({"sts:AssumeRole", "EmrAccess"}).out,
              HasSubstr("sts:AssumeRole on arn:aws:iam::444455556666:role/EmrAccess\n"));
}

TEST(WhoCanCommand, JsonHasAllPrincipals) {
  const Outcome outcome = WhoCan({"s3:GetObject", "arn:aws:s3:::data/x", "--json"});
  EXPECT_EQ(
      outcome.out,
      R"({"action":"s3:GetObject","resource":"arn:aws:s3:::data/x","principals":[)"
      R"({"principal":"arn:aws:iam::111122223333:role/service-role/Notebook","decision":"allowed"},)"
      R"({"principal":"arn:aws:iam::111122223333:user/ann","decision":"conditional","conditions":)"
      R"({"operator":"Bool","key":"aws:MultiFactorAuthPresent","values":["true"]}}],)"
      R"("allowed":1,"conditional":1,"denied":2})"
      "\n");
}

TEST(WhoCanCommand, AnUnusableQuestionIsNotAnswered) {
  const Outcome outcome = WhoCan({"s3:GetObject", "data/x"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("did you mean `arn:aws:s3:::data/x`?"));
}

TEST(WhoCanCommand, FollowsRoles) {
  const std::vector<std::string> question = {
      "emr-serverless:StartApplication",
      "arn:aws:emr-serverless:us-east-1:444455556666:/applications/00f1",
      "--resource-tag",
      "sagemaker:domain-arn=d",
      "--resource-tag",
      "sagemaker:space-arn=s",
      "--transitive"};
  const Outcome text = WhoCan(question);
  EXPECT_EQ(text.code, 0);
  EXPECT_THAT(text.out,
              HasSubstr("\n  arn:aws:iam::111122223333:role/service-role/Notebook  through "
                        "EmrAccess\n  arn:aws:iam::444455556666:role/EmrAccess\n"));
  std::vector<std::string> as_json = question;
  as_json.push_back("--json");
  EXPECT_THAT(
      WhoCan(as_json).out,
      HasSubstr(R"({"principal":"arn:aws:iam::111122223333:role/service-role/Notebook",)"
                R"("decision":"allowed","via":[{"role":"arn:aws:iam::444455556666:role/EmrAccess",)"
                R"("decision":"allowed"}]})"));
}

TEST(WhoCanCommand, OptionsOfHopsNeedHops) {
  const Outcome outcome = WhoCan({"s3:GetObject", "arn:aws:s3:::data/x", "--external-id", "e-1"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("expected `--transitive` as well"));
}

}  // namespace
}  // namespace iamsim
