#include "iamsim/policy/parse.h"

#include <gmock/gmock.h>

#include <memory>
#include <string>

#include "policy/diagnostic_case.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using enum PolicyKind;
using ::testing::HasSubstr;

class DocumentTest : public ::testing::TestWithParam<DiagnosticCase> {};

TEST_P(DocumentTest, Diagnostics) { ExpectDiagnostics(GetParam()); }

// What a statement of an identity policy needs.
constexpr char kStatement[] = R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})";

std::string WithStatement(absl::string_view before) {
  return absl::StrCat(before, R"("Statement": )", kStatement, "}");
}

INSTANTIATE_TEST_SUITE_P(
    Pg1, DocumentTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"OneStatement", kIdentity, WithStatement("{"), {}},
        {"NoStatements", kIdentity, R"({"Statement": []})", {}},
        {"BlocksInAnyOrder",
         kResource,
         R"({"Statement": [], "Id": "x", "Version": "2012-10-17"})",
         {}},
        {"Array",
         kIdentity,
         R"(@[])",
         {"error PG-1 : expected a policy document (an object), found an array"}},
        {"NoStatement",
         kIdentity,
         R"(@{"Version": "2012-10-17"})",
         {"error PG-1 : expected `Statement`, found none"}},
        {"StatementIsAString",
         kIdentity,
         R"({"Statement": @"Allow"})",
         {"error PG-1 /Statement: expected an object or an array of objects in `Statement`, "
          "found `Allow`"}},
        {"StatementIsNull",
         kIdentity,
         R"({"Statement": @null})",
         {"error PG-1 /Statement: expected an object or an array of objects in `Statement`, "
          "found null"}},
        {"ElementsThatAreNoStatements",
         kIdentity,
         "{\"Statement\": [\n @true,\n @[]]}",
         {"error PG-1 /Statement/0: expected a statement (an object), found a boolean",
          "error PG-1 /Statement/1: expected a statement (an object), found an array"}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg2, DocumentTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Current", kIdentity, WithStatement(R"({"Version": "2012-10-17", )"), {}},
        {"First", kIdentity, WithStatement(R"({"Version": "2008-10-17", )"), {}},
        {"Unknown",
         kIdentity,
         WithStatement(R"({"Version": @"2012-10-18", )"),
         {"error PG-2 /Version: expected `2012-10-17` or `2008-10-17`, found `2012-10-18`"}},
        {"Number",
         kIdentity,
         WithStatement(R"({"Version": @2012, )"),
         {"error PG-2 /Version: expected `2012-10-17` or `2008-10-17`, found a number"}},
        {"UnknownStaysAnErrorWhenLenient",
         kIdentity,
         WithStatement(R"({"Version": @"1", )"),
         {"error PG-2 /Version: expected `2012-10-17` or `2008-10-17`, found `1`"},
         true},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg8, DocumentTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"MiscasedElements",
         kIdentity,
         R"(@{@"version": "2012-10-17", @"statement": []})",
         {"error PG-1 : expected `Statement`, found none",
          "error PG-8 /version: expected `Version`, `Id` or `Statement`, found `version`, did you "
          "mean `Version`?",
          "error PG-8 /statement: expected `Version`, `Id` or `Statement`, found `statement`, did "
          "you mean `Statement`?"}},
        {"UnknownElement",
         kIdentity,
         WithStatement(R"({@"Comment": "x", )"),
         {"error PG-8 /Comment: expected `Version`, `Id` or `Statement`, found `Comment`"}},
        {"UnknownElementLenient",
         kIdentity,
         WithStatement(R"({@"Comment": "x", )"),
         {"warning PG-8 /Comment: expected `Version`, `Id` or `Statement`, found `Comment`"},
         true},
        {"MisspeltElementOfAStatement",
         kIdentity,
         OneStatement(R"("Effect": "Allow", "Action": "*", "Resource": "*", @"Conditions": {})"),
         {"error PG-8 /Statement/Conditions: expected an element of a statement, found "
          "`Conditions`, did you mean `Condition`?"}},
        {"MisspeltElementOfAStatementLenient",
         kIdentity,
         OneStatement(R"("Effect": "Allow", "Action": "*", "Resource": "*", @"Conditions": {})"),
         {"warning PG-8 /Statement/Conditions: expected an element of a statement, found "
          "`Conditions`, did you mean `Condition`?"},
         true},
        {"MiscasedEffectIsAlsoMissing",
         kIdentity,
         R"({"Statement": @{@"effect": "Allow", "Action": "*", "Resource": "*"}})",
         {"error PG-3 /Statement: expected `Effect`, found none",
          "warning PG-8 /Statement/effect: expected an element of a statement, found `effect`, "
          "did you mean `Effect`?"},
         true},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(Pg9Id, DocumentTest,
                         ::testing::ValuesIn<DiagnosticCase>({
                             {"Number",
                              kResource,
                              R"({"Id": @7, "Statement": []})",
                              {"error PG-9 /Id: expected a string in `Id`, found a number"}},
                             {"Forbidden",
                              kIdentity,
                              R"({@"Id": "x", "Statement": []})",
                              {"error PG-9 /Id: expected no `Id` in an identity policy"}},
                             {"ForbiddenLenient",
                              kIdentity,
                              R"({@"Id": "x", "Statement": []})",
                              {"warning PG-9 /Id: expected no `Id` in an identity policy"},
                              true},
                         }),
                         CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg6, DocumentTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"TwoEffects",
         kIdentity,
         "{\"Statement\": {\"Effect\": \"Deny\",\n@\"Effect\": \"Allow\"}}",
         {"error PG-6 /Statement/Effect: expected distinct keys, found `Effect` again (first at "
          "1:16)"},
         true},
        {"TwoEqualOperators",
         kIdentity,
         OneStatement(R"("Effect": "Allow", "Action": "*", "Resource": "*",
                         "Condition": {"Bool": {}, @"Bool": {}})"),
         {"error PG-6 /Statement/Condition/Bool: expected distinct keys, found `Bool` again (first "
          "at 2:40)"}},
    }),
    CaseName<DiagnosticCase>);

