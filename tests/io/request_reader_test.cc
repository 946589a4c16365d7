#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iamsim/io/read.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr absl::string_view kAllow =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})";
constexpr absl::string_view kBucket =
    R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}})";
constexpr absl::string_view kTrust =
    R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}})";
constexpr absl::string_view kRcp =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}})";

class ReadRequestTest : public ::testing::Test {
 protected:
  absl::StatusOr<Request> Read(const std::string& text) {
    const auto document = JsonDocument::Parse(text, "in.jsonl", {}, {.start = {.line = 7}});
    EXPECT_THAT(document, IsOk());
    if (!document.ok()) return document.status();
    warnings_.clear();
    return ReadRequest((*document)->root(), cache_, &warnings_);
  }
  // A request that needs nothing else, with `members` added.
  absl::StatusOr<Request> ReadWith(absl::string_view members) { return Read(Line(members)); }
  static std::string Line(absl::string_view members) {
    return absl::StrCat(
        R"({"principal":"arn:aws:iam::111122223333:role/R","action":"s3:GetObject",)", members,
        "}");
  }
  absl::StatusOr<Request> ReadPolicies(const std::string& policies) {
    return ReadWith(absl::StrCat("\"policies\":{", Expand(policies), "}"));
  }
  static std::string Expand(const std::string& text) {
    return absl::StrReplaceAll(
        text, {{"ALLOW", kAllow}, {"BUCKET", kBucket}, {"TRUST", kTrust}, {"FENCE", kRcp}});
  }

  PolicyCache cache_;
  std::vector<std::string> warnings_;
};

std::vector<std::string> NamesOf(const PolicyList& policies) {
  std::vector<std::string> names;
  for (const auto& policy : policies) names.push_back(policy->name);
  return names;
}

TEST_F(ReadRequestTest, ReadsEveryMember) {
  const auto request = Read(R"({
    "$schema": "x", "comment": "y", "id": "r1",
    "principal": "arn:aws:sts::111122223333:federated-user/ann",
    "principalId": "AIDAEXAMPLE", "federatedBy": "arn:aws:iam::111122223333:user/ann",
    "canonicalUserId": "79a5", "principalTags": {"team": "ml", "Team": ""},
    "action": "emr-serverless:StartApplication",
    "resource": "arn:aws:emr-serverless:us-east-1:444455556666:/applications/00f1",
    "resourceAccount": "444455556666", "resourceTags": {},
    "context": {"aws:SourceIp": "203.0.113.7"}, "contextIsComplete": false,
    "s3": {"blockPublicAccess": true, "bucketAbacEnabled": true, "objectOwner": "777788889999"},
    "vpcEndpointType": "interface", "options": {"emptyStringIsNull": true}})");
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->id, "r1");
  EXPECT_EQ(request->principal, "arn:aws:sts::111122223333:federated-user/ann");
  EXPECT_EQ(request->principal_id, "AIDAEXAMPLE");
  EXPECT_EQ(request->federated_by, "arn:aws:iam::111122223333:user/ann");
  EXPECT_EQ(request->canonical_user_id, "79a5");
  ASSERT_TRUE(request->principal_tags.has_value());
  EXPECT_THAT(*request->principal_tags, ElementsAre(Pair("team", "ml"), Pair("Team", "")));
  EXPECT_EQ(request->action, "emr-serverless:StartApplication");
  EXPECT_EQ(request->resource, "arn:aws:emr-serverless:us-east-1:444455556666:/applications/00f1");
  EXPECT_EQ(request->resource_account, "444455556666");
  ASSERT_TRUE(request->resource_tags.has_value());
  EXPECT_THAT(*request->resource_tags, IsEmpty());
  EXPECT_THAT(request->context,
              ElementsAre(Pair("aws:SourceIp", ContextValue::Scalar("203.0.113.7"))));
  EXPECT_FALSE(request->context_is_complete);
  ASSERT_TRUE(request->s3.has_value());
  EXPECT_TRUE(request->s3->block_public_access);
  EXPECT_TRUE(request->s3->bucket_abac_enabled);
  EXPECT_EQ(request->s3->object_owner, "777788889999");
  EXPECT_EQ(request->vpc_endpoint_type, "interface");
  EXPECT_THAT(warnings_, IsEmpty());
  EvaluationOptions options;
  options.strictNotPrincipal = true;
  const auto merged = OptionsFor(*request, options);
  ASSERT_THAT(merged, IsOk());
  EXPECT_TRUE(merged->emptyStringIsNull);
  EXPECT_TRUE(merged->strictNotPrincipal);
}

