#ifndef IAMSIM_IO_READ_IAM_COLLECT_FOLDER_H_
#define IAMSIM_IO_READ_IAM_COLLECT_FOLDER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/json_document.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/context_value.h"
#include "io/read/snapshot_input.h"

namespace iamsim {

// The files of one folder of an iam-collect directory: KIND.json, each one side of one thing.
// The format does not write what is empty: a file that is not there means "none".
class CollectedItem {
 public:
  explicit CollectedItem(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  void Add(absl::string_view kind, const std::string& file) { files_.emplace(kind, file); }
  bool Has(absl::string_view kind) const { return files_.contains(kind); }
  const absl::btree_map<std::string, std::string>& files() const { return files_; }

  // The value in `kind`.json, as long as the item lives; nullopt: there is no such file. Errors: it
  // is not JSON.
  absl::StatusOr<std::optional<JsonNode>> Read(absl::string_view kind);
  // metadata.json. Errors: there is none, or it is no object.
  absl::StatusOr<JsonNode> ReadMetadata();
  // Paths are in lower case: only the metadata knows the ARN.
  absl::StatusOr<Arn> ReadArn();
  absl::StatusOr<Tags> ReadTags();
  // The document in `kind`.json; null: there is none. A damaged one is damage, and missing.
  absl::StatusOr<std::shared_ptr<const AttachedPolicy>> ReadDocument(
      absl::string_view kind, PolicyKind policy_kind, SnapshotInput::DocumentName name,
      SnapshotInput& input);

 private:
  std::string path_;
  absl::btree_map<std::string, std::string> files_;  // by kind
  std::vector<std::shared_ptr<const JsonDocument>> documents_;
};

// Everything below `accounts/ID/`, by folder relative to it: "" for the account's own files, else
// "iam/role/deploy", "sqs/us-east-1/q1", ….
struct CollectedAccount {
  std::string id;
  absl::btree_map<std::string, CollectedItem> items;
};

struct CollectedOrganization {
  std::string id;
  absl::btree_map<std::string, CollectedItem> items;  // "" , "scps/p-1", …
};

// One partition of an iam-collect directory.
struct CollectedPartition {
  std::string name;  // "aws"
  absl::btree_map<std::string, CollectedAccount> accounts;
  absl::btree_map<std::string, CollectedOrganization> organizations;
  std::vector<std::string> other_files;
};

// The partitions in `folder`, which is one (it holds `accounts/` or `organizations/`) or holds
// some; empty when it is no iam-collect directory.
std::vector<CollectedPartition> FindPartitions(const SnapshotFolder& folder);

// Parts of iam_collect_reader.cc.
absl::Status ReadCollectedIdentities(CollectedAccount& account, SnapshotInput& input);
absl::Status ReadCollectedResources(CollectedAccount& account, SnapshotInput& input);
absl::Status ReadCollectedOrganization(CollectedOrganization& organization, SnapshotInput& input);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_IAM_COLLECT_FOLDER_H_
