// The `policies` member of requests and tests. Tested by tests/io/request_reader_test.cc.
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/action.h"
#include "iamsim/model/policy_kind.h"
#include "io/read/case_fields.h"
#include "io/read/format_members.h"
#include "io/read/members.h"
#include "request/question.h"

namespace iamsim {
namespace {

// The document of `policy` and its name, if it has one.
struct NamedDocument {
  std::optional<std::string> name;
  JsonNode document;
};

absl::StatusOr<NamedDocument> FindDocument(const JsonNode& policy) {
  const bool bare = policy.is_string() || IsFileReference(policy) ||
                    (policy.is_object() && policy.Find("Statement").has_value());
  if (bare) return NamedDocument{std::nullopt, policy};
  if (!policy.is_object()) {
    return policy.Error(
        absl::StrCat("expected a policy document, alone or as {`name`, `document`}, found ",
                     policy.kind_name()));
  }
  const std::optional<JsonNode> document = policy.Find("document");
  if (!document) {
    static const auto& every = *new std::vector<absl::string_view>{"name", "document",  "Version",
                                                                   "Id",   "Statement", "file"};
    IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(policy, every));
    return policy.Error("expected a policy document with a `Statement`, or {`name`, `document`}");
  }
  IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(policy, MembersOf(FormatObject::kNamedPolicy)));
  NamedDocument found{std::nullopt, *document};
  if (const std::optional<JsonNode> name = policy.Find("name")) {
    IAMSIM_ASSIGN_OR_RETURN(found.name, ReadString(*name, "`name`"));
  }
  return found;
}

absl::StatusOr<std::vector<PolicyLevel>> ReadLevels(const JsonNode& node, PolicyKind kind,
                                                    DocumentReader& documents) {
  if (!node.is_array()) {
    return node.Error(absl::StrCat("`", node.key(), "`: expected the levels, root first, each ",
                                   "{`target`, `policies`}, found ", node.kind_name()));
  }
  std::vector<PolicyLevel> levels;
  levels.reserve(node.size());
  for (const JsonNode& child : node.children()) {
    if (!child.is_object()) {
      return child.Error(
          absl::StrCat("expected a level, {`target`, `policies`}, found ", child.kind_name()));
    }
    IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(child, MembersOf(FormatObject::kLevel)));
    const std::optional<JsonNode> target = child.Find("target");
    const std::optional<JsonNode> policies = child.Find("policies");
    if (!target) return child.Error("expected `target`, the id of a root, unit or account");
    if (!policies) return child.Error("expected `policies`, a list that may be empty");
    PolicyLevel& level = levels.emplace_back();
    IAMSIM_ASSIGN_OR_RETURN(level.target, ReadString(*target, "`target`"));
    IAMSIM_ASSIGN_OR_RETURN(level.policies, ReadPolicyList(*policies, kind, node.key(), documents));
  }
  return levels;
}

// PG-18: AWS takes one boundary. The simulator API calls its parameter a list as well.
void WarnOfSecondBoundary(const JsonNode& node, DocumentReader& documents) {
  if (!node.is_array() || node.size() < 2) return;
  documents.diagnostics().push_back(
      {.severity = Severity::kWarning,
       .rule = "PG-18",
       .place = node.children()[1].place(),
       .message = absl::StrCat("a permissions boundary is exactly one policy, found ", node.size(),
                               ": they are evaluated as one set")});
}

absl::StatusOr<PolicyList> ReadResourcePolicies(const JsonNode& node, absl::string_view action,
                                                DocumentReader& documents) {
  IAMSIM_ASSIGN_OR_RETURN(const Action parsed, ParseAction(action));
  const bool trust = IsTrustAction(parsed);  // TR-1, CH-3, CH-6
  Diagnostics& diagnostics = documents.diagnostics();
  const std::size_t first = diagnostics.size();
  absl::StatusOr<PolicyList> policies = ReadPolicyList(
      node, trust ? PolicyKind::kTrust : PolicyKind::kResource, node.key(), documents);
  // PA-7: nothing evaluates a resource policy given with iam:PassRole, so the trust policy of the
  // role that is passed may stand there as well.
  if (policies.ok() || !parsed.Is("iam:passrole")) return policies;
  const absl::Status failure = policies.status();
  diagnostics.resize(first);
  policies = ReadPolicyList(node, PolicyKind::kTrust, node.key(), documents);
  return policies.ok() ? policies : failure;
}

}  // namespace

absl::StatusOr<PolicyList> ReadPolicyList(const JsonNode& node, PolicyKind kind,
                                          absl::string_view layer, DocumentReader& documents) {
  const std::vector<JsonNode> policies =
      node.is_array() ? node.children() : std::vector<JsonNode>{node};
  PolicyList list;
  list.reserve(policies.size());
  for (std::size_t i = 0; i < policies.size(); ++i) {
    IAMSIM_ASSIGN_OR_RETURN(NamedDocument named, FindDocument(policies[i]));
    const std::size_t first = documents.diagnostics().size();
    IAMSIM_ASSIGN_OR_RETURN(AttachedPolicy policy, documents.Read(named.document, kind));
    if (policy.policy == nullptr) return FirstError(documents.diagnostics(), first);
    if (named.name) {
      policy.name = *std::move(named.name);
    } else if (IsFileReference(named.document)) {
      policy.name = BaseNameOf(named.document);
    } else {
      policy.name = absl::StrCat(layer, "-", i + 1);
    }
    list.push_back(std::make_shared<const AttachedPolicy>(std::move(policy)));
  }
  return list;
}

absl::Status ReadPolicies(const JsonNode& node, DocumentReader& documents, Request* request) {
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(node, MembersOf(FormatObject::kPolicies)));
  SuppliedPolicies& policies = request->policies;
  for (const JsonNode& layer : node.children()) {
    const absl::string_view name = layer.key();
    const auto read = [&](PolicyKind kind) { return ReadPolicyList(layer, kind, name, documents); };
    if (name == "identity") {
      IAMSIM_ASSIGN_OR_RETURN(policies.identity, read(PolicyKind::kIdentity));
    } else if (name == "permissionsBoundary") {
      IAMSIM_ASSIGN_OR_RETURN(policies.permissions_boundary,
                              read(PolicyKind::kPermissionsBoundary));
      WarnOfSecondBoundary(layer, documents);
    } else if (name == "session") {
      IAMSIM_ASSIGN_OR_RETURN(policies.session, read(PolicyKind::kSession));
    } else if (name == "resource") {
      IAMSIM_ASSIGN_OR_RETURN(policies.resource,
                              ReadResourcePolicies(layer, request->action, documents));
    } else if (name == "serviceControl") {
      IAMSIM_ASSIGN_OR_RETURN(policies.service_control,
                              ReadLevels(layer, PolicyKind::kServiceControl, documents));
    } else if (name == "resourceControl") {
      IAMSIM_ASSIGN_OR_RETURN(policies.resource_control,
                              ReadLevels(layer, PolicyKind::kResourceControl, documents));
    } else {
      IAMSIM_ASSIGN_OR_RETURN(policies.vpc_endpoint, read(PolicyKind::kVpcEndpoint));
    }
  }
  return absl::OkStatus();
}

}  // namespace iamsim
