#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "iamsim/io/write_test_report.h"
#include "io/write/markdown_text.h"
#include "io/write/xml_text.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CaseResults OnePassedOneFailed() {
  CaseResult passed;
  passed.file = "a.json";
  passed.name = "reads";
  passed.verdict = CaseVerdict::kPassed;
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
  failed.ask_again = "iamsim can R s3:PutObject";
  return {passed, failed};
}

CaseResults AndOneSkipped() {
  CaseResults results = OnePassedOneFailed();
  CaseResult skipped;
  skipped.file = "b.json";
  skipped.name = "lists";
  skipped.verdict = CaseVerdict::kSkipped;
  skipped.actual = "not yet";
  skipped.place = {"b.json", "/tests/0", SourcePosition{.line = 4, .column = 2}};
  results.push_back(skipped);
  return results;
}

// Names come from files, and may hold whatever JSON strings can.
CaseResults Hostile() {
  CaseResults results = OnePassedOneFailed();
  results[1].name = "a|b `c` <d> & \"e\", f: 100% # @all \n ]]> \x1b[31m \xEF\xBF\xBE \xC3\xA9";
  results[1].actual = "error: x\r\ny";
  results[1].ask_again.clear();
  results[1].decided_by.reset();
  return results;
}

TEST(TestReportTextTest, ShowsFailuresAndEndsInTheCounts) {
  EXPECT_EQ(TestReportText(OnePassedOneFailed(), {}),
            "failed  a.json:9:3  writes\n"
            "        expected    allowed\n"
            "        got         explicitDeny\n"
            "        decided by  serviceControlPolicy  r-root  guard  DenyS3  scp.json:12:5\n"
            "        ask again   iamsim can R s3:PutObject\n"
            "1 passed, 1 failed\n");
}

TEST(TestReportTextTest, WithoutFailuresIsOneLine) {
  CaseResults results = OnePassedOneFailed();
  results.pop_back();
  EXPECT_EQ(TestReportText(results, {}), "1 passed, 0 failed\n");
}

TEST(TestReportTextTest, SaysWhatWasSkippedAndWhy) {
  CaseResults results = AndOneSkipped();
  results.erase(results.begin() + 1);
  EXPECT_EQ(TestReportText(results, {}),
            "skipped  b.json:4:2  lists  not yet\n1 passed, 0 failed, 1 skipped\n");
  results.assign(12, results.back());
  const std::string text = TestReportText(results, {});
  EXPECT_THAT(text, HasSubstr("\n… and 2 more skipped\n0 passed, 0 failed, 12 skipped\n"));
}

TEST(TestReportTextTest, ColoursOnlyWhenAsked) {
  TextStyle style;
  EXPECT_EQ(TestReportText(OnePassedOneFailed(), style).find('\x1b'), std::string::npos);
  style.color = true;
  EXPECT_NE(TestReportText(OnePassedOneFailed(), style).find("\x1b[31mfailed\x1b[0m"),
            std::string::npos);
}

TEST(TestReportTextTest, ATerminalObeysNoName) {
  const std::string text = TestReportText(Hostile(), {});
  EXPECT_THAT(text, HasSubstr(R"(@all \x0a ]]> \x1b[31m)"));
  EXPECT_THAT(text, HasSubstr("        got         error: x\\x0d\\x0ay\n"));
}

TEST(TestReportJsonTest, HasTheShapeOfTheFormat) {
  EXPECT_EQ(TestReportJson(AndOneSkipped(), {}),
            R"({"passed":1,"failed":1,"skipped":1,"cases":[)"
            R"({"file":"a.json","name":"reads","result":"passed","expected":"allowed",)"
            R"("actual":"allowed","decidedBy":null},)"
            R"({"file":"a.json","line":9,"column":3,"name":"writes","result":"failed",)"
            R"("expected":"allowed","actual":"explicitDeny",)"
            R"("decidedBy":{"layer":"serviceControlPolicy","target":"r-root","policy":"guard",)"
            R"("sid":"DenyS3","statement":0,"effect":"Deny","file":"scp.json","line":12,)"
            R"("column":5},"askAgain":"iamsim can R s3:PutObject"},)"
            R"({"file":"b.json","line":4,"column":2,"name":"lists","result":"skipped",)"
            R"("reason":"not yet"}]})"
            "\n");
}

