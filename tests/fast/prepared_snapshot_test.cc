#include "iamsim/fast/prepared_snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::string_view kAllowAll = R"({"Effect": "Allow", "Action": "*", "Resource": "*"})";

class PreparedSnapshotTest : public testing::Test {
 protected:
  void Add(absl::string_view arn, PolicyList policies, absl::string_view boundary = "") {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(arn);
    entry.kind = IsRoleArn(entry.arn) ? PrincipalKind::kRole : PrincipalKind::kUser;
    entry.unique_id = absl::StrCat("ID-", entry.arn.resource());
    entry.inline_policies = std::move(policies);
    entry.boundary_arn = std::string(boundary);
    builder_.AddPrincipal(std::move(entry));
  }
  std::shared_ptr<const PreparedSnapshot> Prepare() {
    return PreparedSnapshot::Prepare(builder_.Build().snapshot);
  }

  SnapshotBuilder builder_;
};

TEST_F(PreparedSnapshotTest, KeepsADocumentOnceHoweverOftenItIsAttached) {
  const auto document = Document("all", PolicyKind::kIdentity, PolicyText(kAllowAll));
  auto same = std::make_shared<AttachedPolicy>(*document);
  same->name = "another name";
  Add("arn:aws:iam::111122223333:role/A", {document});
  Add("arn:aws:iam::111122223333:role/B", {same, MissingDocument("gone")});
  Add("arn:aws:iam::111122223333:user/C", {MissingDocument("gone")});
  const auto world = Prepare();
  EXPECT_EQ(world->documents().size(), 2U);
  EXPECT_THAT(world->DocumentsOf(world->principals()[0]), ElementsAre(0));
  EXPECT_THAT(world->DocumentsOf(world->principals()[1]), ElementsAre(0, 1));
  EXPECT_THAT(world->DocumentsOf(world->principals()[2]), ElementsAre(1));
}

TEST_F(PreparedSnapshotTest, GroupsThoseWhoDifferInTagsAndDocumentsOnly) {
  Add("arn:aws:iam::111122223333:role/A", {});
  Add("arn:aws:iam::111122223333:role/aws-service-role/x/B", {});
  Add("arn:aws:iam::111122223333:role/c/C", {});
  Add("arn:aws:iam::111122223333:role/d/D", {}, "arn:aws:iam::111122223333:policy/P");
  Add("arn:aws:iam::111122223333:user/E", {});
  Add("arn:aws:iam::444455556666:role/F", {});
  const auto world = Prepare();
  std::vector<std::vector<std::uint32_t>> groups;
  for (const PreparedSnapshot::Group& group : world->groups()) groups.push_back(group.members);
  EXPECT_THAT(groups, ElementsAre(ElementsAre(0, 2), ElementsAre(1), ElementsAre(3), ElementsAre(4),
                                  ElementsAre(5)));
}

TEST_F(PreparedSnapshotTest, FindsWhomAPrincipalElementNames) {
  Add("arn:aws:iam::111122223333:role/path/A", {});
  Add("arn:aws:iam::111122223333:user/B", {});
  const auto world = Prepare();
  EXPECT_THAT(world->Named("arn:aws:iam::111122223333:role/path/A"), ElementsAre(0));
  EXPECT_THAT(world->Named("arn:aws:sts::111122223333:assumed-role/A/session"), ElementsAre(0));
  EXPECT_THAT(world->Named("ID-user/B"), ElementsAre(1));
  EXPECT_THAT(world->Named("arn:aws:iam::111122223333:root"), IsEmpty());
  EXPECT_THAT(world->Named("*"), IsEmpty());
}

}  // namespace
}  // namespace iamsim
