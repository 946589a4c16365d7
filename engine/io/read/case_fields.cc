// Tested by tests/io/request_reader_test.cc.
#include "io/read/case_fields.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/read.h"
#include "iamsim/model/action.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/evaluation_options.h"
#include "io/read/format_members.h"
#include "io/read/members.h"

namespace iamsim {
namespace {

constexpr absl::string_view kEndpointTypes[] = {"gateway", "interface"};

absl::Status ReadPrincipalId(const JsonNode& node, DocumentReader&, Request* request) {
  IAMSIM_ASSIGN_OR_RETURN(request->principal_id, ReadString(node, "`principalId`"));
  return absl::OkStatus();
}

absl::Status ReadFederatedBy(const JsonNode& node, DocumentReader&, Request* request) {
  IAMSIM_ASSIGN_OR_RETURN(request->federated_by, ReadString(node, "`federatedBy`"));
  if (IsArn(request->federated_by)) return absl::OkStatus();
  return node.Error(
      absl::StrCat("expected the ARN of the federating user, found `", request->federated_by, "`"));
}

absl::Status ReadCanonicalUserId(const JsonNode& node, DocumentReader&, Request* request) {
  IAMSIM_ASSIGN_OR_RETURN(request->canonical_user_id, ReadString(node, "`canonicalUserId`"));
  return absl::OkStatus();
}

absl::Status ReadPrincipalTags(const JsonNode& node, DocumentReader&, Request* request) {
  IAMSIM_ASSIGN_OR_RETURN(request->principal_tags, ReadTagMap(node));
  return absl::OkStatus();
}

absl::Status ReadResourceAccount(const JsonNode& node, DocumentReader&, Request* request) {
  IAMSIM_ASSIGN_OR_RETURN(request->resource_account, ReadAccountId(node, "`resourceAccount`"));
  return absl::OkStatus();
}

absl::Status ReadResourceTags(const JsonNode& node, DocumentReader&, Request* request) {
  IAMSIM_ASSIGN_OR_RETURN(request->resource_tags, ReadTagMap(node));
  return absl::OkStatus();
}

absl::Status ReadContextMember(const JsonNode& node, DocumentReader&, Request* request) {
  IAMSIM_ASSIGN_OR_RETURN(request->context, ReadContext(node));
  return absl::OkStatus();
}

absl::Status ReadContextIsComplete(const JsonNode& node, DocumentReader&, Request* request) {
  IAMSIM_ASSIGN_OR_RETURN(request->context_is_complete, ReadBool(node, "`contextIsComplete`"));
  return absl::OkStatus();
}

absl::Status ReadS3Member(const JsonNode& node, DocumentReader&, Request* request) {
  IAMSIM_ASSIGN_OR_RETURN(request->s3, ReadS3Settings(node));
  return absl::OkStatus();
}

absl::Status ReadVpcEndpointType(const JsonNode& node, DocumentReader&, Request* request) {
  IAMSIM_ASSIGN_OR_RETURN(request->vpc_endpoint_type, ReadEndpointType(node, "`vpcEndpointType`"));
  return absl::OkStatus();
}

absl::Status ReadOptionsMember(const JsonNode& node, DocumentReader&, Request* request) {
  IAMSIM_RETURN_IF_ERROR(ExpectObject(node));
  EvaluationOptions options;
  for (const JsonNode& option : node.children()) {
    IAMSIM_ASSIGN_OR_RETURN(const bool value,
                            ReadBool(option, absl::StrCat("`", option.key(), "`")));
    std::string assignment = absl::StrCat(option.key(), "=", value ? "true" : "false");
    const absl::Status known = SetOption(assignment, &options);
    if (!known.ok()) return option.Error(known.message());
    request->options.push_back(std::move(assignment));
  }
  return absl::OkStatus();
}

struct CaseMember {
  absl::string_view name;
  absl::Status (*read)(const JsonNode& node, DocumentReader& documents, Request* request);
};

constexpr CaseMember kCaseMembers[] = {
    {"principalId", ReadPrincipalId},
    {"federatedBy", ReadFederatedBy},
    {"canonicalUserId", ReadCanonicalUserId},
    {"principalTags", ReadPrincipalTags},
    {"resourceAccount", ReadResourceAccount},
    {"resourceTags", ReadResourceTags},
    {"context", ReadContextMember},
    {"contextIsComplete", ReadContextIsComplete},
    {"s3", ReadS3Member},
    {"vpcEndpointType", ReadVpcEndpointType},
    {"policies", ReadPolicies},
    {"options", ReadOptionsMember},
};

bool IsScalar(const JsonNode& node) {
  return node.kind() == JsonKind::kString || node.kind() == JsonKind::kNumber ||
         node.kind() == JsonKind::kBoolean;
}

absl::StatusOr<ContextValue> ReadContextValue(const JsonNode& node) {
  if (IsScalar(node)) return ContextValue::Scalar(std::string(node.text()));
  if (!node.is_array()) {
    return node.Error(absl::StrCat(
        "expected a string, a number, a boolean or a list of them, found ", node.kind_name(),
        node.kind() == JsonKind::kNull ? "; leave the key out when it is absent" : ""));
  }
  std::vector<std::string> values;
  values.reserve(node.size());
  for (const JsonNode& element : node.children()) {
    if (!IsScalar(element)) {
      return element.Error(
          absl::StrCat("expected a string, a number or a boolean, found ", element.kind_name()));
    }
    values.emplace_back(element.text());
  }
  return ContextValue::List(std::move(values));
}

}  // namespace

const std::vector<absl::string_view>& CaseMemberNames() {
  static const auto& names = *[] {
    auto* all = new std::vector<absl::string_view>;
    for (const CaseMember& member : kCaseMembers) all->push_back(member.name);
    return all;
  }();
  return names;
}

absl::StatusOr<bool> ReadCaseMember(const JsonNode& member, DocumentReader& documents,
                                    Request* request) {
  for (const CaseMember& known : kCaseMembers) {
    if (known.name != member.key()) continue;
    IAMSIM_RETURN_IF_ERROR(known.read(member, documents, request));
    return true;
  }
  return false;
}

absl::StatusOr<std::string> ReadAction(const JsonNode& node) {
  IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadString(node, "`action`"));
  const absl::StatusOr<Action> action = ParseAction(text);
  if (!action.ok()) return node.Error(action.status().message());
  return text;
}