TEST_F(ReadRequestTest, AbsentMembersHaveTheirDefaults) {
  const auto request = Read(R"({"principal": "anonymous", "action": "s3:ListAllMyBuckets"})");
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->id, "");
  EXPECT_EQ(request->resource, "*");
  EXPECT_TRUE(request->context_is_complete);
  EXPECT_FALSE(request->principal_tags.has_value());
  EXPECT_FALSE(request->resource_tags.has_value());
  EXPECT_FALSE(request->s3.has_value());
  EXPECT_THAT(request->policies.identity, IsEmpty());
  EXPECT_FALSE(request->policies.permissions_boundary.has_value());
  EXPECT_FALSE(request->policies.session.has_value());
  EXPECT_FALSE(request->policies.service_control.has_value());
  EXPECT_FALSE(request->policies.resource_control.has_value());
}

TEST_F(ReadRequestTest, AnIdMayBeANumber) {
  const auto request = ReadWith(R"("id": 17)");
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->id, "17");
}

// CO-9: the JSON shape decides whether a key is multivalued. PG-10's rule for lexemes holds here
// too: numbers keep their spelling.
TEST_F(ReadRequestTest, ContextValuesKeepShapeAndSpelling) {
  const auto request = ReadWith(
      R"("context": {"a": "x", "b": 1.50, "c": true, "d": [], "e": ["x"], "f": [1e3, false, "y"]})");
  ASSERT_THAT(request, IsOk());
  EXPECT_THAT(
      request->context,
      ElementsAre(Pair("a", ContextValue::Scalar("x")), Pair("b", ContextValue::Scalar("1.50")),
                  Pair("c", ContextValue::Scalar("true")), Pair("d", ContextValue::List({})),
                  Pair("e", ContextValue::List({"x"})),
                  Pair("f", ContextValue::List({"1e3", "false", "y"}))));
}

TEST_F(ReadRequestTest, PoliciesMayBeNamedOrBareOneOrMany) {
  const auto request = ReadPolicies(
      R"("identity": [{"name": "inline-1", "document": ALLOW}, ALLOW, {"document": ALLOW}],
         "permissionsBoundary": ALLOW, "session": [],
         "resource": {"name": "bucket", "document": BUCKET}, "vpcEndpoint": [BUCKET, BUCKET])");
  ASSERT_THAT(request, IsOk());
  const SuppliedPolicies& policies = request->policies;
  EXPECT_THAT(NamesOf(policies.identity), ElementsAre("inline-1", "identity-2", "identity-3"));
  ASSERT_TRUE(policies.permissions_boundary.has_value());
  EXPECT_THAT(NamesOf(*policies.permissions_boundary), ElementsAre("permissionsBoundary-1"));
  EXPECT_EQ((*policies.permissions_boundary)[0]->policy->kind, PolicyKind::kPermissionsBoundary);
  // An empty list is one that allows nothing, not none.
  ASSERT_TRUE(policies.session.has_value());
  EXPECT_THAT(*policies.session, IsEmpty());
  EXPECT_THAT(NamesOf(policies.resource), ElementsAre("bucket"));
  EXPECT_EQ(policies.resource[0]->policy->kind, PolicyKind::kResource);
  EXPECT_THAT(NamesOf(policies.vpc_endpoint), ElementsAre("vpcEndpoint-1", "vpcEndpoint-2"));
  EXPECT_EQ(policies.vpc_endpoint[0]->policy->kind, PolicyKind::kVpcEndpoint);
}

