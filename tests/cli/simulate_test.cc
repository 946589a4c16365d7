#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A request of `id` that its identity policy allows when `action` is s3:GetObject.
std::string Line(const std::string& id, const std::string& action = "s3:GetObject") {
  return absl::StrCat(
      R"({"id": ")", id, R"(", "principal": "arn:aws:iam::111122223333:user/ann", "action": ")",
      action, R"(", "resource": "arn:aws:s3:::b/k", "resourceAccount": "111122223333", )",
      R"("policies": {"identity": [{"name": "p", "document": {"Version": "2012-10-17", )",
      R"("Statement": [{"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", )",
      R"("Resource": "*"}]}}]}})");
}

Outcome Simulate(const std::string& input, std::vector<std::string> arguments = {}) {
  arguments.insert(arguments.begin(), "simulate");
  return RunProgram(arguments, {.input = input});
}

TEST(SimulateTest, AnswersEveryLineInOrder) {
  const Outcome outcome =
      Simulate(Line("a") + "\n\n   \n" + Line("b", "s3:PutObject") + "\r\n" + Line("c"));
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(LinesOf(outcome.out),
              ElementsAre(StartsWith(R"({"id":"a","decision":"allowed",)"),
                          StartsWith(R"({"id":"b","decision":"implicitDeny",)"),
                          StartsWith(R"({"id":"c","decision":"allowed",)")));
}

TEST(SimulateTest, NamesTheDecidingStatementByLineAndColumnOfTheInput) {
  const Outcome outcome = Simulate("\n" + Line("a"));
  const std::size_t column = Line("a").find(R"({"Sid")") + 1;
  EXPECT_THAT(outcome.out, HasSubstr(absl::StrCat(
                               R"("decidedBy":{"layer":"identity","policy":"p","sid":"Read",)",
                               R"("statement":0,"effect":"Allow",)")));
  EXPECT_THAT(outcome.out, HasSubstr(absl::StrCat(R"("line":2,"column":)", column)));
}

TEST(SimulateTest, ReadsAFileAndStandardInputAlike) {
  const std::string file = TemporaryFile("requests.jsonl", Line("a") + "\n");
  const Outcome from_file = RunProgram({"simulate", file});
  EXPECT_EQ(from_file.code, 0);
  EXPECT_THAT(from_file.out, StartsWith(R"({"id":"a","decision":"allowed",)"));
  EXPECT_EQ(Simulate(Line("a") + "\n", {"-"}).code, 0);
}

TEST(SimulateTest, EmptyInputIsNoError) {
  const Outcome outcome = Simulate("");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "");
}

struct BrokenCase {
  const char* name;
  std::string line;
  const char* start;    // of the output line
  const char* message;  // in it
};

std::vector<BrokenCase> BrokenCases() {
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  return {
      {"NotJson", "nonsense", R"({"id":null,"error":{"message":)", R"("line":2,"column":1)"},
      {"Unfinished", R"({"id": "x",)", R"({"id":null,"error":)", R"("line":2)"},
      {"NoObject", "[]", R"({"id":null,"error":)", R"("line":2,"column":1)"},
      {"DuplicateKey", R"({"id": "x", "id": "y"})", R"({"id":null,"error":)", "id"},
      {"InvalidUtf8", "{\"id\": \"\xff\"}", R"({"id":null,"error":)", "UTF-8"},
      {"TooDeep", deep, R"({"id":null,"error":)", "nesting"},
      {"TooLong", std::string(std::size_t{11} << 20, ' ') + "{}", R"({"id":null,"error":)",
       R"(line is longer than 10485760 bytes","path":"","line":2,"column":1)"},
      {"NoPrincipal", R"({"id": "x", "action": "s3:GetObject"})", R"({"id":"x","error":)",
       "principal"},
      {"Misspelt",
       R"({"id": "x", "principal": "anonymous", "action": "s3:GetObject", "resorce": "*"})",
       R"({"id":"x","error":)", "did you mean `resource`?"},
      {"NumberAsId", R"({"id": 7, "principal": 1})", R"({"id":7,"error":)", ""},
      {"BrokenDocument",
       R"({"id": "x", "principal": "anonymous", "action": "s3:GetObject", )"
       R"("resource": "arn:aws:s3:::b/k", )"
       R"("policies": {"resource": {"Statement": [{"Effect": "allow", )"
       R"("Principal": "*", "Action": "s3:*", "Resource": "*"}]}}})",
       R"({"id":"x","error":)", "`Allow` or `Deny`"},
  };
}

