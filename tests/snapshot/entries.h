#ifndef IAMSIM_TESTS_SNAPSHOT_ENTRIES_H_
#define IAMSIM_TESTS_SNAPSHOT_ENTRIES_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/check.h"
#include "iamsim/model/arn.h"
#include "iamsim/policy/parse.h"
#include "iamsim/snapshot/snapshot_builder.h"

// Short ways to describe a small world. Shared by the tests of snapshot, request and what is below.
namespace iamsim::entries {

inline Arn A(absl::string_view text) {
  absl::StatusOr<Arn> arn = ParseArn(text);
  IAMSIM_CHECK(arn.ok());
  return *std::move(arn);
}

inline std::shared_ptr<const AttachedPolicy> Document(absl::string_view name, PolicyKind kind,
                                                      absl::string_view text,
                                                      absl::string_view arn = "") {
  auto attached = std::make_shared<AttachedPolicy>();
  attached->name = std::string(name);
  attached->arn = std::string(arn);
  attached->policy = ParsePolicyText(text, name, kind).policy;
  IAMSIM_CHECK(attached->policy != nullptr);
  return attached;
}

inline std::shared_ptr<const AttachedPolicy> Allow(absl::string_view name,
                                                   absl::string_view action = "s3:*",
                                                   absl::string_view arn = "") {
  return Document(name, PolicyKind::kIdentity,
                  absl::StrCat(R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                                   "Action": ")",
                               action, R"(", "Resource": "*"}})"),
                  arn);
}

inline std::shared_ptr<const AttachedPolicy> Managed(absl::string_view arn,
                                                     absl::string_view action = "s3:*") {
  return Allow(arn.substr(arn.rfind('/') + 1), action, arn);
}

inline std::shared_ptr<const AttachedPolicy> ServiceControl(absl::string_view name,
                                                            absl::string_view arn = "") {
  return Document(name, PolicyKind::kServiceControl,
                  R"({"Version": "2012-10-17", "Statement": {"Effect": "Deny",
                      "Action": "s3:DeleteBucket", "Resource": "*"}})",
                  arn);
}

inline std::shared_ptr<const AttachedPolicy> ResourceControl(absl::string_view name) {
  return Document(name, PolicyKind::kResourceControl,
                  R"({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
                      "Action": "s3:DeleteBucket", "Resource": "*"}})");
}

inline std::shared_ptr<const AttachedPolicy> Trust(absl::string_view name) {
  return Document(name, PolicyKind::kTrust,
                  R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                      "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}})");
}

inline std::shared_ptr<const AttachedPolicy> OfResource(absl::string_view name) {
  return Document(name, PolicyKind::kResource,
                  R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                      "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}})");
}

inline SnapshotBuilder::PrincipalEntry User(absl::string_view arn) {
  SnapshotBuilder::PrincipalEntry entry;
  entry.arn = A(arn);
  entry.kind = PrincipalKind::kUser;
  return entry;
}

inline SnapshotBuilder::PrincipalEntry Role(absl::string_view arn) {
  SnapshotBuilder::PrincipalEntry entry;
  entry.arn = A(arn);
  entry.kind = PrincipalKind::kRole;
  return entry;
}

inline std::vector<std::string> NamesOf(const PolicyList& list) {
  std::vector<std::string> names;
  for (const auto& policy : list) names.push_back(policy->name);
  return names;
}

// "r-ab12: FullAWSAccess guard" and so on; a document that is missing has a `?` behind it.
inline std::vector<std::string> Describe(const std::vector<PolicyLevel>& levels) {
  std::vector<std::string> lines;
  for (const PolicyLevel& level : levels) {
    std::string line = absl::StrCat(level.target, ":");
    for (const auto& policy : level.policies) {
      absl::StrAppend(&line, " ", policy->name, policy->policy == nullptr ? "?" : "");
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

inline std::vector<std::string> MessagesOf(const Diagnostics& diagnostics) {
  std::vector<std::string> messages;
  for (const Diagnostic& diagnostic : diagnostics) messages.push_back(diagnostic.message);
  return messages;
}

}  // namespace iamsim::entries

#endif  // IAMSIM_TESTS_SNAPSHOT_ENTRIES_H_
