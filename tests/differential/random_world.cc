#include "differential/random_world.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/check.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/match/condition_operator.h"
#include "iamsim/policy/parse.h"
#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {
namespace {

constexpr const char* kActionPatterns[] = {"*",
                                           "s3:*",
                                           "s3:Get*",
                                           "s3:GetObject",
                                           "s3:*Object",
                                           "S3:GET*",
                                           "s3:Get?bject",
                                           "kms:Decrypt",
                                           "sqs:*",
                                           "sqs:Send*",
                                           "new:Invented",
                                           "new:*",
                                           "logs:Put*",
                                           "s*:Get*",
                                           "iam:PassRole",
                                           "sts:*",
                                           "sts:AssumeRole"};

struct Target {
  const char* action;
  const char* resource;
};
constexpr Target kTargets[] = {
    {"s3:GetObject", "arn:aws:s3:::bucket/home/ann/x"},
    {"s3:GetObject", "arn:aws:s3:::other/home/x"},
    {"s3:PutObject", "arn:aws:s3:::bucket/home/x"},
    {"s3:ListBucket", "arn:aws:s3:::bucket"},
    {"s3:PutBucketPolicy", "arn:aws:s3:::bucket"},
    {"s3:ListAllMyBuckets", "*"},
    {"ec2:DescribeInstances", "*"},
    {"kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/k1"},
    {"sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:queue-1"},
    {"sqs:SendMessage", "arn:aws:sqs:eu-west-1:444455556666:queue-1"},
    {"logs:PutLogEvents", "arn:aws:logs:eu-west-1:111122223333:log-group:app:log-stream:s1"},
    {"new:Invented", "arn:aws:new:eu-west-1:111122223333:thing/1"},
    {"iam:PassRole", "arn:aws:iam::111122223333:role/ci/Deploy"},
    {"iam:GetRole", "arn:aws:iam::111122223333:role/ci/Deploy"},
    {"sts:AssumeRole", "arn:aws:iam::111122223333:role/ci/Deploy"},
    {"sts:AssumeRole", "arn:aws:iam::444455556666:role/Partner"},
    {"sts:TagSession", "arn:aws:iam::111122223333:role/ci/Deploy"},
    {"sts:GetCallerIdentity", "*"},
};

constexpr const char* kPatterns[] = {
    "*",
    "*",
    "*",
    "arn:aws:s3:::bucket",
    "arn:aws:s3:::bucket/*",
    "arn:aws:s3:::bucket/home/*",
    "arn:aws:s3:::bucket/home/${aws:username}/*",
    "arn:aws:s3:::bucket/home/${aws:PrincipalTag/team, 'ann'}/?",
    "arn:aws:s3:::*",
    "arn:aws:s3:::*/home/x",
    "arn:aws:s3*",
    "arn:aws:s3",
    "arn:*:s3:::bucket/?ome/*",
    "arn:aws:sqs:*:111122223333:queue-*",
    "arn:aws:sqs:eu-*1:*:queue-?",
    "arn:aws:sqs:*:queue-1",
    "arn:aws:logs:*:log-group:app:*",
    "arn:aws:logs:*:*:log-group:app:*",
    "arn:aws:kms:*:111122223333:key/*",
    "arn:aws:iam::*:role/ci/*",
    "arn:aws:iam::111122223333:role/ci/Deploy",
    "arn:aws:iam::*:role/${aws:PrincipalTag/team}/*",
    "?",
};

constexpr const char* kKeys[] = {
    "aws:PrincipalTag/team",
    "aws:principaltag/TEAM",
    "aws:username",
    "aws:userid",
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:PrincipalType",
    "aws:ResourceAccount",
    "aws:ResourceTag/team",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:CurrentTime",
    "aws:TagKeys",
    "aws:RequestedRegion",
    "aws:SecureTransport",
    "aws:MultiFactorAuthPresent",
    "s3:max-keys",
    "s3:prefix",
    "app:blob",
};
constexpr const char* kValues[] = {
    "ml",
    "ann",
    "a*",
    "true",
    "false",
    "10",
    "9.5",
    "1e1",
    "203.0.113.0/24",
    "203.0.113.7",
    "2026-01-01T00:00:00Z",
    "1767225600",
    "111122223333",
    "arn:aws:iam::*:role/ci/*",
    "arn:aws:iam::111122223333:user/ann",
    "${aws:username}",
    "${aws:PrincipalTag/team, 'ml'}*",
    "YW5u",
    "o-tiny",
    "",
};
constexpr const char* kPrincipals[] = {
    "*",
    "*",
    "111122223333",
    "arn:aws:iam::444455556666:root",
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:iam::111122223333:role/ci/Deploy",
    "arn:aws:iam::444455556666:role/Partner",
    "AROAEXAMPLE",
};

void AppendStrings(absl::string_view key, std::vector<std::string> values, JsonWriter& out) {
  if (values.size() == 1) {
    out.Member(key, values.front());
  } else {
    out.Strings(key, values);
  }
}

template <std::size_t size>
std::vector<std::string> Some(const char* const (&items)[size], std::size_t most,
                              ByteSource& bytes) {
  std::vector<std::string> out;
  for (std::size_t i = 1 + bytes.Choose(most); i > 0; --i) out.emplace_back(bytes.Pick(items));
  return out;
}

std::string OperatorName(ByteSource& bytes) {
  const auto all = AllBaseOperators();
  const std::size_t choice = bytes.Choose(all.size() + 1);
  constexpr const char* kSets[] = {"", "", "", "ForAllValues:", "ForAnyValue:"};
  const std::string set = bytes.Pick(kSets);
  if (choice == all.size()) return absl::StrCat(set, "Null");
  return absl::StrCat(set, all[choice]->name, bytes.OneIn(4) ? "IfExists" : "");
}

void AppendConditions(ByteSource& bytes, JsonWriter& out) {
  if (bytes.OneIn(2)) return;
  out.Key("Condition").BeginObject();
  std::string used;
  for (std::size_t i = 1 + bytes.Choose(2); i > 0; --i) {
    const std::string op = OperatorName(bytes);
    if (op == used) continue;
    used = op;
    out.Key(op).BeginObject();
    AppendStrings(bytes.Pick(kKeys), Some(kValues, 3, bytes), out);
    out.EndObject();
  }
  out.EndObject();
}

void AppendPrincipal(PolicyKind kind, Effect effect, ByteSource& bytes, JsonWriter& out) {
  if (kind == PolicyKind::kResourceControl) {
    out.Member("Principal", "*");
  } else if (kind == PolicyKind::kResource || kind == PolicyKind::kTrust) {
    const bool negated = kind == PolicyKind::kResource && effect == Effect::kDeny && bytes.OneIn(4);
    out.Key(negated ? "NotPrincipal" : "Principal").BeginObject();
    AppendStrings("AWS", Some(kPrincipals, 2, bytes), out);
    out.EndObject();
  }
}

std::string MakeText(PolicyKind kind, std::size_t statements, ByteSource& bytes) {
  JsonWriter out;
  out.BeginObject().Member("Version", bytes.OneIn(10) ? "2008-10-17" : "2012-10-17");
  out.Key("Statement").BeginArray();
  for (std::size_t i = 0; i < statements; ++i) {
    const bool rcp = kind == PolicyKind::kResourceControl;
    const Effect effect = rcp || bytes.OneIn(5) ? Effect::kDeny : Effect::kAllow;
    out.BeginObject().Member("Effect", EffectName(effect));
    AppendPrincipal(kind, effect, bytes, out);
    if (kind == PolicyKind::kTrust) {
      out.Member("Action", bytes.OneIn(4) ? "sts:*" : "sts:AssumeRole");
    } else {
      AppendStrings(!rcp && bytes.OneIn(10) ? "NotAction" : "Action",
                    Some(kActionPatterns, 3, bytes), out);
      AppendStrings(bytes.OneIn(10) ? "NotResource" : "Resource", Some(kPatterns, 4, bytes), out);
    }
    AppendConditions(bytes, out);
    out.EndObject();
  }
  out.EndArray().EndObject();
  return out.Take();
}

std::shared_ptr<const AttachedPolicy> MakeDocument(PolicyKind kind, std::size_t statements,
                                                   ByteSource& bytes) {
  auto out = std::make_shared<AttachedPolicy>();
  out->name = "document";
  out->policy = ParsePolicyText(MakeText(kind, statements, bytes), "random", kind,
                                ParseOptions{.lenient = true})
                    .policy;
  IAMSIM_CHECK(out->policy != nullptr);
  return out;
}

struct Someone {
  const char* arn;
  const char* unique_id;
};
constexpr Someone kPeople[] = {
    {"arn:aws:iam::111122223333:user/ann", "AIDAEXAMPLE1"},
    {"arn:aws:iam::111122223333:user/bob", ""},
    {"arn:aws:iam::111122223333:role/ci/Deploy", "AROAEXAMPLE"},
    {"arn:aws:iam::111122223333:role/ci/Test", ""},
    {"arn:aws:iam::111122223333:role/Other", "AROAEXAMPLE2"},
    {"arn:aws:iam::444455556666:role/Partner", ""},
};

void AddPeople(ByteSource& bytes, SnapshotBuilder* builder) {
  PolicyList pool;
  for (int i = 0; i < 5; ++i) {
    const std::size_t statements = bytes.OneIn(6) ? 30 + bytes.Choose(30) : 1 + bytes.Choose(6);
    pool.push_back(MakeDocument(PolicyKind::kIdentity, statements, bytes));
  }
  auto boundary = std::make_shared<AttachedPolicy>(*pool.front());
  boundary->arn = "arn:aws:iam::111122223333:policy/Boundary";
  builder->AddManagedPolicy(boundary);
  for (const Someone& someone : kPeople) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(someone.arn);
    entry.unique_id = someone.unique_id;
    const bool is_user = absl::StrContains(someone.arn, ":user/");
    entry.kind = is_user ? PrincipalKind::kUser : PrincipalKind::kRole;
    for (const auto& document : pool) {
      if (bytes.OneIn(2)) entry.inline_policies.push_back(document);
    }
    if (bytes.OneIn(20)) entry.attached_policy_arns.emplace_back("arn:aws:iam::aws:policy/Gone");
    if (bytes.OneIn(4)) entry.boundary_arn = boundary->arn;
    if (bytes.OneIn(2)) entry.tags = {{"team", bytes.OneIn(2) ? "ml" : "ci"}};
    if (!is_user) {
      entry.trust_policy = MakeDocument(PolicyKind::kTrust, 1 + bytes.Choose(3), bytes);
    }
    builder->AddAccountDetails(entry.arn.account());
    builder->AddPrincipal(std::move(entry));
  }
}

