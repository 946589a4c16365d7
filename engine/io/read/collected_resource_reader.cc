// What tools/collect/collect.sh writes of one resource, with the replies of the AWS CLI as they
// are:
//   {"arn": "arn:aws:s3:::b", "account": "111122223333",
//    "policy": "{\"Version\": …}",            text or document; absent or null: it has none
//    "tags": [{"Key", "Value"}] or {"k": "v"},                absent or null: it has none
//    "publicAccessBlock", "accountPublicAccessBlock": {"RestrictPublicBuckets": true, …},  S3
//    "location": "eu-west-1",                                                 S3, not needed
//    "unknown": ["policy", …]}                members that could not be read: not absent, missing
// and of a list that it could not read:
//   {"unlisted": "sqs", "account": "111122223333", "region": "us-east-1"}
// Tested by tests/io/collected_resource_reader_test.cc.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/arn.h"
#include "io/read/case_fields.h"
#include "io/read/members.h"
#include "io/read/snapshot_input.h"

namespace iamsim {
namespace {

constexpr absl::string_view kMembers[] = {
    "arn",      "account", "policy", "tags", "publicAccessBlock", "accountPublicAccessBlock",
    "location", "unknown", "comment"};

// A member that has a value.
std::optional<JsonNode> Given(const JsonNode& node, absl::string_view name) {
  std::optional<JsonNode> member = node.Find(name);
  const bool empty = member && (member->kind() == JsonKind::kNull ||
                                (member->is_string() && member->text().empty()));
  return empty ? std::nullopt : member;
}

absl::StatusOr<std::string> EitherString(const JsonNode& tag, absl::string_view plain,
                                         absl::string_view kms) {
  IAMSIM_RETURN_IF_ERROR(ExpectObject(tag));
  return RequiredString(tag, tag.Find(kms) ? kms : plain);
}

// Services have three ways to write tags.
absl::StatusOr<Tags> ListedOrMappedTags(const JsonNode& node) {
  if (node.is_object()) return ReadTagMap(node);
  if (!node.is_array()) {
    return node.Error(
        absl::StrCat("expected tags as a list or an object, found ", node.kind_name()));
  }
  Tags tags;
  for (const JsonNode& tag : node.children()) {
    IAMSIM_ASSIGN_OR_RETURN(std::string key, EitherString(tag, "Key", "TagKey"));
    IAMSIM_ASSIGN_OR_RETURN(std::string value, EitherString(tag, "Value", "TagValue"));
    tags.emplace_back(std::move(key), std::move(value));
  }
  return tags;
}

class ResourceEntry {
 public:
  ResourceEntry(const JsonNode& node, SnapshotInput& input) : node_(node), input_(input) {}

  absl::Status Read() {
    IAMSIM_ASSIGN_OR_RETURN(const std::string text, RequiredString(node_, "arn"));
    absl::StatusOr<Arn> arn = ParseArn(text);
    if (!arn.ok()) return node_.Find("arn")->Error(arn.status().message());
    record_.arn = *std::move(arn);
    const std::optional<JsonNode> account = node_.Find("account");
    if (!account) return node_.Error("expected `account`, found none");
    IAMSIM_ASSIGN_OR_RETURN(record_.account, ReadAccountId(*account, "`account`"));
    IAMSIM_ASSIGN_OR_RETURN(unknown_, ReadStringList(*node_.Find("unknown"), "`unknown`"));
    IAMSIM_RETURN_IF_ERROR(CheckNames());
    IAMSIM_RETURN_IF_ERROR(ReadTags());
    IAMSIM_RETURN_IF_ERROR(ReadPolicy());
    if (record_.arn.service() == "s3") {
      IAMSIM_RETURN_IF_ERROR(ReadBlock("publicAccessBlock"));
      IAMSIM_RETURN_IF_ERROR(ReadBlock("accountPublicAccessBlock"));
    }
    input_.builder().AddResource(std::move(record_));
    return absl::OkStatus();
  }

 private:
  bool IsUnknown(absl::string_view name) const { return absl::c_linear_search(unknown_, name); }

  absl::Status CheckNames() const {
    const std::vector<absl::string_view> names(std::begin(kMembers), std::end(kMembers));
    IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(node_, names));
    for (const std::string& name : unknown_) {
      if (absl::c_linear_search(names, name)) continue;
      return node_.Find("unknown")->Error(
          absl::StrCat("expected names of members, found `", name, "`", DidYouMean(name, names)));
    }
    return absl::OkStatus();
  }

  absl::Status ReadTags() {
    if (IsUnknown("tags")) return absl::OkStatus();
    record_.tags = Tags();
    const std::optional<JsonNode> tags = Given(node_, "tags");
    if (!tags) return absl::OkStatus();
    absl::StatusOr<Tags> read = ListedOrMappedTags(*tags);
    if (read.ok()) {
      record_.tags = *std::move(read);
      return absl::OkStatus();
    }
    record_.tags.reset();
    return input_.Damage(read.status());
  }

  absl::Status ReadPolicy() {
    SnapshotInput::DocumentName name{.name = std::string(record_.arn.resource())};
    if (IsUnknown("policy")) {
      IAMSIM_ASSIGN_OR_RETURN(record_.policy,
                              input_.MissingDocument(node_, "policy", std::move(name)));
      return absl::OkStatus();
    }
    const std::optional<JsonNode> policy = Given(node_, "policy");
    if (!policy) return absl::OkStatus();
    IAMSIM_ASSIGN_OR_RETURN(record_.policy,
                            input_.ReadDocument(*policy, PolicyKind::kResource, std::move(name)));
    return absl::OkStatus();
  }

  // S3-3. A setting that could not be read may restrict.
  absl::Status ReadBlock(absl::string_view member) {
    absl::Status status;
    if (IsUnknown(member)) {
      status = node_.Error(absl::StrCat("expected `", member, "`, found none: it counts as set"));
    } else if (const std::optional<JsonNode> block = Given(node_, member)) {
      status = ExpectObject(*block);
      const std::optional<JsonNode> flag =
          status.ok() ? block->Find("RestrictPublicBuckets") : std::optional<JsonNode>();
      if (flag) {
        const absl::StatusOr<bool> set = ReadBool(*flag, "`RestrictPublicBuckets`");
        status = set.status();
        if (set.ok() && *set) record_.s3.block_public_access = true;
      }
    }
    if (status.ok()) return status;
    record_.s3.block_public_access = true;
    return input_.Damage(status);
  }

  const JsonNode& node_;
  SnapshotInput& input_;
  ResourceRecord record_;
  std::vector<std::string> unknown_;
};

bool IsUnlisted(const JsonNode& root) { return root.is_object() && root.Find("unlisted"); }

}  // namespace

bool IsCollectedResource(const JsonNode& root) {
  return IsUnlisted(root) || (root.is_object() && root.Find("arn") && root.Find("unknown"));
}

absl::Status ReadCollectedResource(const JsonNode& root, SnapshotInput& input) {
  absl::Status status;
  if (IsUnlisted(root)) {
    IAMSIM_ASSIGN_OR_RETURN(const std::string service, RequiredString(root, "unlisted"));
    IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> region,
                            OptionalString(root, "region"));
    status = root.Error(absl::StrCat("expected the list of `", service, "` resources",
                                     region.value_or("").empty() ? "" : " in ", region.value_or(""),
                                     ", which could not be read"));
  } else {
    status = ResourceEntry(root, input).Read();
  }
  return status.ok() ? status : input.Damage(status);
}

}  // namespace iamsim
