#include "audit/permission_world.h"

#include <gtest/gtest.h>

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"

namespace iamsim {
namespace {

constexpr char kAccount[] = "111122223333";
constexpr char kUser[] = "arn:aws:iam::111122223333:user/ann";
constexpr char kRole[] = "arn:aws:iam::111122223333:role/ci/Deploy";
constexpr char kBoundary[] = "arn:aws:iam::111122223333:policy/Boundary";

constexpr const char* kActionPatterns[] = {"*",
                                           "*",
                                           "s3:*",
                                           "s3:Get*",
                                           "s3:*Object",
                                           "s3:Put*",
                                           "ec2:*",
                                           "ec2:Describe*",
                                           "sqs:SendMessage",
                                           "sqs:*",
                                           "iam:*",
                                           "iam:Get*",
                                           "iam:PassRole",
                                           "newservice:*",
                                           "newservice:DoIt",
                                           "s3:GetObject",
                                           "*:Get*",
                                           "mechanicalturk:*",
                                           "s3:ListBucket",
                                           "dynamodb:*Item"};

constexpr const char* kResourcePatterns[] = {
    "*",
    "*",
    "*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::*/x",
    "arn:aws:s3:::b/${aws:username}/*",
    "arn:aws:s3:::b/${aws:PrincipalTag/team, 'ann'}/*",
    "arn:aws:sqs:*:111122223333:*",
    "arn:aws:sqs:eu-west-1:111122223333:q*",
    "arn:aws:ec2:*:*:instance/*",
    "arn:aws:iam::111122223333:role/*",
};
constexpr const char* kShortPattern = "arn:aws:sqs:*:q1";

constexpr const char* kBucketPatterns[] = {"*",
                                           "arn:aws:s3:::b",
                                           "arn:aws:s3:::b/*",
                                           "arn:aws:s3:::b/ann/*",
                                           "arn:aws:s3:::b*",
                                           "arn:aws:s3:::*/x"};

constexpr const char* kAwsPrincipals[] = {"*",
                                          "111122223333",
                                          kUser,
                                          kRole,
                                          "arn:aws:sts::111122223333:assumed-role/Deploy/s1",
                                          "arn:aws:iam::444455556666:root"};

struct ConditionChoice {
  const char* op;
  const char* key;
  const char* value;
};
constexpr ConditionChoice kConditions[] = {
    {"StringEquals", "aws:PrincipalTag/team", "ml"},
    {"StringNotEquals", "aws:PrincipalTag/team", "ml"},
    {"ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/ci/*"},
    {"StringEquals", "aws:PrincipalOrgID", "o-1"},
    {"StringNotEqualsIfExists", "aws:PrincipalOrgID", "o-1"},
    {"StringLike", "aws:username", "a*"},
    {"Bool", "aws:SecureTransport", "true"},
    {"Bool", "aws:SecureTransport", "false"},
    {"BoolIfExists", "aws:MultiFactorAuthPresent", "false"},
    {"Bool", "aws:MultiFactorAuthPresent", "true"},
    {"IpAddress", "aws:SourceIp", "203.0.113.0/24"},
    {"NotIpAddress", "aws:SourceIp", "203.0.113.0/24"},
    {"StringEquals", "aws:RequestedRegion", "eu-west-1"},
    {"StringNotEquals", "aws:RequestedRegion", "eu-west-1"},
    {"StringEquals", "aws:ResourceTag/team", "ml"},
    {"StringNotLike", "aws:ResourceTag/team", "m*"},
    {"StringEqualsIfExists", "aws:ResourceTag/team", "${aws:PrincipalTag/team}"},
    {"Null", "aws:TagKeys", "true"},
    {"Null", "aws:ResourceTag/team", "false"},
    {"ForAllValues:StringEquals", "aws:TagKeys", "team"},
    {"ForAnyValue:StringLike", "aws:TagKeys", "t*"},
    {"ForAnyValue:StringNotEquals", "aws:TagKeys", "team"},
    {"ForAnyValue:StringEqualsIfExists", "aws:TagKeys", "cost"},
    {"NumericLessThan", "s3:max-keys", "10"},
    {"NumericGreaterThanIfExists", "s3:max-keys", "10"},
    {"DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"},
    {"DateLessThanEquals", "aws:CurrentTime", "2027-01-01T00:00:00Z"},
    {"StringEquals", "aws:ResourceAccount", "111122223333"},
    {"StringLike", "aws:userid", "*:s1"},
    {"ArnNotEquals", "aws:SourceArn", "arn:aws:s3:::b"},
};

class WorldMaker {
 public:
  explicit WorldMaker(ByteSource& bytes) : bytes_(bytes) {}

