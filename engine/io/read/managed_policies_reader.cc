// Policies by name, beside the snapshot: dumps lack AWS managed policies that nobody has attached,
// and boundaries. Tested by tests/io/managed_policies_reader_test.cc.
#include "io/read/managed_policies_reader.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "iamsim/base/file.h"
#include "iamsim/base/last_part.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/caller.h"
#include "io/read/members.h"

namespace iamsim {
namespace {

constexpr absl::string_view kAws = "aws";

// Whose policy it is and what it is called, as references name it.
struct PolicyName {
  std::string account = std::string(kAws);
  std::string name;
};

// `policies/ReadOnlyAccess.json`, `policies/111122223333/Team.json`
PolicyName NameOfFile(absl::string_view path) {
  PolicyName found;
  found.name = std::string(absl::StripSuffix(LastPart(path), ".json"));
  const std::string folder = FolderOf(path);
  if (const absl::string_view last = LastPart(folder); IsAccountId(last)) {
    found.account = std::string(last);
  }
  return found;
}

absl::StatusOr<PolicyName> NameInArn(const JsonNode& node) {
  IAMSIM_ASSIGN_OR_RETURN(const std::string text,
                          ReadString(node, absl::StrCat("`", node.key(), "`")));
  const absl::StatusOr<Arn> arn = ParseArn(text);
  if (!arn.ok()) return node.Error(arn.status().message());
  if (arn->service() != "iam" || !absl::StartsWith(arn->resource(), "policy/")) {
    return node.Error(absl::StrCat("expected the ARN of a managed policy, found `", text, "`"));
  }
  return PolicyName{std::string(arn->account()), std::string(EntityName(arn->resource()))};
}

absl::Status Add(const JsonNode& document, PolicyName name, SnapshotInput& input) {
  SnapshotInput::DocumentName document_name{
      .name = name.name, .arn = absl::StrCat("arn:aws:iam::", name.account, ":policy/", name.name)};
  IAMSIM_ASSIGN_OR_RETURN(
      std::shared_ptr<const AttachedPolicy> policy,
      input.ReadDocument(document, PolicyKind::kIdentity, std::move(document_name)));
  input.builder().AddManagedPolicyByName(name.account, name.name, std::move(policy));
  return absl::OkStatus();
}

// The document of one policy as the AWS CLI shows it.
std::optional<JsonNode> DocumentIn(const JsonNode& wrapper) {
  if (!wrapper.is_object()) return std::nullopt;
  if (std::optional<JsonNode> document = wrapper.Find("Document")) return document;
  const std::optional<JsonNode> version = wrapper.Find("PolicyVersion");
  if (!version || !version->is_object()) return std::nullopt;
  return version->Find("Document");
}

absl::Status ReadWrapper(const JsonNode& wrapper, const std::optional<PolicyName>& file,
                         SnapshotInput& input) {
  PolicyName name = file.value_or(PolicyName());
  if (const std::optional<JsonNode> arn = wrapper.Find("Arn")) {
    IAMSIM_ASSIGN_OR_RETURN(name, NameInArn(*arn));
  } else if (wrapper.Find("PolicyName")) {
    IAMSIM_ASSIGN_OR_RETURN(name.name, RequiredString(wrapper, "PolicyName"));
  }
  if (name.name.empty()) {
    return wrapper.Error("expected `Arn` or `PolicyName` beside the document, found neither");
  }
  return Add(*DocumentIn(wrapper), std::move(name), input);
}

// An entry of the npm package: every version of one policy, of which the last is in force.
bool IsHistory(const JsonNode& node) {
  return node.is_object() && node.Find("versions") && node.Find("latestVersionId");
}

absl::Status ReadHistory(const JsonNode& entry, SnapshotInput& input) {
  if (!IsHistory(entry)) return entry.Error("expected `versions` and `latestVersionId`");
  PolicyName name{std::string(kAws), std::string(entry.key())};
  if (const std::optional<JsonNode> arn = entry.Find("arn")) {
    IAMSIM_ASSIGN_OR_RETURN(name, NameInArn(*arn));
  }
  IAMSIM_ASSIGN_OR_RETURN(const std::string latest, RequiredString(entry, "latestVersionId"));
  const JsonNode versions = *entry.Find("versions");
  IAMSIM_RETURN_IF_ERROR(ExpectObject(versions));
  const std::optional<JsonNode> version = versions.Find(latest);
  const std::optional<JsonNode> document =
      version && version->is_object() ? version->Find("document") : std::nullopt;
  if (!document) return versions.Error(absl::StrCat("expected the document of `", latest, "`"));
  return Add(*document, std::move(name), input);
}

using EntryReader = absl::Status (*)(const JsonNode& entry, SnapshotInput& input);

absl::Status ReadEach(const JsonNode& list, EntryReader read, SnapshotInput& input) {
  for (const JsonNode& entry : list.children()) {
    const absl::Status status = read(entry, input);
    if (!status.ok()) IAMSIM_RETURN_IF_ERROR(input.Damage(status));
  }
  return absl::OkStatus();
}

absl::Status ReadListed(const JsonNode& entry, SnapshotInput& input) {
  if (!DocumentIn(entry)) return entry.Error("expected a managed policy with its `Document`");
  return ReadWrapper(entry, std::nullopt, input);
}

absl::Status ReadRoot(const JsonNode& root, const std::string& path, SnapshotInput& input) {
  if (IsPolicyDocument(root)) return Add(root, NameOfFile(path), input);
  if (DocumentIn(root)) return ReadWrapper(root, NameOfFile(path), input);
  if (root.is_array()) return ReadEach(root, ReadListed, input);
  if (root.is_object() && root.size() > 0 && IsHistory(root.children()[0])) {
    return ReadEach(root, ReadHistory, input);
  }
  return root.Error(
      "expected a policy document, or the output of `aws iam get-policy-version`; a dump belongs "
      "to `--from`");
}

absl::Status ReadPolicyFile(const std::string& path, SnapshotInput& input) {
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const JsonDocument> document, ReadDump(path));
  return ReadRoot(document->root(), path, input);
}

}  // namespace

bool IsPolicyDocument(const JsonNode& node) {
  return node.is_object() && node.Find("Statement").has_value();
}

absl::Status ReadManagedPolicies(const std::string& path, SnapshotInput& input) {
  if (!IsFolder(path)) {
    input.EnterRoot(FolderOf(path));
    return ReadPolicyFile(path, input);
  }
  input.EnterRoot(path);
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> files, ListFiles(path, ".json"));
  if (files.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": expected policy documents, found no *.json file"));
  }
  for (const std::string& file : files) {
    if (LastPart(file) == "package.json") continue;  // npm's, beside the policies of a package
    const absl::Status status = ReadPolicyFile(file, input);
    if (!status.ok()) IAMSIM_RETURN_IF_ERROR(input.Damage(status));
  }
  return absl::OkStatus();
}

}  // namespace iamsim
