#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/io/aws_simulation.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kPolicy[] =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]})";
constexpr char kBucketPolicy[] =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*",)"
    R"("Resource":"*"}]})";
constexpr char kTrustPolicy[] =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",)"
    R"("Action":"sts:AssumeRole"}]})";

// A custom request with `more` members behind the required ones.
std::string Custom(const std::string& more = "", const std::string& action = "s3:GetObject") {
  return absl::StrCat("{\"PolicyInputList\":[", JsonQuote(kPolicy), "],\"ActionNames\":[\"", action,
                      "\"]", more.empty() ? "" : ",", more, "}");
}

std::string Principal(const std::string& more = "") {
  return absl::StrCat(
      R"({"PolicySourceArn":"arn:aws:iam::111122223333:user/ann","ActionNames":["s3:GetObject"])",
      more.empty() ? "" : ",", more, "}");
}

absl::StatusOr<SimulationRequest> Read(const std::string& text,
                                       std::vector<std::string>* warnings = nullptr) {
  const auto document = JsonDocument::Parse(text, "r.json");
  if (!document.ok()) return document.status();
  PolicyCache cache;
  std::vector<std::string> ignored;
  return ReadSimulationRequest((*document)->root(), SimulationShape::kCurrent, cache,
                               warnings == nullptr ? &ignored : warnings);
}

// Every member of a custom request, with `action` as its second action.
std::string Full(const std::string& action) {
  return absl::StrCat(R"({"id": 7, "PolicyInputList": [)", JsonQuote(kPolicy), ",", kPolicy,
                      R"(], "PermissionsBoundaryPolicyInputList": [)", JsonQuote(kPolicy),
                      R"(], "OrderedOrganizationPolicyInputList": [
           {"ServiceControlPolicyInputList": []}, {"ServiceControlPolicyInputList": [)",
                      JsonQuote(kPolicy), R"(]}], "ActionNames": ["s3:GetObject", ")", action,
                      R"("],
      "ResourceArns": ["arn:aws:s3:::b/k", "*"], "ResourcePolicy": )",
                      JsonQuote(kBucketPolicy),
                      R"(, "ResourceOwner": "arn:aws:iam::444455556666:root",
      "CallerArn": "arn:aws:iam::111122223333:role/x/Deploy",
      "ContextEntries": [{"ContextKeyName": "aws:SourceIp", "ContextKeyValues": ["10.0.0.1"],
                          "ContextKeyType": "ip"}],
      "MaxItems": 7})");
}

TEST(AwsSimulationReaderTest, ReadsEveryMemberOfACustomRequest) {
  // The same text cannot be a bucket policy and a trust policy.
  EXPECT_THAT(Read(Full("sts:AssumeRole")), Fails(HasSubstr("Resource")));
  const absl::StatusOr<SimulationRequest> good = Read(Full("s3:PutObject"));
  ASSERT_THAT(good, IsOk());
  EXPECT_EQ(good->policy_source, "");
  ASSERT_EQ(good->policies.size(), 2U);
  EXPECT_EQ(good->policies[0]->name, "PolicyInputList.1");
  EXPECT_EQ(good->policies[1]->name, "PolicyInputList.2");
  EXPECT_EQ(good->policies[0]->policy->kind, PolicyKind::kIdentity);
  ASSERT_TRUE(good->permissions_boundary.has_value());
  EXPECT_EQ((*good->permissions_boundary)[0]->name, "PermissionsBoundaryPolicyInputList.1");
  ASSERT_TRUE(good->service_control.has_value());
  ASSERT_EQ(good->service_control->size(), 2U);
  EXPECT_THAT((*good->service_control)[0].policies, IsEmpty());
  EXPECT_EQ((*good->service_control)[1].policies[0]->name,
            "OrderedOrganizationPolicyInputList.2.ServiceControlPolicyInputList.1");
  EXPECT_THAT(good->actions, ElementsAre("s3:GetObject", "s3:PutObject"));
  EXPECT_THAT(good->resources, ElementsAre("arn:aws:s3:::b/k", "*"));
  ASSERT_NE(good->resource_policy, nullptr);
  EXPECT_EQ(good->resource_policy->name, "ResourcePolicy");
  EXPECT_EQ(good->trust_policy, nullptr);
  EXPECT_EQ(good->resource_owner, "444455556666");
  EXPECT_EQ(good->caller, "arn:aws:iam::111122223333:role/x/Deploy");
  EXPECT_EQ(good->context.at("aws:SourceIp"), ContextValue::Scalar("10.0.0.1"));
  EXPECT_EQ(good->max_items, 7U);
}

