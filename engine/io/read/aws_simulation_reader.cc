// Requests of the policy simulator. What AWS would answer with InvalidInput is an error here.
// Tested by tests/io/aws_simulation_reader_test.cc and tests/fuzz/simulation_fuzz.cc.
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/aws_simulation.h"
#include "iamsim/model/action.h"
#include "iamsim/model/arn.h"
#include "io/read/aws_simulation_values.h"
#include "io/read/case_fields.h"
#include "io/read/document_reader.h"
#include "io/read/members.h"
#include "io/write/simulation_marker.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxDocument = 131072;
constexpr std::size_t kMaxLevels = 7;
constexpr std::uint32_t kMaxItems = 1000;

using Attached = std::shared_ptr<const AttachedPolicy>;

const std::vector<absl::string_view>& CustomMembers() {
  static const auto& members =
      *new std::vector<absl::string_view>{"PolicyInputList",
                                          "PermissionsBoundaryPolicyInputList",
                                          "OrderedOrganizationPolicyInputList",
                                          "ActionNames",
                                          "ResourceArns",
                                          "ResourcePolicy",
                                          "ResourceOwner",
                                          "CallerArn",
                                          "ContextEntries",
                                          "MaxItems",
                                          "ResourceHandlingOption",
                                          "Marker",
                                          "id"};
  return members;
}

const std::vector<absl::string_view>& PrincipalMembers() {
  static const auto& members =
      *new std::vector<absl::string_view>{"PolicySourceArn",
                                          "PolicyInputList",
                                          "PermissionsBoundaryPolicyInputList",
                                          "ActionNames",
                                          "ResourceArns",
                                          "PolicyExclusionList",
                                          "ResourcePolicy",
                                          "ResourceOwner",
                                          "ResourceHandlingOption",
                                          "CallerArn",
                                          "ContextEntries",
                                          "MaxItems",
                                          "Marker",
                                          "id"};
  return members;
}

bool IsEntity(const Arn& arn) {
  if (arn.service() != "iam" || !IsAccountId(arn.account())) return false;
  constexpr absl::string_view kKinds[] = {"user/", "group/", "role/"};
  return !absl::EndsWith(arn.resource(), "/") &&
         absl::c_any_of(kKinds, [&arn](absl::string_view kind) {
           return absl::StartsWith(arn.resource(), kind);
         });
}

class SimulationReader {
 public:
  SimulationReader(const JsonNode& root, DocumentReader& documents)
      : root_(root), documents_(documents) {}

  absl::StatusOr<SimulationRequest> Read(SimulationShape shape);

 private:
  absl::StatusOr<Attached> ReadDocument(const JsonNode& node, PolicyKind kind, std::string name);
  absl::StatusOr<PolicyList> ReadDocuments(const JsonNode& node, PolicyKind kind,
                                           absl::string_view name);
  absl::Status ReadPolicies();
  absl::Status ReadLevels(const JsonNode& node);
  absl::Status ReadChecks();
  absl::Status ReadCaller();
  absl::Status ReadResourcePolicy();
  absl::Status ReadPage();
  // The ARN of an IAM user, group or role; empty when there is no such member.
  absl::StatusOr<std::string> ReadEntity(absl::string_view member);

  const JsonNode& root_;
  DocumentReader& documents_;
  SimulationRequest request_;
};

absl::StatusOr<Attached> SimulationReader::ReadDocument(const JsonNode& node, PolicyKind kind,
                                                        std::string name) {
  IAMSIM_RETURN_IF_ERROR(CheckLength(node, node.is_string() ? node.text() : node.source(),
                                     absl::StrCat("`", name, "`"), 1, kMaxDocument));
  const std::size_t first = documents_.diagnostics().size();
  IAMSIM_ASSIGN_OR_RETURN(AttachedPolicy policy, documents_.Read(node, kind));
  if (policy.policy == nullptr) return FirstError(documents_.diagnostics(), first);
  policy.name = std::move(name);
  return std::make_shared<const AttachedPolicy>(std::move(policy));
}

absl::StatusOr<PolicyList> SimulationReader::ReadDocuments(const JsonNode& node, PolicyKind kind,
                                                           absl::string_view name) {
  if (!node.is_array()) {
    return node.Error(
        absl::StrCat("`", node.key(), "`: expected a list of documents, found ", node.kind_name()));
  }
  PolicyList policies;
  for (const JsonNode& element : node.children()) {
    IAMSIM_ASSIGN_OR_RETURN(
        Attached policy, ReadDocument(element, kind, absl::StrCat(name, ".", policies.size() + 1)));
    policies.push_back(std::move(policy));
  }
  return policies;
}

