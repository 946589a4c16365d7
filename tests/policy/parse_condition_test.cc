#include <gmock/gmock.h>

#include "policy/diagnostic_case.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using enum PolicyKind;
using ::testing::ElementsAre;

class ConditionTest : public ::testing::TestWithParam<DiagnosticCase> {};

TEST_P(ConditionTest, Diagnostics) { ExpectDiagnostics(GetParam()); }

std::string If(absl::string_view condition) {
  return OneStatement(absl::StrCat(
      R"("Effect": "Allow", "Action": "*", "Resource": "*", "Condition": )", condition));
}

INSTANTIATE_TEST_SUITE_P(
    Structure, ConditionTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"EmptyPg16", kIdentity, If(R"({})"), {}},
        {"EmptyListPg16", kIdentity, If(R"({"StringEquals": {"aws:username": []}})"), {}},
        {"ArrayPg1",
         kIdentity,
         If(R"(@[])"),
         {"error PG-1 /Statement/Condition: expected an object of operators in `Condition`, found "
          "an array"}},
        {"BlockIsAStringPg1",
         kIdentity,
         If(R"({"Bool": @"true"})"),
         {"error PG-1 /Statement/Condition/Bool: expected an object of context keys in `Bool`, "
          "found `true`"}},
        {"ScalarsPg10",
         kIdentity,
         If(R"({"Bool": {"aws:SecureTransport": true}, "NumericLessThan": {"s3:max-keys": [10]}})"),
         {}},
        {"NullPg10",
         kIdentity,
         If(R"({"Bool": {"aws:SecureTransport": @null}})"),
         {"error PG-10 /Statement/Condition/Bool/aws:SecureTransport: expected a string, a number, "
          "a boolean or an array of these as condition value, found null"},
         true},
        {"ObjectInListPg10",
         kIdentity,
         If(R"({"Bool": {"a:b": [true, @{}]}})"),
         {"error PG-10 /Statement/Condition/Bool/a:b/1: expected a string, a number, a boolean as "
          "condition value, found an object"}},
        {"SameKeyInAnotherCasePg7",
         kIdentity,
         If(R"({"StringEquals": {"aws:RequestTag/Team": "a", @"aws:requesttag/team": "b"}})"),
         {"error PG-7 /Statement/Condition/StringEquals/aws:requesttag~1team: expected each "
          "context key once, found `aws:requesttag/team` again in another case"},
         true},
        {"SameKeyInTwoBlocks",
         kIdentity,
         If(R"({"StringEquals": {"aws:username": "a"}, "StringLike": {"aws:UserName": "b"}})"),
         {}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Operators, ConditionTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"EveryForm",
         kIdentity,
         If(R"({"ForAllValues:StringEqualsIfExists": {"a:b": "x"}, "Null": {"a:b": "true"}})"),
         {}},
        {"MiscasedCo4",
         kIdentity,
         If(R"({@"forallvalues:stringEquals": {"a:b": "x"}})"),
         {"warning CO-4 /Statement/Condition/forallvalues:stringEquals: expected "
          "`ForAllValues:StringEquals`, found `forallvalues:stringEquals`"}},
        {"SameOperatorInTwoSpellingsPg6",
         kIdentity,
         If(R"({"StringEquals": {"a:b": "x"}, @@"stringequals": {"a:c": "x"}})"),
         {"error PG-6 /Statement/Condition/stringequals: expected each operator once, found "
          "`stringequals` after `StringEquals`",
          "warning CO-4 /Statement/Condition/stringequals: expected `StringEquals`, found "
          "`stringequals`"}},
        {"SetOperatorMakesADifferentOperator",
         kIdentity,
         If(R"({"StringLike": {"a:b": "x"}, "ForAnyValue:StringLike": {"a:b": "x"},
                "StringLikeIfExists": {"a:b": "x"}})"),
         {}},
    }),
    CaseName<DiagnosticCase>);

TEST(ConditionTest, UnknownOperatorIsAnErrorWithTheNearestName) {  // CO-4
  for (const bool lenient : {false, true}) {
    const ParsedPolicy parsed = ParsePolicyText(If(R"({"StringEqual": {"a:b": "x"}})"), "f",
                                                kIdentity, ParseOptions{.lenient = lenient});
    ASSERT_EQ(parsed.diagnostics.size(), 1u);
    EXPECT_EQ(parsed.diagnostics[0].rule, "CO-4");
    EXPECT_EQ(parsed.diagnostics[0].place.pointer, "/Statement/Condition/StringEqual");
    EXPECT_THAT(parsed.status(), Fails(::testing::HasSubstr("did you mean `StringEquals`?")));
  }
}

