// The smaller structures of a simulation request. Tested by tests/io/aws_simulation_reader_test.cc.
#include "io/read/aws_simulation_values.h"

#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/match/boolean.h"
#include "iamsim/match/cidr.h"
#include "iamsim/match/decimal.h"
#include "iamsim/match/timestamp.h"
#include "iamsim/model/arn.h"
#include "io/read/case_fields.h"
#include "io/read/members.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxExclusions = 256;

bool IsText(absl::string_view) { return true; }
bool IsNumber(absl::string_view text) { return Decimal::Parse(text).has_value(); }
bool IsBoolean(absl::string_view text) { return ParseBool(text).has_value(); }
bool IsIp(absl::string_view text) { return ParseIpAddress(text).has_value(); }
bool IsDate(absl::string_view text) { return ParseTimestamp(text).has_value(); }
bool IsBinary(absl::string_view text) {
  const bool base64 = absl::c_all_of(text, [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '/' || c == '=';
  });
  std::string bytes;
  return base64 && absl::Base64Unescape(text, &bytes);
}

struct ScalarType {
  absl::string_view name;  // with "List" behind it: several values
  absl::string_view noun;
  bool (*accepts)(absl::string_view text);
};
constexpr ScalarType kTypes[] = {
    {"string", "a string", IsText},          {"numeric", "a number", IsNumber},
    {"boolean", "true or false", IsBoolean}, {"ip", "an IP address", IsIp},
    {"binary", "base64", IsBinary},          {"date", "an ISO 8601 date or epoch seconds", IsDate},
};

struct KeyType {
  const ScalarType* scalar = &kTypes[0];
  std::optional<bool> is_list;  // absent: no type is given
};

absl::StatusOr<KeyType> ReadKeyType(const JsonNode& entry) {
  const std::optional<JsonNode> node = entry.Find("ContextKeyType");
  if (!node) return KeyType{};
  static const auto& words = *[] {
    auto* all = new std::vector<std::string>;
    for (const ScalarType& type : kTypes) {
      all->emplace_back(type.name);
      all->push_back(absl::StrCat(type.name, "List"));
    }
    return all;
  }();
  const std::vector<absl::string_view> views(words.begin(), words.end());
  IAMSIM_ASSIGN_OR_RETURN(const std::string word, ReadWord(*node, "`ContextKeyType`", views));
  absl::string_view name = word;
  const bool is_list = absl::ConsumeSuffix(&name, "List");
  for (const ScalarType& type : kTypes) {
    if (type.name == name) return KeyType{&type, is_list};
  }
  return KeyType{};
}

absl::StatusOr<ContextValue> ReadValues(const JsonNode& entry, absl::string_view key) {
  IAMSIM_ASSIGN_OR_RETURN(const KeyType type, ReadKeyType(entry));
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<JsonNode> nodes, ListOf(entry, "ContextKeyValues"));
  ContextValue value;
  for (const JsonNode& node : nodes) {
    IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadString(node, "`ContextKeyValues`"));
    if (!type.scalar->accepts(text)) {
      return node.Error(absl::StrCat("expected ", type.scalar->noun, " as a value of `", key,
                                     "`, whose `ContextKeyType` says so, found `", text, "`"));
    }
    value.values.push_back(std::move(text));
  }
  value.is_list = type.is_list.value_or(value.values.size() != 1);
  if (!value.is_list && value.values.size() != 1) {
    return entry.Error(absl::StrCat("expected exactly one value of `", key,
                                    "`, whose `ContextKeyType` is no list, found ",
                                    value.values.size()));
  }
  return value;
}

absl::StatusOr<PolicyExclusion> ReadExclusion(const JsonNode& node) {
  static const auto& members =
      *new std::vector<absl::string_view>{"PolicyType", "PolicyArn", "InlinePolicyIdentifier"};
  static const auto& identifier_members =
      *new std::vector<absl::string_view>{"PolicyName", "AttachmentType", "AttachmentName"};
  constexpr absl::string_view kPolicyTypes[] = {
      "inline", "aws-managed", "user-managed", "permission-boundary", "scp", "rcp"};
  constexpr absl::string_view kHolders[] = {"user", "group", "role"};
  using Kind = PolicyExclusion::Kind;
  constexpr Kind kKinds[] = {Kind::kInline,         Kind::kAwsManaged,
                             Kind::kUserManaged,    Kind::kPermissionsBoundary,
                             Kind::kServiceControl, Kind::kResourceControl};
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(node, members));
  if (node.size() != 1) {
    return node.Error(absl::StrCat("expected exactly one of `", absl::StrJoin(members, "`, `"),
                                   "`, found ", node.size()));
  }
  PolicyExclusion exclusion;
  const JsonNode member = node.children().front();
  if (member.key() == "PolicyType") {
    IAMSIM_ASSIGN_OR_RETURN(const std::string word, ReadWord(member, "`PolicyType`", kPolicyTypes));
    exclusion.kind =
        kKinds[absl::c_find(kPolicyTypes, absl::string_view(word)) - std::begin(kPolicyTypes)];
    return exclusion;
  }
  if (member.key() == "PolicyArn") {
    exclusion.kind = Kind::kArn;
    IAMSIM_ASSIGN_OR_RETURN(exclusion.name, ReadString(member, "`PolicyArn`"));
    if (IsArn(exclusion.name)) return exclusion;
    return member.Error(
        absl::StrCat("`PolicyArn`: expected the ARN of a policy, found `", exclusion.name, "`"));
  }
  exclusion.kind = Kind::kInlinePolicy;
  IAMSIM_RETURN_IF_ERROR(ExpectMembers(member, identifier_members));
  IAMSIM_ASSIGN_OR_RETURN(exclusion.name, RequiredString(member, "PolicyName"));
  IAMSIM_ASSIGN_OR_RETURN(exclusion.holder, RequiredString(member, "AttachmentName"));
  IAMSIM_RETURN_IF_ERROR(RequiredString(member, "AttachmentType").status());
  IAMSIM_ASSIGN_OR_RETURN(exclusion.holder_type,
                          ReadWord(*member.Find("AttachmentType"), "`AttachmentType`", kHolders));
  return exclusion;
}