  PermissionWorld Make() {
    AddPrincipals();
    AddOrganization();
    AddResources();
    PermissionWorld world;
    world.snapshot = builder_.Build().snapshot;
    world.principals = {kUser, kRole, "arn:aws:sts::111122223333:assumed-role/Deploy/s1"};
    world.text = std::move(text_);
    return world;
  }

 private:
  struct Shape {
    PolicyKind kind = PolicyKind::kIdentity;
    int deny_one_in = 4;
    bool of_bucket = false;
    int conditions_one_in = 2;
  };

  std::shared_ptr<const AttachedPolicy> Attach(absl::string_view name, PolicyKind kind,
                                               const std::string& text) {
    absl::StrAppend(&text_, name, ": ", text, "\n");
    return Document(name, kind, text);
  }

  void Conditions(JsonWriter& out) {
    const ConditionChoice& first = bytes_.Pick(kConditions);
    const ConditionChoice& second = bytes_.Pick(kConditions);
    out.Key("Condition").BeginObject();
    out.Key(first.op).BeginObject();
    if (bytes_.OneIn(3) && absl::string_view(first.op) != "Null") {
      out.Strings(first.key, {first.value, "other"});
    } else {
      out.Member(first.key, first.value);
    }
    out.EndObject();
    if (bytes_.OneIn(3) && absl::string_view(second.op) != first.op) {
      out.Key(second.op).BeginObject().Member(second.key, second.value).EndObject();
    }
    out.EndObject();
  }

  void Principal(JsonWriter& out, bool deny) {
    const bool negated = deny && bytes_.OneIn(5);
    std::vector<std::string> values = {bytes_.Pick(kAwsPrincipals)};
    if (bytes_.OneIn(3)) values.emplace_back(bytes_.Pick(kAwsPrincipals));
    out.Key(negated ? "NotPrincipal" : "Principal").BeginObject();
    out.Strings("AWS", values).EndObject();
  }

  std::string Resource(const Shape& shape) {
    if (bytes_.OneIn(3)) return "*";
    if (shape.of_bucket) return bytes_.Pick(kBucketPatterns);
    const bool may_be_short =
        shape.kind == PolicyKind::kIdentity || shape.kind == PolicyKind::kPermissionsBoundary;
    if (may_be_short && bytes_.OneIn(10)) return kShortPattern;
    return bytes_.Pick(kResourcePatterns);
  }

  void Statement(const Shape& shape, JsonWriter& out) {
    const bool resource_control = shape.kind == PolicyKind::kResourceControl;
    const bool deny = resource_control || bytes_.OneIn(static_cast<std::size_t>(shape.deny_one_in));
    out.BeginObject().Member("Effect", deny ? "Deny" : "Allow");
    if (resource_control) out.Member("Principal", "*");
    if (shape.kind == PolicyKind::kResource) Principal(out, deny);
    std::vector<std::string> actions = {bytes_.Pick(kActionPatterns)};
    // Denials stay small, so that something is left to compare.
    if (deny && !resource_control && bytes_.OneIn(2))
      actions = {bytes_.OneIn(2) ? "s3:Get*" : "ec2:*"};
    if (bytes_.OneIn(2)) actions.emplace_back(bytes_.Pick(kActionPatterns));
    if (resource_control) actions = {bytes_.OneIn(2) ? "s3:*" : "sqs:*", "s3:Get*", "ec2:*"};
    const bool bare_star = actions.front() == "*";
    out.Strings(
        !resource_control && !bare_star && bytes_.OneIn(deny ? 9 : 4) ? "NotAction" : "Action",
        actions);
    std::vector<std::string> resources = {Resource(shape)};
    if (bytes_.OneIn(3)) resources.push_back(Resource(shape));
    out.Strings(bytes_.OneIn(6) ? "NotResource" : "Resource", resources);
    if (bytes_.OneIn(static_cast<std::size_t>(shape.conditions_one_in))) Conditions(out);
    out.EndObject();
  }

