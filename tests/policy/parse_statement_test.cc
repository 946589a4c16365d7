#include <gtest/gtest.h>

#include "policy/diagnostic_case.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using enum PolicyKind;

class StatementTest : public ::testing::TestWithParam<DiagnosticCase> {};

TEST_P(StatementTest, Diagnostics) { ExpectDiagnostics(GetParam()); }

// Statements of policies without Principal that lack one element.
std::string WithoutSid(absl::string_view sid) {
  return OneStatement(absl::StrCat(sid, R"(, "Effect": "Allow", "Action": "*", "Resource": "*")"));
}
std::string WithoutEffect(absl::string_view effect) {
  return OneStatement(absl::StrCat(effect, R"("Action": "*", "Resource": "*")"));
}
std::string WithoutAction(absl::string_view action) {
  return OneStatement(absl::StrCat(R"("Effect": "Allow", "Resource": "*", )", action));
}
std::string WithoutResource(absl::string_view resource) {
  return OneStatement(absl::StrCat(R"("Effect": "Allow", "Action": "s3:*", )", resource));
}

INSTANTIATE_TEST_SUITE_P(
    Pg3Effect, StatementTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Deny", kIdentity, WithoutEffect(R"("Effect": "Deny",)"), {}},
        {"Missing",
         kIdentity,
         R"({"Statement": @{"Action": "*", "Resource": "*"}})",
         {"error PG-3 /Statement: expected `Effect`, found none"}},
        {"Miscased",
         kIdentity,
         WithoutEffect(R"("Effect": @"allow",)"),
         {"error PG-3 /Statement/Effect: expected `Allow` or `Deny`, found `allow`"}},
        {"MiscasedLenient",
         kIdentity,
         WithoutEffect(R"("Effect": @"DENY",)"),
         {"error PG-3 /Statement/Effect: expected `Allow` or `Deny`, found `DENY`"},
         true},
        {"Array",
         kIdentity,
         WithoutEffect(R"("Effect": @["Allow"],)"),
         {"error PG-3 /Statement/Effect: expected `Allow` or `Deny`, found an array"}},
        {"Null",
         kIdentity,
         WithoutEffect(R"("Effect": @null,)"),
         {"error PG-3 /Statement/Effect: expected `Allow` or `Deny`, found null"}},
    }),
    CaseName<DiagnosticCase>);

std::string OfRepository(absl::string_view action) {
  return OneStatement(absl::StrCat(R"("Effect": "Allow", "Principal": "*", )", action));
}

