#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "graph/small_world.h"
#include "iamsim/audit/who_can.h"
#include "iamsim/graph/access.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;

std::string ViaOf(const Grantee& grantee) {
  return absl::StrJoin(grantee.via, " ", [](std::string* out, const Grantee::Hop& hop) {
    absl::StrAppend(out, hop.role, " ", DecisionName(hop.kind));
  });
}

// Everybody is answered as `can --via-any` answers.
TEST(WhoCanThroughRoles, AnswersEachPrincipalAsTheSearchForItsRoles) {
  std::size_t through = 0;
  for (std::uint64_t seed = 0; seed < 300 && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const SmallWorld small(ByteSource::Seeded(seed, 768), /*with_services=*/true);
    AccessQuestion access;
    access.request = small.questions.question;
    access.request.action = "s3:ListAllMyBuckets";
    access.hops = small.questions.next_hops;
    access.hops.tags.clear();  // which `*` cannot be asked about
    access.max_hops = 3;
    auto finder = AccessFinder::Make(small.world, access);
    ASSERT_THAT(finder, IsOk());
    const auto found = WhoCanThroughRoles(small.world, access.request, {},
                                          {.hops = access.hops, .max_hops = access.max_hops});
    ASSERT_THAT(found, IsOk());
    std::map<std::string, std::string> got;
    for (const Grantee& grantee : found->answers.grantees) {
      if (!grantee.is_in_snapshot) continue;
      got[grantee.principal] = absl::StrCat(DecisionName(grantee.kind), " ",
                                            grantee.allowed_when.Text(), " ", ViaOf(grantee));
      through += grantee.via.empty() ? 0U : 1U;
    }
    std::map<std::string, std::string> wanted;
    std::size_t denied = 0;
    for (const PrincipalRecord& principal : small.world->snapshot().principals()) {
      const auto answer = (*finder)->Find(principal.arn.text());
      ASSERT_THAT(answer, IsOk());
      if (!answer->path) {
        ++denied;
        continue;
      }
      const Path& path = *answer->path;
      std::vector<std::string> via;
      for (const PathHop& hop : path.hops) {
        via.push_back(absl::StrCat(small.world->snapshot().principals()[hop.to].arn.text(), " ",
                                   DecisionName(hop.answer.kind)));
      }
      wanted[path.from] = absl::StrCat(DecisionName(path.kind), " ", path.allowed_when.Text(), " ",
                                       absl::StrJoin(via, " "));
    }
    EXPECT_EQ(got, wanted);
    EXPECT_EQ(found->answers.denied, denied);
  }
  EXPECT_GT(through, 30U);
}

// Whoever comes from beyond the snapshot, through the role that trusts it.
TEST(WhoCanThroughRoles, ListsWhoComesFromBeyond) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry role;
  role.arn = *ParseArn("arn:aws:iam::111122223333:role/Reader");
  role.trust_policy = Document("trust", PolicyKind::kTrust, PolicyText(R"(
      {"Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
       "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}},
      {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal":
       {"Service": "lambda.amazonaws.com", "AWS": ["*", "arn:aws:iam::777788889999:root"]},
       "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-partner"}}})"));
  role.inline_policies = {Document("p", PolicyKind::kIdentity, PolicyText(R"(
      {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"})"))};
  builder.AddPrincipal(std::move(role));
  Request question;
  question.action = "s3:ListAllMyBuckets";
  question.context_is_complete = false;
  const auto found =
      WhoCanThroughRoles(PreparedSnapshot::Prepare(builder.Build().snapshot), question);
  ASSERT_THAT(found, IsOk());
  std::vector<std::string> got;
  for (const Grantee& grantee : found->answers.grantees) {
    got.push_back(
        absl::StrCat(grantee.principal, " ", DecisionName(grantee.kind), " ", grantee.via.size()));
  }
  EXPECT_THAT(got, ElementsAre("arn:aws:iam::111122223333:role/Reader allowed 0", "* conditional 1",
                               "arn:aws:iam::111122223333:saml-provider/Corp allowed 1",
                               "arn:aws:iam::777788889999:root conditional 1"));
}

}  // namespace
}  // namespace iamsim