  std::shared_ptr<const AttachedPolicy> Policy(absl::string_view name, const Shape& shape) {
    JsonWriter out;
    const bool old = shape.kind != PolicyKind::kResourceControl && bytes_.OneIn(8);
    out.BeginObject().Member("Version", old ? "2008-10-17" : "2012-10-17");
    out.Key("Statement").BeginArray();
    for (std::size_t i = 1 + bytes_.Choose(3); i > 0; --i) Statement(shape, out);
    out.EndArray().EndObject();
    return Attach(name, shape.kind, out.text());
  }

  void AddPrincipals() {
    SnapshotBuilder::PrincipalEntry user;
    user.arn = *ParseArn(kUser);
    user.kind = PrincipalKind::kUser;
    user.unique_id = "AIDAANN";
    user.inline_policies = {Policy("user-1", {}), Policy("user-2", {PolicyKind::kIdentity, 9})};
    if (bytes_.OneIn(3)) {  // so that the limits show
      const std::string all = PolicyText(R"({"Effect":"Allow","Action":"*","Resource":"*"})");
      user.inline_policies.push_back(Attach("all", PolicyKind::kIdentity, all));
    }
    if (bytes_.OneIn(2)) user.tags = {{"team", "ml"}};
    SnapshotBuilder::PrincipalEntry role;
    role.arn = *ParseArn(kRole);
    role.unique_id = "AROADEPLOY";
    role.inline_policies = {Policy("role-1", {}), Policy("role-2", {PolicyKind::kIdentity, 9})};
    if (bytes_.OneIn(3)) role.inline_policies.push_back(user.inline_policies.back());
    if (bytes_.OneIn(2)) role.tags = {{"Team", "web"}};
    if (bytes_.OneIn(2)) {
      user.boundary_arn = role.boundary_arn = kBoundary;
      auto boundary = std::make_shared<AttachedPolicy>(
          *Policy("boundary", {PolicyKind::kPermissionsBoundary, 6, false, 3}));
      boundary->arn = kBoundary;
      builder_.AddManagedPolicy(std::move(boundary));
    }
    builder_.AddPrincipal(std::move(user));
    builder_.AddPrincipal(std::move(role));
  }

  void AddOrganization() {
    if (bytes_.OneIn(4)) return;
    builder_.SetOrganization({.id = "o-1", .management_account = "999999999999"});
    builder_.AddServiceControlPolicy("guard-1",
                                     Policy("guard-1", {PolicyKind::kServiceControl, 2, false, 3}));
    builder_.AddServiceControlPolicy("guard-2",
                                     Policy("guard-2", {PolicyKind::kServiceControl, 8, false, 4}));
    builder_.AddResourceControlPolicy("fence", Policy("fence", {PolicyKind::kResourceControl}));
    std::vector<std::string> second = {"guard-2"};
    if (bytes_.OneIn(3)) second = {"FullAWSAccess"};
    if (bytes_.OneIn(3)) second = {"guard-1", "guard-2"};
    std::vector<std::string> third = {"FullAWSAccess"};
    if (bytes_.OneIn(5)) third = {"guard-2"};
    builder_.SetAccountPolicies(kAccount, third, {});
    builder_.AddOrganizationUnit({.id = "r-1",
                                  .service_control = {"FullAWSAccess", "guard-1"},
                                  .accounts = {"999999999999"}});
    builder_.AddOrganizationUnit(
        {.id = "ou-1",
         .parent = "r-1",
         .service_control = second,
         .resource_control = {bytes_.OneIn(2) ? "fence" : "RCPFullAWSAccess"},
         .accounts = {kAccount}});
  }

