// Snapshot bundles (formats.md): our own format, written by hand, so a misspelt member is an error.
// Tested by tests/io/bundle_reader_test.cc.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/arn.h"
#include "io/read/case_fields.h"
#include "io/read/format_members.h"
#include "io/read/members.h"
#include "io/read/organization_reader.h"
#include "io/read/snapshot_input.h"

namespace iamsim {
namespace {

// {"file": …}, the details themselves (also a list of pages), or a list of those.
absl::Status ReadAuthorizationDetails(const JsonNode& node, SnapshotInput& input) {
  if (IsFileReference(node)) {
    IAMSIM_ASSIGN_OR_RETURN(const ReferencedFiles::File file,
                            input.files().Open(node, kDumpLimits));
    IAMSIM_RETURN_IF_ERROR(file.damage);
    const JsonNode root = file.document->root();
    if (IsGaad(root)) return ReadGaad(root, input);
    return root.Error("expected the output of `aws iam get-account-authorization-details`");
  }
  if (node.is_array()) {
    for (const JsonNode& element : node.children()) {
      IAMSIM_RETURN_IF_ERROR(ReadAuthorizationDetails(element, input));
    }
    return absl::OkStatus();
  }
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(node, MembersOf(FormatObject::kAuthorizationDetails)));
  return ReadGaad(node, input);
}

absl::Status ReadAccount(const JsonNode& node, SnapshotInput& input) {
  const absl::string_view id = node.key();
  if (!IsAccountId(id)) {
    return node.Error(absl::StrCat("expected an account id of twelve digits, found `", id, "`"));
  }
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(node, MembersOf(FormatObject::kAccount)));
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> name, OptionalString(node, "name"));
  if (name) input.builder().SetAccountName(id, *name);
  IAMSIM_ASSIGN_OR_RETURN(AttachedControlPolicies attached, ReadAttachedControlPolicies(node));
  input.builder().SetAccountPolicies(id, std::move(attached.service_control),
                                     std::move(attached.resource_control));
  if (const std::optional<JsonNode> details = node.Find("authorizationDetails")) {
    input.builder().AddAccountDetails(id);
    IAMSIM_RETURN_IF_ERROR(ReadAuthorizationDetails(*details, input));
  }
  return absl::OkStatus();
}

absl::Status ReadResourceEntry(const JsonNode& node, SnapshotInput& input) {
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(node, MembersOf(FormatObject::kResource)));
  ResourceRecord resource;
  IAMSIM_ASSIGN_OR_RETURN(const std::string text, RequiredString(node, "arn"));
  absl::StatusOr<Arn> parsed = ParseArn(text);
  if (!parsed.ok()) return node.Find("arn")->Error(parsed.status().message());
  resource.arn = *std::move(parsed);
  resource.account = std::string(resource.arn.account());
  if (const std::optional<JsonNode> account = node.Find("account")) {
    IAMSIM_ASSIGN_OR_RETURN(resource.account, ReadAccountId(*account, "`account`"));
  }
  if (const std::optional<JsonNode> tags = node.Find("tags")) {
    IAMSIM_ASSIGN_OR_RETURN(resource.tags, ReadTagMap(*tags));
  }
  if (const std::optional<JsonNode> s3 = node.Find("s3")) {
    IAMSIM_ASSIGN_OR_RETURN(resource.s3, ReadS3Settings(*s3));
  }
  if (const std::optional<JsonNode> bucket = node.Find("bucket")) {
    IAMSIM_ASSIGN_OR_RETURN(resource.bucket, ReadString(*bucket, "`bucket`"));
    if (!IsArn(resource.bucket)) {
      return bucket->Error(
          absl::StrCat("expected the ARN of a bucket, found `", resource.bucket, "`"));
    }
  }
  if (const std::optional<JsonNode> policy = node.Find("policy")) {
    IAMSIM_ASSIGN_OR_RETURN(
        resource.policy,
        input.ReadDocument(*policy, PolicyKind::kResource,
                           {.name = std::string(resource.arn.resource()), .named_by_file = true}));
  }
  input.builder().AddResource(std::move(resource));
  return absl::OkStatus();
}

absl::Status ReadVpcEndpoint(const JsonNode& node, SnapshotInput& input) {
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(node, MembersOf(FormatObject::kVpcEndpoint)));
  VpcEndpointRecord endpoint;
  IAMSIM_ASSIGN_OR_RETURN(endpoint.id, RequiredString(node, "id"));
  if (const std::optional<JsonNode> account = node.Find("account")) {
    IAMSIM_ASSIGN_OR_RETURN(endpoint.account, ReadAccountId(*account, "`account`"));
  }
  if (const std::optional<JsonNode> type = node.Find("type")) {
    IAMSIM_ASSIGN_OR_RETURN(endpoint.type, ReadEndpointType(*type, "`type`"));
  }
  if (const std::optional<JsonNode> policy = node.Find("policy")) {
    IAMSIM_ASSIGN_OR_RETURN(endpoint.policy,
                            input.ReadDocument(*policy, PolicyKind::kVpcEndpoint,
                                               {.name = endpoint.id, .named_by_file = true}));
  }
  input.builder().AddVpcEndpoint(std::move(endpoint));
  return absl::OkStatus();
}

absl::Status ReadEach(const JsonNode& bundle, absl::string_view name,
                      absl::Status (*read)(const JsonNode& node, SnapshotInput& input),
                      SnapshotInput& input) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> entries, ListOf(bundle, name));
  for (const JsonNode& entry : entries) IAMSIM_RETURN_IF_ERROR(read(entry, input));
  return absl::OkStatus();
}

constexpr absl::string_view kBundleMembers[] = {"organization", "accounts", "resources",
                                                "vpcEndpoints"};

}  // namespace

bool IsBundle(const JsonNode& root) {
  if (!root.is_object()) return false;
  for (const absl::string_view name : kBundleMembers) {
    if (root.Find(name)) return true;
  }
  return false;
}

absl::Status ReadBundle(const JsonNode& root, SnapshotInput& input) {
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(root, MembersOf(FormatObject::kBundle)));
  if (root.Find("organization")) IAMSIM_RETURN_IF_ERROR(ReadOrganization(root, input));
  if (const std::optional<JsonNode> accounts = root.Find("accounts")) {
    if (!accounts->is_object()) {
      return accounts->Error(
          absl::StrCat("`accounts`: expected an object with an account id for each member, found ",
                       accounts->kind_name()));
    }
    for (const JsonNode& account : accounts->children()) {
      IAMSIM_RETURN_IF_ERROR(ReadAccount(account, input));
    }
  }
  IAMSIM_RETURN_IF_ERROR(ReadEach(root, "resources", ReadResourceEntry, input));
  return ReadEach(root, "vpcEndpoints", ReadVpcEndpoint, input);
}

bool IsBundleFolder(const SnapshotFolder& folder) { return !folder.Find("snapshot.json").empty(); }

absl::Status ReadBundleFolder(const SnapshotFolder& folder, SnapshotInput& input) {
  return ReadSnapshotFile(folder.Find("snapshot.json"), input);
}

}  // namespace iamsim