TEST_F(ReadRequestTest, ADocumentMayBeItsText) {
  const auto request = ReadWith(
      R"("policies": {"session": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}}"})");
  ASSERT_THAT(request, IsOk());
  ASSERT_EQ(request->policies.session->size(), 1U);
  EXPECT_EQ((*request->policies.session)[0]->name, "session-1");
  EXPECT_EQ((*request->policies.session)[0]->policy->statements.size(), 1U);
}

TEST_F(ReadRequestTest, LevelsKeepTheirOrder) {
  const auto request = ReadPolicies(
      R"("serviceControl": [{"target": "r-root", "policies": [{"name": "Full", "document": ALLOW}, ALLOW]},
                            {"target": "111122223333", "policies": []}],
         "resourceControl": [{"target": "r-root", "policies": [FENCE]}])");
  ASSERT_THAT(request, IsOk());
  const auto& service = *request->policies.service_control;
  ASSERT_EQ(service.size(), 2U);
  EXPECT_EQ(service[0].target, "r-root");
  EXPECT_THAT(NamesOf(service[0].policies), ElementsAre("Full", "serviceControl-2"));
  EXPECT_EQ(service[0].policies[0]->policy->kind, PolicyKind::kServiceControl);
  EXPECT_EQ(service[1].target, "111122223333");
  EXPECT_THAT(service[1].policies, IsEmpty());
  const auto& resource = *request->policies.resource_control;
  ASSERT_EQ(resource.size(), 1U);
  EXPECT_EQ(resource[0].policies[0]->policy->kind, PolicyKind::kResourceControl);
}

// RP-4, PG-13: AWS's own policy, as `aws organizations describe-policy` prints it, is the only one
// that may allow.
TEST_F(ReadRequestTest, TheBuiltInResourceControlPolicyMayBeNamed) {
  const auto request = ReadPolicies(
      R"("resourceControl": [{"target": "r-root", "policies": [
           {"name": "RCPFullAWSAccess", "document": {"Version": "2012-10-17", "Statement":
             [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}},
           {"name": "mine", "document": FENCE}]}])");
  ASSERT_THAT(request, IsOk());
  EXPECT_THAT(NamesOf((*request->policies.resource_control)[0].policies),
              ElementsAre("RCPFullAWSAccess", "mine"));
  EXPECT_THAT(warnings_, IsEmpty());
  EXPECT_THAT(ReadPolicies(
                  R"("resourceControl": [{"target": "r-root", "policies": [
           {"name": "RCPFullAWSAccess", "document": {"Version": "2012-10-17", "Statement":
             [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}}]}])"),
              Fails(HasSubstr("/policies/resourceControl/0/policies/0/document/Statement/0/")));
}

// PG-12, CH-3, CH-6, TR-1: the grammar of `resource` follows the action, wherever it stands.
TEST_F(ReadRequestTest, TheResourcePolicyOfAssumeRoleIsATrustPolicy) {
  for (const char* action : {"sts:AssumeRole", "STS:assumerolewithsaml", "sts:TagSession",
                             "sts:AssumeRoleWithWebIdentity", "sts:SetSourceIdentity"}) {
    SCOPED_TRACE(action);
    const auto request =
        Read(absl::StrCat(R"({"policies": {"resource": )", kTrust,
                          R"(}, "principal": "arn:aws:iam::111122223333:user/u", "action": ")",
                          action, R"(", "resource": "arn:aws:iam::111122223333:role/R"})"));
    ASSERT_THAT(request, IsOk());
    EXPECT_EQ(request->policies.resource[0]->policy->kind, PolicyKind::kTrust);
  }
  EXPECT_THAT(ReadPolicies(R"("resource": TRUST)"), Fails(HasSubstr("/policies/resource")));
}

