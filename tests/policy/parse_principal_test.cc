#include <gtest/gtest.h>

#include "policy/diagnostic_case.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using enum PolicyKind;

class PrincipalTest : public ::testing::TestWithParam<DiagnosticCase> {};

TEST_P(PrincipalTest, Diagnostics) { ExpectDiagnostics(GetParam()); }

std::string Bucket(absl::string_view principal) {
  return OneStatement(
      absl::StrCat(R"("Effect": "Allow", "Action": "s3:*", "Resource": "*", )", principal));
}
std::string Trust(absl::string_view principal) {
  return OneStatement(
      absl::StrCat(R"("Effect": "Allow", "Action": "sts:AssumeRole", )", principal));
}

INSTANTIATE_TEST_SUITE_P(
    Pg5Form, PrincipalTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Everyone", kResource, Bucket(R"("Principal": "*")"), {}},
        {"EveryType",
         kTrust,
         Trust(R"("Principal": {"AWS": ["*", "111122223333"], "Service": "ec2.amazonaws.com",
                  "Federated": "www.amazon.com", "CanonicalUser": "79a59df900b949e5"})"),
         {}},
        {"BareArn",
         kResource,
         Bucket(R"("Principal": @"arn:aws:iam::111122223333:root")"),
         {"error PG-5 /Statement/Principal: expected `*` or an object, found "
          "`arn:aws:iam::111122223333:root`, did you mean "
          "`{\"AWS\": \"arn:aws:iam::111122223333:root\"}`?"},
         true},
        {"BareService",
         kTrust,
         Trust(R"("Principal": @"ec2.amazonaws.com")"),
         {"error PG-5 /Statement/Principal: expected `*` or an object, found `ec2.amazonaws.com`, "
          "did you mean `{\"Service\": \"ec2.amazonaws.com\"}`?"}},
        {"Array",
         kResource,
         Bucket(R"("Principal": @["*"])"),
         {"error PG-5 /Statement/Principal: expected `*` or an object, found an array"}},
        {"NullPg10",
         kResource,
         Bucket(R"("Principal": @null)"),
         {"error PG-10 /Statement/Principal: expected `*` or an object, found null"}},
        {"MiscasedType",
         kResource,
         Bucket(R"("Principal": {@"aws": "*"})"),
         {"error PG-5 /Statement/Principal/aws: expected `AWS`, `Federated`, `Service` or "
          "`CanonicalUser`, found `aws`, did you mean `AWS`?"},
         true},
        {"MisspeltType",
         kResource,
         Bucket(R"("Principal": {@"Services": "ec2.amazonaws.com"})"),
         {"error PG-5 /Statement/Principal/Services: expected `AWS`, `Federated`, `Service` or "
          "`CanonicalUser`, found `Services`, did you mean `Service`?"}},
        {"NumberAsAccount",
         kResource,
         Bucket(R"("Principal": {"AWS": @111122223333})"),
         {"error PG-5 /Statement/Principal/AWS: expected a string or an array of strings in `AWS`, "
          "found a number"}},
        {"NullInListPg10",
         kResource,
         Bucket(R"("Principal": {"AWS": ["*", @null]})"),
         {"error PG-10 /Statement/Principal/AWS/1: expected a string in `AWS`, found null"}},
        // PG-16: such a statement matches nothing.
        {"EmptyArray", kResource, Bucket(R"("Principal": [])"), {}},
        {"EmptyObject", kResource, Bucket(R"("Principal": {})"), {}},
        {"EmptyNotPrincipalPg16",
         kResource,
         Bucket(R"("NotPrincipal": @{"AWS": []})"),
         {"error PG-16 /Statement/NotPrincipal: expected at least one principal in `NotPrincipal`, "
          "found none"}},
        {"EmptyList", kResource, Bucket(R"("Principal": {"AWS": []})"), {}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    AwsValues, PrincipalTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"EveryFormOfTable23",
         kResource,
         Bucket(R"("Principal": {"AWS": ["*", "111122223333", "arn:aws:iam::111122223333:root",
             "arn:aws-cn:iam::111122223333:user/a/b", "arn:aws:iam::111122223333:role/R",
             "arn:aws:sts::111122223333:assumed-role/R/s", "AIDAEXAMPLE", "AROA2EXAMPLE",
             "arn:aws:sts::111122223333:federated-user/f"]})"),
         {}},
        {"PartialWildcardPr3",
         kResource,
         Bucket(R"("Principal": {"AWS": [@"arn:aws:iam::111122223333:user/*", @"**"]})"),
         {"error PR-3 /Statement/Principal/AWS/0: expected `*` or a principal without wildcards, "
          "found `arn:aws:iam::111122223333:user/*`",
          "error PR-3 /Statement/Principal/AWS/1: expected `*` or a principal without wildcards, "
          "found `**`"}},
        {"PartialWildcardLenientPr3",
         kTrust,
         Trust(R"("Principal": {"AWS": @"arn:aws:iam::111122223333:role/?"})"),
         {"warning PR-3 /Statement/Principal/AWS: expected `*` or a principal without wildcards, "
          "found `arn:aws:iam::111122223333:role/?`"},
         true},
        {"NoPrincipalPr5",
         kResource,
         Bucket(
             R"("Principal": {"AWS": [@"11112222333", @"arn:aws:s3:::b", @"alice", @"", @"AID"]})"),
         {"error PR-5 /Statement/Principal/AWS/0: expected `*`, an account id, an IAM or STS ARN "
          "or "
          "a unique id in `AWS`, found `11112222333`",
          "error PR-5 /Statement/Principal/AWS/1: expected `*`, an account id, an IAM or STS ARN "
          "or "
          "a unique id in `AWS`, found `arn:aws:s3:::b`",
          "error PR-5 /Statement/Principal/AWS/2: expected `*`, an account id, an IAM or STS ARN "
          "or "
          "a unique id in `AWS`, found `alice`",
          "error PR-5 /Statement/Principal/AWS/3: expected `*`, an account id, an IAM or STS ARN "
          "or "
          "a unique id in `AWS`, found ``",
          "error PR-5 /Statement/Principal/AWS/4: expected `*`, an account id, an IAM or STS ARN "
          "or "
          "a unique id in `AWS`, found `AID`"}},
        {"NeverMatchesPr6",
         kResource,
         Bucket(R"("Principal": {"AWS": [@"arn:aws:iam::111122223333:group/g",
                                         @"arn:aws:sts::111122223333:assumed-role/R"]})"),
         {"warning PR-6 /Statement/Principal/AWS/0: expected a user, role, session or account, "
          "found `arn:aws:iam::111122223333:group/g`, which matches nobody",
          "warning PR-6 /Statement/Principal/AWS/1: expected a user, role, session or account, "
          "found `arn:aws:sts::111122223333:assumed-role/R`, which matches nobody"}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    OtherValues, PrincipalTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"ServiceWildcardPr3",
         kTrust,
         Trust(R"("Principal": {"Service": ["ec2.amazonaws.com", @"*"]})"),
         {"error PR-3 /Statement/Principal/Service/1: expected no wildcards in `Service`, found "
          "`*`"}},
        {"CanonicalUserWildcardPr3",
         kResource,
         Bucket(R"("Principal": {"CanonicalUser": @"79a5*"})"),
         {"error PR-3 /Statement/Principal/CanonicalUser: expected no wildcards in "
          "`CanonicalUser`, found `79a5*`"}},
        {"ProvidersPr10",
         kTrust,
         Trust(R"("Principal": {"Federated": ["cognito-identity.amazonaws.com",
                  "graph.facebook.com", "accounts.google.com", "www.amazon.com",
                  "arn:aws:iam::111122223333:saml-provider/okta",
                  "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"]})"),
         {}},
        {"NoProviderPr10",
         kTrust,
         Trust(R"("Principal": {"Federated": @"arn:aws:iam::111122223333:role/R"})"),
         {"warning PR-10 /Statement/Principal/Federated: expected the ARN of a SAML or OIDC "
          "provider "
          "or a built-in provider, found `arn:aws:iam::111122223333:role/R`, which matches "
          "nobody"}},
        {"OnlyInTrustPoliciesPr10",
         kResource,
         Bucket(R"("Principal": {@"Federated": "www.amazon.com"})"),
         {"warning PR-10 /Statement/Principal/Federated: expected no `Federated` in a resource "
          "policy, it matches nobody"}},
    }),
    CaseName<DiagnosticCase>);

TEST(PrincipalTest, ReadsEntriesInDocumentOrder) {  // PR-6
  const ParsedPolicy parsed = ParsePolicyText(
      Trust(R"("Principal": {"Service": "ec2.amazonaws.com", "AWS": ["*", "111122223333"]})"), "",
      kTrust);
  ASSERT_THAT(parsed.status(), IsOk());
  const PrincipalElement& principal = *parsed.policy->statements[0].principal;
  EXPECT_FALSE(principal.everyone);  // {"AWS": "*"} is an entry
  ASSERT_EQ(principal.entries.size(), 3u);
  EXPECT_EQ(principal.entries[0].type, PrincipalType::kService);
  EXPECT_EQ(principal.entries[0].value, "ec2.amazonaws.com");
  EXPECT_EQ(principal.entries[1].type, PrincipalType::kAws);
  EXPECT_EQ(principal.entries[1].value, "*");
  EXPECT_EQ(principal.entries[2].value, "111122223333");
}

TEST(PrincipalTest, EmptyPrincipalIsPresentAndNamesNobody) {  // PG-16
  for (const char* empty : {R"([])", R"({})", R"({"AWS": []})"}) {
    SCOPED_TRACE(empty);
    const ParsedPolicy parsed =
        ParsePolicyText(Trust(absl::StrCat(R"("Principal": )", empty)), "", kTrust);
    ASSERT_THAT(parsed.status(), IsOk());
    const std::optional<PrincipalElement>& principal = parsed.policy->statements[0].principal;
    ASSERT_TRUE(principal.has_value());
    EXPECT_FALSE(principal->everyone);
    EXPECT_TRUE(principal->entries.empty());
  }
}

}  // namespace
}  // namespace iamsim
