#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string FileText(const std::string& name) {
  std::ifstream in(absl::StrCat(IAMSIM_SOURCE_DIR, "/tests/cli/data/", name), std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// Answers that AWS has published (examples of its command line, answers quoted in blogs): their
// decisions, names and positions.
struct Sample {
  const char* name;
  const char* compat;
};

class PublishedSampleTest : public ::testing::TestWithParam<Sample> {};

TEST_P(PublishedSampleTest, IsAnsweredAlike) {
  const std::string folder = absl::StrCat("aws/", GetParam().name);
  const Outcome outcome =
      RunProgram({"simulate", "--aws", absl::StrCat(folder, "/request.json"), "--from",
                  "aws/dump.json", "--compat", GetParam().compat, "--quiet"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out, FileText(absl::StrCat(folder, "/response.json")));
}

INSTANTIATE_TEST_SUITE_P(Table, PublishedSampleTest,
                         ::testing::ValuesIn<Sample>({{"custom_after_date", "2026-07"},
                                                      {"custom_before_date", "2026-07"},
                                                      {"principal_allowed", "2026-07"},
                                                      {"principal_before_date", "2026-07"},
                                                      {"administrator", "2026-07"},
                                                      {"bucket_policy", "legacy"},
                                                      {"insecure_transport", "legacy"}}),
                         [](const auto& test) { return std::string(test.param.name); });

// A custom request on one line.
std::string Line(const std::string& action, const std::string& more = "") {
  return absl::StrCat(
      R"({"PolicyInputList":["{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",)",
      R"(\"Action\":\"s3:Get*\",\"Resource\":\"*\"}]}"],"ActionNames":[)", action, "]", more, "}");
}

Outcome Aws(const std::string& input, std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"simulate", "--aws"});
  return RunProgram(more, {.input = input});
}

TEST(SimulateAwsTest, OneDocumentIsAnsweredAsTheAwsCommandPrints) {
  const Outcome outcome = Aws("\n" + Line(R"("s3:GetObject")") + "\n\n", {"-"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, StartsWith("{\n    \"EvaluationResults\": [\n        {\n"));
  EXPECT_THAT(outcome.out, testing::EndsWith("\n    \"IsTruncated\": false\n}\n"));
}

TEST(SimulateAwsTest, SeveralDocumentsAreAnsweredLineByLineAndNoneIsLost) {
  const std::string good = Line(R"("s3:GetObject")");
  const std::string denied = absl::StrReplaceAll(Line(R"("s3:PutObject")"), {{"],", "],\n"}});
  const Outcome outcome = Aws(absl::StrCat(good, "\n{\"ActionNames\": [\n", denied, good,
                                           Line(R"("s3:Get*")"), "\nnonsense\n", good));
  EXPECT_EQ(outcome.code, 2);
  const std::string allowed = R"({"EvaluationResults":[{"EvalActionName":"s3:GetObject",)"
                              R"("EvalResourceName":"*","EvalDecision":"allowed",)";
  const std::string error = R"({"Error":{"Type":"Sender","Code":"InvalidInput","Message":")";
  EXPECT_THAT(LinesOf(outcome.out),
              ElementsAre(StartsWith(allowed), StartsWith(error),
                          StartsWith(R"({"EvaluationResults":[{"EvalActionName":"s3:PutObject",)"
                                     R"("EvalResourceName":"*","EvalDecision":"implicitDeny",)"),
                          StartsWith(allowed), AllOf(StartsWith(error), HasSubstr("s3:Get*")),
                          StartsWith(error), StartsWith(allowed)));
  EXPECT_THAT(outcome.err, HasSubstr("iamsim: 3 of 7 requests could not be answered"));
}

TEST(SimulateAwsTest, ErrorOfOneDocumentGoesToStandardErrorOnly) {
  const std::string file = TemporaryFile("bad.json", "{\n  \"ActionNames\": [\"s3:GetObject\"]\n}");
  const Outcome outcome = RunProgram({"simulate", "--aws", file});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, absl::StrCat("iamsim: ", file,
                                      ":1:1: expected `PolicyInputList`, or `PolicySourceArn`, "
                                      "found neither\n"));
}

