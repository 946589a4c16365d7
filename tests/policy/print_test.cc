#include "iamsim/policy/print.h"

#include <gtest/gtest.h>

#include <string>

#include "iamsim/policy/parse.h"
#include "policy/diagnostic_case.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using enum PolicyKind;

struct PrintCase {
  const char* name;
  PolicyKind kind;
  std::string text;
  bool lenient = false;
};

void PrintTo(const PrintCase& row, std::ostream* out) { *out << row.name; }

class PrintTest : public ::testing::TestWithParam<PrintCase> {};

TEST_P(PrintTest, ParsingThePrintGivesTheSamePolicy) {
  const ParseOptions options{.lenient = GetParam().lenient};
  const ParsedPolicy first = ParsePolicyText(GetParam().text, "", GetParam().kind, options);
  ASSERT_THAT(first.status(), IsOk());
  for (const int indent : {0, 2}) {
    const std::string print = PrintPolicy(*first.policy, indent);
    const ParsedPolicy second = ParsePolicyText(print, "", GetParam().kind, options);
    ASSERT_THAT(second.status(), IsOk()) << print;
    EXPECT_TRUE(SamePolicy(*first.policy, *second.policy)) << print;
    EXPECT_EQ(PrintPolicy(*second.policy, indent), print);
  }
}

std::string Bucket(absl::string_view elements) {
  return OneStatement(
      absl::StrCat(R"("Effect": "Allow", "Action": "s3:*", "Resource": "*", )", elements));
}