TEST(AwsSimulationReaderTest, DefaultsAreAws) {
  const absl::StatusOr<SimulationRequest> request = Read(Custom());
  ASSERT_THAT(request, IsOk());
  EXPECT_THAT(request->resources, ElementsAre("*"));
  EXPECT_EQ(request->max_items, 100U);
  EXPECT_EQ(request->first_item, 0U);
  EXPECT_FALSE(request->permissions_boundary.has_value());
  EXPECT_FALSE(request->service_control.has_value());
  // What the query protocol cannot tell from a list that is not given.
  const absl::StatusOr<SimulationRequest> empty =
      Read(Custom(R"("ResourceArns":[],"PermissionsBoundaryPolicyInputList":[],)"
                  R"("OrderedOrganizationPolicyInputList":[],"ContextEntries":[])"));
  ASSERT_THAT(empty, IsOk());
  EXPECT_THAT(empty->resources, ElementsAre("*"));
  EXPECT_FALSE(empty->permissions_boundary.has_value());
  EXPECT_FALSE(empty->service_control.has_value());
}

TEST(AwsSimulationReaderTest, ReadsAPrincipalRequest) {
  const absl::StatusOr<SimulationRequest> request = Read(Principal(
      R"("PolicyExclusionList": [{"PolicyType": "inline"}, {"PolicyType": "aws-managed"},
         {"PolicyType": "user-managed"}, {"PolicyType": "permission-boundary"},
         {"PolicyType": "scp"}, {"PolicyType": "rcp"},
         {"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
         {"InlinePolicyIdentifier": {"PolicyName": "p", "AttachmentType": "group",
                                     "AttachmentName": "devs"}}],
         "ResourceOwner": "444455556666")"));
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->policy_source, "arn:aws:iam::111122223333:user/ann");
  EXPECT_THAT(request->policies, IsEmpty());
  EXPECT_EQ(request->resource_owner, "444455556666");
  using Kind = PolicyExclusion::Kind;
  const std::vector<Kind> kinds = {
      Kind::kInline,         Kind::kAwsManaged,      Kind::kUserManaged, Kind::kPermissionsBoundary,
      Kind::kServiceControl, Kind::kResourceControl, Kind::kArn,         Kind::kInlinePolicy};
  ASSERT_EQ(request->exclusions.size(), kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) EXPECT_EQ(request->exclusions[i].kind, kinds[i]);
  EXPECT_EQ(request->exclusions[6].name, "arn:aws:iam::aws:policy/ReadOnlyAccess");
  EXPECT_EQ(request->exclusions[7].name, "p");
  EXPECT_EQ(request->exclusions[7].holder_type, "group");
  EXPECT_EQ(request->exclusions[7].holder, "devs");
}

// PG-12, PA-7.
TEST(AwsSimulationReaderTest, ResourcePolicyIsReadAsTheActionsAsk) {
  const auto with = [](const std::string& action, const char* policy) {
    return Read(Custom(absl::StrCat(R"("CallerArn":"arn:aws:iam::111122223333:user/ann",)",
                                    R"("ResourcePolicy":)", JsonQuote(policy)),
                       action));
  };
  const absl::StatusOr<SimulationRequest> assume = with("sts:AssumeRole", kTrustPolicy);
  ASSERT_THAT(assume, IsOk());
  EXPECT_EQ(assume->trust_policy->policy->kind, PolicyKind::kTrust);
  EXPECT_EQ(assume->resource_policy, nullptr);
  EXPECT_THAT(with("sts:AssumeRole", kBucketPolicy), Fails(HasSubstr("Resource")));
  EXPECT_THAT(with("s3:GetObject", kTrustPolicy), Fails(HasSubstr("Resource")));
  EXPECT_THAT(with("iam:PassRole", kTrustPolicy), IsOk());
  EXPECT_THAT(with("iam:PassRole", kBucketPolicy), IsOk());
}

struct TypeCase {
  const char* name;
  const char* type;
  const char* good;
  const char* bad;  // null: every text is good
};

class ContextTypeTest : public ::testing::TestWithParam<TypeCase> {};

std::string Entry(const std::string& type, const std::string& values) {
  return Custom(absl::StrCat(R"("ContextEntries":[{"ContextKeyName":"aws:x","ContextKeyValues":)",
                             values, type.empty() ? "" : R"(,"ContextKeyType":")", type,
                             type.empty() ? "" : "\"", "}]"));
}

