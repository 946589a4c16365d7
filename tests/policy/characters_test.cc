// PG-11: what IAM stores consists of U+0009, U+000A, U+000D and U+0020 to U+00FF.
#include <gtest/gtest.h>

#include "policy/diagnostic_case.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using enum PolicyKind;

class CharactersTest : public ::testing::TestWithParam<DiagnosticCase> {};

TEST_P(CharactersTest, Diagnostics) { ExpectDiagnostics(GetParam()); }

std::string WithCondition(absl::string_view condition) {
  return OneStatement(absl::StrCat(
      R"("Effect": "Deny", "Action": "*", "Resource": "*", "Condition": )", condition));
}

INSTANTIATE_TEST_SUITE_P(
    Pg11, CharactersTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"UpToFf", kIdentity, WithCondition("{\"StringEquals\":\t{\"a:é\": \"ÿ \xC2\x80\"}}"), {}},
        {"Beyond",
         kIdentity,
         WithCondition(R"({"StringEquals": {"a:b": "10 @€"}})"),
         {"error PG-11 /Statement/Condition/StringEquals/a:b: expected only characters up to "
          "U+00FF, found `€`"}},
        {"FirstBeyond",
         kIdentity,
         WithCondition(R"({"StringEquals": {"a:b": ["x", "@Ā"]}})"),
         {"error PG-11 /Statement/Condition/StringEquals/a:b/1: expected only characters up to "
          "U+00FF, found `Ā`"}},
        {"OncePerValue",
         kIdentity,
         WithCondition("{\"StringEquals\": {\"a:b\": [\n\"@日本\", \n\"é@日\"]}}"),
         {"error PG-11 /Statement/Condition/StringEquals/a:b/0: expected only characters up to "
          "U+00FF, found `日`",
          "error PG-11 /Statement/Condition/StringEquals/a:b/1: expected only characters up to "
          "U+00FF, found `日`"}},
        {"Key",
         kTrust,
         OneStatement(R"("Effect": "Deny", "Action": "sts:AssumeRole", "Principal": "*",
                         "Condition": {"StringEquals": {"aws:PrincipalTag/\"@😀": "b"}})"),
         {"error PG-11 /Statement/Condition/StringEquals/aws:PrincipalTag~1\"😀: expected only "
          "characters up to U+00FF, found `😀`"}},
        {"Lenient",
         kPermissionsBoundary,
         WithCondition(R"({"StringEquals": {"a:b": "@€"}})"),
         {"warning PG-11 /Statement/Condition/StringEquals/a:b: expected only characters up to "
          "U+00FF, found `€`"},
         true},
        {"EscapesAreFine",
         kSession,
         WithCondition(R"({"StringEquals": {"a:\u65e5": "\u20ac \u0001"}})"),
         {}},
        {"OtherServicesAllowMore",
         kServiceControl,
         WithCondition(R"({"StringEquals": {"a:b": "€"}})"),
         {}},
    }),
    CaseName<DiagnosticCase>);

}  // namespace
}  // namespace iamsim
