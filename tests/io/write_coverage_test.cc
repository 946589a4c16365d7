#include "iamsim/io/write_coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;

CoveredStatement Statement(PolicyKind kind, std::string file, std::uint32_t line, std::string sid,
                           std::size_t decided, std::size_t took_part) {
  CoveredStatement statement;
  statement.kind = kind;
  statement.policy = "p";
  statement.file = std::move(file);
  statement.begin = {.line = line, .column = 5};
  statement.end = {.line = line + 1, .column = 9};
  statement.sid = std::move(sid);
  statement.decided = decided;
  statement.took_part = took_part;
  return statement;
}

CoverageReport Coverage() {
  CoverageReport coverage{.cases = 7};
  coverage.statements = {Statement(PolicyKind::kServiceControl, "scp.json", 3, "Guard", 2, 4),
                         Statement(PolicyKind::kServiceControl, "scp.json", 4, "", 0, 1),
                         Statement(PolicyKind::kIdentity, "id.json", 1, "A,b", 0, 0)};
  coverage.statements[0].effect = Effect::kDeny;
  coverage.statements[1].statement = 1;
  return coverage;
}

MutationReport Mutation() {
  MutationReport mutation;
  mutation.mutants = {
      {.statement = 0, .asked = 2, .noticed_by = "reads", .noticed_in = "t.json"},
      {.statement = 0, .condition = 0, .removed = "StringEquals aws:SourceVpc", .asked = 1},
      {.statement = 2}};
  return mutation;
}

TEST(CoverageTextTest, StartsWithTheAnswer) {
  const MutationReport mutation = Mutation();
  EXPECT_EQ(CoverageText(Coverage(), &mutation),
            "coverage  1 of 3 statements decided a case, 1 more took part, 1 never mattered\n"
            "     service control policy   1 of 2 decided, 0 never mattered\n"
            "     identity policy          0 of 1 decided, 1 never mattered\n"
            "never mattered\n"
            "     id.json:1:5  A,b\n"
            "mutation  tests notice 1 of 3 removals\n"
            "no test notices\n"
            "     scp.json:3:5  Guard  without its StringEquals aws:SourceVpc\n"
            "     id.json:1:5  A,b  without the statement\n");
  EXPECT_EQ(CoverageText({}, nullptr),
            "coverage  0 of 0 statements decided a case, 0 more took part, 0 never mattered\n");
}

TEST(CoverageTextTest, FitsAScreen) {
  CoverageReport coverage;
  coverage.statements.assign(40, Statement(PolicyKind::kIdentity, "i.json", 1, "", 0, 0));
  EXPECT_THAT(CoverageText(coverage, nullptr),
              HasSubstr("i.json:1:5  statement 0\n     … and 25 more (--coverage-format json lists "
                        "all)\n"));
}

TEST(CoverageJsonTest, HasEveryStatementAndMutant) {
  const MutationReport mutation = Mutation();
  EXPECT_EQ(
      CoverageJson(Coverage(), &mutation, nullptr),
      R"({"coverage":{"cases":7,"decided":1,"tookPart":2,"neverMattered":1,"statements":[)"
      R"({"kind":"service control policy","policy":"p","sid":"Guard","statement":0,"effect":"Deny","file":"scp.json","line":3,"column":5,"decided":2,"tookPart":4},)"
      R"({"kind":"service control policy","policy":"p","sid":"","statement":1,"effect":"Allow","file":"scp.json","line":4,"column":5,"decided":0,"tookPart":1},)"
      R"({"kind":"identity policy","policy":"p","sid":"A,b","statement":0,"effect":"Allow","file":"id.json","line":1,"column":5,"decided":0,"tookPart":0}]},)"
      R"("mutation":{"noticed":1,"unnoticed":2,"mutants":[)"
      R"({"kind":"service control policy","policy":"p","sid":"Guard","statement":0,"effect":"Deny","file":"scp.json","line":3,"column":5,"removed":"statement","asked":2,"noticedBy":{"file":"t.json","name":"reads"}},)"
      R"({"kind":"service control policy","policy":"p","sid":"Guard","statement":0,"effect":"Deny","file":"scp.json","line":3,"column":5,"removed":"StringEquals aws:SourceVpc","asked":1,"noticedBy":null},)"
      R"({"kind":"identity policy","policy":"p","sid":"A,b","statement":0,"effect":"Allow","file":"id.json","line":1,"column":5,"removed":"statement","asked":0,"noticedBy":null}]}})"
      "\n");
  const CaseResults results;
  EXPECT_THAT(
      CoverageJson({}, nullptr, &results),
      ::testing::StartsWith(R"({"passed":0,"failed":0,"skipped":0,"cases":[],"coverage":)"));
}

TEST(CoverageLcovTest, HasALineOfDataForEveryLineOfAStatement) {
  EXPECT_EQ(CoverageLcov(Coverage()),
            "TN:iamsim\n"
            "SF:id.json\n"
            "FN:1,A_b:1:5\n"
            "FNDA:0,A_b:1:5\n"
            "FNF:1\n"
            "FNH:0\n"
            "DA:1,0\n"
            "DA:2,0\n"
            "LF:2\n"
            "LH:0\n"
            "end_of_record\n"
            "SF:scp.json\n"
            "FN:3,Guard:3:5\n"
            "FNDA:2,Guard:3:5\n"
            "FN:4,statement:4:5\n"
            "FNDA:0,statement:4:5\n"
            "FNF:2\n"
            "FNH:1\n"
            "DA:3,4\n"
            "DA:4,4\n"
            "DA:5,1\n"
            "LF:3\n"
            "LH:3\n"
            "end_of_record\n");
}

}  // namespace
}  // namespace iamsim