INSTANTIATE_TEST_SUITE_P(
    Documents, PrintTest,
    ::testing::ValuesIn<PrintCase>({
        {"NoStatements", kIdentity, R"({"Statement": []})"},
        {"NoVersion", kIdentity,
         R"({"Statement": [{"Effect": "Deny", "NotAction": "*", "NotResource": "*"}]})"},
        {"VersionLast", kIdentity, R"({"Statement": [], "Version": "2008-10-17"})"},
        {"OneStatementInAnArray", kIdentity,
         R"({"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]})"},
        {"EmptyLists", kIdentity,
         R"({"Statement": {"Effect": "Deny", "Action": [], "Resource": [],
             "Condition": {"StringEquals": {"a:b": [], "a:c": ["x"], "a:d": "x"}}}})"},
        {"EmptyBlock", kIdentity, OneStatement(R"("Effect": "Deny", "Action": "*", "Resource": "*",
                         "Condition": {"Bool": {}, "Null": {"a:b": true}})")},
        {"EmptySids", kIdentity,
         R"({"Statement": [
             {"Sid": "", "Effect": "Deny", "Action": "*", "Resource": "*"},
             {"Sid": "", "Effect": "Deny", "Action": "*", "Resource": "*"}]})"},
        {"NobodyAsArray", kResource, Bucket(R"("Principal": [])")},
        {"NobodyAsObject", kResource, Bucket(R"("Principal": {})")},
        {"NobodyAsList", kResource, Bucket(R"("Principal": {"AWS": []})")},
        {"SeveralTypes", kResource,
         Bucket(R"("Principal": {"Service": ["a.amazonaws.com", "b.amazonaws.com"], "AWS": "*",
                                 "CanonicalUser": []})")},
        {"OddStrings", kResource,
         R"({"Id": "", "Statement": {"Sid": "\"\\\u0001\n€😀", "Effect": "Allow",
             "Principal": "*", "Action": "s3:\t ", "Resource": "arn:aws:s3:::${aws:x, 'ä'}\u007f",
             "Condition": {"StringEquals": {"": "", "\u2028": ["/\b\f\r"]}}}})"},
        {"EscapesInTextOfIam", kIdentity,  // PG-11: only \u escapes carry these
         OneStatement(R"("Effect": "Deny", "Action": "*", "Resource": "*",
             "Condition": {"StringEquals": {"a:\u65e5": ["\u20ac", "\ud83d\ude00", "é\u00ff\u0100"]}})")},
        {"Scalars", kIdentity, OneStatement(R"("Effect": "Deny", "Action": "*", "Resource": "*",
             "Condition": {"NumericEquals": {"a:b": [1.50, -0e+1, 12345678901234567]},
                           "Bool": {"a:b": [true, "false"]}})")},
        {"Operators", kIdentity, OneStatement(R"("Effect": "Deny", "Action": "*", "Resource": "*",
             "Condition": {"FORALLVALUES:STRINGEQUALSIFEXISTS": {"a:b": "x", "A:c": "y"},
                           "StringEquals": {"A:B": "x"}})")},
        {"Trust", kTrust,
         OneStatement(R"("Effect": "Allow", "Principal": {"Federated": "www.amazon.com"},
                         "Action": ["sts:AssumeRoleWithWebIdentity"])")},
        {"ServiceControl", kServiceControl,
         OneStatement(R"("Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:s3:*")")},
        {"ResourceControl", kResourceControl,
         OneStatement(R"("Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*")")},
        {"VpcEndpoint", kVpcEndpoint, Bucket(R"("Principal": "*")")},
        {"LenientIdentity", kIdentity,
         R"({"Id": "x", "Comment": 7, "Statement": {"Sid": "a b", "Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::111122223333:user/*"}, "Action": "s3:*",
             "Resource": "bucket €", "Why": null}})",
         true},
        {"LenientResourceControl", kResourceControl,
         R"({"Version": "2008-10-17", "Statement": {"Effect": "Allow",
             "NotPrincipal": {"AWS": "*"}, "NotAction": "*", "Resource": "arn:aws:s3"}})",
         true},
        {"LenientWithoutPrincipal", kVpcEndpoint,
         R"({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})", true},
    }),
    CaseName<PrintCase>);

std::string Print(absl::string_view text, PolicyKind kind, int indent) {
  const ParsedPolicy parsed = ParsePolicyText(text, "", kind);
  EXPECT_THAT(parsed.status(), IsOk());
  return parsed.policy == nullptr ? "" : PrintPolicy(*parsed.policy, indent);
}

TEST(PrintPolicyTest, UsesTheOrderOfAws) {
  EXPECT_EQ(
      Print(R"({"Statement": [{"Condition": {"Bool": {"aws:SecureTransport": true}},
                "Resource": ["arn:aws:s3:::b"], "NotAction": ["s3:Get*", "s3:List*"],
                "Principal": {"AWS": ["111122223333"]}, "Effect": "Deny", "Sid": "S"}],
               "Id": "i", "Version": "2012-10-17"})",
            kResource, 0),
      R"({"Version":"2012-10-17","Id":"i","Statement":[{"Sid":"S","Effect":"Deny",)"
      R"("Principal":{"AWS":"111122223333"},"NotAction":["s3:Get*","s3:List*"],)"
      R"("Resource":"arn:aws:s3:::b","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]})");
}

TEST(PrintPolicyTest, Indents) {
  EXPECT_EQ(
      Print(R"({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})", kIdentity, 2),
      "{\n  \"Statement\": {\n    \"Effect\": \"Allow\",\n    \"Action\": \"*\",\n    "
      "\"Resource\": \"*\"\n  }\n}");
}

TEST(PrintPolicyTest, KeepsForeignCharactersReadableWhereTheyMayStand) {  // PG-11
  constexpr char kText[] =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*",)"
      R"("Resource":"arn:aws:s3:::b/日"}})";
  EXPECT_EQ(Print(kText, kResource, 0), kText);
}

struct SameCase {
  const char* name;
  const char* a;
  const char* b;
  bool same;
};

class SamePolicyTest : public ::testing::TestWithParam<SameCase> {};

TEST_P(SamePolicyTest, Compares) {
  const auto parse = [](const char* elements) {
    const ParsedPolicy parsed = ParsePolicyText(
        absl::StrCat(R"({"Statement": {"Effect": "Allow", )", elements, "}}"), "", kResource);
    EXPECT_THAT(parsed.status(), IsOk()) << elements;
    return parsed.policy;
  };
  const auto a = parse(GetParam().a);
  const auto b = parse(GetParam().b);
  ASSERT_TRUE(a != nullptr && b != nullptr);
  EXPECT_EQ(SamePolicy(*a, *b), GetParam().same);
}

INSTANTIATE_TEST_SUITE_P(
    Table, SamePolicyTest,
    ::testing::ValuesIn<SameCase>({
        {"PositionsDoNotCount", R"("Action": "*", "Resource": "*", "Principal": "*")",
         "\n\"Principal\": \"*\", \"Resource\": \"*\",   \"Action\": \"*\"", true},
        {"BareStringIsAListOfOne", R"("Action": "*", "Resource": "*", "Principal": "*")",
         R"("Action": ["*"], "Resource": ["*"], "Principal": "*")", true},  // PG-5
        {"Action", R"("Action": "s3:a", "Resource": "*", "Principal": "*")",
         R"("Action": "s3:b", "Resource": "*", "Principal": "*")", false},
        {"NotAction", R"("Action": "s3:a", "Resource": "*", "Principal": "*")",
         R"("NotAction": "s3:a", "Resource": "*", "Principal": "*")", false},
        {"MoreActions", R"("Action": "s3:a", "Resource": "*", "Principal": "*")",
         R"("Action": ["s3:a", "s3:b"], "Resource": "*", "Principal": "*")", false},
        {"Resource", R"("Action": "*", "Resource": "*", "Principal": "*")",
         R"("Action": "*", "Resource": [], "Principal": "*")", false},
        {"NotResource", R"("Action": "*", "Resource": "*", "Principal": "*")",
         R"("Action": "*", "NotResource": "*", "Principal": "*")", false},
        {"Sid", R"("Sid": "", "Action": "*", "Resource": "*", "Principal": "*")",
         R"("Action": "*", "Resource": "*", "Principal": "*")", false},
        {"NotPrincipal", R"("Action": "*", "Resource": "*", "Principal": "*")",
         R"("Action": "*", "Resource": "*", "NotPrincipal": "*")", false},
        {"Everyone", R"("Action": "*", "Resource": "*", "Principal": "*")",
         R"("Action": "*", "Resource": "*", "Principal": {"AWS": "*"})", false},
        {"TypeOfPrincipal", R"("Action": "*", "Resource": "*", "Principal": {"AWS": "AIDAX"})",
         R"("Action": "*", "Resource": "*", "Principal": {"CanonicalUser": "AIDAX"})", false},
        {"Condition",
         R"("Action": "*", "Resource": "*", "Principal": "*", "Condition": {"Bool": {"a:b": true}})",
         R"("Action": "*", "Resource": "*", "Principal": "*", "Condition": {})", false},
        {"Operator",
         R"("Action": "*", "Resource": "*", "Principal": "*", "Condition": {"Bool": {"a:b": true}})",
         R"("Action": "*", "Resource": "*", "Principal": "*", "Condition": {"Null": {"a:b": true}})",
         false},
        {"Key",
         R"("Action": "*", "Resource": "*", "Principal": "*", "Condition": {"Bool": {"a:b": true}})",
         R"("Action": "*", "Resource": "*", "Principal": "*", "Condition": {"Bool": {"a:c": true}})",
         false},
        {"Value",
         R"("Action": "*", "Resource": "*", "Principal": "*", "Condition": {"Bool": {"a:b": true}})",
         R"("Action": "*", "Resource": "*", "Principal": "*", "Condition": {"Bool": {"a:b": false}})",
         false},
    }),
    CaseName<SameCase>);

TEST(SamePolicyTest, ComparesTheDocument) {
  const auto parse = [](const char* text, PolicyKind kind) {
    const ParsedPolicy parsed = ParsePolicyText(text, "", kind);
    EXPECT_THAT(parsed.status(), IsOk()) << text;
    return parsed.policy;
  };
  const auto plain = parse(R"({"Statement": []})", kResource);
  EXPECT_TRUE(SamePolicy(*plain, *parse(R"({ "Statement" : [] })", kResource)));
  EXPECT_FALSE(SamePolicy(*plain, *parse(R"({"Statement": []})", kVpcEndpoint)));
  EXPECT_FALSE(
      SamePolicy(*plain, *parse(R"({"Version": "2012-10-17", "Statement": []})", kResource)));
  EXPECT_FALSE(SamePolicy(*plain, *parse(R"({"Id": "", "Statement": []})", kResource)));
  EXPECT_FALSE(SamePolicy(
      *plain,
      *parse(
          R"({"Statement": [{"Effect": "Deny", "Principal": "*", "Action": [], "Resource": []}]})",
          kResource)));
}

}  // namespace
}  // namespace iamsim