// The types of EC2 resource that one scenario launches an instance with.
struct HandlingOption {
  absl::string_view name;
  bool has_volume;
  bool has_subnet;
};
constexpr HandlingOption kHandlingOptions[] = {
    {"EC2-VPC-InstanceStore", false, false},
    {"EC2-VPC-InstanceStore-Subnet", false, true},
    {"EC2-VPC-EBS", true, false},
    {"EC2-VPC-EBS-Subnet", true, true},
};

}  // namespace

std::size_t CountCharacters(absl::string_view text) {
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  return text.size() - static_cast<std::size_t>(absl::c_count_if(text, continues));
}

absl::Status CheckLength(const JsonNode& node, absl::string_view text, absl::string_view what,
                         std::size_t least, std::size_t most) {
  const std::size_t length = CountCharacters(text);
  if (length >= least && length <= most) return absl::OkStatus();
  return node.Error(
      absl::StrCat(what, ": expected ", least, " to ", most, " characters, found ", length));
}

absl::StatusOr<ContextMap> ReadContextEntries(const JsonNode& node) {
  static const auto& members =
      *new std::vector<absl::string_view>{"ContextKeyName", "ContextKeyValues", "ContextKeyType"};
  if (!node.is_array()) {
    return node.Error(absl::StrCat("`ContextEntries`: expected a list, found ", node.kind_name()));
  }
  ContextMap context;
  absl::flat_hash_set<std::string> seen;
  for (const JsonNode& entry : node.children()) {
    IAMSIM_RETURN_IF_ERROR(ExpectMembers(entry, members));
    IAMSIM_ASSIGN_OR_RETURN(std::string key, RequiredString(entry, "ContextKeyName"));
    IAMSIM_RETURN_IF_ERROR(
        CheckLength(*entry.Find("ContextKeyName"), key, "`ContextKeyName`", 5, 256));
    if (!seen.insert(ContextKeyId(key)).second) {
      return entry.Error(absl::StrCat("expected each context key once, found `", key, "` again"));
    }
    IAMSIM_ASSIGN_OR_RETURN(ContextValue value, ReadValues(entry, key));
    context.emplace(std::move(key), std::move(value));
  }
  return context;
}

absl::StatusOr<std::vector<PolicyExclusion>> ReadPolicyExclusions(const JsonNode& node) {
  if (!node.is_array()) {
    return node.Error(
        absl::StrCat("`PolicyExclusionList`: expected a list, found ", node.kind_name()));
  }
  if (node.size() > kMaxExclusions) {
    return node.Error(absl::StrCat("`PolicyExclusionList`: expected at most ", kMaxExclusions,
                                   " elements, found ", node.size()));
  }
  std::vector<PolicyExclusion> exclusions;
  for (const JsonNode& element : node.children()) {
    IAMSIM_ASSIGN_OR_RETURN(PolicyExclusion exclusion, ReadExclusion(element));
    exclusions.push_back(std::move(exclusion));
  }
  return exclusions;
}

absl::Status CheckResourceHandling(const JsonNode& node,
                                   const std::vector<std::string>& resources) {
  std::vector<absl::string_view> names;
  for (const HandlingOption& option : kHandlingOptions) names.push_back(option.name);
  IAMSIM_ASSIGN_OR_RETURN(const std::string name,
                          ReadWord(node, "`ResourceHandlingOption`", names));
  const auto& option =
      kHandlingOptions[absl::c_find(names, absl::string_view(name)) - names.begin()];
  std::vector<absl::string_view> types = {"instance", "image", "security-group",
                                          "network-interface"};
  if (option.has_volume) types.push_back("volume");
  if (option.has_subnet) types.push_back("subnet");
  for (const absl::string_view type : types) {
    const bool given = absl::c_any_of(resources, [type](const std::string& resource) {
      const absl::StatusOr<Arn> arn = ParseArn(resource);
      return arn.ok() && arn->service() == "ec2" &&
             absl::StartsWith(arn->resource(), absl::StrCat(type, "/"));
    });
    if (given) continue;
    return node.Error(absl::StrCat("expected a resource of type ec2 ", type,
                                   " among `ResourceArns`, as `", name, "` requires, found none"));
  }
  return absl::OkStatus();
}

}  // namespace iamsim