TEST(SimulateAwsTest, ErrorsNameTheLineOfTheInput) {
  const Outcome outcome = Aws(absl::StrCat(Line(R"("s3:GetObject")"), "\n\n{\n\"MaxItems\": 0,\n",
                                           Line(R"("s3:GetObject")").substr(1)));
  EXPECT_THAT(outcome.err, HasSubstr("4:13: /MaxItems: `MaxItems`: expected a number"));
}

TEST(SimulateAwsTest, EmptyInputIsAnError) {
  const Outcome outcome = Aws(" \n");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("expected a request of simulate-custom-policy"));
  EXPECT_THAT(RunProgram({"simulate", "--aws", "no-such-file"}).err, HasSubstr("no-such-file"));
}

std::string MarkerOf(const std::string& answer) {
  const std::string before = "\"Marker\": \"";
  const std::size_t begin = answer.find(before) + before.size();
  return answer.substr(begin, answer.find('"', begin) - begin);
}

TEST(SimulateAwsTest, PagesFollowEachOther) {
  const std::string actions = R"("s3:GetObject","s3:PutObject","s3:GetObjectTagging")";
  const Outcome first = Aws(Line(actions, R"(,"MaxItems":2)"));
  EXPECT_EQ(first.code, 0);
  EXPECT_THAT(first.out, AllOf(HasSubstr("\"IsTruncated\": true"), HasSubstr("s3:PutObject"),
                               Not(HasSubstr("s3:GetObjectTagging"))));
  const std::string marker = absl::StrCat(R"(,"Marker":")", MarkerOf(first.out), "\"");
  const Outcome second = Aws(Line(actions, marker));
  EXPECT_EQ(second.code, 0);
  EXPECT_THAT(second.out, AllOf(HasSubstr("\"IsTruncated\": false"), HasSubstr("GetObjectTagging"),
                                Not(HasSubstr("s3:PutObject"))));
  EXPECT_EQ(Aws(Line(R"("s3:GetObject")", marker)).code, 2);
}