INSTANTIATE_TEST_SUITE_P(
    Pg19Repositories, StatementTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"EcrActions",
         kResource,
         OfRepository(R"("Action": ["ecr:BatchGetImage", "ECR:Get*"])"),
         {}},
        {"OtherAction",
         kResource,
         R"({"Statement": @{"Effect": "Allow", "Principal": "*", "Action": ["ecr:*", "s3:*"]}})",
         {"error PG-4 /Statement: expected `Resource` or `NotResource`, found neither"}},
        {"EveryAction",
         kResource,
         R"({"Statement": @{"Effect": "Allow", "Principal": "*", "Action": "*"}})",
         {"error PG-4 /Statement: expected `Resource` or `NotResource`, found neither"}},
        {"NotAction",
         kResource,
         R"({"Statement": @{"Effect": "Allow", "Principal": "*", "NotAction": "ecr:*"}})",
         {"error PG-4 /Statement: expected `Resource` or `NotResource`, found neither"}},
        {"Identity",
         kIdentity,
         R"({"Statement": @{"Effect": "Allow", "Action": "ecr:*"}})",
         {"error PG-4 /Statement: expected `Resource` or `NotResource`, found neither"}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg4ExactlyOne, StatementTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"NoAction",
         kIdentity,
         R"({"Statement": @{"Effect": "Allow", "Resource": "*"}})",
         {"error PG-4 /Statement: expected `Action` or `NotAction`, found neither"}},
        {"NoResource",
         kIdentity,
         R"({"Statement": [@{"Effect": "Allow", "Action": "*"}]})",
         {"error PG-4 /Statement/0: expected `Resource` or `NotResource`, found neither"}},
        {"BothActions",
         kIdentity,
         WithoutAction(R"("NotAction": "s3:*", @"Action": "s3:*")"),
         {"error PG-4 /Statement/Action: expected either `Action` or `NotAction`, found both"}},
        {"BothActionsLenient",
         kIdentity,
         WithoutAction(R"("Action": "s3:*", @"NotAction": "s3:*")"),
         {"error PG-4 /Statement/NotAction: expected either `Action` or `NotAction`, found both"},
         true},
        {"BothResources",
         kIdentity,
         WithoutResource(R"("Resource": "*", @"NotResource": "*")"),
         {"error PG-4 /Statement/NotResource: expected either `Resource` or `NotResource`, found "
          "both"}},
        {"BothPrincipals",
         kResource,
         WithoutResource(R"("Resource": "*", "Principal": "*", @"NotPrincipal": "*")"),
         {"error PG-4 /Statement/NotPrincipal: expected either `Principal` or `NotPrincipal`, "
          "found both"}},
        {"EverythingMissing",
         kIdentity,
         R"({"Statement": @@@{}})",
         {"error PG-3 /Statement: expected `Effect`, found none",
          "error PG-4 /Statement: expected `Action` or `NotAction`, found neither",
          "error PG-4 /Statement: expected `Resource` or `NotResource`, found neither"}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg5Lists, StatementTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Bare", kIdentity, WithoutAction(R"("Action": "s3:GetObject")"), {}},
        {"ArrayOfOne", kIdentity, WithoutAction(R"("Action": ["s3:GetObject"])"), {}},
        {"Number",
         kIdentity,
         WithoutAction(R"("Action": @7)"),
         {"error PG-5 /Statement/Action: expected a string or an array of strings in `Action`, "
          "found a number"}},
        {"ObjectAmongStrings",
         kIdentity,
         WithoutResource(R"("Resource": ["*", @{}])"),
         {"error PG-5 /Statement/Resource/1: expected a string in `Resource`, found an object"}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg10Null, StatementTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Action",
         kIdentity,
         WithoutAction(R"("Action": @null)"),
         {"error PG-10 /Statement/Action: expected a string or an array of strings in `Action`, "
          "found null"},
         true},
        {"AmongResources",
         kIdentity,
         WithoutResource(R"("NotResource": [@null])"),
         {"error PG-10 /Statement/NotResource/0: expected a string in `NotResource`, found null"}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg9Sid, StatementTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Number",
         kIdentity,
         WithoutSid(R"("Sid": @7)"),
         {"error PG-9 /Statement/Sid: expected a string in `Sid`, found a number"}},
        {"Space",
         kIdentity,
         WithoutSid(R"("Sid": @"all of it")"),
         {"error PG-9 /Statement/Sid: expected only letters A-Z, a-z and digits in `Sid`, found "
          "`all of it`"}},
        {"HyphenInATrustPolicy",
         kTrust,
         OneStatement(R"("Sid": @"a-b", "Effect": "Allow", "Principal": "*",
                         "Action": "sts:AssumeRole")"),
         {"error PG-9 /Statement/Sid: expected only letters A-Z, a-z and digits in `Sid`, found "
          "`a-b`"}},
        {"Lenient",
         kPermissionsBoundary,
         WithoutSid(R"("Sid": @"a b")"),
         {"warning PG-9 /Statement/Sid: expected only letters A-Z, a-z and digits in `Sid`, found "
          "`a b`"},
         true},
        {"OtherServicesAllowMore", kServiceControl, WithoutSid(R"("Sid": "a-b c")"), {}},
        {"Repeated",
         kSession,
         R"({"Statement": [
              {"Sid": "A", "Effect": "Allow", "Action": "*", "Resource": "*"},
              {"Sid": "a", "Effect": "Allow", "Action": "*", "Resource": "*"},
              {"Sid": @"A", "Effect": "Allow", "Action": "*", "Resource": "*"}]})",
         {"error PG-9 /Statement/2/Sid: expected a `Sid` that is unique in the document, found `A` "
          "again"}},
        {"EmptyMayRepeat",
         kIdentity,
         R"({"Statement": [
              {"Sid": "", "Effect": "Allow", "Action": "*", "Resource": "*"},
              {"Sid": "", "Effect": "Allow", "Action": "*", "Resource": "*"}]})",
         {}},
        {"RepeatedElsewhere",
         kServiceControl,
         R"({"Version": "2012-10-17", "Statement": [
              {"Sid": "A", "Effect": "Allow", "Action": "*", "Resource": "*"},
              {"Sid": "A", "Effect": "Allow", "Action": "*", "Resource": "*"}]})",
         {}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg16Empty, StatementTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Action", kIdentity, WithoutAction(R"("Action": [])"), {}},
        {"Resource", kIdentity, WithoutResource(R"("Resource": [])"), {}},
        {"Condition", kIdentity, WithoutResource(R"("Resource": "*", "Condition": {})"), {}},
        {"NotAction",
         kIdentity,
         WithoutAction(R"("NotAction": @[])"),
         {"error PG-16 /Statement/NotAction: expected at least one value in `NotAction`, found "
          "none"}},
        {"NotResourceLenient",
         kIdentity,
         WithoutResource(R"("NotResource": @[])"),
         {"error PG-16 /Statement/NotResource: expected at least one value in `NotResource`, found "
          "none"},
         true},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    MaActions, StatementTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Everything", kIdentity, WithoutAction(R"("Action": "*")"), {}},
        {"WildcardsInTheName", kIdentity, WithoutAction(R"("Action": "IAM:LISTuser?*")"), {}},
        {"NoColonMa2",
         kIdentity,
         WithoutAction(R"("Action": ["s3:*", @"GetObject"])"),
         {"error MA-2 /Statement/Action/1: expected `*` or `service:Action`, found `GetObject`"}},
        {"NoColonLenientMa2",
         kIdentity,
         WithoutAction(R"("NotAction": @"s3*")"),
         {"error MA-2 /Statement/NotAction: expected `*` or `service:Action`, found `s3*`"},
         true},
        {"NoPrefixMa1",
         kIdentity,
         WithoutAction(R"("Action": @":GetObject")"),
         {"error MA-1 /Statement/Action: expected `service:Action`, found `:GetObject`"}},
        {"NoNameMa1",
         kIdentity,
         WithoutAction(R"("Action": @"s3:")"),
         {"error MA-1 /Statement/Action: expected `service:Action`, found `s3:`"}},
        {"WildcardInThePrefixMa3",
         kIdentity,
         WithoutAction(R"("Action": [@"s3*:Get*", @"*:*"])"),
         {"warning MA-3 /Statement/Action/0: expected a service prefix without wildcards, found "
          "`s3*:Get*`",
          "warning MA-3 /Statement/Action/1: expected a service prefix without wildcards, found "
          "`*:*`"}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    MrResources, StatementTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"NoArnMr2",
         kIdentity,
         WithoutResource(R"("Resource": ["*", @"<cluster-arn>", @"", @"ARN:aws:s3:::b"])"),
         {"error MR-2 /Statement/Resource/1: expected an ARN or `*`, found `<cluster-arn>`",
          "error MR-2 /Statement/Resource/2: expected an ARN or `*`, found ``",
          "error MR-2 /Statement/Resource/3: expected an ARN or `*`, found `ARN:aws:s3:::b`"}},
        {"NoArnLenientMr2",
         kIdentity,
         WithoutResource(R"("NotResource": @"bucket")"),
         {"warning MR-2 /Statement/NotResource: expected an ARN or `*`, found `bucket`"},
         true},
        {"WildcardFirst",
         kResource,
         OneStatement(R"("Effect": "Allow", "Principal": "*", "Action": "s3:*",
                         "Resource": ["*/AWSLogs/*", "?rn:aws:s3:::b", "${aws:x}"])"),
         {}},
        {"VariableFirstInTheFirstVersion",
         kIdentity,
         R"({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": @"${aws:x}"}})",
         {"error MR-2 /Statement/Resource: expected an ARN or `*`, found `${aws:x}`"}},
        {"MalformedVariableVa2",
         kIdentity,
         WithoutResource(R"("Resource": @"arn:aws:s3:::b/${aws:username/*")"),
         {"warning VA-2 /Statement/Resource: expected `${key}` or `${key, 'default'}`, found "
          "`${aws:username/*`, which is taken as text"}},
        {"NoVariablesInTheFirstVersionVa1",
         kIdentity,
         R"({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${x"}})",
         {}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Mr4ShortArns, StatementTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Identity", kIdentity, WithoutResource(R"("Resource": "arn:aws:sqs")"), {}},
        {"Boundary", kPermissionsBoundary, WithoutResource(R"("Resource": "arn:aws:sqs")"), {}},
        {"SessionPolicy",
         kSession,
         WithoutResource(R"("Resource": @"arn:aws:sqs:*")"),
         {"error MR-4 /Statement/Resource: expected an ARN of six fields in a session policy, "
          "found "
          "`arn:aws:sqs:*`"}},
        {"SessionPolicyLenient",
         kSession,
         WithoutResource(R"("Resource": @"arn:aws:sqs:*")"),
         {"warning MR-4 /Statement/Resource: expected an ARN of six fields in a session policy, "
          "found `arn:aws:sqs:*`"},
         true},
        {"ScpTrailingStar", kServiceControl, WithoutResource(R"("Resource": "arn:aws:sqs:*")"), {}},
        {"Scp",
         kServiceControl,
         WithoutResource(R"("Resource": @"arn:aws:sqs")"),
         {"error MR-4 /Statement/Resource: expected an ARN of six fields, or a shorter one that "
          "ends in `*`, in a service control policy, found `arn:aws:sqs`"}},
        {"Rcp",
         kResourceControl,
         OneStatement(R"("Effect": "Deny", "Principal": "*", "Action": "s3:*",
                         "Resource": @"arn:aws:s3:*")"),
         {"error MR-4 /Statement/Resource: expected an ARN of six fields in a resource control "
          "policy, found `arn:aws:s3:*`"}},
        {"ResourcePolicy",
         kResource,
         OneStatement(R"("Effect": "Deny", "Principal": "*", "Action": "s3:*",
                         "Resource": "arn:aws:s3")"),
         {}},
        {"VpcEndpoint",
         kVpcEndpoint,
         OneStatement(R"("Effect": "Deny", "Principal": "*", "Action": "s3:*",
                         "Resource": "arn:aws:s3")"),
         {}},
    }),
    CaseName<DiagnosticCase>);

TEST(StatementTest, ReadsEveryElement) {
  const ParsedPolicy parsed = ParsePolicyText(OneStatement(R"(
      "Sid": "S1", "Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"},
      "NotAction": ["s3:Get*", "s3:List*"], "NotResource": "arn:aws:s3:::b",
      "Condition": {"Bool": {"aws:SecureTransport": false}})"),
                                              "", kResource);
  ASSERT_THAT(parsed.status(), IsOk());
  ASSERT_EQ(parsed.policy->statements.size(), 1u);
  EXPECT_TRUE(parsed.policy->single_statement);
  const Statement& statement = parsed.policy->statements[0];
  EXPECT_EQ(statement.sid, "S1");
  EXPECT_EQ(statement.effect, Effect::kDeny);
  ASSERT_TRUE(statement.principal.has_value());
  EXPECT_TRUE(statement.principal->negated);
  EXPECT_TRUE(statement.not_action);
  ASSERT_EQ(statement.actions.size(), 2u);
  EXPECT_EQ(statement.actions[1].text(), "s3:List*");
  EXPECT_TRUE(statement.has_resource);
  EXPECT_TRUE(statement.not_resource);
  ASSERT_EQ(statement.resources.size(), 1u);
  EXPECT_EQ(statement.resources[0].text(), "arn:aws:s3:::b");
  ASSERT_EQ(statement.conditions.size(), 1u);
  EXPECT_EQ(statement.conditions[0].key, "aws:SecureTransport");
}

// MR-4: an identity policy's `arn:aws:sqs` is every queue, a resource policy's is nothing.
TEST(StatementTest, CompletesShortArnsByKind) {
  const auto matches = [](PolicyKind kind, absl::string_view elements) {
    const ParsedPolicy parsed = ParsePolicyText(OneStatement(elements), "", kind);
    return parsed.policy->statements[0].resources[0].Matches(
        "arn:aws:sqs:eu-west-1:111122223333:q",
        [](absl::string_view, absl::string_view*) { return VariableState::kNoValue; });
  };
  constexpr char kElements[] = R"("Effect": "Allow", "Action": "*", "Resource": "arn:aws:sqs")";
  const std::string with_principal = absl::StrCat(kElements, R"(, "Principal": "*")");
  EXPECT_EQ(matches(kIdentity, kElements), PatternMatch::kYes);
  EXPECT_EQ(matches(kPermissionsBoundary, kElements), PatternMatch::kYes);
  EXPECT_EQ(matches(kResource, with_principal), PatternMatch::kNo);
  EXPECT_EQ(matches(kVpcEndpoint, with_principal), PatternMatch::kNo);
}

}  // namespace
}  // namespace iamsim
