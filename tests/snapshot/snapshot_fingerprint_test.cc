#include "iamsim/snapshot/snapshot_fingerprint.h"

#include <gtest/gtest.h>

#include <functional>

#include "snapshot/entries.h"
#include "support/ask.h"

namespace iamsim {
namespace {

// A world of one role and one bucket in which one thing is different.
struct Part {
  std::string arn = "arn:aws:iam::111122223333:role/R";
  std::string action = "s3:GetObject";
  std::string policy_name = "inline";
  std::string file = "a.json";
  Tags tags = {{"team", "ml"}};
  std::string account_name = "studio";
  std::string bucket_account = "111122223333";
  bool has_bucket_policy = false;
};

std::string FingerprintOf(const Part& part) {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry role = entries::Role(part.arn);
  const std::string text = PolicyText(
      absl::StrCat(R"({"Effect": "Allow", "Action": ")", part.action, R"(", "Resource": "*"})"));
  auto policy =
      std::make_shared<AttachedPolicy>(*Document(part.policy_name, PolicyKind::kIdentity, text));
  policy->file = part.file;
  role.inline_policies = {policy};
  role.tags = part.tags;
  builder.AddPrincipal(std::move(role));
  ResourceRecord bucket;
  bucket.arn = *ParseArn("arn:aws:s3:::bucket");
  bucket.account = part.bucket_account;
  if (part.has_bucket_policy) {
    bucket.policy = Document("bucket", PolicyKind::kResource,
                             PolicyText(R"({"Effect": "Deny", "Principal": "*", "Action": "s3:*",
                                            "Resource": "*"})"));
  }
  builder.AddResource(std::move(bucket));
  builder.SetAccountName("111122223333", part.account_name);
  Fingerprint fingerprint;
  AddSnapshot(*builder.Build().snapshot, &fingerprint);
  return fingerprint.Hex();
}

TEST(SnapshotFingerprintTest, ChangesWithWhateverDecisionsDependOn) {
  const std::string usual = FingerprintOf({});
  EXPECT_NE(FingerprintOf({.arn = "arn:aws:iam::111122223333:role/S"}), usual);
  EXPECT_NE(FingerprintOf({.action = "s3:PutObject"}), usual);
  EXPECT_NE(FingerprintOf({.tags = {{"team", "web"}}}), usual);
  EXPECT_NE(FingerprintOf({.bucket_account = "444455556666"}), usual);
  EXPECT_NE(FingerprintOf({.has_bucket_policy = true}), usual);
}

TEST(SnapshotFingerprintTest, DoesNotChangeWithTheFileThatWasRead) {
  EXPECT_EQ(FingerprintOf({.file = "b.json"}), FingerprintOf({}));
}

}  // namespace
}  // namespace iamsim
