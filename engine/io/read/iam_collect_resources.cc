// Everything of an account that is no identity: metadata, policy and tags by one rule, with a table
// of what some services do differently. Tested by tests/io/iam_collect_reader_test.cc.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "iamsim/base/status_macros.h"
#include "io/read/iam_collect_folder.h"
#include "io/read/members.h"

namespace iamsim {
namespace {

// What the files may say: those that say nothing about access are known all the same.
constexpr absl::string_view kKnownKinds[] = {
    "metadata",    "policy",           "tags",           "bpa",
    "encryption",  "endpoint-policy",  "accesspolicies", "awsmanagedpolicies",
    "accounts",    "inlinepolicy",     "groups",         "customermanagedpolicies",
    "s3-bpa",      "trust-policy",     "organization",   "permissionboundary",
    "members",     "managed-policies", "current-policy", "inline-policies",
    "memberships", "instance-profiles"};

class ResourceReader {
 public:
  ResourceReader(CollectedAccount& account, SnapshotInput& input)
      : account_(account), input_(input) {}

  absl::Status Read() {
    IAMSIM_RETURN_IF_ERROR(ReadAccountFiles());
    for (auto& [folder, item] : account_.items) {
      input_.NoteFile();
      if (folder.empty() || absl::StartsWith(folder, "iam/") || absl::StartsWith(folder, "ram/")) {
        continue;
      }
      const absl::Status status = ReadItem(folder, item);
      if (!status.ok()) IAMSIM_RETURN_IF_ERROR(input_.Damage(status));
    }
    for (auto& [folder, item] : account_.items) {
      if (absl::StartsWith(folder, "ram/")) IAMSIM_RETURN_IF_ERROR(ReadShares(item));
    }
    for (auto& item : resources_) input_.builder().AddResource(std::move(item.second));
    return absl::OkStatus();
  }

 private:
  absl::Status ReadAccountFiles();
  absl::Status ReadItem(const std::string& folder, CollectedItem& item);
  absl::Status ReadEndpoint(const Arn& arn, CollectedItem& item);
  absl::Status ReadS3(CollectedItem& item, ResourceRecord* resource);
  absl::StatusOr<bool> Restricts(CollectedItem& item, absl::string_view kind);
  absl::Status ReadShares(CollectedItem& item);
  absl::Status ReadShare(const JsonNode& share);
  void WarnOfUnknownKinds(const std::string& folder, const CollectedItem& item);
  void WarnAt(const std::string& file, std::string message);
  Arn ExecutionArn(const Arn& api) const;

