#include "iamsim/io/write_audit.h"

#include <gtest/gtest.h>

#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {
namespace {

std::shared_ptr<const PreparedSnapshot> World() {
  SnapshotBuilder builder;
  for (const char* name : {"a", "b,c"}) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(absl::StrCat("arn:aws:iam::111122223333:role/", name));
    builder.AddPrincipal(std::move(entry));
  }
  return PreparedSnapshot::Prepare(builder.Build().snapshot);
}

BatchResult Answered() {
  BatchResult result;
  result.question.id = R"("say \"hi\"")";
  result.question.request.id = R"(say "hi")";
  result.question.request.action = "s3:GetObject";
  result.question.request.resource = "arn:aws:s3:::b/k";
  result.answers.answers = {
      {.principal = 0, .kind = DecisionKind::kAllowed},
      {.principal = 1,
       .kind = DecisionKind::kConditional,
       .allowed_when = Formula::Leaf({.op = "Bool", .key = "k", .values = {"true"}})}};
  return result;
}

TEST(WriteAuditTest, AnswersAreLinesOfJson) {
  const auto world = World();
  EXPECT_EQ(AuditHeader(AuditFormat::kJsonLines), "");
  EXPECT_EQ(AuditLines(*world, AuditFormat::kJsonLines).Write(Answered()),
            R"({"id":"say \"hi\"","principal":"arn:aws:iam::111122223333:role/a",)"
            R"("action":"s3:GetObject","resource":"arn:aws:s3:::b/k","decision":"allowed"})"
            "\n"
            R"({"id":"say \"hi\"","principal":"arn:aws:iam::111122223333:role/b,c",)"
            R"("action":"s3:GetObject","resource":"arn:aws:s3:::b/k","decision":"conditional",)"
            R"("conditions":{"operator":"Bool","key":"k","values":["true"]}})"
            "\n");
}

TEST(WriteAuditTest, AnswersAreRowsOfCsv) {
  const auto world = World();
  EXPECT_EQ(AuditHeader(AuditFormat::kCsv), "id,principal,action,resource,decision,conditions\n");
  EXPECT_EQ(
      AuditLines(*world, AuditFormat::kCsv).Write(Answered()),
      R"("say ""hi""",arn:aws:iam::111122223333:role/a,s3:GetObject,arn:aws:s3:::b/k,allowed,)"
      "\n"
      R"("say ""hi""","arn:aws:iam::111122223333:role/b,c",s3:GetObject,arn:aws:s3:::b/k,)"
      R"(conditional,"{""operator"":""Bool"",""key"":""k"",""values"":[""true""]}")"
      "\n");
}

TEST(WriteAuditTest, AnOutsiderIsNamedAndAnAbsentIdIsNull) {
  const auto world = World();
  BatchResult result;
  result.question.request.action = "s3:GetObject";
  result.answers.outsider = "lambda.amazonaws.com";
  result.answers.answers = {{.principal = PreparedSnapshot::kNone}};
  EXPECT_EQ(AuditLines(*world, AuditFormat::kJsonLines).Write(result),
            R"({"id":null,"principal":"lambda.amazonaws.com","action":"s3:GetObject",)"
            R"("resource":"*","decision":"implicitDeny"})"
            "\n");
}

TEST(WriteAuditTest, SummariesCount) {
  DecisionCounts counts{.questions = 2, .failed = 1, .by_kind = {1, 20, 300, 4}};
  EXPECT_EQ(SummaryJson(counts),
            R"({"questions":2,"failed":1,"decisions":325,"allowed":1,"conditional":4,)"
            R"("explicitDeny":20,"implicitDeny":300})");
  EXPECT_EQ(SummaryText(counts),
            "325 decisions of 2 questions\n"
            "       1  allowed\n"
            "       4  conditional\n"
            "      20  explicitDeny\n"
            "     300  implicitDeny\n");
}

}  // namespace
}  // namespace iamsim
