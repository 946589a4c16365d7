#include "support/tiny_world.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/policy/parse.h"
#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {

namespace {

constexpr const char* kPrincipals[] = {
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:iam::111122223333:role/ci/Deploy",
    "arn:aws:sts::111122223333:assumed-role/Deploy/s1",
    "arn:aws:iam::444455556666:role/Partner",
    "arn:aws:sts::111122223333:federated-user/fay",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
    "lambda.amazonaws.com",
    "anonymous",
};

struct Target {
  const char* action;
  const char* resource;
};
constexpr Target kTargets[] = {
    {"s3:GetObject", "arn:aws:s3:::bucket/ann/x"},
    {"s3:PutBucketPolicy", "arn:aws:s3:::bucket"},
    {"s3:ListAllMyBuckets", "*"},
    {"sts:AssumeRole", "arn:aws:iam::111122223333:role/ci/Deploy"},
    {"sts:GetCallerIdentity", "*"},
    {"kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/k1"},
    {"iam:PassRole", "arn:aws:iam::111122223333:role/ci/Deploy"},
    {"sqs:SendMessage", "arn:aws:sqs:eu-west-1:444455556666:queue"},
};

constexpr const char* kActionPatterns[] = {
    "*", "s3:*", "s3:Get*", "sts:*", "kms:Dec*", "sqs:SendMessage", "iam:PassRole"};
constexpr absl::string_view kShortArn = "arn:aws:sqs:*:queue";
constexpr const char* kResourcePatterns[] = {
    "*",
    "*",
    "*",
    "*",
    "arn:aws:s3:::bucket*",
    "arn:aws:s3:::bucket/${aws:username}/*",
    "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'ann'}/?",
    "arn:aws:sqs:*:queue",
    "arn:aws:kms:*:111122223333:key/*",
    "arn:aws:iam::*:role/ci/*",
};
constexpr const char* kAwsPrincipals[] = {
    "*",
    "*",
    "111122223333",
    "arn:aws:iam::444455556666:root",
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:iam::111122223333:role/ci/Deploy",
    "arn:aws:sts::111122223333:assumed-role/Deploy/s1",
    "arn:aws:sts::111122223333:federated-user/fay",
    "arn:aws:iam::444455556666:role/Partner",
};

struct ConditionChoice {
  const char* op;
  const char* key;
  const char* value;
};
constexpr ConditionChoice kConditions[] = {
    {"StringEquals", "aws:PrincipalTag/team", "ml"},
    {"StringNotEquals", "aws:PrincipalTag/team", "ml"},
    {"StringEqualsIfExists", "aws:SourceVpc", "vpc-1"},
    {"StringLike", "aws:username", "a*"},
    {"StringNotLike", "aws:PrincipalTag/team", "${aws:username}*"},
    {"Bool", "aws:MultiFactorAuthPresent", "true"},
    {"BoolIfExists", "aws:MultiFactorAuthPresent", "false"},
    {"Null", "aws:TagKeys", "true"},
    {"Null", "aws:SourceVpc", "false"},
    {"ForAllValues:StringEquals", "aws:TagKeys", "team"},
    {"ForAnyValue:StringLike", "aws:TagKeys", "t*"},
    {"ForAnyValue:StringNotEquals", "aws:TagKeys", "team"},
    {"IpAddress", "aws:SourceIp", "203.0.113.0/24"},
    {"NotIpAddress", "aws:SourceIp", "203.0.113.0/24"},
    {"NumericLessThan", "s3:max-keys", "10"},
    {"DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"},
    {"ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/ci/*"},
    {"ArnNotEquals", "aws:SourceArn", "arn:aws:s3:::${aws:PrincipalTag/team}"},
    {"StringEquals", "aws:ResourceAccount", "111122223333"},
};

struct ValueChoice {
  const char* key;
  const char* value;
};
constexpr ValueChoice kValues[] = {
    {"aws:PrincipalTag/team", "ml"},
    {"aws:PrincipalTag/team", "ann"},
    {"aws:SourceVpc", "vpc-1"},
    {"aws:SourceIp", "203.0.113.7"},
    {"aws:SourceIp", "198.51.100.1"},
    {"aws:MultiFactorAuthPresent", "true"},
    {"aws:MultiFactorAuthPresent", "false"},
    {"s3:max-keys", "9.5"},
    {"s3:max-keys", "none"},
    {"aws:CurrentTime", "2026-11-21T10:00:00Z"},
    {"aws:SourceArn", "arn:aws:s3:::ml"},
    {"aws:userid", "AROAEXAMPLE:s1"},
    {"aws:username", "ann"},
};

enum class PrincipalRule { kNone, kEveryone, kPrincipal, kAny };  // kAny: also NotPrincipal

void AppendPrincipal(PrincipalRule rule, Effect effect, ByteSource& bytes, JsonWriter& out) {
  if (rule == PrincipalRule::kNone) return;
  if (rule == PrincipalRule::kEveryone) {
    out.Member("Principal", "*");
    return;
  }
  const bool negated = rule == PrincipalRule::kAny && effect == Effect::kDeny && bytes.OneIn(5);
  out.Key(negated ? "NotPrincipal" : "Principal");
  if (bytes.OneIn(6)) {
    out.BeginObject().Member("Service", "lambda.amazonaws.com").EndObject();
    return;
  }
  std::vector<std::string> values = {bytes.Pick(kAwsPrincipals)};
  if (bytes.OneIn(3)) values.emplace_back(bytes.Pick(kAwsPrincipals));
  out.BeginObject().Strings("AWS", values).EndObject();
}

void AppendConditions(ByteSource& bytes, JsonWriter& out) {
  if (bytes.OneIn(3)) return;
  const ConditionChoice& first = bytes.Pick(kConditions);
  const ConditionChoice& second = bytes.Pick(kConditions);
  out.Key("Condition").BeginObject();
  out.Key(first.op).BeginObject().Member(first.key, first.value).EndObject();
  if (absl::string_view(second.op) != first.op) {
    out.Key(second.op).BeginObject().Strings(second.key, {second.value, "other"}).EndObject();
  }
  out.EndObject();
}

struct Shape {
  PolicyKind kind;
  PrincipalRule principal;
  bool resource = true;
  bool only_deny = false;
};

void AppendStatement(const Shape& shape, ByteSource& bytes, JsonWriter& out) {
  const Effect effect = shape.only_deny || bytes.OneIn(5) ? Effect::kDeny : Effect::kAllow;
  out.BeginObject().Member("Effect", EffectName(effect));
  AppendPrincipal(shape.principal, effect, bytes, out);
  const bool rcp = shape.kind == PolicyKind::kResourceControl;
  const bool trust = shape.kind == PolicyKind::kTrust;
  const char* action = trust ? "sts:AssumeRole" : rcp ? "s3:*" : bytes.Pick(kActionPatterns);
  out.Member(!rcp && bytes.OneIn(8) ? "NotAction" : "Action", action);
  if (shape.resource) {
    const bool negated = bytes.OneIn(8);
    // A short ARN, which these types reject (MR-4), stands in the vocabulary for the others.
    const bool whole =
        shape.kind == PolicyKind::kSession || shape.kind == PolicyKind::kServiceControl;
    const char* pattern = rcp ? "*" : bytes.Pick(kResourcePatterns);
    if (whole && absl::string_view(pattern) == kShortArn) pattern = "*";
    out.Member(negated ? "NotResource" : "Resource", pattern);
  }
  AppendConditions(bytes, out);
  out.EndObject();
}

std::shared_ptr<const AttachedPolicy> Attach(absl::string_view name, absl::string_view text,
                                             PolicyKind kind) {
  ParsedPolicy parsed = ParsePolicyText(text, "", kind);
  if (parsed.policy == nullptr) return nullptr;
  auto attached = std::make_shared<AttachedPolicy>();
  attached->name = std::string(name);
  attached->policy = std::move(parsed.policy);
  return attached;
}

std::shared_ptr<const AttachedPolicy> MakePolicy(const Shape& shape, ByteSource& bytes) {
  JsonWriter out;
  const bool old = shape.kind != PolicyKind::kResourceControl && bytes.OneIn(8);
  out.BeginObject().Member("Version", old ? "2008-10-17" : "2012-10-17");
  out.Key("Statement").BeginArray();
  const std::size_t statements = 1 + bytes.Choose(3);
  for (std::size_t i = 0; i < statements; ++i) AppendStatement(shape, bytes, out);
  out.EndArray().EndObject();
  return Attach(LayerName(shape.kind), out.text(), shape.kind);
}

std::shared_ptr<const AttachedPolicy> AllowAll(PolicyKind kind) {
  return Attach(
      "all",
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})",
      kind);
}