TEST(ParsePolicyTextTest, BrokenJsonIsAnErrorWithItsPlace) {
  const ParsedPolicy parsed = ParsePolicyText("{\n  \"Statement\": [,]\n}", "p.json", kIdentity);
  EXPECT_EQ(parsed.policy, nullptr);
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].rule, "PG-1");
  EXPECT_THAT(parsed.status(), Fails(HasSubstr("p.json:2:17")));
}

TEST(ParsePolicyTextTest, MessagesAboutBrokenJsonAreOneLine) {
  const ParsedPolicy parsed = ParsePolicyText("{\"a\": \"\\u0\n\n\"}", "", kIdentity);
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].message.find('\n'), std::string::npos)
      << parsed.diagnostics[0].message;
}

TEST(ParsePolicyTest, VersionDefaultsToTheFirst) {  // PG-2, VA-1
  const ParsedPolicy absent = ParsePolicyText(R"({"Statement": []})", "", kIdentity);
  ASSERT_THAT(absent.status(), IsOk());
  EXPECT_EQ(absent.policy->version, "2008-10-17");
  EXPECT_FALSE(absent.policy->version_given);
  EXPECT_FALSE(absent.policy->variables_enabled());

  const ParsedPolicy given =
      ParsePolicyText(R"({"Statement": [], "Version": "2012-10-17"})", "", kIdentity);
  ASSERT_THAT(given.status(), IsOk());
  EXPECT_TRUE(given.policy->version_given);
  EXPECT_TRUE(given.policy->variables_enabled());
}

TEST(ParsePolicyTest, VersionCountsForStatementsThatStandBeforeIt) {  // PG-1, VA-1
  const ParsedPolicy parsed = ParsePolicyText(
      R"({"Statement": {"Effect": "Allow", "Action": "s3:*",
                        "Resource": "arn:aws:s3:::${aws:username}"}, "Version": "2012-10-17"})",
      "", kIdentity);
  ASSERT_THAT(parsed.status(), IsOk());
  EXPECT_TRUE(parsed.policy->statements[0].resources[0].has_variables());
}

TEST(ParsePolicyTest, CollectsErrorsInDocumentOrderAndStopsAtAHundred) {
  std::string text = R"({"Statement": [)";
  for (int i = 0; i < 150; ++i) absl::StrAppend(&text, i > 0 ? "," : "", i);
  const ParsedPolicy parsed = ParsePolicyText(text + "]}", "", kIdentity);
  ASSERT_EQ(parsed.diagnostics.size(), 100u);
  for (std::size_t i = 0; i < parsed.diagnostics.size(); ++i) {
    EXPECT_EQ(parsed.diagnostics[i].place.pointer, absl::StrCat("/Statement/", i));
  }
}

TEST(ParsePolicyTest, ManyWarningsDoNotHideAnError) {
  std::string text = R"({"Statement": [)";
  for (int i = 0; i < 150; ++i) {
    absl::StrAppend(&text, R"({"Effect": "Allow", "Action": "s3*:x", "Resource": "*"},)");
  }
  const ParsedPolicy parsed = ParsePolicyText(text + "7]}", "", kIdentity);
  EXPECT_EQ(parsed.policy, nullptr);
  EXPECT_EQ(parsed.diagnostics.size(), 101u);
  EXPECT_THAT(parsed.status(), Fails(HasSubstr("/Statement/150: expected a statement")));
}

TEST(ParsePolicyTest, ErrorsBeyondTheCapCostNoPlaces) {
  // With a place for each, two hundred thousand errors in one array would take minutes.
  std::string text = R"({"Statement": {"Effect": "Allow", "Resource": "*", "Action": [7)";
  for (int i = 0; i < 200000; ++i) text += ",7";
  const ParsedPolicy parsed = ParsePolicyText(text + "]}}", "", kIdentity);
  EXPECT_EQ(parsed.policy, nullptr);
  EXPECT_EQ(parsed.diagnostics.back().place.pointer, "/Statement/Action/99");
}