TEST(SimulateTest, ABrokenLineIsAnErrorAndTheOthersAreAnswered) {
  for (const BrokenCase& row : BrokenCases()) {
    SCOPED_TRACE(row.name);
    const Outcome outcome = Simulate(absl::StrCat(Line("a"), "\n", row.line, "\n", Line("c")));
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(LinesOf(outcome.out),
                ElementsAre(StartsWith(R"({"id":"a","decision":"allowed",)"),
                            AllOf(StartsWith(row.start), HasSubstr(row.message)),
                            StartsWith(R"({"id":"c","decision":"allowed",)")));
    EXPECT_EQ(outcome.err, "iamsim: 1 of 3 lines could not be answered\n");
  }
}

TEST(SimulateTest, ErrorsSayWhereInTheLine) {
  const std::string line = R"({"id": "x", "principal": "anonymous", "action": 5})";
  const Outcome outcome = Simulate(line);
  EXPECT_THAT(outcome.out, HasSubstr(absl::StrCat(R"("path":"/action","line":1,"column":)",
                                                  line.find('5') + 1)));
}

TEST(SimulateTest, AWholeFileOfJsonGetsAHint) {
  const Outcome outcome = Simulate("{\n  \"id\": \"x\"\n}\n");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.err,
            "iamsim: 3 of 3 lines could not be answered (expected JSON Lines: one request a "
            "line)\n");
}

TEST(SimulateTest, UnknownKeysMakeAConditionWhenTheContextIsIncomplete) {
  const std::string line =
      R"({"id": "x", "principal": "arn:aws:iam::111122223333:user/ann", "action": "s3:GetObject",)"
      R"( "resource": "arn:aws:s3:::b/k", "resourceAccount": "111122223333",)"
      R"( "contextIsComplete": false, "policies": {"identity": [{"Version": "2012-10-17",)"
      R"( "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",)"
      R"( "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}}]}})";
  const Outcome outcome = Simulate(line);
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith(R"({"id":"x","decision":"conditional",)"));
  EXPECT_THAT(outcome.out, HasSubstr(R"("missingContext":["aws:SourceIp"],"conditions":)"
                                     R"({"operator":"IpAddress","key":"aws:SourceIp",)"
                                     R"("values":["203.0.113.0/24"]})"));
}

TEST(SimulateTest, ExplainAddsWhatIsMissing) {
  const Outcome outcome = Simulate(Line("a", "s3:PutObject"), {"--explain"});
  EXPECT_THAT(outcome.out,
              HasSubstr(R"("explanation":{"missing":"no identity policy of ann allows )"
                        R"(s3:PutObject","nearMisses":[{"layer":"identity",)"
                        R"("policy":"p","sid":"Read")"));
}

TEST(SimulateTest, LenientTakesWhatAwsWouldReject) {
  // PG-8: an unknown element.
  std::string line = Line("a");
  line.replace(line.find(R"("Sid")"), 5, R"("Comment": "x", "Sid")");
  EXPECT_EQ(Simulate(line).code, 2);
  const Outcome outcome = Simulate(line, {"--lenient"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, AllOf(StartsWith(R"({"id":"a","decision":"allowed",)"),
                                 HasSubstr(R"("warnings":[)")));
}

TEST(SimulateTest, OptionsChangeTheAnswer) {
  // OP-6: an empty string counts as no value.
  const std::string line =
      R"({"id": "x", "principal": "arn:aws:iam::111122223333:user/ann", "action": "s3:GetObject",)"
      R"( "resource": "arn:aws:s3:::b/k", "resourceAccount": "111122223333",)"
      R"( "context": {"aws:UserAgent": ""}, "policies": {"identity": [{"Version": "2012-10-17",)"
      R"( "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",)"
      R"( "Condition": {"Null": {"aws:UserAgent": "true"}}}}]}})";
  EXPECT_THAT(Simulate(line).out, HasSubstr(R"("decision":"implicitDeny")"));
  EXPECT_THAT(Simulate(line, {"--option", "emptyStringIsNull=true"}).out,
              HasSubstr(R"("decision":"allowed")"));
}

TEST(SimulateTest, AnUnreadableFileIsNoAnswer) {
  const Outcome outcome = RunProgram({"simulate", "no-such-file"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, StartsWith("iamsim: no-such-file: "));
  EXPECT_EQ(RunProgram({"simulate", "."}).code, 2);
}

}  // namespace
}  // namespace iamsim