// PA-7: a resource policy given with iam:PassRole is not evaluated, so either grammar will do.
TEST_F(ReadRequestTest, PassRoleTakesTrustAndOtherResourcePolicies) {
  for (const absl::string_view document : {kTrust, kBucket}) {
    const auto request = Read(absl::StrCat(
        R"({"principal": "arn:aws:iam::111122223333:user/u", "action": "iam:PassRole",
            "policies": {"resource": )",
        document, "}}"));
    EXPECT_THAT(request, IsOk());
    EXPECT_THAT(warnings_, IsEmpty());
  }
}

// PG-18.
TEST_F(ReadRequestTest, ASecondBoundaryIsAWarning) {
  const auto request = ReadPolicies(R"("permissionsBoundary": [ALLOW, ALLOW])");
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->policies.permissions_boundary->size(), 2U);
  ASSERT_EQ(warnings_.size(), 1U);
  EXPECT_THAT(warnings_[0], HasSubstr("/policies/permissionsBoundary/1: a permissions boundary is "
                                      "exactly one policy, found 2"));
}

TEST_F(ReadRequestTest, WarningsOfDocumentsAreHandedOn) {
  // PG-13: `Version` is recommended in a service control policy.
  const auto request = ReadPolicies(
      R"("serviceControl": [{"target": "r", "policies": [{"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}}]}])");
  ASSERT_THAT(request, IsOk());
  EXPECT_THAT(warnings_, ElementsAre(HasSubstr("in.jsonl:7:")));
}

TEST_F(ReadRequestTest, EqualDocumentsOfManyLinesAreParsedOnce) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(ReadPolicies(R"("identity": [ALLOW], "session": [ALLOW])"), IsOk());
  }
  // Once as an identity policy, once as a session policy.
  EXPECT_EQ(cache_.hits(), 4U);
}

TEST_F(ReadRequestTest, NamesWhatIsMissing) {
  EXPECT_THAT(Read("[]"), Fails("in.jsonl:7:1: expected a request, an object, found an array"));
  EXPECT_THAT(Read(R"({"action": "s3:GetObject"})"),
              Fails("in.jsonl:7:1: expected `principal`, found none"));
  EXPECT_THAT(Read(R"({"principal": "anonymous"})"),
              Fails("in.jsonl:7:1: expected `action`, found none"));
}

