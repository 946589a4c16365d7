#include "role_world.h"

#include <map>
#include <random>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "iamsim/base/check.h"
#include "iamsim/policy/parse.h"
#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {
namespace {

class Maker {
 public:
  explicit Maker(const RoleWorldShape& shape) : shape_(shape), random_(shape.seed) {}

  std::shared_ptr<const Snapshot> Make() {
    AddOrganization();
    AddBoundary();
    for (std::size_t i = 0; i < shape_.roles; ++i) AddRole(i);
    for (std::size_t i = 0; i < shape_.users; ++i) AddUser(i);
    return builder_.Build().snapshot;
  }

 private:
  std::size_t Choose(std::size_t count) { return random_() % count; }
  std::string Account(std::size_t i) const {
    return absl::StrCat(111122223333 + i % shape_.accounts);
  }
  std::string RoleArn(std::size_t i) const {
    return absl::StrCat("arn:aws:iam::", Account(i), ":role/team-", i % shape_.teams, "/role-", i);
  }
  std::string RoleArn() { return RoleArn(Choose(shape_.roles)); }
  std::string Team() { return absl::StrCat("role/team-", Choose(shape_.teams), "/*"); }

  std::shared_ptr<const AttachedPolicy> Attach(PolicyKind kind, absl::string_view statements) {
    const std::string text =
        absl::StrCat(R"({"Version": "2012-10-17", "Statement": [)", statements, "]}");
    std::shared_ptr<const Policy>& policy = policies_[text];
    if (policy == nullptr) {
      ParsedPolicy parsed = ParsePolicyText(text, "generated", kind);
      IAMSIM_CHECK(parsed.policy != nullptr);
      policy = std::move(parsed.policy);
    }
    auto out = std::make_shared<AttachedPolicy>();
    out->name = "generated";
    out->policy = policy;
    return out;
  }

  // Statement of a trust policy; `extra` begins with a comma.
  static std::string Trust(absl::string_view principal, absl::string_view extra = "",
                           absl::string_view effect = "Allow",
                           absl::string_view action = "sts:AssumeRole") {
    return absl::StrCat(R"({"Effect": ")", effect, R"(", "Action": ")", action, R"(", )", principal,
                        extra, "}");
  }
  static std::string When(absl::string_view op, absl::string_view key, absl::string_view value) {
    return absl::StrCat(R"(, "Condition": {")", op, R"(": {")", key, R"(": ")", value, R"("}})");
  }
  static std::string Aws(absl::string_view value) {
    return absl::StrCat(R"("Principal": {"AWS": ")", value, R"("})");
  }

