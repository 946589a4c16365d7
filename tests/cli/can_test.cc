#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kApplication[] =
    "arn:aws:emr-serverless:us-east-1:444455556666:/applications/00f1a2b3c4d5e601";

Outcome Can(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "can");
  arguments.insert(arguments.end(), {"--from", "world"});
  return RunProgram(arguments);
}

Outcome StartThrough(std::vector<std::string> more) {
  std::vector<std::string> arguments = {"Notebook", "emr-serverless:StartApplication", kApplication,
                                        "--via", "EmrAccess"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return Can(arguments);
}

// RE-1, RE-3: the kind of denial and the policy type without an allow.
TEST(CanTest, TheAnswerComesFirstAndIsTheExitStatus) {
  const Outcome yes = Can({"Notebook", "s3:GetObject", "arn:aws:s3:::data/x"});
  EXPECT_EQ(yes.code, 0);
  EXPECT_EQ(yes.err, "");
  EXPECT_THAT(yes.out, StartsWith("allowed  by ReadData of identity policy `notebook`\n"));
  EXPECT_THAT(yes.out, HasSubstr("identity  allow  ReadData  studio.json:"));
  EXPECT_THAT(yes.out, HasSubstr("scp       allow  r-ab12 › ou-ab12-work › 111122223333"));

  const Outcome no = Can({"Notebook", "s3:PutObject", "arn:aws:s3:::data/x"});
  EXPECT_EQ(no.code, 1);
  EXPECT_THAT(no.out,
              StartsWith("denied (implicit)  no identity policy of Notebook allows s3:PutObject\n"
                         "     nearest   ReadData  studio.json:"));
}

TEST(CanTest, AnExplicitDenialNamesItsStatementAndWhyItApplies) {
  const Outcome outcome = Can({"Notebook", "s3:DeleteBucket", "arn:aws:s3:::data"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out,
              StartsWith("denied (explicit)  by DenyDelete of service control policy `guard` at "
                         "ou-ab12-work\n\n"
                         "     scp       deny   DenyDelete  guard.json:4:5  at ou-ab12-work\n"
                         "               StringNotEquals: aws:PrincipalTag/team is not `platform` "
                         "(it is absent)\n"));
}

// RE-3: of a cross-account call both halves.
TEST(CanTest, HopsAreShownInOrder) {
  const Outcome outcome = StartThrough(
      {"--resource-tag", "sagemaker:domain-arn=d-1", "--resource-tag", "sagemaker:space-arn=s-1"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("allowed  through EmrAccess\n\n"
                                      "1  Notebook (studio) assumes EmrAccess (emr)"));
  EXPECT_THAT(outcome.out,
              ContainsRegex("\n     resource  allow  emr.json:[0-9]+:[0-9]+  names the "
                            "role\n     identity  allow  AssumeEmr  studio.json:"));
  EXPECT_THAT(outcome.out, HasSubstr("\n2  EmrAccess calls emr-serverless:StartApplication"));
  EXPECT_THAT(outcome.out,
              HasSubstr("Null false: aws:ResourceTag/sagemaker:domain-arn, …:space-arn are "
                        "present\n"));
}

TEST(CanTest, UnknownKeysMakeTheAnswerConditional) {
  const Outcome outcome = StartThrough({});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.out,
              StartsWith("conditional  allowed if all hold:\n"
                         "     aws:ResourceTag/sagemaker:domain-arn is present  StartTagged  "
                         "emr.json:"));
  EXPECT_THAT(outcome.out, HasSubstr("  give them with --resource-tag K=V, or take unknown keys as "
                                     "absent with --assume-absent (then: denied)\n"));
  EXPECT_EQ(StartThrough({"--assume-absent"}).code, 1);
}

TEST(CanTest, MissingDocumentsMakeTheAnswerConditional) {
  const Outcome outcome =
      Can({"Incomplete", "s3:GetObject", "arn:aws:s3:::data/x", "--from", "incomplete.json"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.out,
              HasSubstr("document arn:aws:iam::111122223333:policy/Lost (missing) allows it"));
  EXPECT_THAT(outcome.out, HasSubstr("  the input lacks this document: add it with --from\n"));
  // And the reader says so, too.
  EXPECT_THAT(outcome.err, HasSubstr("policy/Lost"));
}

TEST(CanTest, MissingDocumentsMayComeFromASideFile) {
  const std::string lost = TemporaryFile(
      "lost.json",
      R"({"Arn": "arn:aws:iam::111122223333:policy/Lost", "Document": {"Statement": [)"
      R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*"}]}})");
  const Outcome outcome = Can({"Incomplete", "s3:GetObject", "arn:aws:s3:::data/x", "--from",
                               "incomplete.json", "--managed-policies", lost});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

// SC-2: nobody knows which service control policies stand above the account.
TEST(CanTest, PoliciesOfUnknownTargetsMakeTheAnswerConditional) {
  const std::string organization = TemporaryFile(
      "org.json",
      R"({"DescribeOrganization": {"Organization": {"Id": "o-1", "MasterAccountId": "999999999999"}},
          "ListRoots": [{"Id": "r-1", "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}],
          "Children": {"r-1": {"OrganizationalUnits": [], "Accounts": [{"Id": "111122223333"}]}},
          "ListPolicies": {"SERVICE_CONTROL_POLICY": [{"Id": "p-FullAWSAccess", "Type": "SERVICE_CONTROL_POLICY"}]}})");
  const Outcome outcome = RunProgram({"can", "Notebook", "s3:GetObject", "arn:aws:s3:::data/x",
                                      "--resource-account", "111122223333", "--assume-absent",
                                      "--from", "world/studio.json", "--from", organization});
  EXPECT_EQ(outcome.code, 3) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("list-targets-for-policy p-FullAWSAccess (missing)"));
}

TEST(CanTest, StrictReadingRefusesDamage) {
  const std::string damaged = TemporaryFile("damaged.json", R"({"UserDetailList": [7]})");
  EXPECT_EQ(Can({"Notebook", "s3:GetObject", "arn:aws:s3:::data/x", "--from", damaged}).code, 0);
  const Outcome outcome =
      Can({"Notebook", "s3:GetObject", "arn:aws:s3:::data/x", "--from", damaged, "--strict"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("/UserDetailList/0: expected an object, found a number"));
}

TEST(CanTest, ADeniedHopIsTheAnswer) {
  const Outcome outcome = Can({"Incomplete", "s3:GetObject", "arn:aws:s3:::data/x", "--via",
                               "EmrAccess", "--from", "incomplete.json"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, StartsWith("denied (implicit)  Incomplete cannot assume EmrAccess: "));
}

TEST(CanTest, ContextKeysAreValuesListsOrAbsent) {
  const std::vector<std::string> question = {"ann", "s3:GetObject", "arn:aws:s3:::data/x"};
  const auto ask = [&question](std::vector<std::string> more) {
    more.insert(more.begin(), question.begin(), question.end());
    return Can(more).code;
  };
  EXPECT_EQ(ask({}), 3);
  EXPECT_EQ(ask({"--context", "aws:MultiFactorAuthPresent=true"}), 0);
  EXPECT_EQ(ask({"--context", "aws:MultiFactorAuthPresent=false"}), 1);
  EXPECT_EQ(ask({"--context", "aws:MultiFactorAuthPresent="}), 1);
  EXPECT_EQ(ask({"--context", "aws:MultiFactorAuthPresent!"}), 1);
  // CO-9: a list needs a set operator, a list of one as well.
  EXPECT_EQ(ask({"--context", "aws:MultiFactorAuthPresent[]=true"}), 1);
  EXPECT_EQ(ask({"--context", "aws:MultiFactorAuthPresent=true", "--context",
                 "aws:MultiFactorAuthPresent=true"}),
            1);
}

// CH-7
TEST(CanTest, TheExternalIdIsGivenToEveryHop) {
  const std::vector<std::string> question = {"Notebook", "sts:GetCallerIdentity", "--via",
                                             "WithExternalId"};
  const auto ask = [&question](std::vector<std::string> more) {
    more.insert(more.begin(), question.begin(), question.end());
    return Can(more).code;
  };
  EXPECT_EQ(ask({"--external-id", "e-1"}), 0);
  EXPECT_EQ(ask({"--external-id", "e-2"}), 1);
}

TEST(CanTest, ExpectTurnsTheAnswerIntoYesOrNo) {
  const std::vector<std::string> question = {"Notebook", "s3:PutObject", "arn:aws:s3:::data/x"};
  const auto ask = [&question](const std::string& answer) {
    std::vector<std::string> arguments = question;
    arguments.insert(arguments.end(), {"--expect", answer});
    return Can(arguments).code;
  };
  EXPECT_EQ(ask("denied"), 0);
  EXPECT_EQ(ask("implicitDeny"), 0);
  EXPECT_EQ(ask("explicitDeny"), 1);
  EXPECT_EQ(ask("allowed"), 1);
  EXPECT_EQ(ask("conditional"), 1);
  EXPECT_EQ(Can({"Notebook", "s3:PutObject", "arn:aws:s3:::data/x", "--expect", "allowed"}).err,
            "iamsim: expected allowed, got implicitDeny\n");
}

TEST(CanTest, ATrustPolicyIsCalledOne) {
  EXPECT_THAT(Can({"sagemaker.amazonaws.com", "sts:AssumeRole",
                   "arn:aws:iam::111122223333:role/service-role/Notebook"})
                  .out,
              StartsWith("allowed  by statement 0 of trust policy `"));
}

TEST(CanTest, QuietIsSilent) {
  const Outcome outcome = Can({"Incomplete", "s3:GetObject", "arn:aws:s3:::data/x", "--quiet",
                               "--from", "incomplete.json"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "");
}

TEST(CanTest, JsonIsOneLineWithTheHops) {
  const Outcome outcome = StartThrough({"--json"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_EQ(LinesOf(outcome.out).size(), 1U);
  EXPECT_THAT(outcome.out, StartsWith(R"({"decision":"conditional","decidedBy":{)"));
  EXPECT_THAT(outcome.out, HasSubstr(R"("via":[{"role":"arn:aws:iam::444455556666:role/EmrAccess",)"
                                     R"("decision":"allowed",)"));
}

TEST(CanTest, AnAnswerFitsOnOneScreen) {
  for (const Outcome& outcome : {StartThrough({}), StartThrough({"--assume-absent"}),
                                 StartThrough({"--resource-tag", "sagemaker:domain-arn=d-1",
                                               "--resource-tag", "sagemaker:space-arn=s-1"})}) {
    EXPECT_LE(LinesOf(outcome.out).size(), 24U) << outcome.out;
  }
}

TEST(CanTest, ThereAreNoColoursInAFile) {
  EXPECT_THAT(Can({"Notebook", "s3:GetObject", "arn:aws:s3:::data/x"}).out, Not(HasSubstr("\x1b")));
}

TEST(CanTest, SessionOptionsAreAboutThePrincipalWithoutVia) {
  const std::string policy = TemporaryFile(
      "session.json",
      R"( {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:List*",)"
      R"( "Resource": "*"}})");
  const Outcome outcome = Can({"Notebook", "s3:GetObject", "arn:aws:s3:::data/x",
                               "--session-policy", policy, "--session-name", "nb-1"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, StartsWith("denied (implicit)  no session policy allows s3:GetObject"));
}

TEST(CanTest, TheSnapshotMayComeFromTheEnvironment) {
  const std::vector<std::string> question = {"can", "Notebook", "s3:GetObject",
                                             "arn:aws:s3:::data/x"};
  EXPECT_EQ(RunProgram(question, {.environment = {"IAMSIM_FROM=world"}}).code, 0);
  const Outcome outcome = RunProgram(question, {.environment = {"IAMSIM_FROM="}});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.err,
            "iamsim: no snapshot to ask: name one with `--from PATH` or in IAMSIM_FROM\n");
}

struct MistakeCase {
  std::vector<std::string> arguments;
  const char* message;
};

TEST(CanTest, QuestionsThatCannotBeAskedExitTwo) {
  const std::string broken = TemporaryFile(
      "broken.json", R"({"Statement": [{"Effect": "allow", "Action": "s3:*", "Resource": "*"}]})");
  const MistakeCase cases[] = {
      {{"Notebok", "s3:GetObject"}, "did you mean `Notebook`?"},
      {{"Notebook", "s3:GetObject", "*", "--via", "EmrAcces"}, "did you mean `EmrAccess`?"},
      {{"Notebook", "GetObject"}, "`GetObject`"},
      {{"Notebook", "s3:GetObject", "not-an-arn"}, "`not-an-arn`"},
      {{"Notebook", "s3:GetObject", "*", "--context", "aws:SourceIp"},
       "`--context`: expected KEY=VALUE or KEY!, got `aws:SourceIp`"},
      {{"Notebook", "s3:GetObject", "*", "--context", "=x"}, "got `=x`"},
      {{"Notebook", "s3:GetObject", "*", "--context", "a:b=1", "--context", "a:b!"},
       "`a:b` is given a value and said to be absent"},
      {{"Notebook", "s3:GetObject", "*", "--resource-tag", "team"},
       "`--resource-tag`: expected K=V, got `team`"},
      {{"Notebook", "s3:GetObject", "*", "--principal-tag", "a=1", "--principal-tag", "a=2"},
       "tag `a` is given twice"},
      {{"ann", "s3:GetObject", "*", "--session-name", "s"},
       "`--session-name`: expected a role as PRINCIPAL or in `--via`"},
      {{"Notebook", "s3:GetObject", "*", "--session-policy", "no-such-file"}, "no-such-file"},
      {{"Notebook", "s3:GetObject", "*", "--session-policy", broken}, "`Allow` or `Deny`"},
      {{"Notebook", "s3:GetObject", "*", "--from", "no-such-folder"}, "no-such-folder"},
  };
  for (const MistakeCase& row : cases) {
    SCOPED_TRACE(row.message);
    const Outcome outcome = Can(row.arguments);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, AllOf(HasSubstr("iamsim: "), HasSubstr(row.message)));
  }
}

// CH-10
TEST(CanTest, FindsTheRolesItself) {
  const Outcome outcome =
      Can({"Notebook", "emr-serverless:StartApplication", kApplication, "--via-any",
           "--resource-tag", "sagemaker:domain-arn=d", "--resource-tag", "sagemaker:space-arn=s"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, StartThrough({"--resource-tag", "sagemaker:domain-arn=d", "--resource-tag",
                                       "sagemaker:space-arn=s"})
                             .out);
  const Outcome json = Can({"Notebook", "emr-serverless:StopApplication", kApplication, "--via-any",
                            "--assume-absent", "--json"});
  EXPECT_EQ(json.code, 1);
  EXPECT_THAT(json.out, HasSubstr(R"("via":[])"));
  EXPECT_EQ(Can({"Notebook", "emr-serverless:StopApplication", kApplication, "--via-any"}).code, 3);
}

TEST(CanTest, SaysWhenNoRoleIsNeededAndWhenNoneHelps) {
  const Outcome direct = Can({"Notebook", "s3:GetObject", "arn:aws:s3:::data/x", "--via-any"});
  EXPECT_EQ(direct.code, 0);
  EXPECT_THAT(direct.out, HasSubstr("\nno role is needed: direct access suffices\n"));
  const Outcome none = Can({"Notebook", "s3:PutObject", "arn:aws:s3:::data/x", "--via-any"});
  EXPECT_EQ(none.code, 1);
  EXPECT_THAT(none.out, AllOf(StartsWith("denied (implicit)  "),
                              HasSubstr("\nnor through roles: none of them may do it\n")));
  const Outcome unreached =
      Can({"ann", "emr-serverless:StopApplication", kApplication, "--via-any"});
  EXPECT_EQ(unreached.code, 1);
  EXPECT_THAT(unreached.out, HasSubstr("nor through roles: no chain of at most 5 leads to one that "
                                       "may (EmrAccess)"));
}

TEST(CanTest, AQuestionForAnyRoleNamesNone) {
  const Outcome both = StartThrough({"--via-any"});
  EXPECT_EQ(both.code, 2);
  EXPECT_THAT(both.err, HasSubstr("expected `--via` or `--via-any`, got both"));
  EXPECT_THAT(StartThrough({"--max-hops", "2"}).err,
              HasSubstr("`--max-hops`: expected `--via-any` as well"));
}

}  // namespace
}  // namespace iamsim