// Every error has its exact place and says what was expected. The column counts from the line that
// Line() makes; `at` is where the member's value begins in the row.
TEST_F(ReadRequestTest, ErrorsSayWhere) {
  const std::string prefix = Line("");
  const auto column = [&](absl::string_view row, absl::string_view value) {
    return absl::StrCat("in.jsonl:7:", prefix.size() + row.find(value), ": ");
  };
  const struct {
    const char* row;
    const char* value;  // the text at which the error stands
    const char* message;
  } rows[] = {
      {R"("id": null)", "null", "/id: `id`: expected a string or a number, found null"},
      {R"("principalId": 1)", "1", "/principalId: "},
      {R"("federatedBy": "ann")", "\"ann\"",
       "/federatedBy: expected the ARN of the federating user, found `ann`"},
      {R"("resource": "bucket")", "\"bucket\"",
       "/resource: `resource`: expected an ARN or `*`, found `bucket`"},
      {R"("resource": ["*"])", "[", "/resource: "},
      {R"("resourceAccount": "12")", "\"12\"",
       "/resourceAccount: `resourceAccount`: expected an account id of twelve digits, found `12`"},
      {R"("resourceTags": [])", "[", "/resourceTags: expected an object, found an array"},
      {R"("principalTags": {"a": 1})", "1", "/principalTags/a: "},
      {R"("context": [])", "[", "/context: expected an object, found an array"},
      {R"("context": {"a": null})", "null",
       "/context/a: expected a string, a number, a boolean or a list of them, found null; leave "
       "the key out when it is absent"},
      {R"("context": {"a": {}})", "{}",
       "/context/a: expected a string, a number, a boolean or a list of them, found an object"},
      {R"("context": {"a": ["x", null]})", "null",
       "/context/a/1: expected a string, a number or a boolean, found null"},
      {R"("contextIsComplete": "yes")", "\"yes\"", "/contextIsComplete: "},
      {R"("s3": true)", "true", "/s3: expected an object, found a boolean"},
      {R"("s3": {"blockPublicAcess": true})", "\"blockPublicAcess\"",
       "did you mean `blockPublicAccess`?"},
      {R"("s3": {"bucketAbacEnabled": 1})", "1", "/s3/bucketAbacEnabled: "},
      {R"("s3": {"objectOwner": "me"})", "\"me\"",
       "/s3/objectOwner: `objectOwner`: expected an account id of twelve digits, found `me`"},
      {R"("vpcEndpointType": "Gateway")", "\"Gateway\"",
       "/vpcEndpointType: `vpcEndpointType`: expected one of `gateway`, `interface`, found "
       "`Gateway`, did "
       "you mean `gateway`?"},
      {R"("options": {"emptyStringIsNul": true})", "true", "did you mean `emptyStringIsNull`?"},
      {R"("options": {"emptyStringIsNull": "yes"})", "\"yes\"", "/options/emptyStringIsNull: "},
      {R"("options": [])", "[", "/options: expected an object, found an array"},
      {R"("resourceTag": {})", "\"resourceTag\"", "did you mean `resourceTags`?"},
      {R"("via": [])", "\"via\"", "`via`"},
      {R"("policies": [])", "[", "/policies: expected an object, found an array"},
      {R"("policies": {"identiy": []})", "\"identiy\"", "did you mean `identity`?"},
      {R"("policies": {"identity": 1})", "1",
       "/policies/identity: expected a policy document, alone or as {`name`, `document`}, found a "
       "number"},
      {R"("policies": {"identity": [[]]})", "[]",
       "/policies/identity/0: expected a policy document, alone or as {`name`, `document`}, found "
       "an array"},
      {R"("policies": {"identity": [{}]})", "{}",
       "/policies/identity/0: expected a policy document with a `Statement`, or {`name`, "
       "`document`}"},
      {R"("policies": {"identity": [{"Statment": []}]})", "\"Statment\"",
       "did you mean `Statement`?"},
      {R"("policies": {"identity": [{"name": "x", "document": {}, "arn": ""}]})", "\"arn\"",
       "/policies/identity/0"},
      {R"("policies": {"identity": [{"name": 1, "document": {}}]})", "1",
       "/policies/identity/0/name: "},
      {R"("policies": {"identity": [{"name": "x", "document": {"file": "p.json"}}]})", "{\"file\"",
       "/policies/identity/0/document: `file` is accepted in bundles and scenarios"},
      {R"("policies": {"identity": [{"name": "x", "document": {}}]})", "{}",
       "/policies/identity/0/document: expected `Statement`, found none"},
      {R"("policies": {"identity": [{"Statement": [{"Effect": "allow", "Action": "s3:*", "Resource": "*"}]}]})",
       "\"allow\"",
       "/policies/identity/0/Statement/0/Effect: expected `Allow` or `Deny`, found `allow`"},
      {R"("policies": {"session": "{"})", "\"{\"",
       "/policies/session: expected the text of a policy document"},
      {R"("policies": {"serviceControl": {}})", "{}",
       "/policies/serviceControl: `serviceControl`: expected the levels, root first, each "
       "{`target`, `policies`}, found an object"},
      {R"("policies": {"serviceControl": ["FullAWSAccess"]})", "\"FullAWSAccess\"",
       "/policies/serviceControl/0: expected a level, {`target`, `policies`}, found a string"},
      {R"("policies": {"serviceControl": [{"policies": []}]})", "{\"policies\": []",
       "/policies/serviceControl/0: expected `target`, the id of a root, unit or account"},
      {R"("policies": {"serviceControl": [{"target": "r"}]})", "{\"target\"",
       "/policies/serviceControl/0: expected `policies`, a list that may be empty"},
      {R"("policies": {"serviceControl": [{"target": "r", "policiess": []}]})", "\"policiess\"",
       "did you mean `policies`?"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.row);
    const auto request = ReadWith(row.row);
    EXPECT_THAT(request, Fails(HasSubstr(row.message)));
    EXPECT_THAT(request, Fails(HasSubstr(column(row.row, row.value))));
  }
}

TEST_F(ReadRequestTest, ActionsAndPrincipalsAreCheckedWhereTheyStand) {
  EXPECT_THAT(Read(R"({"principal": "anonymous", "action": ["s3:GetObject"]})"),
              Fails(HasSubstr("in.jsonl:7:38: /action: ")));
  EXPECT_THAT(Read(R"({"principal": "anonymous", "action": "GetObject"})"),
              Fails(HasSubstr("in.jsonl:7:38: /action: ")));
  EXPECT_THAT(Read(R"({"principal": "role/x", "action": "s3:GetObject"})"),
              Fails(HasSubstr("in.jsonl:7:15: /principal: ")));
  EXPECT_THAT(Read(R"({"principal": 1, "action": "s3:GetObject"})"),
              Fails(HasSubstr("in.jsonl:7:15: /principal: ")));
}

absl::StatusOr<BatchQuestion> ReadQuestionText(const std::string& text) {
  const auto document = JsonDocument::Parse(text, "q.jsonl", {}, {.start = {.line = 7}});
  EXPECT_THAT(document, IsOk());
  if (!document.ok()) return document.status();
  return ReadQuestion((*document)->root());
}

TEST(ReadQuestionTest, AsksEveryoneAPatternOrOne) {
  struct Row {
    const char* principal;
    const char* want;
  };
  const Row rows[] = {
      {"", ""},
      {R"("principal":"role/team-*",)", "role/team-*"},
      {R"("principal":"111122223333:role/x*",)", "111122223333:role/x*"},
      {R"("principal":"arn:aws:iam::111122223333:role/R",)", "arn:aws:iam::111122223333:role/R"},
      {R"("principal":"lambda.amazonaws.com",)", "lambda.amazonaws.com"},
  };
  for (const Row& row : rows) {
    const auto question =
        ReadQuestionText(absl::StrCat("{", row.principal, R"("action":"s3:GetObject"})"));
    ASSERT_THAT(question, IsOk());
    EXPECT_EQ(question->principals, row.want);
    EXPECT_EQ(question->request.action, "s3:GetObject");
    EXPECT_EQ(question->request.resource, "*");
    EXPECT_EQ(question->id, "");
  }
}

TEST(ReadQuestionTest, HasTheMembersOfARequestAndItsPlace) {
  const auto question = ReadQuestionText(
      R"({"id":17,"action":"s3:GetObject","resource":"arn:aws:s3:::b/k","contextIsComplete":false,)"
      R"("context":{"aws:SourceIp":"203.0.113.7"},"resourceAccount":"111122223333"})");
  ASSERT_THAT(question, IsOk());
  EXPECT_EQ(question->id, "17");
  EXPECT_EQ(question->request.resource_account, "111122223333");
  EXPECT_EQ(question->request.context.at("aws:SourceIp").values.front(), "203.0.113.7");
  EXPECT_FALSE(question->request.context_is_complete);
  EXPECT_EQ(ToString(question->place), "q.jsonl:7:1");
}

TEST(ReadQuestionTest, SaysWhatIsWrongAndWhere) {
  struct Row {
    const char* text;
    const char* want;
  };
  const Row rows[] = {
      {R"({"action":"s3:GetObject","policies":{}})",
       "q.jsonl:7:37: /policies: expected a question without `policies`: the snapshot's are asked"},
      {R"({"action":"s3:GetObject","principal":""})",
       "q.jsonl:7:38: /principal: expected a principal or a pattern, found an empty name"},
      {R"({"resource":"*"})", "q.jsonl:7:1: expected `action`, found none"},
      {R"({"action":"s3:GetObject","contxt":{}})", "did you mean `context`?"},
      {R"([])", "q.jsonl:7:1: expected a request, an object, found an array"},
  };
  for (const Row& row : rows) EXPECT_THAT(ReadQuestionText(row.text), Fails(HasSubstr(row.want)));
}

}  // namespace
}  // namespace iamsim
