#include <gtest/gtest.h>

#include "iamsim/io/write.h"

namespace iamsim {
namespace {

std::vector<CaseResult> OnePassedOneFailed() {
  CaseResult passed;
  passed.file = "a.json";
  passed.name = "reads";
  passed.passed = true;
  passed.expected = "allowed";
  passed.actual = "allowed";
  CaseResult failed;
  failed.file = "a.json";
  failed.name = "writes";
  failed.expected = "allowed";
  failed.actual = "explicitDeny";
  StatementReference statement;
  statement.policy = "guard";
  statement.sid = "DenyS3";
  statement.effect = Effect::kDeny;
  statement.file = "scp.json";
  statement.position = {.line = 12, .column = 5};
  failed.decided_by =
      DecidedBy{.layer = PolicyKind::kServiceControl, .target = "r-root", .statement = statement};
  failed.place = {"a.json", "/tests/1", SourcePosition{.line = 9, .column = 3}};
  return {passed, failed};
}

TEST(TestReportTextTest, ShowsFailuresAndEndsInTheCounts) {
  EXPECT_EQ(TestReportText(OnePassedOneFailed(), {"", "iamsim can R s3:PutObject"}, {}),
            "failed  a.json:9:3  writes\n"
            "        expected    allowed\n"
            "        got         explicitDeny\n"
            "        decided by  serviceControlPolicy  r-root  guard  DenyS3  scp.json:12:5\n"
            "        ask again   iamsim can R s3:PutObject\n"
            "1 passed, 1 failed\n");
}

TEST(TestReportTextTest, WithoutFailuresIsOneLine) {
  std::vector<CaseResult> results = OnePassedOneFailed();
  results.pop_back();
  EXPECT_EQ(TestReportText(results, {}, {}), "1 passed, 0 failed\n");
}

TEST(TestReportTextTest, ColoursOnlyWhenAsked) {
  TextStyle style;
  EXPECT_EQ(TestReportText(OnePassedOneFailed(), {}, style).find('\x1b'), std::string::npos);
  style.color = true;
  EXPECT_NE(TestReportText(OnePassedOneFailed(), {}, style).find("\x1b[31mfailed\x1b[0m"),
            std::string::npos);
}

TEST(TestReportJsonTest, HasTheShapeOfTheFormat) {
  EXPECT_EQ(TestReportJson(OnePassedOneFailed()),
            R"({"passed":1,"failed":1,"cases":[)"
            R"({"file":"a.json","name":"reads","result":"passed","expected":"allowed",)"
            R"("actual":"allowed","decidedBy":null},)"
            R"({"file":"a.json","line":9,"column":3,"name":"writes","result":"failed",)"
            R"("expected":"allowed","actual":"explicitDeny",)"
            R"("decidedBy":{"layer":"serviceControlPolicy","target":"r-root","policy":"guard",)"
            R"("sid":"DenyS3","statement":0,"effect":"Deny","file":"scp.json","line":12,)"
            R"("column":5}}]})");
}

}  // namespace
}  // namespace iamsim
