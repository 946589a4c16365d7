#include "iamsim/graph/path_ends.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PathEndsTest : public testing::Test {
 protected:
  PathEndsTest() {
    AddRole("role/team-a", R"("Service": ["lambda.amazonaws.com", "ec2.amazonaws.com"])");
    AddRole("role/path/team-b", R"("AWS": ["arn:aws:iam::777788889999:root", "*"])");
    AddRole("role/Web", R"("Federated": "arn:aws:iam::111122223333:saml-provider/Corp")");
    world_ = PreparedSnapshot::Prepare(builder_.Build().snapshot);
    graph_ = *AssumeGraph::Build(world_, AssumeGraphOptions());
  }
  void AddRole(absl::string_view resource, absl::string_view principal) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(absl::StrCat("arn:aws:iam::111122223333:", resource));
    entry.trust_policy =
        Document("trust", PolicyKind::kTrust,
                 PolicyText(absl::StrCat(R"({"Effect": "Allow", "Action": ["sts:AssumeRole",
                                             "sts:AssumeRoleWithSAML"], "Principal": {)",
                                         principal, "}}")));
    builder_.AddPrincipal(std::move(entry));
  }
  std::vector<std::string> Sources(absl::string_view name) {
    const auto found = MatchSources(*graph_, name);
    EXPECT_THAT(found, IsOk()) << name;
    return found.ok() ? *found : std::vector<std::string>();
  }
  SnapshotBuilder builder_;
  std::shared_ptr<const PreparedSnapshot> world_;
  std::shared_ptr<const AssumeGraph> graph_;
};

TEST_F(PathEndsTest, TakesNamesAndPatternsOfTheSnapshot) {
  EXPECT_THAT(Sources("team-a"), ElementsAre("arn:aws:iam::111122223333:role/team-a"));
  EXPECT_THAT(Sources("role/*team-?"), ElementsAre("arn:aws:iam::111122223333:role/path/team-b",
                                                   "arn:aws:iam::111122223333:role/team-a"));
  const auto targets = MatchTargets(*world_, "111122223333:role/team-*");
  ASSERT_THAT(targets, IsOk());
  EXPECT_THAT(*targets, ElementsAre(1, 2));
}

TEST_F(PathEndsTest, FindsWhomTrustPoliciesAdmitFromBeyond) {
  EXPECT_THAT(Sources("*.amazonaws.com"), ElementsAre("ec2.amazonaws.com", "lambda.amazonaws.com"));
  EXPECT_THAT(Sources("saml-provider/*"),
              ElementsAre("arn:aws:iam::111122223333:saml-provider/Corp"));
  EXPECT_THAT(Sources("111122223333:saml-*"),
              ElementsAre("arn:aws:iam::111122223333:saml-provider/Corp"));
  EXPECT_THAT(Sources("7777*:root"), ElementsAre("arn:aws:iam::777788889999:root"));
  EXPECT_THAT(Sources("777788889999"), ElementsAre("arn:aws:iam::777788889999:root"));
  EXPECT_THAT(Sources("?"), ElementsAre("*"));
}

TEST_F(PathEndsTest, NamesTheNearestWhenNobodyMatches) {
  EXPECT_THAT(MatchSources(*graph_, "role/taem-*"), Fails(HasSubstr("did you mean `role/team-*`")));
  EXPECT_THAT(MatchSources(*graph_, "lamda.amazonaws.*"),
              Fails(HasSubstr("did you mean `lambda.amazonaws.com`")));
  EXPECT_THAT(MatchTargets(*world_, "tema-a"), Fails(HasSubstr("did you mean `team-a`")));
  EXPECT_THAT(MatchTargets(*world_, "lambda.amazonaws.com"),
              Fails(HasSubstr("expected a user or role of the snapshot")));
}

}  // namespace
}  // namespace iamsim