void AddOrganization(ByteSource& bytes, SnapshotBuilder* builder) {
  if (bytes.OneIn(2)) return;
  builder->SetOrganization({.id = "o-tiny", .management_account = "999999999999"});
  builder->AddServiceControlPolicy("guard", MakeDocument(PolicyKind::kServiceControl, 3, bytes));
  builder->AddResourceControlPolicy("edge", MakeDocument(PolicyKind::kResourceControl, 2, bytes));
  SnapshotBuilder::OrganizationUnitEntry root;
  root.id = "r-tiny";
  root.service_control = {"FullAWSAccess", "guard"};
  if (bytes.OneIn(4)) root.service_control = {"guard"};
  if (bytes.OneIn(2)) root.resource_control = {"edge"};
  root.accounts = {"111122223333", "444455556666", "999999999999"};
  builder->AddOrganizationUnit(std::move(root));
  for (const char* account : {"111122223333", "444455556666"}) {
    builder->SetAccountPolicies(account, {"FullAWSAccess"}, {});
  }
}

}  // namespace

std::shared_ptr<const Snapshot> MakeRandomWorld(ByteSource& bytes) {
  SnapshotBuilder builder;
  AddPeople(bytes, &builder);
  AddOrganization(bytes, &builder);
  for (const char* arn : {"arn:aws:s3:::bucket", "arn:aws:kms:eu-west-1:111122223333:key/k1",
                          "arn:aws:sqs:eu-west-1:444455556666:queue-1"}) {
    if (bytes.OneIn(4)) continue;
    ResourceRecord record;
    record.arn = *ParseArn(arn);
    if (!bytes.OneIn(4)) {
      record.account = absl::StrContains(arn, "444455556666") ? "444455556666" : "111122223333";
    }
    if (bytes.OneIn(3)) record.tags = Tags{{"team", "ml"}};
    if (!bytes.OneIn(3)) {
      record.policy = MakeDocument(PolicyKind::kResource, 1 + bytes.Choose(5), bytes);
    }
    builder.AddResource(std::move(record));
  }
  return builder.Build().snapshot;
}