absl::Status SimulationReader::ReadPolicies() {
  if (const std::optional<JsonNode> node = root_.Find("PolicyInputList")) {
    IAMSIM_ASSIGN_OR_RETURN(request_.policies,
                            ReadDocuments(*node, PolicyKind::kIdentity, node->key()));
  } else if (request_.policy_source.empty()) {
    return root_.Error("expected `PolicyInputList`, or `PolicySourceArn`, found neither");
  }
  if (const std::optional<JsonNode> node = root_.Find("PermissionsBoundaryPolicyInputList")) {
    IAMSIM_ASSIGN_OR_RETURN(PolicyList boundary,
                            ReadDocuments(*node, PolicyKind::kPermissionsBoundary, node->key()));
    if (boundary.size() > 1) {  // PG-18
      return node->Error(
          absl::StrCat("`", node->key(), "`: expected one document, found ", boundary.size()));
    }
    // An empty list is what the query protocol cannot tell from no list: no boundary is given.
    if (!boundary.empty()) request_.permissions_boundary = std::move(boundary);
  }
  if (const std::optional<JsonNode> node = root_.Find("OrderedOrganizationPolicyInputList")) {
    IAMSIM_RETURN_IF_ERROR(ReadLevels(*node));
  }
  if (const std::optional<JsonNode> node = root_.Find("PolicyExclusionList")) {
    IAMSIM_ASSIGN_OR_RETURN(request_.exclusions, ReadPolicyExclusions(*node));
  }
  return absl::OkStatus();
}

// Root first, account last (SC-2).
absl::Status SimulationReader::ReadLevels(const JsonNode& node) {
  static const auto& members = *new std::vector<absl::string_view>{"ServiceControlPolicyInputList"};
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> nodes, ListOf(root_, node.key()));
  if (nodes.size() > kMaxLevels) {
    return node.Error(absl::StrCat("`", node.key(), "`: expected at most ", kMaxLevels,
                                   " levels, found ", nodes.size()));
  }
  std::vector<PolicyLevel> levels;
  for (const JsonNode& element : nodes) {
    IAMSIM_RETURN_IF_ERROR(ExpectMembers(element, members));
    PolicyLevel& level = levels.emplace_back();
    level.target = absl::StrCat(node.key(), ".", levels.size());
    const std::optional<JsonNode> policies = element.Find(members.front());
    if (!policies) {
      return element.Error(absl::StrCat("expected `", members.front(), "`, found none"));
    }
    IAMSIM_ASSIGN_OR_RETURN(level.policies,
                            ReadDocuments(*policies, PolicyKind::kServiceControl,
                                          absl::StrCat(level.target, ".", members.front())));
  }
  if (!levels.empty()) request_.service_control = std::move(levels);
  return absl::OkStatus();
}

absl::Status SimulationReader::ReadChecks() {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> actions, ListOf(root_, "ActionNames"));
  if (actions.empty()) return root_.Error("expected an action in `ActionNames`, found none");
  for (const JsonNode& node : actions) {
    IAMSIM_ASSIGN_OR_RETURN(std::string action, ReadAction(node));
    IAMSIM_RETURN_IF_ERROR(CheckLength(node, action, "`ActionNames`", 3, 128));
    request_.actions.push_back(std::move(action));
  }
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> resources, ListOf(root_, "ResourceArns"));
  if (!resources.empty()) request_.resources.clear();
  for (const JsonNode& node : resources) {
    IAMSIM_ASSIGN_OR_RETURN(std::string resource, ReadResource(node));
    IAMSIM_RETURN_IF_ERROR(CheckLength(node, resource, "`ResourceArns`", 1, 2048));
    request_.resources.push_back(std::move(resource));
  }
  if (const std::optional<JsonNode> node = root_.Find("ResourceHandlingOption")) {
    IAMSIM_RETURN_IF_ERROR(CheckResourceHandling(*node, request_.resources));
  }
  if (const std::optional<JsonNode> node = root_.Find("ContextEntries")) {
    IAMSIM_ASSIGN_OR_RETURN(request_.context, ReadContextEntries(*node));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> SimulationReader::ReadEntity(absl::string_view member) {
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> text, OptionalString(root_, member));
  if (!text) return std::string();
  const absl::StatusOr<Arn> arn = ParseArn(*text);
  if (arn.ok() && IsEntity(*arn)) return *text;
  return root_.Find(member)->Error(absl::StrCat(
      "`", member, "`: expected the ARN of an IAM user, group or role, found `", *text, "`"));
}

absl::Status SimulationReader::ReadCaller() {
  IAMSIM_ASSIGN_OR_RETURN(request_.caller, ReadEntity("CallerArn"));
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> owner,
                          OptionalString(root_, "ResourceOwner"));
  if (!owner) return absl::OkStatus();
  const absl::StatusOr<Arn> arn = ParseArn(*owner);
  if (IsAccountId(*owner)) {
    request_.resource_owner = *owner;
  } else if (arn.ok() && arn->service() == "iam" && arn->resource() == "root" &&
             IsAccountId(arn->account())) {
    request_.resource_owner = std::string(arn->account());
  } else {
    return root_.Find("ResourceOwner")
        ->Error(absl::StrCat("`ResourceOwner`: expected the ARN of an account, "
                             "`arn:aws:iam::111122223333:root`, found `",
                             *owner, "`"));
  }
  return absl::OkStatus();
}

