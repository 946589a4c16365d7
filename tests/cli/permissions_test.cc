#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Outcome AskPermissions(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "permissions");
  arguments.insert(arguments.end(), {"--from", "world"});
  return RunProgram(arguments);
}

TEST(PermissionsCommandTest, ShowsATableByServiceAndAccessLevel) {
  const Outcome outcome = AskPermissions({"Notebook"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, StartsWith("2 actions  of 2 services permitted to Notebook\n\n"
                                      "service                     list    read tagging   write  "
                                      "permissions\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\ns3                                     1\n"));
}

// MFA is a matter of the session, and so a condition.
TEST(PermissionsCommandTest, MarksWhatIsUnderConditions) {
  const Outcome outcome = AskPermissions({"ann"});
  EXPECT_THAT(outcome.out, StartsWith("1 action  of 1 service permitted to ann, 1 of them under "
                                      "conditions (?)\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\ns3                                    1?\n"));
}

// The Deny of the service control policy is certain: the role has no such tag.
TEST(PermissionsCommandTest, PrintsThePolicy) {
  const Outcome outcome = AskPermissions({"Notebook", "--policy", "--service", "s3"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadData",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::data/*"
    },
    {
      "Sid": "DeleteAny",
      "Effect": "Allow",
      "Action": "s3:DeleteBucket",
      "Resource": "*"
    },
    {
      "Sid": "DenyDelete",
      "Effect": "Deny",
      "Action": "s3:DeleteBucket",
      "Resource": "*"
    }
  ]
}
)");
  EXPECT_EQ(AskPermissions({"Notebook", "--json", "--service", "S3"}).out, outcome.out);
}

// What it prints is an input again.
TEST(PermissionsCommandTest, ThePolicyIsValid) {
  const std::string policy = AskPermissions({"ann", "--policy"}).out;
  const std::string request =
      R"({"id": "r", "principal": "arn:aws:iam::111122223333:user/ann", "action": "s3:GetObject", )"
      R"("resource": "arn:aws:s3:::data/x", "resourceAccount": "111122223333", "context": )"
      R"({"aws:MultiFactorAuthPresent": "true"}, "policies": {"identity": [)";
  std::string line = policy;
  line.erase(std::remove(line.begin(), line.end(), '\n'), line.end());
  const Outcome outcome = RunProgram({"simulate"}, {.input = request + line + "]}}\n"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr(R"("decision":"allowed")"));
}

TEST(PermissionsCommandTest, WithAResourceDecidesItsActions) {
  const Outcome outcome = AskPermissions({"ann", "arn:aws:s3:::data/x"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("0 of "));
  EXPECT_THAT(outcome.out, HasSubstr(" actions  on arn:aws:s3:::data/x permitted to ann, 1 more "
                                     "under conditions\n\n"
                                     "Read  allowed if:\n"
                                     "         aws:MultiFactorAuthPresent is `true`\n"
                                     "     s3:GetObject\n"));
  const Outcome json = AskPermissions(
      {"ann", "arn:aws:s3:::data/x", "--access-level", "read", "--service", "s3", "--json"});
  EXPECT_THAT(json.out, StartsWith(R"({"principal":"arn:aws:iam::111122223333:user/ann",)"
                                   R"("resource":"arn:aws:s3:::data/x","actions":[)"));
  EXPECT_THAT(
      json.out,
      HasSubstr(R"({"action":"s3:GetObject","decision":"conditional","conditions":)"
                R"({"operator":"Bool","key":"aws:MultiFactorAuthPresent","values":["true"]}})"));
  EXPECT_THAT(json.out, Not(HasSubstr("s3:PutObject\"")));
}

TEST(PermissionsCommandTest, GivenContextDecides) {
  const Outcome outcome = AskPermissions(
      {"ann", "arn:aws:s3:::data/x", "--context", "aws:MultiFactorAuthPresent=true"});
  EXPECT_THAT(outcome.out, StartsWith("1 of "));
  EXPECT_THAT(AskPermissions({"ann", "--assume-absent"}).out,
              StartsWith("nothing  ann is permitted no action\n"));
}

TEST(PermissionsCommandTest, SaysWhatItCannotAnswer) {
  const Outcome root = AskPermissions({"arn:aws:iam::111122223333:root"});
  EXPECT_EQ(root.code, 2);
  EXPECT_THAT(root.err, HasSubstr("expected a user, a role or a role session as the principal"));
  const Outcome service = AskPermissions({"ann", "--service", "s4"});
  EXPECT_EQ(service.code, 2);
  EXPECT_THAT(service.err, HasSubstr("`--service`: expected a service's prefix, got `s4`"));
  const Outcome level = AskPermissions({"ann", "--access-level", "writ"});
  EXPECT_THAT(level.err, HasSubstr("got `writ`, did you mean `write`?"));
  const Outcome both = AskPermissions({"ann", "arn:aws:s3:::data/x", "--policy"});
  EXPECT_EQ(both.code, 2);
  EXPECT_THAT(both.err, HasSubstr("expected no RESOURCE with it"));
}

}  // namespace
}  // namespace iamsim