TEST(ParsePolicyTest, LongInputIsCutInMessages) {
  const std::string text =
      absl::StrCat(R"({"Version": ")", std::string(5000, 'x'), R"(", "Statement": []})");
  const ParsedPolicy parsed = ParsePolicyText(text, "", kIdentity);
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_LT(parsed.diagnostics[0].message.size(), 300u);
  EXPECT_THAT(parsed.diagnostics[0].message, HasSubstr("xxx…`"));
}

// A document inside a larger text: the places that a reader combines with Shift().
class PositionTest : public ::testing::TestWithParam<const char*> {};

TEST_P(PositionTest, StatementsShiftToTheirPlaceInTheFile) {
  const std::string text = GetParam();
  const auto document = JsonDocument::Parse(text, "dump.json");
  ASSERT_THAT(document, IsOk());
  const JsonNode root = (*document)->root();
  const std::optional<JsonNode> node = root.is_array() ? root.children()[0] : root.Find("Document");
  ASSERT_TRUE(node.has_value());
  const ParsedPolicy parsed = ParsePolicy(*node, kIdentity);
  ASSERT_THAT(parsed.status(), IsOk());
  EXPECT_EQ(parsed.policy->size, node->source().size());
  const std::optional<JsonNode> statements = node->Find("Statement");
  ASSERT_TRUE(statements.has_value());
  const std::vector<JsonNode> nodes =
      statements->is_array() ? statements->children() : std::vector<JsonNode>{*statements};
  ASSERT_EQ(parsed.policy->statements.size(), nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Statement& statement = parsed.policy->statements[i];
    EXPECT_EQ(statement.index, i);
    EXPECT_EQ(Shift(node->begin(), statement.begin), nodes[i].begin());
    EXPECT_EQ(Shift(node->begin(), statement.end), nodes[i].end());
    EXPECT_EQ(text[node->begin().offset + statement.begin.offset], '{');
    EXPECT_EQ(text[node->begin().offset + statement.end.offset - 1], '}');
  }
}

INSTANTIATE_TEST_SUITE_P(
    Layouts, PositionTest,
    ::testing::Values(
        // The document is the file; it starts after white space; it stands in one line of a dump;
        // it spreads over lines of a dump.
        R"([{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}])",
        "\n\n   {\"Document\":\n{\"Statement\":\n  {\"Effect\": \"Allow\", \"Action\": \"*\",\n"
        " \"Resource\": \"*\"}}}",
        R"({"Name": "é", "Document": {"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Action": "*", "Resource": "*"}]}})",
        "{\"Document\": {\"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"*\",\n\"Resource\": "
        "\"*\"}, {\n\n\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}\n]}}"));

TEST(PositionTest, RelativePositionsStartAtTheDocument) {
  const ParsedPolicy parsed = ParsePolicyText(
      "\n\n  {\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"},\n"
      "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}",
      "", kIdentity);
  ASSERT_THAT(parsed.status(), IsOk());
  EXPECT_EQ(parsed.policy->statements[0].begin, (SourcePosition{15, 1, 16}));
  EXPECT_EQ(parsed.policy->statements[1].begin, (SourcePosition{68, 2, 1}));
}

TEST(ParsePolicyTest, DiagnosticsNameThePlaceInTheEnclosingDocument) {
  const auto document = JsonDocument::Parse(
      "{\"Document\":\n {\"Statement\": {\"Effect\": \"allow\", \"Action\": \"*\", \"Resource\": "
      "\"*\"}}}",
      "dump.json");
  ASSERT_THAT(document, IsOk());
  const ParsedPolicy parsed = ParsePolicy(*(*document)->root().Find("Document"), kIdentity);
  EXPECT_THAT(parsed.status(), Fails(HasSubstr("dump.json:2:27: /Document/Statement/Effect: ")));
}

// Relative to the document, wherever it stands.
TEST(StatementsBeginTest, IsBehindTheBracketOrTheBraceOfASingleStatement) {
  const std::string statement = R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})";
  const ParsedPolicy list =
      ParsePolicyText("{\n  \"Statement\": [ " + statement + "]}", "", kIdentity);
  ASSERT_THAT(list.status(), IsOk());
  EXPECT_EQ(list.policy->statements_begin, (SourcePosition{18, 2, 17}));
  const ParsedPolicy single = ParsePolicyText(R"({"Statement":)" + statement + "}", "", kIdentity);
  ASSERT_THAT(single.status(), IsOk());
  EXPECT_EQ(single.policy->statements_begin, (SourcePosition{14, 1, 15}));

  const auto nested = JsonDocument::Parse(R"({"x":    {"Statement":[)" + statement + "]}}", "");
  ASSERT_THAT(nested, IsOk());
  const ParsedPolicy inner = ParsePolicy(*(*nested)->root().Find("x"), kIdentity);
  ASSERT_THAT(inner.status(), IsOk());
  EXPECT_EQ(inner.policy->statements_begin, (SourcePosition{14, 1, 15}));
}

}  // namespace
}  // namespace iamsim
