#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "iamsim/base/source_place.h"
#include "iamsim/io/write.h"

namespace iamsim {
namespace {

FormulaLeaf Tag(const std::string& tag) {
  return {.op = "StringEquals", .key = "aws:ResourceTag/" + tag, .values = {"ml"}};
}

std::string Json(const Formula& formula) {
  JsonWriter out;
  WriteFormula(formula, out);
  return out.Take();
}

StatementReference Statement(const std::string& sid, Effect effect) {
  StatementReference statement;
  statement.policy = "guard";
  statement.sid = sid;
  statement.statement = 2;
  statement.effect = effect;
  statement.position = {.offset = 90, .line = 12, .column = 5};
  return statement;
}

// formats.md, the output line of `simulate`.
Decision ScpDenial() {
  Decision decision;
  decision.kind = DecisionKind::kExplicitDeny;
  decision.decided_by = {.layer = PolicyKind::kServiceControl,
                         .target = "r-root",
                         .statement = Statement("DenyS3", Effect::kDeny)};
  LayerReport layer;
  layer.layer = PolicyKind::kServiceControl;
  layer.target = "r-root";
  layer.result = DecisionKind::kExplicitDeny;
  layer.statements = {Statement("DenyS3", Effect::kDeny)};
  decision.layers = {layer};
  return decision;
}

TEST(WriteFormulaTest, HasTheShapesOfTheFormat) {
  const Formula a = Formula::Leaf(Tag("a"));
  const Formula b = Formula::Leaf(Tag("b"));
  const std::string leaf_a =
      R"({"operator":"StringEquals","key":"aws:ResourceTag/a","values":["ml"]})";
  const std::string leaf_b =
      R"({"operator":"StringEquals","key":"aws:ResourceTag/b","values":["ml"]})";
  EXPECT_EQ(Json(a), leaf_a);
  EXPECT_EQ(Json(And(a, b)), "{\"all\":[" + leaf_a + "," + leaf_b + "]}");
  EXPECT_EQ(Json(Or(a, b)), "{\"any\":[" + leaf_a + "," + leaf_b + "]}");
  EXPECT_EQ(Json(Not(a)), "{\"not\":" + leaf_a + "}");
  EXPECT_EQ(Json(true), "true");
  EXPECT_EQ(Json(false), "false");
}

TEST(WriteFormulaTest, NamesMissingDocuments) {
  const std::string boundary = "arn:aws:iam::111122223333:policy/Boundary";
  EXPECT_EQ(Json(Formula::Leaf({.document = boundary})), "{\"missing\":\"" + boundary + "\"}");
  EXPECT_EQ(Json(Formula::Leaf({.document = boundary, .denies = true})),
            "{\"missing\":\"" + boundary + "\",\"denies\":true}");
}

TEST(DecisionJsonTest, NamesWhoDecidedAndEveryLayer) {
  const std::string statement =
      R"("policy":"guard","sid":"DenyS3","statement":2,"effect":"Deny","line":12,"column":5})";
  EXPECT_EQ(DecisionJson("\"r1\"", ScpDenial()),
            R"({"id":"r1","decision":"explicitDeny",)"
            R"("decidedBy":{"layer":"serviceControlPolicy","target":"r-root",)" +
                statement +
                R"(,"layers":[{"layer":"serviceControlPolicy","target":"r-root",)"
                R"("result":"explicitDeny","statements":[{)" +
                statement + R"(]}],"missingContext":[]})");
}

TEST(DecisionJsonTest, AnIdIsWrittenAsItIsAndAnUnknownOneIsNull) {
  EXPECT_THAT(DecisionJson(std::nullopt, Decision()), ::testing::StartsWith(R"({"id":null,)"));
  EXPECT_THAT(DecisionJson("7", Decision()), ::testing::StartsWith(R"({"id":7,)"));
}

TEST(DecisionJsonTest, AConditionalDecisionListsItsKeysAndConditions) {
  Decision decision;
  decision.kind = DecisionKind::kConditional;
  decision.allowed_when = And(Formula::Leaf(Tag("b")), Formula::Leaf(Tag("a")));
  const std::string json = DecisionJson("\"r1\"", decision);
  EXPECT_THAT(
      json, ::testing::HasSubstr(R"("missingContext":["aws:ResourceTag/a","aws:ResourceTag/b"])"));
  EXPECT_THAT(json, ::testing::HasSubstr(R"("conditions":{"all":[{"operator")"));
}

TEST(DecisionJsonTest, APlainDecisionHasNoConditionsAndNoWarnings) {
  const std::string json = DecisionJson("\"r1\"", ScpDenial());
  EXPECT_THAT(json, ::testing::Not(::testing::HasSubstr("conditions")));
  EXPECT_THAT(json, ::testing::Not(::testing::HasSubstr("warnings")));
}

TEST(DecisionJsonTest, KeepsWarningsMissingDocumentsFilesAndRules) {
  Decision decision = ScpDenial();
  decision.warnings = {"the account is a guess"};
  decision.layers[0].missing = {"p-guard"};
  decision.layers[0].statements[0].file = "scp.json";
  decision.decided_by = {.rule = "PA-2", .reason = "roles of other accounts cannot be passed"};
  const std::string json = DecisionJson("\"r1\"", decision);
  EXPECT_THAT(json, ::testing::HasSubstr(R"("warnings":["the account is a guess"])"));
  EXPECT_THAT(json, ::testing::HasSubstr(R"("missing":["p-guard"])"));
  EXPECT_THAT(json, ::testing::HasSubstr(R"("file":"scp.json","line":12,"column":5)"));
  EXPECT_THAT(json,
              ::testing::HasSubstr(R"("decidedBy":{"layer":"identity","rule":"PA-2",)"
                                   R"("reason":"roles of other accounts cannot be passed"})"));
}

TEST(ErrorJsonTest, HasMessagePathAndPlace) {
  const absl::Status status =
      SourceError({"in.jsonl", "/policies/identity/0", SourcePosition{.line = 3, .column = 40}},
                  "expected `a`");
  EXPECT_EQ(ErrorJson("\"r1\"", status),
            R"({"id":"r1","error":{"message":"expected `a`","path":"/policies/identity/0",)"
            R"("line":3,"column":40}})");
  EXPECT_EQ(ErrorJson(std::nullopt, absl::NotFoundError("no role")),
            R"({"id":null,"error":{"message":"no role","path":""}})");
}

TEST(ExplanationJsonTest, AddsWhatIsMissingAndWhatIsNear) {
  Explanation explanation;
  explanation.missing = "no identity policy of R allows a:B";
  explanation.near_misses = {{.layer = PolicyKind::kIdentity,
                              .statement = Statement("Almost", Effect::kAllow),
                              .differs_in = "Action",
                              .detail = "lists `a:C`"}};
  const std::string json = ExplanationJson("\"r1\"", explanation);
  EXPECT_THAT(json, ::testing::StartsWith(R"({"id":"r1","decision":"implicitDeny",)"));
  EXPECT_THAT(
      json,
      ::testing::EndsWith(
          R"("explanation":{"missing":"no identity policy of R allows a:B","nearMisses":[)"
          R"({"layer":"identity","policy":"guard","sid":"Almost","statement":2,"effect":"Allow",)"
          R"("line":12,"column":5,"differsIn":"Action","detail":"lists `a:C`"}]}})"));
}

TEST(ChainJsonTest, IsTheDecisionAndItsHops) {
  ChainResult result;
  result.decision = ScpDenial();
  HopResult hop;
  hop.role = "arn:aws:iam::111122223333:role/R";
  hop.decision.kind = DecisionKind::kAllowed;
  result.hops.push_back(hop);
  hop.decision.kind = DecisionKind::kConditional;
  hop.decision.allowed_when = Formula::Leaf(Tag("a"));
  result.hops.push_back(hop);
  const std::string json = ChainJson(result);
  EXPECT_THAT(json, ::testing::StartsWith(R"({"decision":"explicitDeny","decidedBy":{)"));
  EXPECT_THAT(json, ::testing::HasSubstr(
                        R"("via":[{"role":"arn:aws:iam::111122223333:role/R","decision":"allowed",)"
                        R"("decidedBy":{"layer":"identity"}},{)"));
  EXPECT_THAT(json, ::testing::HasSubstr(R"("decision":"conditional","conditions":{"operator")"));
}

TEST(ChainJsonTest, WithoutHopsViaIsEmpty) {
  EXPECT_THAT(ChainJson(ChainResult()), ::testing::EndsWith(R"("via":[]})"));
}

}  // namespace
}  // namespace iamsim
