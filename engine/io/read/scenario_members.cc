// What a test says beyond a request. Tested by tests/io/scenario_reader_test.cc.
#include "io/read/scenario_members.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/policy_kind.h"
#include "io/read/case_fields.h"
#include "io/read/format_members.h"
#include "io/read/members.h"

namespace iamsim {
namespace {

template <class Number>
absl::StatusOr<std::optional<Number>> OptionalNumber(const JsonNode& node, absl::string_view name) {
  const std::optional<JsonNode> member = node.Find(name);
  if (!member) return std::optional<Number>();
  std::uint32_t number = 0;
  if (member->kind() != JsonKind::kNumber || !absl::SimpleAtoi(member->text(), &number) ||
      number > 0x7fffffff) {
    return member->Error(
        absl::StrCat("`", name, "`: expected a whole number from 0, found ", member->source()));
  }
  return std::optional<Number>(static_cast<Number>(number));
}

absl::StatusOr<Hop> ReadHop(const JsonNode& node, DocumentReader& documents) {
  Hop hop;
  if (node.is_string()) {
    hop.role = std::string(node.text());
    return hop;
  }
  if (!node.is_object()) {
    return node.Error(
        absl::StrCat("expected a role, or an object with a `role`, found ", node.kind_name()));
  }
  IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(node, MembersOf(FormatObject::kHop)));
  IAMSIM_ASSIGN_OR_RETURN(hop.role, RequiredString(node, "role"));
  IAMSIM_ASSIGN_OR_RETURN(hop.session_name, OptionalString(node, "sessionName"));
  IAMSIM_ASSIGN_OR_RETURN(hop.external_id, OptionalString(node, "externalId"));
  IAMSIM_ASSIGN_OR_RETURN(hop.source_identity, OptionalString(node, "sourceIdentity"));
  IAMSIM_ASSIGN_OR_RETURN(hop.duration_seconds, OptionalNumber<int>(node, "durationSeconds"));
  if (const std::optional<JsonNode> tags = node.Find("tags")) {
    IAMSIM_ASSIGN_OR_RETURN(hop.tags, ReadTagMap(*tags));
  }
  if (const std::optional<JsonNode> keys = node.Find("transitiveTagKeys")) {
    IAMSIM_ASSIGN_OR_RETURN(hop.transitive_tag_keys, ReadStringList(*keys, "`transitiveTagKeys`"));
  }
  if (const std::optional<JsonNode> policy = node.Find("policy")) {
    IAMSIM_ASSIGN_OR_RETURN(hop.session_policies,
                            ReadPolicyList(*policy, PolicyKind::kSession, "session", documents));
  }
  return hop;
}

// A list, even of one: what a bare string would mean is not the same in all of them.
absl::StatusOr<std::vector<std::string>> ReadTextList(const JsonNode& node,
                                                      absl::string_view what) {
  if (!node.is_array()) {
    return node.Error(absl::StrCat(what, ": expected a list of strings, found ", node.kind_name()));
  }
  return ReadStringList(node, what);
}

constexpr absl::string_view kDecisions[] = {"allowed", "explicitDeny", "implicitDeny",
                                            "conditional"};
constexpr absl::string_view kLayers[] = {
    "identity",   "permissionsBoundary",  "session",
    "resource",   "serviceControlPolicy", "resourceControlPolicy",
    "vpcEndpoint"};

}  // namespace

absl::StatusOr<std::vector<Hop>> ReadVia(const JsonNode& node, DocumentReader& documents) {
  if (!node.is_array()) {
    return node.Error(absl::StrCat("`via`: expected a list of roles, found ", node.kind_name()));
  }
  std::vector<Hop> hops;
  for (const JsonNode& element : node.children()) {
    IAMSIM_ASSIGN_OR_RETURN(Hop hop, ReadHop(element, documents));
    hops.push_back(std::move(hop));
  }
  return hops;
}

absl::StatusOr<PassedRole> ReadPassedRole(const JsonNode& node) {
  if (node.is_string()) return PassedRole{std::string(node.text()), ""};
  if (!node.is_object()) {
    return node.Error(
        absl::StrCat("`passRole`: expected a role, or an object with `role` and "
                     "`service`, found ",
                     node.kind_name()));
  }
  IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(node, MembersOf(FormatObject::kPassedRole)));
  PassedRole passed;
  IAMSIM_ASSIGN_OR_RETURN(passed.role, RequiredString(node, "role"));
  IAMSIM_ASSIGN_OR_RETURN(std::optional<std::string> service, OptionalString(node, "service"));
  passed.service = std::move(service).value_or("");
  return passed;
}

absl::StatusOr<WrittenExpectation> ReadExpect(const JsonNode& node) {
  WrittenExpectation expectation;
  if (!node.is_object()) {
    IAMSIM_ASSIGN_OR_RETURN(const std::string word, ReadWord(node, "`expect`", kDecisions));
    expectation.decision = *FindDecision(word);
    return expectation;
  }
  IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(node, MembersOf(FormatObject::kExpect)));
  if (node.size() != 1) {
    return node.Error(absl::StrCat("`expect`: expected either `only` or `conditional`, found ",
                                   node.size() == 0 ? "neither" : "both"));
  }
  if (const std::optional<JsonNode> keys = node.Find("conditional")) {
    expectation.decision = DecisionKind::kConditional;
    IAMSIM_ASSIGN_OR_RETURN(expectation.depends_on, ReadTextList(*keys, "`conditional`"));
  } else {
    expectation.only = node.children().front();
    IAMSIM_RETURN_IF_ERROR(ReadTextList(*expectation.only, "`only`").status());
  }
  return expectation;
}

absl::StatusOr<std::vector<std::string>> ReadCaseTags(const JsonNode& node) {
  return ReadTextList(node, "`tags`");
}

absl::StatusOr<ExpectedDecider> ReadExpectedDecider(const JsonNode& node) {
  if (!node.is_object()) {
    return node.Error(absl::StrCat("`decidedBy`: expected an object, found ", node.kind_name()));
  }
  IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(node, MembersOf(FormatObject::kDecider)));
  ExpectedDecider decider;
  if (const std::optional<JsonNode> layer = node.Find("layer")) {
    IAMSIM_ASSIGN_OR_RETURN(decider.layer, ReadWord(*layer, "`layer`", kLayers));
  }
  const struct {
    absl::string_view name;
    std::string* text;
  } texts[] = {{"target", &decider.target},
               {"policy", &decider.policy},
               {"sid", &decider.sid},
               {"rule", &decider.rule}};
  for (const auto& member : texts) {
    IAMSIM_ASSIGN_OR_RETURN(std::optional<std::string> text, OptionalString(node, member.name));
    if (text) *member.text = *std::move(text);
  }
  IAMSIM_ASSIGN_OR_RETURN(decider.statement, OptionalNumber<std::size_t>(node, "statement"));
  IAMSIM_ASSIGN_OR_RETURN(decider.line, OptionalNumber<std::size_t>(node, "line"));
  IAMSIM_ASSIGN_OR_RETURN(decider.column, OptionalNumber<std::size_t>(node, "column"));
  return decider;
}

}  // namespace iamsim