TEST_P(ContextTypeTest, ValuesFitTheirType) {
  const TypeCase& test = GetParam();
  const std::string list_type = absl::StrCat(test.type, "List");
  const std::string good = JsonQuote(test.good);
  const auto scalar = Read(Entry(test.type, absl::StrCat("[", good, "]")));
  ASSERT_THAT(scalar, IsOk());
  EXPECT_EQ(scalar->context.at("aws:x"), ContextValue::Scalar(test.good));
  const auto list = Read(Entry(list_type, absl::StrCat("[", good, "]")));
  ASSERT_THAT(list, IsOk());
  EXPECT_EQ(list->context.at("aws:x"), ContextValue::List({test.good}));
  EXPECT_THAT(Read(Entry(test.type, absl::StrCat("[", good, ",", good, "]"))),
              Fails(HasSubstr("expected exactly one value of `aws:x`, whose `ContextKeyType` is no "
                              "list, found 2")));
  EXPECT_THAT(Read(Entry(test.type, "[]")), Fails(HasSubstr("found 0")));
  if (test.bad == nullptr) return;
  for (const std::string& type : {std::string(test.type), list_type}) {
    EXPECT_THAT(Read(Entry(type, absl::StrCat("[", JsonQuote(test.bad), "]"))),
                Fails(AllOf(HasSubstr("r.json:1:"), HasSubstr("/ContextEntries/0/"),
                            HasSubstr(absl::StrCat("found `", test.bad, "`")))));
  }
}

INSTANTIATE_TEST_SUITE_P(Table, ContextTypeTest,
                         ::testing::ValuesIn<TypeCase>({
                             {"String", "string", "any", nullptr},
                             {"Numeric", "numeric", "-1.5e3", "ten"},
                             {"Boolean", "boolean", "True", "yes"},
                             {"Ip", "ip", "2001:db8::1", "10.0.0.0/8"},
                             {"Binary", "binary", "QmluYXJ5", "Qml uYXJ5"},
                             {"Date", "date", "2019-04-25T11:00:00Z", "yesterday"},
                         }),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(AwsSimulationReaderTest, ContextWithoutATypeIsAListWhenItHasSeveralValues) {
  EXPECT_EQ(Read(Entry("", R"(["a"])"))->context.at("aws:x"), ContextValue::Scalar("a"));
  EXPECT_EQ(Read(Entry("", R"(["a","b"])"))->context.at("aws:x"), ContextValue::List({"a", "b"}));
  EXPECT_EQ(Read(Entry("", "[]"))->context.at("aws:x"), ContextValue::List({}));
}

std::string Repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) absl::StrAppend(&all, all.empty() ? "" : ",", text);
  return all;
}

struct BadCase {
  const char* name;
  std::string text;
  const char* message;
};

class AwsSimulationErrorTest : public ::testing::TestWithParam<BadCase> {};

TEST_P(AwsSimulationErrorTest, NamesPlaceAndExpectation) {
  EXPECT_THAT(Read(GetParam().text),
              Fails(AllOf(HasSubstr("r.json:1:"), HasSubstr(GetParam().message))));
}

