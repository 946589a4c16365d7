#ifndef IAMSIM_TESTS_GRAPH_SMALL_WORLD_H_
#define IAMSIM_TESTS_GRAPH_SMALL_WORLD_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "iamsim/graph/paths.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"
#include "support/byte_source.h"

namespace iamsim {

inline constexpr absl::string_view kAccounts[] = {"111122223333", "444455556666"};

inline std::string RoleArn(std::size_t i) {
  return absl::StrCat("arn:aws:iam::", kAccounts[i % 2], ":role/R", i);
}

// A few roles and a user, whose trust and identity policies depend on what travels along a chain.
class SmallWorld {
 public:
  // `with_services`: roles may also be passed to services and rewritten, and s3:ListAllMyBuckets
  // may be allowed.
  explicit SmallWorld(ByteSource bytes, bool with_services = false)
      : bytes_(std::move(bytes)), with_services_(with_services) {
    roles_ = 2 + bytes_.Choose(4);
    for (std::size_t i = 0; i < roles_; ++i) Add(RoleArn(i), true);
    Add("arn:aws:iam::111122223333:user/U", false);
    AddOrganization();
    world = PreparedSnapshot::Prepare(builder_.Build().snapshot);
    Request& question = questions.question;
    question.context_is_complete = bytes_.OneIn(4);
    if (bytes_.OneIn(2)) {
      question.context["aws:MultiFactorAuthPresent"] =
          ContextValue::Scalar(bytes_.OneIn(2) ? "true" : "false");
    }
    if (bytes_.OneIn(3)) questions.next_hops.external_id = "x1";
    if (bytes_.OneIn(3)) questions.first_hop.external_id = "x1";
    if (bytes_.OneIn(3)) questions.first_hop.source_identity = "alice";
    if (bytes_.OneIn(3)) questions.first_hop.session_name = "first";
    if (bytes_.OneIn(3)) questions.first_hop.tags = {{"team", "red"}};
    if (bytes_.OneIn(2)) questions.first_hop.transitive_tag_keys = {"team"};
    if (bytes_.OneIn(5)) questions.next_hops.tags = {{"Team", "blue"}};
  }

  std::shared_ptr<const PreparedSnapshot> world;
  PathWorld questions;