bool AddPolicies(const Shape& shape, std::size_t most, ByteSource& bytes, PolicyList* out) {
  for (std::size_t i = bytes.Choose(most + 1); i > 0; --i) {
    out->push_back(MakePolicy(shape, bytes));
    if (out->back() == nullptr) return false;
  }
  return true;
}

bool AddLevels(const Shape& shape, ByteSource& bytes,
               std::optional<std::vector<PolicyLevel>>* out) {
  if (!bytes.OneIn(3)) return true;
  *out = std::vector<PolicyLevel>{{"r-root", {}}, {"111122223333", {}}};
  for (PolicyLevel& level : **out) {
    // Mostly as organizations are: everything is allowed first.
    if (!shape.only_deny && !bytes.OneIn(4)) level.policies.push_back(AllowAll(shape.kind));
    if (!AddPolicies(shape, 2, bytes, &level.policies)) return false;
  }
  return true;
}

bool AddLayers(ByteSource& bytes, Request* request) {
  using enum PolicyKind;
  const bool trust = request->action == "sts:AssumeRole";
  SuppliedPolicies& policies = request->policies;
  bool valid = AddPolicies({kIdentity, PrincipalRule::kNone}, 3, bytes, &policies.identity);
  if (bytes.OneIn(3)) {
    policies.permissions_boundary.emplace();
    valid &= AddPolicies({kPermissionsBoundary, PrincipalRule::kNone}, 1, bytes,
                         &*policies.permissions_boundary);
  }
  if (bytes.OneIn(3)) {
    policies.session.emplace();
    valid &= AddPolicies({kSession, PrincipalRule::kNone}, 1, bytes, &*policies.session);
  }
  const Shape resource = trust ? Shape{kTrust, PrincipalRule::kPrincipal, /*resource=*/false}
                               : Shape{kResource, PrincipalRule::kAny};
  valid &= AddPolicies(resource, 2, bytes, &policies.resource);
  valid &=
      AddLevels({kServiceControl, PrincipalRule::kNone, true}, bytes, &policies.service_control);
  valid &= AddLevels({kResourceControl, PrincipalRule::kEveryone, true, /*only_deny=*/true}, bytes,
                     &policies.resource_control);
  if (bytes.OneIn(8)) {
    valid &= AddPolicies({kVpcEndpoint, PrincipalRule::kAny}, 1, bytes, &policies.vpc_endpoint);
  }
  return valid;
}

