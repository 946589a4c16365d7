#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write.h"
#include "io/write/statement_text.h"
#include "io/write/text_lines.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Asks s3:GetObject as the user ann under identity policies with `statements`.
ChainResult Ask(const std::string& statements, const std::string& more = "") {
  const std::string text = absl::StrCat(
      R"({"principal": "arn:aws:iam::111122223333:user/ann", "action": "s3:GetObject",)",
      R"( "resource": "arn:aws:s3:::b/k", "resourceAccount": "111122223333",)", more,
      R"( "policies": {"identity": [{"name": "mine", "document": {"Version": "2012-10-17",)",
      R"( "Statement": [)", statements, "]}}]}}");
  const auto document = JsonDocument::Parse(text, "");
  EXPECT_THAT(document, IsOk());
  PolicyCache cache;
  std::vector<std::string> warnings;
  const auto request = ReadRequest((*document)->root(), cache, &warnings);
  EXPECT_THAT(request, IsOk());
  const auto result = DecideChain(*Snapshot::Empty(), World::kSelfContained, *request, {});
  EXPECT_THAT(result, IsOk());
  return *result;
}

std::string Text(const ChainResult& result) {
  return ChainText(result, *Snapshot::Empty(), TextStyle());
}

std::size_t CountLines(const std::string& text) {
  return std::vector<std::string>(absl::StrSplit(text, '\n')).size() - 1;
}

std::string Allow(const std::string& sid, const std::string& condition = "") {
  return absl::StrCat(R"({"Sid": ")", sid, R"(", "Effect": "Allow", "Action": "s3:*",)",
                      R"( "Resource": "*")", condition, "}");
}

TEST(ChainTextTest, AStatementWithoutAFileIsNamedByItsPolicy) {
  EXPECT_EQ(Text(Ask(Allow("All"))),
            "allowed  by All of identity policy `mine`\n"
            "\n"
            "     identity  allow  All  mine statement 0\n");
}

TEST(ChainTextTest, OneOfManyStatementsIsShown) {
  EXPECT_THAT(Text(Ask(absl::StrJoin({Allow("A"), Allow("B"), Allow("C")}, ","))),
              HasSubstr("identity  allow  A  mine statement 0  … and 2 more\n"));
}

TEST(ChainTextTest, ColoursTheAnswer) {
  const ChainResult result = Ask(Allow("All"));
  EXPECT_THAT(Text(result), Not(HasSubstr("\x1b")));
  EXPECT_THAT(ChainText(result, *Snapshot::Empty(), TextStyle{.color = true}),
              StartsWith("\x1b[32mallowed\x1b[0m  by All"));
}

TEST(ChainTextTest, AConditionShowsTheValueThatDecided) {
  const ChainResult result =
      Ask(Allow("Near", R"(, "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})"),
          R"("context": {"aws:SourceIp": "203.0.113.7"},)");
  EXPECT_THAT(Text(result), HasSubstr("               IpAddress: aws:SourceIp is in "
                                      "`203.0.113.0/24` (it is `203.0.113.7`)\n"));
}

TEST(ChainTextTest, ManyConditionsFitOnAScreen) {
  std::vector<std::string> keys;
  for (int i = 0; i < 100; ++i) keys.push_back(absl::StrCat("\"aws:RequestTag/k", i, "\": \"v\""));
  const ChainResult result = Ask(
      Allow("Tagged",
            absl::StrCat(R"(, "Condition": {"StringEquals": {)", absl::StrJoin(keys, ","), "}}")),
      R"("contextIsComplete": false,)");
  const std::string text =
      ChainText(result, *Snapshot::Empty(), TextStyle(), DecisionKind::kImplicitDeny);
  EXPECT_THAT(text, StartsWith("conditional  allowed if all hold:\n"
                               "     aws:RequestTag/k0 is `v`   Tagged  mine statement 0\n"));
  EXPECT_THAT(text, HasSubstr("     … and 89 more\n"));
  EXPECT_LE(CountLines(text), 24U);
}

TEST(ChainTextTest, ManyHopsFitOnAScreen) {
  ChainResult result = Ask(Allow("All"));
  HopResult hop;
  hop.role = "arn:aws:iam::111122223333:role/R";
  hop.decision = result.step->decision;
  hop.checks = {*result.step};
  result.hops.assign(100, hop);
  const std::string text = Text(result);
  EXPECT_LE(CountLines(text), 24U) << text;
  EXPECT_THAT(text, HasSubstr("… and 93 more hops\n"));
  EXPECT_THAT(text, HasSubstr("\n101  ann calls s3:GetObject"));
  EXPECT_THAT(text, StartsWith("allowed  through R, then R, … and 96 more, then R, then R\n"));
}

TEST(ChainTextTest, ARuleSpeaksForItself) {
  // ST-1: always allowed.
  ChainResult result = Ask(R"({"Effect": "Deny", "Action": "sts:*", "Resource": "*"})");
  result.decision.kind = DecisionKind::kAllowed;
  result.decision.decided_by = {.rule = "ST-1", .reason = "nobody can forbid it"};
  EXPECT_THAT(Text(result), StartsWith("allowed  nobody can forbid it\n"));
}

TEST(PlaceNamesTest, EqualLastNamesAreToldApartByTheirPaths) {
  StatementReference a;
  a.file = "x/policy.json";
  StatementReference b;
  b.file = "y/policy.json";
  StatementReference c;
  c.file = "z/other.json";
  PlaceNames places;
  places.Add(a);
  places.Add(c);
  EXPECT_EQ(places.Of(a), "policy.json:1:1");
  places.Add(b);
  EXPECT_EQ(places.Of(a), "x/policy.json:1:1");
  EXPECT_EQ(places.Of(b), "y/policy.json:1:1");
  EXPECT_EQ(places.Of(c), "other.json:1:1");
}

TEST(TextLinesTest, WidthsCountCharacters) {
  EXPECT_EQ(DisplayWidth("a › b"), 5U);
  EXPECT_EQ(Pad("›", 4), "›   ");
  EXPECT_EQ(Pad("long", 2), "long  ");
  EXPECT_EQ(RightAligned("1  R", "allowed", DecisionKind::kAllowed, TextStyle{.width = 20}),
            "1  R         allowed");
}

}  // namespace
}  // namespace iamsim