  CollectedAccount& account_;
  SnapshotInput& input_;
  bool account_restricts_public_ = false;
  absl::btree_map<std::string, ResourceRecord> resources_;  // by ARN
  absl::btree_set<std::string> told_kinds_;
};

void ResourceReader::WarnAt(const std::string& file, std::string message) {
  input_.builder().AddDiagnostic({.severity = Severity::kWarning,
                                  .rule = "",
                                  .place = {.file = file, .pointer = "", .position = std::nullopt},
                                  .message = std::move(message)});
}

// S3-3: RestrictPublicBuckets. A file that cannot be read may say so.
absl::StatusOr<bool> ResourceReader::Restricts(CollectedItem& item, absl::string_view kind) {
  const absl::StatusOr<std::optional<JsonNode>> settings = item.Read(kind);
  absl::Status status = settings.status();
  if (settings.ok()) {
    if (!*settings) return false;
    status = ExpectObject(**settings);
    const std::optional<JsonNode> flag =
        status.ok() ? (*settings)->Find("RestrictPublicBuckets") : std::optional<JsonNode>();
    if (status.ok() && !flag) return false;
    if (status.ok() && flag->kind() == JsonKind::kBoolean) return flag->text() == "true";
    if (status.ok()) status = flag->Error("expected true or false");
  }
  IAMSIM_RETURN_IF_ERROR(input_.Damage(status));
  return true;
}

absl::Status ResourceReader::ReadAccountFiles() {
  const auto item = account_.items.find("");
  if (item == account_.items.end()) return absl::OkStatus();
  IAMSIM_ASSIGN_OR_RETURN(account_restricts_public_, Restricts(item->second, "s3-bpa"));
  for (const auto& [kind, file] : item->second.files()) {
    if (absl::StartsWith(kind, "ecr-registry-policy.")) {
      WarnAt(file, "registry policies are not considered: replication counts as not granted");
    } else if (!absl::c_linear_search(kKnownKinds, kind)) {
      WarnAt(file, "expected a file of iam-collect that is known, ignored");
    }
  }
  return absl::OkStatus();
}

void ResourceReader::WarnOfUnknownKinds(const std::string& folder, const CollectedItem& item) {
  const std::string service = folder.substr(0, folder.find('/'));
  for (const auto& [kind, file] : item.files()) {
    if (absl::c_linear_search(kKnownKinds, kind)) continue;
    if (!told_kinds_.insert(absl::StrCat(service, "/", kind)).second) continue;
    WarnAt(file, absl::StrCat("`", kind, "` of `", service, "` is not considered"));
  }
}

// SV-1: policies of an API are about calls of its methods, which belong to another service.
Arn ResourceReader::ExecutionArn(const Arn& api) const {
  const absl::string_view id = absl::StripPrefix(api.resource(), "/restapis/");
  const absl::StatusOr<Arn> arn = ParseArn(absl::StrCat(
      "arn:", api.partition(), ":execute-api:", api.region(), ":", account_.id, ":", id));
  return arn.ok() ? *arn : api;
}

absl::Status ResourceReader::ReadItem(const std::string& folder, CollectedItem& item) {
  WarnOfUnknownKinds(folder, item);
  ResourceRecord resource;
  IAMSIM_ASSIGN_OR_RETURN(resource.arn, item.ReadArn());
  if (item.Has("endpoint-policy") || absl::StartsWith(resource.arn.resource(), "vpc-endpoint/")) {
    return ReadEndpoint(resource.arn, item);
  }
  resource.account = account_.id;
  const absl::StatusOr<Tags> tags = item.ReadTags();
  if (tags.ok()) {
    resource.tags = *tags;
  } else {
    IAMSIM_RETURN_IF_ERROR(input_.Damage(tags.status()));
  }
  IAMSIM_ASSIGN_OR_RETURN(
      resource.policy, item.ReadDocument("policy", PolicyKind::kResource,
                                         {.name = std::string(resource.arn.resource())}, input_));
  if (resource.arn.service() == "s3") IAMSIM_RETURN_IF_ERROR(ReadS3(item, &resource));
  if (resource.arn.service() == "apigateway" && resource.policy != nullptr) {
    ResourceRecord api;
    api.arn = ExecutionArn(resource.arn);
    api.account = account_.id;
    api.policy = std::exchange(resource.policy, nullptr);
    std::string arn = api.arn.text();
    resources_.insert_or_assign(std::move(arn), std::move(api));
  }
  std::string arn = resource.arn.text();
  resources_.insert_or_assign(std::move(arn), std::move(resource));
  return absl::OkStatus();
}

// S3-3, S3-6, S3-7.
absl::Status ResourceReader::ReadS3(CollectedItem& item, ResourceRecord* resource) {
  IAMSIM_ASSIGN_OR_RETURN(const bool own, Restricts(item, "bpa"));
  resource->s3.block_public_access = own || account_restricts_public_;
  IAMSIM_ASSIGN_OR_RETURN(const JsonNode metadata, item.ReadMetadata());
  const std::optional<JsonNode> abac = metadata.Find("abacEnabled");
  resource->s3.bucket_abac_enabled = abac && abac->text() == "true";
  if (!absl::StartsWith(resource->arn.resource(), "accesspoint/")) return absl::OkStatus();
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> bucket,
                          OptionalString(metadata, "bucket"));
  if (bucket) {
    resource->bucket = absl::StrCat("arn:", resource->arn.partition(), ":s3:::", *bucket);
  }
  return absl::OkStatus();
}

absl::Status ResourceReader::ReadEndpoint(const Arn& arn, CollectedItem& item) {
  VpcEndpointRecord endpoint;
  IAMSIM_ASSIGN_OR_RETURN(const JsonNode metadata, item.ReadMetadata());
  endpoint.id = std::string(absl::StripPrefix(arn.resource(), "vpc-endpoint/"));
  endpoint.account = account_.id;
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> type, OptionalString(metadata, "type"));
  const std::string word = absl::AsciiStrToLower(type.value_or(""));
  if (word == "gateway" || word == "interface") endpoint.type = word;
  IAMSIM_ASSIGN_OR_RETURN(endpoint.policy,
                          item.ReadDocument("endpoint-policy", PolicyKind::kVpcEndpoint,
                                            {.name = endpoint.id}, input_));
  input_.builder().AddVpcEndpoint(std::move(endpoint));
  return absl::OkStatus();
}

// EV-23: the permission of a shared resource acts as its policy.
absl::Status ResourceReader::ReadShares(CollectedItem& item) {
  for (const auto& file : item.files()) {
    const absl::StatusOr<std::optional<JsonNode>> share = item.Read(file.first);
    const absl::Status status = share.ok() ? ReadShare(**share) : share.status();
    if (!status.ok()) IAMSIM_RETURN_IF_ERROR(input_.Damage(status));
  }
  return absl::OkStatus();
}

absl::Status ResourceReader::ReadShare(const JsonNode& share) {
  IAMSIM_ASSIGN_OR_RETURN(const std::string text, RequiredString(share, "arn"));
  const absl::StatusOr<Arn> arn = ParseArn(text);
  if (!arn.ok()) return share.Find("arn")->Error(arn.status().message());
  const std::optional<JsonNode> policy = share.Find("policy");
  if (!policy) return absl::OkStatus();
  const auto [entry, is_new] = resources_.try_emplace(text);
  ResourceRecord& resource = entry->second;
  if (is_new) {
    resource.arn = *arn;
    resource.account = account_.id;
  } else if (resource.policy != nullptr) {
    return policy->Error(absl::StrCat(
        "`", text, "` has a policy of its own beside this one of its share, which is ignored"));
  }
  IAMSIM_ASSIGN_OR_RETURN(
      resource.policy,
      input_.ReadDocument(*policy, PolicyKind::kResource, {.name = std::string(arn->resource())}));
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadCollectedResources(CollectedAccount& account, SnapshotInput& input) {
  return ResourceReader(account, input).Read();
}

}  // namespace iamsim