constexpr char kWorld[] = R"({"UserDetailList":[{"UserName":"ann","UserId":"AIDAANN",
  "Arn":"arn:aws:iam::111122223333:user/ann","GroupList":["devs"],
  "UserPolicyList":[{"PolicyName":"own","PolicyDocument":{"Version":"2012-10-17","Statement":[
    {"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
     "Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":["a"]}}}]}}]}],
  "GroupDetailList":[{"GroupName":"devs","Arn":"arn:aws:iam::111122223333:group/devs",
   "GroupPolicyList":[{"PolicyName":"team","PolicyDocument":{"Version":"2012-10-17","Statement":
    {"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}}]}],
  "RoleDetailList":[{"RoleName":"Deploy","RoleId":"AROADEPLOY",
   "Arn":"arn:aws:iam::111122223333:role/Deploy",
   "AttachedManagedPolicies":[{"PolicyArn":"arn:aws:iam::111122223333:policy/Lost"}]}]})";

std::string World() {
  static const std::string file = TemporaryFile("world.json", kWorld);
  return file;
}

Outcome Principal(std::vector<std::string> more) {
  more.insert(more.begin(), {"simulate", "--from", World(), "--principal"});
  return RunProgram(more);
}

TEST(SimulatePrincipalTest, AnswersAsSimulatePrincipalPolicy) {
  const Outcome outcome = Principal({"ann", "--action", "s3:GetObject", "--action", "s3:ListBucket",
                                     "--resource", "arn:aws:s3:::b/k", "--resource",
                                     "arn:aws:s3:::b", "--context", "aws:TagKeys[]=a"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("\"SourcePolicyId\": \"user_ann_own\""));
  EXPECT_THAT(outcome.out, HasSubstr("\"SourcePolicyId\": \"group_devs_team\""));
  EXPECT_THAT(outcome.out, HasSubstr("\"EvalResourceName\": \"*\""));
  EXPECT_THAT(outcome.out, Not(HasSubstr("Deny\"")));
  const Outcome same = Aws(
      R"({"PolicySourceArn":"arn:aws:iam::111122223333:user/ann",
          "ActionNames":["s3:GetObject","s3:ListBucket"],
          "ResourceArns":["arn:aws:s3:::b/k","arn:aws:s3:::b"],
          "ContextEntries":[{"ContextKeyName":"aws:TagKeys","ContextKeyValues":["a"],
                             "ContextKeyType":"stringList"}]})",
      {"--from", World()});
  EXPECT_EQ(same.out, outcome.out);
}

TEST(SimulatePrincipalTest, ListsWhatIsMissingUnlessItIsSaidToBeAbsent) {
  const Outcome missing = Principal({"ann", "--action", "s3:GetObject"});
  EXPECT_THAT(missing.out, HasSubstr("\"EvalDecision\": \"implicitDeny\""));
  EXPECT_THAT(missing.out, HasSubstr("\"aws:TagKeys\""));
  const Outcome absent =
      Principal({"ann", "--action", "s3:GetObject", "--context", "aws:TagKeys!"});
  EXPECT_THAT(absent.out, HasSubstr("\"EvalDecision\": \"implicitDeny\""));
  EXPECT_THAT(absent.out, HasSubstr("\"MissingContextValues\": []"));
}

TEST(SimulatePrincipalTest, GroupsAndTheLegacyShape) {
  const Outcome outcome =
      Principal({"arn:aws:iam::111122223333:group/devs", "--action", "s3:ListBucket", "--resource",
                 "arn:aws:s3:::a", "--resource", "arn:aws:s3:::b", "--compat", "legacy"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("\"EvalResourceName\": \"arn:aws:s3:::a\",\n"
                                           "            \"EvalDecision\": \"allowed\""),
                                 HasSubstr("\"EvalResourceName\": \"arn:aws:s3:::b\",\n"
                                           "            \"EvalDecision\": \"allowed\"")));
}

TEST(SimulatePrincipalTest, MissingDocumentIsNeverAllowedAndNeverSilent) {
  const Outcome outcome = Principal({"Deploy", "--action", "s3:GetObject"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("\"EvalDecision\": \"implicitDeny\""));
  EXPECT_THAT(outcome.err,
              HasSubstr("warning: `s3:GetObject` on `*`: taken as not allowed: it depends on what "
                        "the snapshot lacks, `arn:aws:iam::111122223333:policy/Lost`"));
  EXPECT_EQ(Principal({"Deploy", "--action", "s3:GetObject", "--quiet"}).err, "");
}

struct UsageCase {
  const char* name;
  std::vector<std::string> arguments;
  const char* message;
};

class SimulateUsageTest : public ::testing::TestWithParam<UsageCase> {};

TEST_P(SimulateUsageTest, SaysWhatItExpected) {
  std::vector<std::string> arguments = {"simulate"};
  arguments.insert(arguments.end(), GetParam().arguments.begin(), GetParam().arguments.end());
  const Outcome outcome = RunProgram(arguments);
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Table, SimulateUsageTest,
    ::testing::ValuesIn<UsageCase>({
        {"Both", {"--aws", "--principal", "x"}, "expected one of them, found both"},
        {"NoAction", {"--principal", "x"}, "expected an `--action` with it"},
        {"File", {"--principal", "x", "--action", "s3:GetObject", "f"}, "expected no FILE"},
        {"ActionAlone", {"--action", "s3:GetObject"}, "expected `--principal` with them"},
        {"FromAlone", {"--from", "x"}, "expected `--aws` or `--principal` with them"},
        {"CompatAlone", {"--compat", "legacy"}, "expected `--aws` or `--principal` with them"},
        {"Explain", {"--aws", "--explain"}, "have no place for explanations"},
        {"Shape", {"--aws", "--compat", "legcy"}, "did you mean `legacy`?"},
        {"NoSnapshot",
         {"--principal", "x", "--action", "s3:GetObject"},
         "no snapshot to ask: name one with `--from PATH`"},
    }),
    [](const auto& test) { return std::string(test.param.name); });

TEST(SimulatePrincipalTest, UnknownNamesAreErrors) {
  EXPECT_THAT(Principal({"Deploi", "--action", "s3:GetObject"}).err, HasSubstr("Deploy"));
  EXPECT_EQ(Principal({"lambda.amazonaws.com", "--action", "s3:GetObject"}).code, 2);
  EXPECT_THAT(Principal({"Deploy", "--action", "s3:Get*"}).err, HasSubstr("s3:Get*"));
  EXPECT_THAT(Principal({"ann", "--action", "s3:GetObject", "--resource", "b"}).err,
              HasSubstr("expected `*` or an ARN"));
  const Outcome nobody = Aws(
      R"({"PolicySourceArn":"arn:aws:iam::111122223333:user/bob","ActionNames":["s3:GetObject"]}
         {"PolicySourceArn":"arn:aws:iam::111122223333:user/ann","ActionNames":["s3:GetObject"]})",
      {"--from", World()});
  EXPECT_EQ(nobody.code, 2);
  EXPECT_THAT(LinesOf(nobody.out),
              ElementsAre(HasSubstr(R"("Code":"NoSuchEntity")"), HasSubstr("EvaluationResults")));
}

TEST(SimulateAwsTest, MissingSnapshotCostsOnlyTheRequestsThatAskIt) {
  const std::string principal =
      R"({"PolicySourceArn":"arn:aws:iam::111122223333:user/ann","ActionNames":["s3:GetObject"]})";
  const Outcome outcome = Aws(absl::StrCat(principal, "\n", Line(R"("s3:GetObject")"), "\n"),
                              {"--from", "no-such-file.json"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(LinesOf(outcome.out),
              ElementsAre(AllOf(HasSubstr(R"("Code":"InvalidInput")"), HasSubstr("no-such-file")),
                          HasSubstr(R"("EvalDecision":"allowed")")));
}

// The same question, the same answer: `can --complete-context` takes keys that are not given as
// absent too.
TEST(SimulatePrincipalTest, AgreesWithCan) {
  std::size_t allowed = 0;
  for (const char* principal : {"Notebook", "ann", "EmrAccess", "WithExternalId"}) {
    for (const char* action :
         {"sts:AssumeRole", "emr-serverless:StartApplication", "s3:DeleteBucket", "s3:GetObject"}) {
      for (const char* resource :
           {"arn:aws:iam::444455556666:role/EmrAccess", "arn:aws:s3:::data/x",
            "arn:aws:emr-serverless:us-east-1:444455556666:/applications/1"}) {
        const Outcome can = RunProgram({"can", principal, action, resource, "--complete-context",
                                        "--json", "--from", "world"});
        const Outcome simulated = RunProgram({"simulate", "--principal", principal, "--action",
                                              action, "--resource", resource, "--from", "world"});
        ASSERT_NE(can.code, 2) << can.err;
        ASSERT_EQ(simulated.code, 0) << simulated.err;
        const std::string before = R"("decision":")";
        const std::size_t begin = can.out.find(before) + before.size();
        const std::string decision = can.out.substr(begin, can.out.find('"', begin) - begin);
        EXPECT_THAT(simulated.out, HasSubstr(absl::StrCat("\"EvalDecision\": \"", decision, "\"")))
            << principal << " " << action << " " << resource;
        if (decision == "allowed") ++allowed;
      }
    }
  }
  EXPECT_GT(allowed, 0U);
}

// A line of ordinary `simulate` may be written in AWS's shape; its answer is in ours.
TEST(SimulateTest, LinesInTheShapeOfSimulateCustomPolicy) {
  const std::string ours =
      R"({"id":"o","principal":"arn:aws:iam::111122223333:user/ann","action":"s3:GetObject"})";
  const Outcome outcome =
      RunProgram({"simulate", "--explain"},
                 {.input = absl::StrCat(
                      Line(R"("s3:GetObject")", R"(,"id":"a","ResourceArns":["arn:aws:s3:::b/k"])"),
                      "\n", ours, "\n", Line(R"("s3:PutObject")", R"(,"id":"b")"), "\n",
                      Line(R"("s3:GetObject","s3:PutObject")", R"(,"id":"c")"), "\n",
                      R"({"id":"d","PolicySourceArn":"arn:aws:iam::111122223333:user/ann",)",
                      R"("ActionNames":["s3:GetObject"]})")});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(
      LinesOf(outcome.out),
      ElementsAre(
          AllOf(StartsWith(R"({"id":"a","decision":"allowed",)"),
                HasSubstr(R"("policy":"PolicyInputList.1")")),
          StartsWith(R"({"id":"o","decision":"implicitDeny",)"),
          StartsWith(R"({"id":"b","decision":"implicitDeny",)"),
          AllOf(StartsWith(R"({"id":"c","error":)"),
                HasSubstr("expected one action and at most one resource, since a line has "
                          "one answer, found 2 and 1")),
          AllOf(StartsWith(R"({"id":"d","error":)"), HasSubstr("simulate --aws --from PATH"))));
}

}  // namespace
}  // namespace iamsim