TEST(TestReportJunitTest, HasASuiteForEachFile) {
  EXPECT_EQ(TestReportJunit(AndOneSkipped(), {}),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="iamsim" tests="3" failures="1" errors="0" skipped="1" time="0">
  <testsuite name="a.json" tests="2" failures="1" errors="0" skipped="0" time="0">
    <testcase name="reads" classname="a.json" file="a.json" time="0"/>
    <testcase name="writes" classname="a.json" file="a.json" line="9" time="0">
      <failure message="expected allowed, got explicitDeny" type="decision">expected    allowed&#10;got         explicitDeny&#10;decided by  serviceControlPolicy  r-root  guard  DenyS3  scp.json:12:5&#10;ask again   iamsim can R s3:PutObject&#10;</failure>
    </testcase>
  </testsuite>
  <testsuite name="b.json" tests="1" failures="0" errors="0" skipped="1" time="0">
    <testcase name="lists" classname="b.json" file="b.json" line="4" time="0">
      <skipped message="not yet"/>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST(XmlTextTest, HoldsEverythingThatXmlCanAndSpellsTheRest) {
  EXPECT_EQ(XmlText("a<b> & \"c\""), "a&lt;b&gt; &amp; &quot;c&quot;");
  EXPECT_EQ(XmlText("\t\n\r"), "&#9;&#10;&#13;");
  EXPECT_EQ(XmlText("\x01\x1b\x7f"), "\\x01\\x1b\\x7f");
  EXPECT_EQ(XmlText("é \xF0\x9F\x98\x80"), "é \xF0\x9F\x98\x80");
  EXPECT_EQ(XmlText("\xEF\xBF\xBE|\xEF\xBF\xBF|\xFF"), "\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD");
}

TEST(TestReportTapTest, HasTheShapeOfVersion14) {
  EXPECT_EQ(TestReportTap(AndOneSkipped(), {}),
            "TAP version 14\n"
            "1..3\n"
            "ok 1 - reads\n"
            "not ok 2 - writes\n"
            "  ---\n"
            "  message: \"expected allowed, got explicitDeny\"\n"
            "  severity: fail\n"
            "  expected: \"allowed\"\n"
            "  actual: \"explicitDeny\"\n"
            "  decidedBy: \"serviceControlPolicy  r-root  guard  DenyS3  scp.json:12:5\"\n"
            "  at:\n"
            "    file: \"a.json\"\n"
            "    line: 9\n"
            "    column: 3\n"
            "  askAgain: \"iamsim can R s3:PutObject\"\n"
            "  ...\n"
            "ok 3 - lists # SKIP not yet\n"
            "# 1 passed, 1 failed, 1 skipped\n");
}

// Else ` # ` would begin a directive, and a line feed another test.
TEST(TestReportTapTest, DescriptionsAreEscaped) {
  EXPECT_THAT(TestReportTap(Hostile(), {}), HasSubstr(R"(100% \# @all \\x0a ]]> )"));
}

TEST(TestReportGithubTest, AnnotatesTheTestsThatFail) {
  EXPECT_EQ(TestReportGithub(AndOneSkipped(), {}),
            "::error file=a.json,line=9,col=3,title=writes::expected: allowed%0A"
            "got: explicitDeny%0A"
            "decided by: serviceControlPolicy  r-root  guard  DenyS3  scp.json:12:5%0A"
            "ask again: iamsim can R s3:PutObject\n"
            "::notice file=b.json,line=4,col=2,title=lists::skipped: not yet\n"
            "1 passed, 1 failed, 1 skipped\n");
}

TEST(TestReportGithubTest, PropertiesAndDataAreEscaped) {
  const std::string report = TestReportGithub(Hostile(), {});
  EXPECT_THAT(report, HasSubstr("\"e\"%2C f%3A 100%25 # @all %0A ]]>"));
  EXPECT_THAT(report, HasSubstr("::expected: allowed%0Agot: error: x%0D%0Ay\n"));
  EXPECT_EQ(std::vector<std::string>(absl::StrSplit(report, '\n')).size(), 3U);
}

TEST(TestReportMarkdownTest, IsAHeadingAndATableOfWhatDidNotPass) {
  EXPECT_EQ(TestReportMarkdown(AndOneSkipped(), {}),
            "### 1 passed, 1 failed, 1 skipped\n"
            "\n"
            "| | case | expected | got | decided by |\n"
            "|---|---|---|---|---|\n"
            "| failed | `writes`<br>`a.json:9:3` | `allowed` | `explicitDeny` | "
            "`serviceControlPolicy  r-root  guard  DenyS3  scp.json:12:5` |\n"
            "| skipped | `lists`<br>`b.json:4:2` |  | `not yet` |  |\n");
  CaseResults passed = OnePassedOneFailed();
  passed.pop_back();
  EXPECT_EQ(TestReportMarkdown(passed, {}), "### 1 passed, 0 failed\n");
}

TEST(TestReportMarkdownTest, CellsEndWhereTheyShould) {
  EXPECT_EQ(MarkdownCell("a_b *c* <d> @e\n"), "`a_b *c* <d> @e\\x0a`");
  EXPECT_EQ(MarkdownCell("a|b"), "<code>a&#124;b</code>");
  EXPECT_EQ(MarkdownCell("`<@x"), "<code>&#96;&#60;@x</code>");
  EXPECT_EQ(MarkdownCell(""), "");
}

TEST(TestReportMarkdownTest, FitsAComment) {
  CaseResults results(4000, OnePassedOneFailed()[1]);
  const std::string report = TestReportMarkdown(results, {});
  EXPECT_LE(report.size(), 65'535U);
  EXPECT_GT(report.size(), 60'000U);
  const std::vector<std::string> lines = absl::StrSplit(report, '\n');
  const std::size_t rows = lines.size() - 7;  // heading, head of the table, blank lines, the rest
  EXPECT_EQ(lines[lines.size() - 2],
            absl::StrCat("… and ", 4000 - rows, " more failed, 0 more skipped"));
}

TEST(TestReportFormatsTest, EachHasANameAndIsFound) {
  std::vector<std::string> names;
  for (const TestReportFormat& format : TestReportFormats()) {
    names.emplace_back(format.name);
    const auto found = FindTestReportFormat(format.name);
    ASSERT_THAT(found, IsOk());
    EXPECT_EQ(found->write, format.write);
    const std::string report = format.write(AndOneSkipped(), {});
    EXPECT_EQ(report.back(), '\n') << format.name;
    EXPECT_EQ(format.has_closing_line,
              absl::StrContains(report, "\n1 passed, 1 failed, 1 skipped\n"))
        << format.name;
  }
  EXPECT_THAT(names, ::testing::ElementsAre("text", "json", "junit", "tap", "github", "markdown"));
  EXPECT_THAT(FindTestReportFormat("junti"),
              Fails("`--format`: expected one of text, json, junit, tap, github, markdown, found "
                    "`junti`, did you mean `junit`?"));
}

}  // namespace
}  // namespace iamsim