  std::string TrustOf(std::size_t i) {
    const std::string root = absl::StrCat("arn:aws:iam::", Account(i), ":root");
    if (shape_.trusts_accounts_only) return Trust(Aws(root));
    switch (Choose(13)) {
      case 0:
      case 1:
        return absl::StrCat(Trust(Aws(RoleArn())), ",", Trust(Aws(RoleArn())), ",",
                            Trust(Aws(RoleArn())));
      case 2:
        return Trust(R"("Principal": {"Service": "ec2.amazonaws.com"})");
      case 3:
        return Trust(Aws("*"), When("StringEquals", "sts:ExternalId", "x1"));
      case 4:
        return Trust(Aws(root), When("ArnLike", "aws:PrincipalArn",
                                     absl::StrCat("arn:aws:iam::", Account(i), ":", Team())));
      case 5:
        return Trust(Aws(absl::StrCat("arn:aws:iam::", Account(i + 1), ":root")));
      case 6:
        return Trust(Aws(root), When("Bool", "aws:MultiFactorAuthPresent", "true"));
      case 7:
        return Trust(absl::StrCat(R"("Principal": {"Federated": "arn:aws:iam::)", Account(i),
                                  R"(:saml-provider/P"})"),
                     When("StringEquals", "SAML:aud", "https://signin.aws.amazon.com/saml"),
                     "Allow", "sts:AssumeRoleWithSAML");
      case 8:
        return absl::StrCat(Trust(Aws(root)), ",", Trust(Aws(RoleArn()), "", "Deny"));
      case 9:
        return Trust(Aws("*"), When("StringEquals", "aws:PrincipalTag/team", "red"));
      case 10:
        return Trust(Aws("444455556666"));
      default:
        return Trust(Aws(root));
    }
  }

  static std::string Identity(absl::string_view effect, absl::string_view action,
                              absl::string_view resource, absl::string_view extra = "") {
    return absl::StrCat(R"({"Effect": ")", effect, R"(", "Action": ")", action,
                        R"(", "Resource": ")", resource, R"(")", extra, "}");
  }

  std::string IdentityOf() {
    const std::string team =
        absl::StrCat("arn:aws:iam::", Account(Choose(shape_.accounts)), ":", Team());
    switch (Choose(12)) {
      case 0:
        return Identity("Allow", "sts:AssumeRole", team);
      case 1:
        return Identity("Allow", "sts:AssumeRole", RoleArn());
      case 2:
        return absl::StrCat(Identity("Allow", "sts:*", "*"), ",",
                            Identity("Deny", "sts:AssumeRole", team));
      case 3:
        return Identity("Allow", "sts:AssumeRole", "*",
                        When("StringEquals", "aws:ResourceTag/team", "red"));
      case 4:
        return Identity("Allow", "sts:AssumeRole",
                        "arn:aws:iam::*:role/team-1/role-${aws:PrincipalTag/number}");
      case 5:
        return Choose(8) == 0 ? Identity("Allow", "*", "*") : Identity("Allow", "s3:*", "*");
      case 6:
        return Identity("Deny", "sts:AssumeRole", team);
      case 7:
        return Identity("Allow", "sts:AssumeRole", RoleArn(),
                        When("StringEquals", "aws:PrincipalTag/team", "red"));
      default:
        return Identity("Allow", "s3:GetObject", "*");
    }
  }

  void AddPolicies(SnapshotBuilder::PrincipalEntry* entry) {
    entry->inline_policies.push_back(Attach(PolicyKind::kIdentity, IdentityOf()));
    if (shape_.trusts_accounts_only) return;
    if (Choose(3) == 0) {
      entry->inline_policies.push_back(Attach(PolicyKind::kIdentity, IdentityOf()));
    }
    if (Choose(20) == 0) {
      entry->attached_policy_arns.push_back("arn:aws:iam::444455556666:policy/missing");
    }
    if (Choose(10) == 0) entry->boundary_arn = "arn:aws:iam::111122223333:policy/boundary";
    if (Choose(3) == 0) entry->tags = {{"team", Choose(2) == 0 ? "red" : "blue"}, {"number", "11"}};
  }

  void AddRole(std::size_t i) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(RoleArn(i));
    entry.kind = PrincipalKind::kRole;
    entry.unique_id = absl::StrCat("AROA", 1000000 + i);
    AddPolicies(&entry);
    const bool lacks_trust = !shape_.trusts_accounts_only && Choose(60) == 0;
    if (!lacks_trust) entry.trust_policy = Attach(PolicyKind::kTrust, TrustOf(i));
    builder_.AddPrincipal(std::move(entry));
  }

  void AddUser(std::size_t i) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(absl::StrCat("arn:aws:iam::", Account(i), ":user/user-", i));
    entry.kind = PrincipalKind::kUser;
    AddPolicies(&entry);
    builder_.AddPrincipal(std::move(entry));
  }

  void AddBoundary() {
    auto boundary = std::make_shared<AttachedPolicy>(
        *Attach(PolicyKind::kIdentity, Identity("Allow", "sts:*", "arn:aws:iam::*:role/team-1/*")));
    boundary->arn = "arn:aws:iam::111122223333:policy/boundary";
    builder_.AddManagedPolicy(std::move(boundary));
  }

  void AddOrganization() {
    if (shape_.trusts_accounts_only) return;
    OrganizationRecord organization;
    organization.id = "o-example";
    organization.management_account = "999999999999";
    builder_.SetOrganization(std::move(organization));
    SnapshotBuilder::OrganizationUnitEntry unit;
    unit.id = "r-0001";
    unit.service_control = {"FullAWSAccess", "guardrail"};
    unit.accounts = {Account(0), "999999999999"};
    builder_.AddOrganizationUnit(std::move(unit));
    builder_.AddServiceControlPolicy(
        "guardrail", Attach(PolicyKind::kServiceControl,
                            Identity("Deny", "sts:AssumeRole", "arn:aws:iam::*:role/team-2/*",
                                     When("StringNotLike", "aws:PrincipalArn",
                                          "arn:aws:iam::*:role/team-3/*"))));
  }

  const RoleWorldShape shape_;
  std::mt19937_64 random_;
  SnapshotBuilder builder_;
  std::map<std::string, std::shared_ptr<const Policy>> policies_;  // by text
};

}  // namespace

std::shared_ptr<const Snapshot> MakeRoleWorld(const RoleWorldShape& shape) {
  return Maker(shape).Make();
}

}  // namespace iamsim