// What is asked, and the context.
void ChooseQuestion(ByteSource& bytes, Request* request, EvaluationOptions* options) {
  const Target& target = bytes.Pick(kTargets);
  request->action = target.action;
  request->resource = target.resource;
  if (bytes.Choose(4) != 0 && request->resource != "*") {
    request->resource_account =
        absl::StrContains(request->resource, "444455556666") ? "444455556666" : "111122223333";
  }
  if (bytes.OneIn(3)) request->principal_tags = Tags{{"team", "ml"}};
  for (std::size_t i = bytes.Choose(5); i > 0; --i) {
    const ValueChoice& value = bytes.Pick(kValues);
    request->context[value.key] = ContextValue::Scalar(value.value);
  }
  if (bytes.OneIn(3)) request->context["aws:TagKeys"] = ContextValue::List({"team", "cost"});
  request->context_is_complete = bytes.OneIn(3);
  if (bytes.OneIn(4)) request->s3 = S3Settings{.block_public_access = true};
  options->strictNotPrincipal = bytes.OneIn(4);
  options->boundaryLimitsTrust = !bytes.OneIn(4);
  options->emptyStringIsNull = bytes.OneIn(4);
}

// ---- snapshots

struct TinyPrincipal {
  const char* arn;
  const char* unique_id;
};
constexpr TinyPrincipal kSnapshotPrincipals[] = {
    {"arn:aws:iam::111122223333:user/ann", "AIDAEXAMPLE1"},
    {"arn:aws:iam::111122223333:user/bob", ""},
    {"arn:aws:iam::111122223333:role/ci/Deploy", "AROAEXAMPLE"},
    {"arn:aws:iam::111122223333:role/ci/Test", "AROAEXAMPLE2"},
    {"arn:aws:iam::111122223333:role/Other", ""},
    {"arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX", ""},
    {"arn:aws:iam::444455556666:role/Partner", ""},
    {"arn:aws:iam::444455556666:role/Second", ""},
};

