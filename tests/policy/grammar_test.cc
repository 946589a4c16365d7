// Table 1.1: which elements a policy of each kind has, must have and must not have.
#include "policy/grammar.h"

#include <gtest/gtest.h>

#include "policy/diagnostic_case.h"

namespace iamsim {
namespace {

using enum PolicyKind;

class GrammarTest : public ::testing::TestWithParam<DiagnosticCase> {};

TEST_P(GrammarTest, Diagnostics) { ExpectDiagnostics(GetParam()); }

std::string Document(absl::string_view elements) {
  return OneStatement(absl::StrCat(R"("Effect": "Deny", )", elements));
}

INSTANTIATE_TEST_SUITE_P(
    Accepted, GrammarTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Identity", kIdentity, Document(R"("NotAction": "iam:*", "NotResource": "*")"), {}},
        {"Boundary",
         kPermissionsBoundary,
         Document(R"("NotAction": "iam:*", "Resource": "*")"),
         {}},
        {"Session", kSession, Document(R"("NotAction": "iam:*", "Resource": "*")"), {}},
        {"Resource",
         kResource,
         Document(
             R"("NotPrincipal": {"AWS": "111122223333"}, "NotAction": "s3:*", "Resource": "*")"),
         {}},
        // PG-13: NotAction, NotResource, conditions and wildcards with both effects.
        {"ServiceControl",
         kServiceControl,
         OneStatement(R"("Effect": "Allow", "NotAction": "s3:*Bucket?", "NotResource": "arn:aws:*",
                         "Condition": {"Bool": {"aws:SecureTransport": true}})"),
         {}},
        {"ResourceControl",
         kResourceControl,
         Document(R"("Principal": "*", "Action": ["s3:*", "s3:Get*Object"], "NotResource": "*",
                     "Condition": {"Bool": {"aws:SecureTransport": false}})"),
         {}},
        {"VpcEndpoint",
         kVpcEndpoint,
         Document(R"("Principal": {"AWS": "111122223333"}, "NotAction": "s3:*", "Resource": "*")"),
         {}},
        {"Trust", kTrust, Document(R"("Principal": "*", "NotAction": "sts:TagSession")"), {}},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg14Principals, GrammarTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Identity",
         kIdentity,
         Document(R"(@"Principal": "*", "Action": "*", "Resource": "*")"),
         {"error PG-14 /Statement/Principal: expected no `Principal` in an identity policy"}},
        {"IdentityLenient",
         kIdentity,
         Document(R"(@"Principal": "*", "Action": "*", "Resource": "*")"),
         {"warning PG-14 /Statement/Principal: expected no `Principal` in an identity policy"},
         true},
        {"Boundary",
         kPermissionsBoundary,
         Document(R"(@"Principal": "*", "Action": "*", "Resource": "*")"),
         {"error PG-14 /Statement/Principal: expected no `Principal` in a permissions boundary"}},
        {"Session",
         kSession,
         Document(R"(@"Principal": "*", "Action": "*", "Resource": "*")"),
         {"error PG-14 /Statement/Principal: expected no `Principal` in a session policy"}},
        {"ServiceControl",
         kServiceControl,
         Document(R"(@"Principal": "*", "Action": "*", "Resource": "*")"),
         {"error PG-14 /Statement/Principal: expected no `Principal` in a service control policy"}},
        {"ResourceWithout",
         kResource,
         R"({"Statement": @{"Effect": "Allow", "Action": "*", "Resource": "*"}})",
         {"error PG-14 /Statement: expected `Principal` or `NotPrincipal` in a resource policy, "
          "found none"}},
        {"TrustWithoutLenient",
         kTrust,
         R"({"Statement": @{"Effect": "Allow", "Action": "*"}})",
         {"warning PG-14 /Statement: expected `Principal` in a trust policy, found none"},
         true},
        {"VpcEndpointWithoutVe2",
         kVpcEndpoint,
         R"({"Statement": @{"Effect": "Allow", "Action": "*", "Resource": "*"}})",
         {"error VE-2 /Statement: expected `Principal` or `NotPrincipal` in a VPC endpoint policy, "
          "found none"}},
        {"VpcEndpointWithoutLenientVe2",
         kVpcEndpoint,
         R"({"Statement": @{"Effect": "Allow", "Action": "*", "Resource": "*"}})",
         {"warning VE-2 /Statement: expected `Principal` or `NotPrincipal` in a VPC endpoint "
          "policy, found none"},
         true},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Np1, GrammarTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Identity",
         kIdentity,
         Document(R"(@"NotPrincipal": "*", "Action": "*", "Resource": "*")"),
         {"error NP-1 /Statement/NotPrincipal: expected no `NotPrincipal` in an identity policy"}},
        {"ServiceControl",
         kServiceControl,
         Document(R"(@"NotPrincipal": "*", "Action": "*", "Resource": "*")"),
         {"error NP-1 /Statement/NotPrincipal: expected no `NotPrincipal` in a service control "
          "policy"}},
        {"ResourceControl",
         kResourceControl,
         Document(R"(@"NotPrincipal": {"AWS": "*"}, "Action": "s3:*", "Resource": "*")"),
         {"error NP-1 /Statement/NotPrincipal: expected no `NotPrincipal` in a resource control "
          "policy"}},
        {"Trust",
         kTrust,
         Document(R"(@"NotPrincipal": {"AWS": "*"}, "Action": "sts:AssumeRole")"),
         {"error NP-1 /Statement/NotPrincipal: expected no `NotPrincipal` in a trust policy"}},
        {"TrustLenient",
         kTrust,
         Document(R"(@"NotPrincipal": {"AWS": "*"}, "Action": "sts:AssumeRole")"),
         {"warning NP-1 /Statement/NotPrincipal: expected no `NotPrincipal` in a trust policy"},
         true},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg12TrustHasNoResource, GrammarTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"Resource",
         kTrust,
         Document(R"("Principal": "*", "Action": "sts:AssumeRole", @"Resource": "*")"),
         {"error PG-12 /Statement/Resource: expected no `Resource` in a trust policy"}},
        {"NotResourceLenient",
         kTrust,
         Document(R"("Principal": "*", "Action": "sts:AssumeRole", @"NotResource": "*")"),
         {"error PG-12 /Statement/NotResource: expected no `NotResource` in a trust policy"},
         true},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg13ResourceControl, GrammarTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"NoVersion",
         kResourceControl,
         R"(@{"Statement": []})",
         {"error PG-13 : expected `Version` in a resource control policy, found none"}},
        {"FirstVersion",
         kResourceControl,
         R"({"Version": @"2008-10-17", "Statement": []})",
         {"error PG-13 /Version: expected `2012-10-17` in a resource control policy, found "
          "`2008-10-17`"}},
        {"Allow",
         kResourceControl,
         OneStatement(R"("Effect": @"Allow", "Principal": "*", "Action": "s3:*", "Resource": "*")"),
         {"error PG-13 /Statement/Effect: expected `Deny` in a resource control policy, found "
          "`Allow`"}},
        {"NoPrincipal",
         kResourceControl,
         R"({"Version": "2012-10-17",
             "Statement": @{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}})",
         {"error PG-13 /Statement: expected `Principal` in a resource control policy, found none"}},
        {"NamedPrincipal",
         kResourceControl,
         Document(R"("Principal": @{"AWS": "111122223333"}, "Action": "s3:*", "Resource": "*")"),
         {"error PG-13 /Statement/Principal: expected the bare string `*` as principal of a "
          "resource control policy, found an object"}},
        {"NotAction",
         kResourceControl,
         Document(R"("Principal": "*", @"NotAction": "s3:*", "Resource": "*")"),
         {"error PG-13 /Statement/NotAction: expected no `NotAction` in a resource control "
          "policy"}},
        {"EveryAction",
         kResourceControl,
         Document(R"("Principal": "*", "Action": ["s3:*", @"*", @"*:Get"], "Resource": "*")"),
         {"error PG-13 /Statement/Action/1: expected a service prefix without wildcards, such as "
          "`s3:*`, found `*`",
          "error PG-13 /Statement/Action/2: expected a service prefix without wildcards, such as "
          "`s3:*`, found `*:Get`"}},
        // RCPFullAWSAccess, which AWS itself provides.
        {"FullAccessLenient",
         kResourceControl,
         OneStatement(R"("Sid": "RCPFullAWSAccess", "Effect": @"Allow", "Principal": "*",
                         "Action": @"*", "Resource": "*")"),
         {"warning PG-13 /Statement/Effect: expected `Deny` in a resource control policy, found "
          "`Allow`",
          "warning PG-13 /Statement/Action: expected a service prefix without wildcards, such as "
          "`s3:*`, found `*`"},
         true},
        {"NamedPrincipalLenient",
         kResourceControl,
         R"(@{"Statement": {"Effect": "Deny", "Principal": @{"AWS": "*"}, "Action": "s3:*",
                            "Resource": "*"}})",
         {"warning PG-13 : expected `Version` in a resource control policy, found none",
          "warning PG-13 /Statement/Principal: expected the bare string `*` as principal of a "
          "resource control policy, found an object"},
         true},
    }),
    CaseName<DiagnosticCase>);