INSTANTIATE_TEST_SUITE_P(
    Table, AwsSimulationErrorTest,
    ::testing::ValuesIn<BadCase>({
        {"NoObject", "[]", "expected an object, found an array"},
        {"NoPolicies", R"({"ActionNames":["s3:GetObject"]})",
         "expected `PolicyInputList`, or `PolicySourceArn`, found neither"},
        {"NoActions", R"({"PolicyInputList":[]})", "expected an action in `ActionNames`"},
        {"EmptyActions", R"({"PolicyInputList":[],"ActionNames":[]})",
         "expected an action in `ActionNames`"},
        {"Misspelt", Custom(R"("ResourceArn":[])"), "did you mean `ResourceArns`?"},
        {"ExclusionsOfCustom", Custom(R"("PolicyExclusionList":[])"), "PolicyExclusionList"},
        {"LevelsOfPrincipal", Principal(R"("OrderedOrganizationPolicyInputList":[])"),
         "OrderedOrganizationPolicyInputList"},
        {"WildcardAction", Custom("", "s3:Get*"), "s3:Get*"},
        {"ActionWithoutService", Custom("", "GetObject"), "GetObject"},
        {"ActionTooLong", Custom("", "s3:" + std::string(126, 'x')),
         "expected 3 to 128 characters, found 129"},
        {"NoArn", Custom(R"("ResourceArns":["b/k"])"), "expected an ARN or `*`, found `b/k`"},
        {"NoStatement", R"({"PolicyInputList":["{}"],"ActionNames":["s3:GetObject"]})",
         "/PolicyInputList/0: expected `Statement`, found none"},
        {"NotJson", R"({"PolicyInputList":["{"],"ActionNames":["s3:GetObject"]})",
         "/PolicyInputList/0: expected the text of a policy document"},
        {"EmptyDocument", R"({"PolicyInputList":[""],"ActionNames":["s3:GetObject"]})",
         "`PolicyInputList.1`: expected 1 to 131072 characters, found 0"},
        {"DocumentTooLong",
         absl::StrCat(R"({"PolicyInputList":[")", std::string(131073, ' '),
                      R"("],"ActionNames":["s3:GetObject"]})"),
         "found 131073"},
        {"IdentityWithPrincipal",
         absl::StrCat(R"({"PolicyInputList":[)", kBucketPolicy, R"(],"ActionNames":["s3:x"]})"),
         "Principal"},
        {"TwoBoundaries",
         Custom(absl::StrCat(R"("PermissionsBoundaryPolicyInputList":[)", kPolicy, ",", kPolicy,
                             "]")),
         "`PermissionsBoundaryPolicyInputList`: expected one document, found 2"},
        {"EightLevels",
         Custom(absl::StrCat(R"("OrderedOrganizationPolicyInputList":[)",
                             Repeat(R"({"ServiceControlPolicyInputList":[]})", 8), "]")),
         "expected at most 7 levels, found 8"},
        {"LevelWithoutList", Custom(R"("OrderedOrganizationPolicyInputList":[{}])"),
         "expected `ServiceControlPolicyInputList`, found none"},
        {"ResourcePolicyWithoutCaller",
         Custom(absl::StrCat(R"("ResourcePolicy":)", JsonQuote(kBucketPolicy))),
         "expected `CallerArn` with a `ResourcePolicy`, found none"},
        {"ResourcePolicyOfAGroup",
         absl::StrReplaceAll(Principal(absl::StrCat(R"("ResourcePolicy":)", kBucketPolicy)),
                             {{"user/ann", "group/devs"}}),
         "expected `CallerArn` with a `ResourcePolicy` and a group as the policy source"},
        {"CallerIsASession", Custom(R"("CallerArn":"arn:aws:sts::111122223333:assumed-role/R/s")"),
         "`CallerArn`: expected the ARN of an IAM user, group or role"},
        {"SourceIsAService",
         R"({"PolicySourceArn":"lambda.amazonaws.com","ActionNames":["s3:GetObject"]})",
         "`PolicySourceArn`: expected the ARN of an IAM user, group or role"},
        {"OwnerIsAUser", Custom(R"("ResourceOwner":"arn:aws:iam::111122223333:user/ann")"),
         "`ResourceOwner`: expected the ARN of an account"},
        {"KeyTwice",
         Custom(R"("ContextEntries":[{"ContextKeyName":"aws:SourceIp","ContextKeyValues":["a"]},)"
                R"({"ContextKeyName":"aws:sourceip","ContextKeyValues":["b"]}])"),
         "expected each context key once, found `aws:sourceip` again"},
        {"KeyTooShort", Custom(R"("ContextEntries":[{"ContextKeyName":"a:b"}])"),
         "`ContextKeyName`: expected 5 to 256 characters, found 3"},
        {"UnknownType",
         Custom(R"("ContextEntries":[{"ContextKeyName":"aws:x","ContextKeyValues":["a"],)"
                R"("ContextKeyType":"strings"}])"),
         "did you mean `string`?"},
        {"BooleanValue",
         Custom(R"("ContextEntries":[{"ContextKeyName":"aws:x","ContextKeyValues":[true]}])"),
         "`ContextKeyValues`"},
        {"EmptyExclusion", Principal(R"("PolicyExclusionList":[{}])"), "found 0"},
        {"TwoInOneExclusion",
         Principal(R"("PolicyExclusionList":[{"PolicyType":"scp","PolicyArn":"arn:aws:iam::x"}])"),
         "expected exactly one of `PolicyType`, `PolicyArn`, `InlinePolicyIdentifier`, found 2"},
        {"UnknownPolicyType", Principal(R"("PolicyExclusionList":[{"PolicyType":"managed"}])"),
         "`PolicyType`"},
        {"ExclusionByName", Principal(R"("PolicyExclusionList":[{"PolicyArn":"Read"}])"),
         "expected the ARN of a policy, found `Read`"},
        {"InlineWithoutHolder",
         Principal(R"("PolicyExclusionList":[{"InlinePolicyIdentifier":{"PolicyName":"p",)"
                   R"("AttachmentType":"user"}}])"),
         "expected `AttachmentName`, found none"},
        {"TooManyExclusions",
         Principal(absl::StrCat(R"("PolicyExclusionList":[)",
                                Repeat(R"({"PolicyType":"scp"})", 257), "]")),
         "expected at most 256 elements, found 257"},
        {"MaxItemsZero", Custom(R"("MaxItems":0)"), "expected a number from 1 to 1000, found `0`"},
        {"MaxItemsTooMany", Custom(R"("MaxItems":1001)"), "found `1001`"},
        {"MaxItemsNegative", Custom(R"("MaxItems":-1)"), "found `-1`"},
        {"MaxItemsText", Custom(R"("MaxItems":"5")"), "expected a number from 1 to 1000"},
        {"MarkerOfNothing", Custom(R"("Marker":"abc")"),
         "`Marker`: expected the one of an earlier answer to the same request"},
        {"HandlingOption", Custom(R"("ResourceHandlingOption":"EC2-Classic")"),
         "`ResourceHandlingOption`"},
        {"HandlingWithoutResources",
         Custom(R"("ResourceHandlingOption":"EC2-VPC-EBS",)"
                R"("ResourceArns":["arn:aws:ec2:us-east-1:111122223333:instance/*",)"
                R"("arn:aws:ec2:us-east-1::image/ami-1",)"
                R"("arn:aws:ec2:us-east-1:111122223333:security-group/*",)"
                R"("arn:aws:ec2:us-east-1:111122223333:network-interface/*"])",
                "ec2:RunInstances"),
         "expected a resource of type ec2 volume among `ResourceArns`, as `EC2-VPC-EBS` requires"},
    }),
    [](const auto& test) { return std::string(test.param.name); });

TEST(AwsSimulationReaderTest, HandlingOptionsAreSatisfied) {
  EXPECT_THAT(Read(Custom(R"("ResourceHandlingOption":"EC2-VPC-InstanceStore-Subnet",)"
                          R"("ResourceArns":["arn:aws:ec2:us-east-1:111122223333:instance/*",)"
                          R"("arn:aws:ec2:us-east-1::image/ami-1",)"
                          R"("arn:aws:ec2:us-east-1:111122223333:security-group/*",)"
                          R"("arn:aws:ec2:us-east-1:111122223333:network-interface/*",)"
                          R"("arn:aws:ec2:us-east-1:111122223333:subnet/s"])",
                          "ec2:RunInstances")),
              IsOk());
}

// AWS counts characters: 131,072 of two bytes each are not too many.
TEST(AwsSimulationReaderTest, LengthsAreCountedInCharacters) {
  std::string sid;
  for (int i = 0; i < 100000; ++i) sid += "é";
  EXPECT_THAT(Read(absl::StrCat(R"({"PolicyInputList":[")", sid, R"("],"ActionNames":["s3:x"]})")),
              Fails(HasSubstr("expected the text of a policy document")));
}

TEST(AwsSimulationReaderTest, RecognisesItsRequests) {
  const auto is = [](const std::string& text) {
    const auto document = JsonDocument::Parse(text, "");
    return document.ok() && IsSimulationRequest((*document)->root());
  };
  EXPECT_TRUE(is(Custom()));
  EXPECT_TRUE(is(Principal()));
  EXPECT_TRUE(is(R"({"PolicyInputList":[]})"));
  EXPECT_FALSE(is(R"({"principal":"anonymous","action":"s3:GetObject"})"));
  EXPECT_FALSE(is("[]"));
}

// A request that ends early is an error with a place, wherever it ends.
TEST(AwsSimulationReaderTest, TruncationAtEveryByteIsAnError) {
  const std::string text =
      Custom(absl::StrCat(R"("ResourceArns":["arn:aws:s3:::b/k"],"MaxItems":5,"ContextEntries":[)",
                          R"({"ContextKeyName":"aws:SourceIp","ContextKeyValues":["10.0.0.1"],)",
                          R"("ContextKeyType":"ip"}])"));
  ASSERT_THAT(Read(text), IsOk());
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_THAT(Read(text.substr(0, size)), Fails(HasSubstr("r.json"))) << size;
  }
  // A document that ends early inside a whole request.
  const std::string policy = kPolicy;
  for (std::size_t size = 0; size < policy.size(); ++size) {
    EXPECT_THAT(Read(absl::StrCat("{\"PolicyInputList\":[", JsonQuote(policy.substr(0, size)),
                                  "],\"ActionNames\":[\"s3:GetObject\"]}")),
                Fails(HasSubstr("PolicyInputList")))
        << size;
  }
}

}  // namespace
}  // namespace iamsim