struct TinyResource {
  const char* arn;
  const char* account;
};
constexpr TinyResource kSnapshotResources[] = {
    {"arn:aws:s3:::bucket", "111122223333"},
    {"arn:aws:kms:eu-west-1:111122223333:key/k1", "111122223333"},
    {"arn:aws:sqs:eu-west-1:444455556666:queue", "444455556666"},
};

bool AddPrincipals(const PolicyList& pool, ByteSource& bytes, SnapshotBuilder* builder) {
  for (const TinyPrincipal& choice : kSnapshotPrincipals) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(choice.arn);
    entry.unique_id = choice.unique_id;
    entry.kind =
        absl::StrContains(choice.arn, ":user/") ? PrincipalKind::kUser : PrincipalKind::kRole;
    for (const std::shared_ptr<const AttachedPolicy>& policy : pool) {
      if (bytes.OneIn(2)) entry.inline_policies.push_back(policy);
    }
    if (bytes.OneIn(10)) entry.attached_policy_arns.emplace_back("arn:aws:iam::aws:policy/Gone");
    if (bytes.OneIn(3)) entry.boundary_arn = "arn:aws:iam::111122223333:policy/Boundary";
    if (bytes.OneIn(2)) entry.tags = {{"team", bytes.OneIn(2) ? "ml" : "ann"}};
    if (entry.kind == PrincipalKind::kRole) {
      entry.trust_policy =
          MakePolicy({PolicyKind::kTrust, PrincipalRule::kPrincipal, /*resource=*/false}, bytes);
      if (entry.trust_policy == nullptr) return false;
    }
    builder->AddAccountDetails(entry.arn.account());
    builder->AddPrincipal(std::move(entry));
  }
  return true;
}

bool AddOrganization(ByteSource& bytes, SnapshotBuilder* builder) {
  if (bytes.OneIn(3)) return true;
  builder->SetOrganization({.id = "o-tiny", .management_account = "999999999999"});
  builder->AddServiceControlPolicy(
      "guard", MakePolicy({PolicyKind::kServiceControl, PrincipalRule::kNone, true}, bytes));
  builder->AddResourceControlPolicy(
      "perimeter", MakePolicy({PolicyKind::kResourceControl, PrincipalRule::kEveryone, true,
                               /*only_deny=*/true},
                              bytes));
  SnapshotBuilder::OrganizationUnitEntry root;
  root.id = "r-tiny";
  root.service_control = {"FullAWSAccess", "guard"};
  if (bytes.OneIn(4)) root.service_control = {"guard"};
  if (bytes.OneIn(2)) root.resource_control = {"perimeter"};
  root.accounts = {"111122223333", "444455556666", "999999999999"};
  builder->AddOrganizationUnit(std::move(root));
  for (const char* account : {"111122223333", "444455556666"}) {
    builder->SetAccountPolicies(account, {"FullAWSAccess"}, {});
  }
  return true;
}

}  // namespace