TEST(ConditionTest, NullIfExistsIsAnError) {  // CO-4
  EXPECT_EQ(ParsePolicyText(If(R"({"NullIfExists": {"a:b": "true"}})"), "", kIdentity).policy,
            nullptr);
}

INSTANTIATE_TEST_SUITE_P(
    Values, ConditionTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"NullOperandCo11",
         kIdentity,
         If(R"({"Null": {"a:b": ["TRUE", false, @"yes", @1]}})"),
         {"warning CO-11 /Statement/Condition/Null/a:b/2: expected `true` or `false`, found `yes`, "
          "which never matches",
          "warning CO-11 /Statement/Condition/Null/a:b/3: expected `true` or `false`, found `1`, "
          "which never matches"}},
        {"FourDigitDateOp19",
         kIdentity,
         If(R"({"DateLessThan": {"aws:CurrentTime": ["2024-01", @"2024", @2025, "12345"]}})"),
         {"warning OP-19 /Statement/Condition/DateLessThan/aws:CurrentTime/1: expected a date, "
          "found `2024`, which counts as seconds since 1970 and not as a year",
          "warning OP-19 /Statement/Condition/DateLessThan/aws:CurrentTime/2: expected a date, "
          "found `2025`, which counts as seconds since 1970 and not as a year"}},
        {"FourDigitNumber", kIdentity, If(R"({"NumericEquals": {"a:b": "2024"}})"), {}},
        {"MalformedVariableVa2",
         kIdentity,
         If(R"({"StringLike": {"s3:prefix": ["${aws:username}/*", @"${}/*"]}})"),
         {"warning VA-2 /Statement/Condition/StringLike/s3:prefix/1: expected `${key}` or `${key, "
          "'default'}`, found `${}`, which is taken as text"}},
        {"VariableInBoolVa3",
         kIdentity,
         If(R"({"Bool": {"a:b": ["true", @"${aws:MultiFactorAuthPresent}"]}})"),
         {"warning VA-3 /Statement/Condition/Bool/a:b/1: expected no variable in `Bool`, found "
          "`${aws:MultiFactorAuthPresent}`, AWS's pages contradict each other on it"}},
        // VA-3: no variables there, so `${` is ordinary.
        {"NoVariablesInNumbersVa3", kIdentity, If(R"({"NumericEquals": {"a:b": "${"}})"), {}},
    }),
    CaseName<DiagnosticCase>);

TEST(ConditionTest, KeepsScalarsAsWritten) {  // PG-10
  const ParsedPolicy parsed = ParsePolicyText(
      If(R"({"NumericEquals": {"a:b": [1.50, -1E3, "2"]}, "Bool": {"a:c": true}})"), "", kIdentity);
  ASSERT_THAT(parsed.status(), IsOk());
  const std::vector<Condition>& conditions = parsed.policy->statements[0].conditions;
  ASSERT_EQ(conditions.size(), 2u);
  EXPECT_EQ(conditions[0].op_text, "NumericEquals");
  EXPECT_EQ(conditions[0].key, "a:b");
  EXPECT_THAT(conditions[0].values, ElementsAre("1.50", "-1E3", "2"));
  EXPECT_FALSE(conditions[0].single);
  EXPECT_THAT(conditions[1].values, ElementsAre("true"));
  EXPECT_TRUE(conditions[1].single);
}

TEST(ConditionTest, VariablesOnlyInTheSecondVersion) {  // VA-1
  constexpr char kStatement[] =
      R"({"Effect": "Allow", "Action": "*", "Resource": "*",
          "Condition": {"StringEquals": {"a:b": "${aws:username}"}}})";
  for (const bool second : {false, true}) {
    const ParsedPolicy parsed =
        ParsePolicyText(absl::StrCat(R"({"Version": ")", second ? "2012-10-17" : "2008-10-17",
                                     R"(", "Statement": )", kStatement, "}"),
                        "", kIdentity);
    ASSERT_THAT(parsed.status(), IsOk());
    EXPECT_EQ(parsed.policy->statements[0].conditions[0].compiled.has_variables(), second);
  }
}

}  // namespace
}  // namespace iamsim