INSTANTIATE_TEST_SUITE_P(
    Pg13ServiceControl, GrammarTest,
    ::testing::ValuesIn<DiagnosticCase>({
        {"NoVersion",
         kServiceControl,
         R"(@{"Statement": []})",
         {"warning PG-13 : expected `Version` in a service control policy, found none"}},
    }),
    CaseName<DiagnosticCase>);

TEST(GrammarTest, IdOnlyInPoliciesOfResources) {  // table 1.1, PG-9
  for (const PolicyKind kind : {kIdentity, kPermissionsBoundary, kSession, kServiceControl,
                                kResourceControl, kResource, kVpcEndpoint, kTrust}) {
    SCOPED_TRACE(PolicyNoun(kind));
    const bool allowed = kind == kResource || kind == kVpcEndpoint || kind == kTrust;
    const ParsedPolicy parsed =
        ParsePolicyText(R"({"Version": "2012-10-17", "Id": "x", "Statement": []})", "", kind);
    EXPECT_EQ(parsed.policy != nullptr, allowed);
    if (parsed.policy == nullptr) continue;
    EXPECT_EQ(parsed.policy->id, "x");
  }
}

TEST(GrammarTest, LenientlyLoadedElementsAreKept) {
  const ParsedPolicy parsed =
      ParsePolicyText(R"({"Id": "x", "Statement": {"Effect": "Allow", "Action": "s3:*",
                          "Principal": "*", "Resource": "arn:aws:s3"}})",
                      "", kSession, ParseOptions{.lenient = true});
  ASSERT_NE(parsed.policy, nullptr);
  EXPECT_EQ(parsed.policy->id, "x");
  EXPECT_TRUE(parsed.policy->statements[0].principal->everyone);      // PG-14
  EXPECT_TRUE(parsed.policy->statements[0].resources[0].is_short());  // MR-4
}

TEST(GrammarTest, NounsHaveTheirArticle) {
  EXPECT_EQ(NounWithArticle(kIdentity), "an identity policy");
  EXPECT_EQ(NounWithArticle(kVpcEndpoint), "a VPC endpoint policy");
}

}  // namespace
}  // namespace iamsim