// One text, read by the grammar that each action asks for: a trust policy has no Resource (PG-12).
absl::Status SimulationReader::ReadResourcePolicy() {
  const std::optional<JsonNode> node = root_.Find("ResourcePolicy");
  if (!node) return absl::OkStatus();
  const std::string& caller = request_.caller.empty() ? request_.policy_source : request_.caller;
  // "So that the policy's Principal element has a value to use."
  if (caller.empty())
    return node->Error("expected `CallerArn` with a `ResourcePolicy`, found none");
  if (request_.caller.empty() && absl::StrContains(caller, ":group/")) {
    return node->Error(
        "expected `CallerArn` with a `ResourcePolicy` and a group as the policy source, found "
        "none");
  }
  bool trust = false;
  bool other = false;
  bool pass_role = false;
  for (const std::string& text : request_.actions) {
    IAMSIM_ASSIGN_OR_RETURN(const Action action, ParseAction(text));
    if (IsTrustAction(action)) {
      trust = true;
    } else if (action.Is("iam:passrole")) {
      pass_role = true;
    } else {
      other = true;
    }
  }
  if (trust) {
    IAMSIM_ASSIGN_OR_RETURN(request_.trust_policy,
                            ReadDocument(*node, PolicyKind::kTrust, "ResourcePolicy"));
  }
  if (other || (pass_role && !trust)) {
    const std::size_t first = documents_.diagnostics().size();
    absl::StatusOr<Attached> policy = ReadDocument(*node, PolicyKind::kResource, "ResourcePolicy");
    // PA-7: nothing evaluates it, so the trust policy of the role that is passed may stand here.
    if (!policy.ok() && !other) {
      const absl::Status failure = policy.status();
      documents_.diagnostics().resize(first);
      policy = ReadDocument(*node, PolicyKind::kTrust, "ResourcePolicy");
      if (!policy.ok()) return failure;
    }
    IAMSIM_ASSIGN_OR_RETURN(request_.resource_policy, std::move(policy));
  }
  return absl::OkStatus();
}

absl::Status SimulationReader::ReadPage() {
  if (const std::optional<JsonNode> node = root_.Find("MaxItems")) {
    std::uint32_t items = 0;
    const bool number = node->kind() == JsonKind::kNumber && absl::SimpleAtoi(node->text(), &items);
    if (!number || items < 1 || items > kMaxItems) {
      return node->Error(absl::StrCat("`MaxItems`: expected a number from 1 to ", kMaxItems,
                                      ", found `", node->source(), "`"));
    }
    request_.max_items = items;
  }
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::string> marker, OptionalString(root_, "Marker"));
  if (!marker) return absl::OkStatus();
  const std::optional<std::size_t> item = ReadMarker(request_, *marker);
  if (!item) {
    return root_.Find("Marker")->Error(
        "`Marker`: expected the one of an earlier answer to the same request");
  }
  request_.first_item = *item;
  return absl::OkStatus();
}

absl::StatusOr<SimulationRequest> SimulationReader::Read(SimulationShape shape) {
  request_.shape = shape;
  const bool of_principal = root_.is_object() && root_.Find("PolicySourceArn");
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(root_, of_principal ? PrincipalMembers() : CustomMembers()));
  IAMSIM_ASSIGN_OR_RETURN(request_.policy_source, ReadEntity("PolicySourceArn"));
  IAMSIM_RETURN_IF_ERROR(ReadPolicies());
  IAMSIM_RETURN_IF_ERROR(ReadChecks());
  IAMSIM_RETURN_IF_ERROR(ReadCaller());
  IAMSIM_RETURN_IF_ERROR(ReadResourcePolicy());
  IAMSIM_RETURN_IF_ERROR(ReadPage());
  return std::move(request_);
}

}  // namespace

bool IsSimulationRequest(const JsonNode& root) {
  if (!root.is_object()) return false;
  for (const absl::string_view name : {"ActionNames", "PolicyInputList", "PolicySourceArn"}) {
    if (root.Find(name)) return true;
  }
  return false;
}

absl::StatusOr<SimulationRequest> ReadSimulationRequest(const JsonNode& root, SimulationShape shape,
                                                        PolicyCache& cache,
                                                        std::vector<std::string>* warnings) {
  Diagnostics diagnostics;
  DocumentReader documents(cache, nullptr, diagnostics);
  absl::StatusOr<SimulationRequest> request = SimulationReader(root, documents).Read(shape);
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::kWarning) warnings->push_back(diagnostic.ToString());
  }
  return request;
}

}  // namespace iamsim
