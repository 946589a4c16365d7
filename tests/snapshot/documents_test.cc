#include "iamsim/snapshot/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "snapshot/entries.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using entries::A;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kGuardArn[] = "arn:aws:organizations::999999999999:policy/o-1/scp/p-12345678";
constexpr char kOne[] = "arn:aws:iam::111122223333:role/One";
constexpr char kTwo[] = "arn:aws:iam::111122223333:role/Two";

std::shared_ptr<const Snapshot> World() {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = "999999999999"});
  builder.AddServiceControlPolicy("p-12345678", entries::ServiceControl("guard", kGuardArn));
  builder.AddServiceControlPolicy("spare", entries::ServiceControl("spare"));
  builder.AddOrganizationUnit({.id = "r-1",
                               .parent = "",
                               .service_control = {"FullAWSAccess", "p-12345678", "lost"},
                               .resource_control = {},
                               .accounts = {"111122223333"}});
  builder.AddManagedPolicy(entries::Managed("arn:aws:iam::111122223333:policy/Read"));
  builder.AddManagedPolicy(entries::Managed("arn:aws:iam::111122223333:policy/Unused"));
  for (const char* arn : {kOne, kTwo}) {
    SnapshotBuilder::PrincipalEntry role = entries::Role(arn);
    role.inline_policies = {entries::Allow("inline")};
    role.attached_policy_arns = {"arn:aws:iam::111122223333:policy/Read"};
    role.trust_policy = entries::Trust("trust");
    builder.AddPrincipal(std::move(role));
  }
  builder.AddResource({.arn = A("arn:aws:s3:::b"), .policy = entries::OfResource("b")});
  builder.AddResource({.arn = A("arn:aws:s3:::bare")});
  builder.AddVpcEndpoint(
      {.id = "vpce-1", .account = "111122223333", .type = "", .policy = nullptr});
  return builder.Build().snapshot;
}

TEST(DocumentsTest, ListsWhatIsAttachedOnce) {
  std::vector<std::string> lines;
  for (const HeldDocument& held : DocumentsOf(*World())) {
    lines.push_back(absl::StrCat(PolicyNoun(held.kind), " ", held.document->name, " ", held.holder,
                                 held.document->policy == nullptr ? "?" : ""));
  }
  EXPECT_THAT(
      lines,
      ElementsAre("service control policy lost r-1?", "service control policy guard r-1",
                  "service control policy FullAWSAccess r-1",
                  "resource control policy RCPFullAWSAccess 111122223333",
                  absl::StrCat("identity policy inline ", kOne),
                  absl::StrCat("identity policy inline ", kTwo),
                  absl::StrCat("identity policy Read ", kOne),
                  absl::StrCat("trust policy trust ", kOne),
                  absl::StrCat("trust policy trust ", kTwo), "resource policy b arn:aws:s3:::b"));
}

struct FoundCase {
  const char* name;
  const char* reference;
  PolicyKind kind;
  const char* document;  // "": it has none
  const char* holder;
};

class FindPolicyTest : public ::testing::TestWithParam<FoundCase> {};

TEST_P(FindPolicyTest, Finds) {
  const absl::StatusOr<HeldDocument> held = FindPolicy(*World(), GetParam().reference);
  ASSERT_THAT(held, IsOk());
  EXPECT_EQ(held->kind, GetParam().kind);
  EXPECT_EQ(held->document == nullptr ? "" : held->document->name, GetParam().document);
  EXPECT_EQ(held->holder, GetParam().holder);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FindPolicyTest,
    ::testing::ValuesIn<FoundCase>({
        {"ByName", "guard", PolicyKind::kServiceControl, "guard", "r-1"},
        {"ById", "p-12345678", PolicyKind::kServiceControl, "guard", "r-1"},
        {"ByArn", kGuardArn, PolicyKind::kServiceControl, "guard", "r-1"},
        {"Unattached", "spare", PolicyKind::kServiceControl, "spare", ""},
        {"MissingDocument", "lost", PolicyKind::kServiceControl, "lost", "r-1"},
        {"AwsOwn", "FullAWSAccess", PolicyKind::kServiceControl, "FullAWSAccess", "r-1"},
        {"ManagedByName", "Read", PolicyKind::kIdentity, "Read", kOne},
        {"ManagedUnused", "arn:aws:iam::111122223333:policy/Unused", PolicyKind::kIdentity,
         "Unused", ""},
        {"InlineOfAHolder", "arn:aws:iam::111122223333:role/Two/inline", PolicyKind::kIdentity,
         "inline", kTwo},
        {"Trust", kTwo, PolicyKind::kTrust, "trust", kTwo},
        {"Resource", "arn:aws:s3:::b", PolicyKind::kResource, "b", "arn:aws:s3:::b"},
        {"ResourceWithoutOne", "arn:aws:s3:::bare", PolicyKind::kResource, "", "arn:aws:s3:::bare"},
        {"EndpointWithoutOne", "vpce-1", PolicyKind::kVpcEndpoint, "", "vpce-1"},
    }),
    [](const auto& param) { return param.param.name; });

TEST(DocumentsTest, AnAmbiguousNameListsItsCandidates) {
  EXPECT_THAT(FindPolicy(*World(), "inline"),
              Fails(AllOf(HasSubstr("policy `inline` is ambiguous: identity policy `arn:aws:iam::"
                                    "111122223333:role/One/inline`, identity policy `"),
                          HasSubstr("role/Two/inline`"))));
}

TEST(DocumentsTest, AnUnknownNameHasANearestOne) {
  EXPECT_THAT(FindPolicy(*World(), "gaurd"),
              Fails(HasSubstr("policy `gaurd` is not in the snapshot, did you mean `guard`?")));
  EXPECT_THAT(FindPolicy(*World(), "guard", PolicyKind::kResourceControl),
              Fails(HasSubstr("resource control policy `guard` is not in the snapshot")));
  EXPECT_THAT(FindPolicy(*World(), "arn:aws:s3:::bar"),
              Fails(HasSubstr("did you mean `arn:aws:s3:::bare`?")));
}

}  // namespace
}  // namespace iamsim