std::pair<Request, EvaluationOptions> MakeRandomQuestion(ByteSource& bytes) {
  std::pair<Request, EvaluationOptions> out;
  auto& [request, options] = out;
  const Target& target = bytes.Pick(kTargets);
  request.action = target.action;
  request.resource = target.resource;
  if (request.resource != "*" && bytes.Choose(3) != 0) request.resource_account = "111122223333";
  for (std::size_t i = bytes.Choose(7); i > 0; --i) {
    const char* key = bytes.Pick(kKeys);
    std::vector<std::string> values = Some(kValues, 2, bytes);
    const bool is_list = values.size() > 1 || bytes.OneIn(6);
    request.context[key] =
        is_list ? ContextValue::List(std::move(values)) : ContextValue::Scalar(values.front());
  }
  if (bytes.OneIn(12)) request.absent_keys.emplace_back(bytes.Pick(kKeys));
  if (bytes.OneIn(12)) request.principal_tags = Tags{{"team", "ml"}};
  if (bytes.OneIn(12)) request.resource_tags = Tags{{"Team", "ml"}};
  request.context_is_complete = !bytes.OneIn(3);
  request.unknown_keys_are_absent = bytes.OneIn(8);
  if (bytes.OneIn(12)) request.s3 = S3Settings{.block_public_access = true};
  options.strictNotPrincipal = bytes.OneIn(4);
  options.boundaryLimitsTrust = !bytes.OneIn(4);
  options.emptyStringIsNull = bytes.OneIn(4);
  return out;
}

}  // namespace iamsim
