#include <gmock/gmock.h>

#include "snapshot/entries.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using entries::Role;
using entries::User;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::shared_ptr<const Snapshot> World() {
  SnapshotBuilder builder;
  for (const char* arn : {
           "arn:aws:iam::111122223333:role/team/ci/Deploy",
           "arn:aws:iam::111122223333:role/Exec",
           "arn:aws:iam::444455556666:role/Exec",
           "arn:aws:iam::444455556666:role/Reader",
           "arn:aws-cn:iam::222233334444:role/China",
       }) {
    builder.AddPrincipal(Role(arn));
  }
  builder.AddPrincipal(User("arn:aws:iam::111122223333:user/ann"));
  builder.AddPrincipal(User("arn:aws:iam::111122223333:user/Reader"));
  builder.SetAccountName("111122223333", "studio");
  builder.SetAccountName("444455556666", "emr");
  builder.SetAccountName("555566667777", "twin");
  builder.SetAccountName("555566668888", "twin");
  return builder.Build().snapshot;
}

TEST(ResolveNameTest, AbbreviationsMeanAnArn) {
  struct Row {
    const char* name;
    const char* want;
  };
  const Row rows[] = {
      {"Deploy", "arn:aws:iam::111122223333:role/team/ci/Deploy"},
      {"role/Deploy", "arn:aws:iam::111122223333:role/team/ci/Deploy"},
      {"ci/Deploy", "arn:aws:iam::111122223333:role/team/ci/Deploy"},
      {"studio:ci/Deploy", "arn:aws:iam::111122223333:role/team/ci/Deploy"},
      {"role/team/ci/Deploy", "arn:aws:iam::111122223333:role/team/ci/Deploy"},
      {"111122223333:role/Exec", "arn:aws:iam::111122223333:role/Exec"},
      {"emr:role/Exec", "arn:aws:iam::444455556666:role/Exec"},
      {"emr:Exec", "arn:aws:iam::444455556666:role/Exec"},
      {"studio:role/team/ci/Deploy", "arn:aws:iam::111122223333:role/team/ci/Deploy"},
      {"role/Reader", "arn:aws:iam::444455556666:role/Reader"},
      {"user/Reader", "arn:aws:iam::111122223333:user/Reader"},
      {"user/ann", "arn:aws:iam::111122223333:user/ann"},
      {"ann", "arn:aws:iam::111122223333:user/ann"},
      {"studio:root", "arn:aws:iam::111122223333:root"},
      {"222233334444:root", "arn:aws-cn:iam::222233334444:root"},
  };
  const std::shared_ptr<const Snapshot> world = World();
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const absl::StatusOr<std::string> arn = world->ResolvePrincipalName(row.name);
    ASSERT_THAT(arn, IsOk());
    EXPECT_EQ(*arn, row.want);
  }
}

TEST(ResolveNameTest, FullNamesStayAsTheyAre) {
  const std::shared_ptr<const Snapshot> world = World();
  for (const char* name :
       {"arn:aws:iam::111122223333:role/Exec", "arn:aws:iam::111122223333:user/ann",
        "arn:aws:sts::111122223333:assumed-role/Unknown/s", "arn:aws:iam::777788889999:root",
        "arn:aws:sts::111122223333:federated-user/f", "arn:aws:iam::777788889999:saml-provider/x",
        "lambda.amazonaws.com", "accounts.google.com", "anonymous"}) {
    SCOPED_TRACE(name);
    const absl::StatusOr<std::string> resolved = world->ResolvePrincipalName(name);
    ASSERT_THAT(resolved, IsOk());
    EXPECT_EQ(*resolved, name);
  }
}

TEST(ResolveNameTest, UnknownNamesAreNotFoundWithTheNearest) {
  struct Row {
    const char* name;
    const char* hint;
  };
  const Row rows[] = {
      {"Deplyo", "did you mean `Deploy`"},
      {"role/team/ci/Deplyo", "did you mean `team/ci/Deploy`"},
      {"role/anm", "`role/anm` is not in the snapshot"},  // the near name is a user's
      {"user/anm", "did you mean `ann`"},
      {"studoi:Exec", "did you mean `studio`"},
      {"arn:aws:iam::111122223333:role/Exce", "did you mean `arn:aws:iam::111122223333:role/Exec`"},
      {"arn:aws:iam::111122223333:role/Deploy",
       "did you mean `arn:aws:iam::111122223333:role/team/ci/Deploy`"},
      {"emr:role/Deploy", "`emr:role/Deploy` is not in the snapshot"},
  };
  const std::shared_ptr<const Snapshot> world = World();
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const absl::StatusOr<std::string> arn = world->ResolvePrincipalName(row.name);
    EXPECT_THAT(arn, Fails(HasSubstr(row.hint)));
    EXPECT_EQ(arn.status().code(), absl::StatusCode::kNotFound);
  }
}

TEST(ResolveNameTest, AmbiguousNamesListTheCandidates) {
  const std::shared_ptr<const Snapshot> world = World();
  const absl::StatusOr<std::string> exec = world->ResolvePrincipalName("Exec");
  EXPECT_THAT(exec, Fails(AllOf(HasSubstr("arn:aws:iam::111122223333:role/Exec"),
                                HasSubstr("arn:aws:iam::444455556666:role/Exec"))));
  EXPECT_EQ(exec.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(world->ResolvePrincipalName("Reader"),
              Fails(AllOf(HasSubstr("user/Reader"), HasSubstr("role/Reader"))));
  EXPECT_THAT(world->ResolvePrincipalName("twin:role/R"),
              Fails(AllOf(HasSubstr("555566667777"), HasSubstr("555566668888"))));
}

TEST(ResolveNameTest, LongListsOfCandidatesAreCut) {
  SnapshotBuilder builder;
  for (int i = 0; i < 30; ++i) {
    builder.AddPrincipal(Role(absl::StrCat("arn:aws:iam::", 100000000000 + i, ":role/R")));
  }
  EXPECT_THAT(builder.Build().snapshot->ResolvePrincipalName("R"),
              Fails(AllOf(HasSubstr("and 20 more"), Not(HasSubstr("100000000029")))));
}

// PR-6: groups can never be principals; PR-3: nor can patterns.
TEST(ResolveNameTest, MalformedArnsFailAsTheyDoElsewhere) {
  const std::shared_ptr<const Snapshot> world = World();
  EXPECT_THAT(world->ResolvePrincipalName("arn:aws:iam::111122223333:group/devs"),
              Fails(HasSubstr("group")));
  EXPECT_THAT(world->ResolvePrincipalName("arn:aws:iam::111122223333:role/*"),
              Fails(HasSubstr("pattern")));
}

}  // namespace
}  // namespace iamsim