absl::StatusOr<std::string> ReadResource(const JsonNode& node) {
  IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadString(node, "`resource`"));
  // MR-9, MR-14: a request names one resource, literally, or none ("*").
  if (text == "*" || IsArn(text)) return text;
  return node.Error(absl::StrCat("`resource`: expected an ARN or `*`, found `", text, "`"));
}

absl::StatusOr<ContextMap> ReadContext(const JsonNode& node) {
  IAMSIM_RETURN_IF_ERROR(ExpectObject(node));
  ContextMap context;
  for (const JsonNode& member : node.children()) {
    IAMSIM_ASSIGN_OR_RETURN(ContextValue value, ReadContextValue(member));
    context.emplace(std::string(member.key()), std::move(value));
  }
  return context;
}

absl::StatusOr<Tags> ReadTagMap(const JsonNode& node) {
  IAMSIM_RETURN_IF_ERROR(ExpectObject(node));
  Tags tags;
  tags.reserve(node.size());
  for (const JsonNode& member : node.children()) {
    IAMSIM_ASSIGN_OR_RETURN(std::string value,
                            ReadString(member, absl::StrCat("tag `", member.key(), "`")));
    tags.emplace_back(std::string(member.key()), std::move(value));
  }
  return tags;
}

absl::StatusOr<S3Settings> ReadS3Settings(const JsonNode& node) {
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(node, MembersOf(FormatObject::kS3)));
  S3Settings settings;
  if (const std::optional<JsonNode> member = node.Find("blockPublicAccess")) {
    IAMSIM_ASSIGN_OR_RETURN(settings.block_public_access, ReadBool(*member, "`blockPublicAccess`"));
  }
  if (const std::optional<JsonNode> member = node.Find("bucketAbacEnabled")) {
    IAMSIM_ASSIGN_OR_RETURN(settings.bucket_abac_enabled, ReadBool(*member, "`bucketAbacEnabled`"));
  }
  if (const std::optional<JsonNode> member = node.Find("objectOwner")) {
    IAMSIM_ASSIGN_OR_RETURN(settings.object_owner, ReadAccountId(*member, "`objectOwner`"));
  }
  return settings;
}

absl::StatusOr<std::string> ReadAccountId(const JsonNode& node, absl::string_view what) {
  IAMSIM_ASSIGN_OR_RETURN(std::string id, ReadString(node, what));
  if (IsAccountId(id)) return id;
  return node.Error(
      absl::StrCat(what, ": expected an account id of twelve digits, found `", id, "`"));
}

absl::StatusOr<std::string> ReadWord(const JsonNode& node, absl::string_view what,
                                     absl::Span<const absl::string_view> words) {
  IAMSIM_ASSIGN_OR_RETURN(std::string word, ReadString(node, what));
  for (const absl::string_view known : words) {
    if (word == known) return word;
  }
  return node.Error(absl::StrCat(what, ": expected one of `", absl::StrJoin(words, "`, `"),
                                 "`, found `", word, "`", DidYouMean(word, words)));
}

absl::StatusOr<std::string> ReadEndpointType(const JsonNode& node, absl::string_view what) {
  return ReadWord(node, what, kEndpointTypes);
}

}  // namespace iamsim