 private:
  std::string Condition() {
    constexpr absl::string_view kConditions[] = {
        "",
        "",
        R"(, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}})",
        R"(, "Condition": {"Null": {"aws:MultiFactorAuthPresent": "true"}})",
        R"(, "Condition": {"StringEquals": {"sts:ExternalId": "x1"}})",
        R"(, "Condition": {"StringNotEquals": {"sts:ExternalId": "x1"}})",
        R"(, "Condition": {"StringEquals": {"aws:PrincipalTag/team": "red"}})",
        R"(, "Condition": {"StringEquals": {"aws:SourceIdentity": "alice"}})",
        R"(, "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})",
        R"(, "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}})",
    };
    return std::string(bytes_.Pick(kConditions));
  }
  std::string Action() { return with_services_ && bytes_.OneIn(2) ? ServiceAction() : StsAction(); }
  std::string ServiceAction() {
    constexpr absl::string_view kServiceActions[] = {
        R"("iam:PassRole")",
        R"("iam:PassRole")",
        R"(["lambda:CreateFunction", "iam:PassRole"])",
        R"(["lambda:CreateFunction", "lambda:InvokeFunction"])",
        R"(["lambda:CreateFunction", "lambda:InvokeFunction", "iam:PassRole"])",
        R"(["ec2:RunInstances", "iam:PassRole"])",
        R"("s3:ListAllMyBuckets")",
        R"(["s3:*", "ec2:*"])",
        R"("s3:List*")",
        R"("iam:PutRolePolicy")",
        R"(["iam:CreateAccessKey", "ec2:RunInstances"])"};
    return std::string(bytes_.Pick(kServiceActions));
  }
  std::string StsAction() {
    constexpr absl::string_view kActions[] = {R"("sts:AssumeRole")", R"("sts:*")",
                                              R"(["sts:AssumeRole", "sts:TagSession"])",
                                              R"(["sts:AssumeRole", "sts:SetSourceIdentity"])"};
    return std::string(bytes_.Pick(kActions));
  }
  std::string Trust() {
    if (with_services_ && bytes_.OneIn(2)) {
      return absl::StrCat(R"({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal":
                              {"Service": ")",
                          bytes_.OneIn(2) ? "lambda" : "ec2", R"(.amazonaws.com"}})");
    }
    const std::string principals[] = {"*",
                                      "arn:aws:iam::111122223333:root",
                                      "arn:aws:iam::444455556666:root",
                                      RoleArn(bytes_.Choose(roles_)),
                                      RoleArn(bytes_.Choose(roles_)),
                                      "arn:aws:iam::111122223333:user/U"};
    return absl::StrCat(R"({"Effect": ")", bytes_.OneIn(8) ? "Deny" : "Allow", R"(", "Action": )",
                        StsAction(), R"(, "Principal": {"AWS": ")", bytes_.Pick(principals),
                        R"("})", Condition(), "}");
  }
  std::string Identity() {
    const std::string resources[] = {"*", "*", RoleArn(bytes_.Choose(roles_)),
                                     "arn:aws:iam::111122223333:role/*"};
    return absl::StrCat(R"({"Effect": ")", bytes_.OneIn(6) ? "Deny" : "Allow", R"(", "Action": )",
                        Action(), R"(, "Resource": ")", bytes_.Pick(resources), R"(")", Condition(),
                        "}");
  }
  void Add(const std::string& arn, bool is_role) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(arn);
    entry.kind = is_role ? PrincipalKind::kRole : PrincipalKind::kUser;
    std::string trust = Trust();
    if (is_role) {
      if (bytes_.OneIn(2)) absl::StrAppend(&trust, ",", Trust());
      entry.trust_policy = Document("trust", PolicyKind::kTrust, PolicyText(trust));
    }
    std::string identity = Identity();
    if (bytes_.OneIn(2)) absl::StrAppend(&identity, ",", Identity());
    if (with_services_ && bytes_.OneIn(2)) {
      absl::StrAppend(&identity, R"(, {"Effect": "Allow", "Action": )", ServiceAction(),
                      R"(, "Resource": "*")", Condition(), "}");
    }
    entry.inline_policies = {Document("identity", PolicyKind::kIdentity, PolicyText(identity))};
    if (bytes_.OneIn(3)) entry.tags = {{"team", "red"}};
    builder_.AddPrincipal(std::move(entry));
  }
  void AddOrganization() {
    if (!bytes_.OneIn(3)) return;
    OrganizationRecord organization;
    organization.id = "o-example";
    organization.management_account = "999999999999";
    builder_.SetOrganization(std::move(organization));
    SnapshotBuilder::OrganizationUnitEntry unit;
    unit.id = "r-0001";
    unit.service_control = {"FullAWSAccess", "guardrail"};
    unit.accounts = {std::string(kAccounts[1]), "999999999999"};
    builder_.AddOrganizationUnit(std::move(unit));
    builder_.AddServiceControlPolicy(
        "guardrail",
        Document("guardrail", PolicyKind::kServiceControl,
                 PolicyText(absl::StrCat(R"({"Effect": "Deny", "Action": "sts:AssumeRole",
                                             "Resource": ")",
                                         RoleArn(bytes_.Choose(roles_)), R"("})"))));
  }

  ByteSource bytes_;
  bool with_services_ = false;
  std::size_t roles_ = 0;
  SnapshotBuilder builder_;
};

}  // namespace iamsim

#endif  // IAMSIM_TESTS_GRAPH_SMALL_WORLD_H_