std::optional<TinySnapshot> MakeTinySnapshot(ByteSource& bytes) {
  TinySnapshot tiny;
  ChooseQuestion(bytes, &tiny.question, &tiny.options);
  SnapshotBuilder builder;
  PolicyList pool;
  for (int i = 0; i < 4; ++i) {
    pool.push_back(MakePolicy({PolicyKind::kIdentity, PrincipalRule::kNone}, bytes));
    if (pool.back() == nullptr) return std::nullopt;
  }
  auto boundary = MakePolicy({PolicyKind::kIdentity, PrincipalRule::kNone}, bytes);
  if (boundary == nullptr) return std::nullopt;
  auto managed = std::make_shared<AttachedPolicy>(*boundary);
  managed->name = "Boundary";
  managed->arn = "arn:aws:iam::111122223333:policy/Boundary";
  builder.AddManagedPolicy(std::move(managed));
  if (!AddPrincipals(pool, bytes, &builder)) return std::nullopt;
  if (!AddOrganization(bytes, &builder)) return std::nullopt;
  for (const TinyResource& choice : kSnapshotResources) {
    ResourceRecord record;
    record.arn = *ParseArn(choice.arn);
    if (!bytes.OneIn(4)) record.account = choice.account;
    if (!bytes.OneIn(3)) {
      record.policy = MakePolicy({PolicyKind::kResource, PrincipalRule::kAny}, bytes);
      if (record.policy == nullptr) return std::nullopt;
    }
    builder.AddResource(std::move(record));
  }
  tiny.snapshot = builder.Build().snapshot;
  return tiny;
}

std::optional<ContextValue> ChooseValue(absl::string_view key, ByteSource& bytes) {
  if (bytes.OneIn(3)) return std::nullopt;
  if (absl::EqualsIgnoreCase(key, "aws:TagKeys")) {
    std::vector<std::string> keys = {"team"};
    if (bytes.OneIn(2)) keys.emplace_back("cost");
    return ContextValue::List(std::move(keys));
  }
  if (absl::EqualsIgnoreCase(key, "aws:ResourceAccount")) {
    return ContextValue::Scalar(bytes.OneIn(2) ? "444455556666" : "111122223333");
  }
  std::vector<const char*> fitting;
  for (const ValueChoice& choice : kValues) {
    if (absl::EqualsIgnoreCase(choice.key, key)) fitting.push_back(choice.value);
  }
  if (fitting.empty()) return ContextValue::Scalar("other");
  return ContextValue::Scalar(fitting[bytes.Choose(fitting.size())]);
}

std::optional<TinyWorld> MakeTinyWorld(ByteSource& bytes) {
  TinyWorld world;
  Request& request = world.request;
  request.principal = bytes.Pick(kPrincipals);
  if (absl::StrContains(request.principal, "federated-user")) {
    request.federated_by = "arn:aws:iam::111122223333:user/ann";
  }
  if (bytes.OneIn(2)) request.principal_id = "AROAEXAMPLE";
  ChooseQuestion(bytes, &request, &world.options);
  if (!AddLayers(bytes, &request)) return std::nullopt;
  world.extra_deny =
      MakePolicy({PolicyKind::kIdentity, PrincipalRule::kNone, true, /*only_deny=*/true}, bytes);
  world.allow_all = AllowAll(PolicyKind::kIdentity);
  if (world.extra_deny == nullptr) return std::nullopt;
  return world;
}

}  // namespace iamsim