  void AddResources() {
    if (bytes_.OneIn(3)) {
      ResourceRecord bucket{.arn = *ParseArn("arn:aws:s3:::b")};
      if (!bytes_.OneIn(4)) bucket.account = kAccount;
      bucket.policy = Policy("bucket", {PolicyKind::kResource, 3, true, 2});
      builder_.AddResource(std::move(bucket));
    }
    if (bytes_.OneIn(3)) {
      ResourceRecord queue{.arn = *ParseArn("arn:aws:sqs:eu-west-1:111122223333:q1")};
      queue.policy = Policy("queue", {PolicyKind::kResource, 3, false, 2});
      queue.tags = Tags{{"team", "ml"}};
      builder_.AddResource(std::move(queue));
    }
  }

  ByteSource& bytes_;
  SnapshotBuilder builder_;
  std::string text_;
};

}  // namespace

PermissionWorld MakePermissionWorld(ByteSource& bytes) { return WorldMaker(bytes).Make(); }

const std::vector<AskedPair>& AskedPairs() {
  static const auto& pairs = *new std::vector<AskedPair>{
      {"s3:GetObject", "arn:aws:s3:::b/x"},
      {"s3:GetObject", "arn:aws:s3:::b/ann/x"},
      {"s3:GetObjectTagging", "arn:aws:s3:::stray/x"},
      {"s3:PutObject", "arn:aws:s3:::b/ml/y"},
      {"s3:PutObject", "arn:aws:s3:::stray/y"},
      {"s3:ListBucket", "arn:aws:s3:::b"},
      {"s3:GetBucketPolicy", "arn:aws:s3:::b"},
      {"s3:ListAllMyBuckets", "*"},
      {"s3:GetAccountPublicAccessBlock", "*"},
      {"s3:FutureAction", "arn:aws:s3:::b/x"},
      {"ec2:DescribeInstances", "*"},
      {"ec2:TerminateInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1"},
      {"sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q1"},
      {"sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:111122223333:q2"},
      {"sqs:ListQueues", "*"},
      {"iam:PassRole", "arn:aws:iam::111122223333:role/ci/Deploy"},
      {"iam:GetRole", "arn:aws:iam::111122223333:role/ci/Deploy"},
      {"iam:ListUsers", "*"},
      {"dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111122223333:table/t"},
      {"mechanicalturk:GetHIT", "*"},
      {"newservice:DoIt", "*"},
      {"newservice:Other", "arn:aws:newservice:eu-west-1:111122223333:thing/1"},
      {"sts:GetCallerIdentity", "*"},
  };
  return pairs;
}

std::optional<ContextValue> ChooseTypedValue(absl::string_view key, ByteSource& bytes) {
  struct Choice {
    const char* key;
    const char* values[3];
  };
  constexpr Choice kChoices[] = {
      {"aws:SecureTransport", {"true", "false", "TRUE"}},
      {"aws:MultiFactorAuthPresent", {"true", "false", "false"}},
      {"aws:SourceIp", {"203.0.113.7", "198.51.100.1", "2001:db8::1"}},
      {"aws:RequestedRegion", {"eu-west-1", "us-east-1", "other"}},
      {"aws:ResourceTag/team", {"ml", "web", "other"}},
      {"s3:max-keys", {"9.5", "10", "1000"}},
      {"aws:CurrentTime", {"2025-11-21T10:00:00Z", "2026-11-21T10:00:00Z", "2028-11-21T10:00:00Z"}},
      {"aws:ResourceAccount", {"111122223333", "111122223333", "444455556666"}},
      {"aws:userid", {"AROADEPLOY:s1", "AROADEPLOY:s2", "AROADEPLOY:other"}},
  };
  if (bytes.OneIn(4)) return std::nullopt;
  if (absl::EqualsIgnoreCase(key, "aws:TagKeys")) {
    std::vector<std::string> keys = {bytes.OneIn(2) ? "team" : "cost"};
    if (bytes.OneIn(2)) keys.emplace_back("other");
    return ContextValue::List(std::move(keys));
  }
  for (const Choice& choice : kChoices) {
    if (absl::EqualsIgnoreCase(choice.key, key)) {
      return ContextValue::Scalar(bytes.Pick(choice.values));
    }
  }
  return ContextValue::Scalar("other");
}

}  // namespace iamsim
