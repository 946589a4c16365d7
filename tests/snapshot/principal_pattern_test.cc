#include "iamsim/snapshot/principal_pattern.h"

#include <gmock/gmock.h>

#include <string>

#include "snapshot/entries.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using entries::Role;
using entries::User;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

constexpr const char* kDeploy = "arn:aws:iam::111122223333:role/team-ci/Deploy";
constexpr const char* kTeamA = "arn:aws:iam::111122223333:role/team-a";
constexpr const char* kAnn = "arn:aws:iam::111122223333:user/team-ann";
constexpr const char* kTeamB = "arn:aws:iam::444455556666:role/team-b";
constexpr const char* kOther = "arn:aws:iam::444455556666:role/x/Other";

std::shared_ptr<const Snapshot> World() {
  SnapshotBuilder builder;
  for (const char* arn : {kDeploy, kTeamA, kTeamB, kOther}) builder.AddPrincipal(Role(arn));
  builder.AddPrincipal(User(kAnn));
  builder.SetAccountName("111122223333", "studio");
  builder.SetAccountName("444455556666", "emr");
  return builder.Build().snapshot;
}

TEST(PrincipalPatternTest, MatchesNamesPathsAndAccountsInTheOrderOfArns) {
  struct Row {
    const char* pattern;
    std::vector<std::string> want;
  };
  const Row rows[] = {
      {"*", {kTeamA, kDeploy, kAnn, kTeamB, kOther}},
      {"team-*", {kTeamA, kDeploy, kAnn, kTeamB}},
      {"team-?", {kTeamA, kTeamB}},
      {"role/team-*", {kTeamA, kDeploy, kTeamB}},
      {"role/*/*", {kDeploy, kOther}},
      {"role/Depl*", {kDeploy}},
      {"user/*", {kAnn}},
      {"111122223333:role/*", {kTeamA, kDeploy}},
      {"studio:team-?", {kTeamA}},
      {"emr:*", {kTeamB, kOther}},
      {"*:role/team-?", {kTeamA, kTeamB}},
      {"stud*:user/*", {kAnn}},
      {"4444*:Other", {kOther}},
      {"arn:aws:iam::*:role/team-?", {kTeamA, kTeamB}},
      {"arn:aws:iam::4*", {kTeamB, kOther}},
      {"arn:aws:iam::111122223333:*", {kTeamA, kDeploy, kAnn}},
  };
  const std::shared_ptr<const Snapshot> world = World();
  for (const Row& row : rows) {
    SCOPED_TRACE(row.pattern);
    EXPECT_TRUE(IsPrincipalPattern(row.pattern));
    const absl::StatusOr<std::vector<std::uint32_t>> found = MatchPrincipals(*world, row.pattern);
    ASSERT_THAT(found, IsOk());
    std::vector<std::string> arns;
    for (const std::uint32_t id : *found) arns.push_back(world->principals()[id].arn.text());
    EXPECT_THAT(arns, ElementsAreArray(row.want));
  }
}

TEST(PrincipalPatternTest, ANameWithoutWildcardsIsNoPattern) {
  EXPECT_FALSE(IsPrincipalPattern("role/team-a"));
  EXPECT_FALSE(IsPrincipalPattern(kTeamA));
}

TEST(PrincipalPatternTest, WhatMatchesNobodyIsAnErrorWithTheNearestName) {
  const std::shared_ptr<const Snapshot> world = World();
  const auto message = [&world](absl::string_view pattern) {
    return std::string(MatchPrincipals(*world, pattern).status().message());
  };
  EXPECT_EQ(message("role/taem-*"),
            "principal pattern `role/taem-*` matches no user or role of the snapshot, did you mean "
            "`role/team-*`?");
  EXPECT_EQ(message("zzz*"), "principal pattern `zzz*` matches no user or role of the snapshot");
  EXPECT_THAT(message("arn:aws:iam::111122223334:role/*"),
              HasSubstr("did you mean `arn:aws:iam::1111"));
  EXPECT_THAT(message("studoi:*"), HasSubstr("did you mean `studio`?"));
  EXPECT_THAT(message("team-ANN*"), HasSubstr("matches no user or role"));
}

}  // namespace
}  // namespace iamsim
