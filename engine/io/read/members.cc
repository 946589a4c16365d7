// Tested through the readers that use it.
#include "io/read/members.h"

#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

// The error of ReadString, whose words cost something.
absl::Status NotString(const JsonNode& node, absl::string_view name) {
  return ReadString(node, absl::StrCat("`", name, "`")).status();
}

}  // namespace

absl::Status ExpectObject(const JsonNode& node) {
  if (node.is_object()) return absl::OkStatus();
  return node.Error(absl::StrCat("expected an object, found ", node.kind_name()));
}

absl::Status ExpectMembers(const JsonNode& node, const std::vector<absl::string_view>& names) {
  IAMSIM_RETURN_IF_ERROR(ExpectObject(node));
  return RejectUnknownMembers(node, names);
}

absl::StatusOr<absl::string_view> RequiredText(const JsonNode& object, absl::string_view name) {
  IAMSIM_RETURN_IF_ERROR(ExpectObject(object));
  const std::optional<JsonNode> member = object.Find(name);
  if (!member) return object.Error(absl::StrCat("expected `", name, "`, found none"));
  if (!member->is_string()) return NotString(*member, name);
  return member->text();
}

absl::StatusOr<std::string> RequiredString(const JsonNode& object, absl::string_view name) {
  IAMSIM_ASSIGN_OR_RETURN(const absl::string_view text, RequiredText(object, name));
  return std::string(text);
}

absl::StatusOr<std::optional<std::string>> OptionalString(const JsonNode& object,
                                                          absl::string_view name) {
  IAMSIM_RETURN_IF_ERROR(ExpectObject(object));
  const std::optional<JsonNode> member = object.Find(name);
  if (!member) return std::optional<std::string>();
  if (!member->is_string()) return NotString(*member, name);
  return std::optional<std::string>(member->text());
}

absl::StatusOr<std::string> OptionalText(const JsonNode& object, absl::string_view name) {
  IAMSIM_ASSIGN_OR_RETURN(std::optional<std::string> text, OptionalString(object, name));
  return std::move(text).value_or("");
}

absl::StatusOr<std::vector<JsonNode>> ListOf(const JsonNode& object, absl::string_view name) {
  IAMSIM_RETURN_IF_ERROR(ExpectObject(object));
  const std::optional<JsonNode> list = object.Find(name);
  if (!list) return std::vector<JsonNode>();
  if (list->is_array()) return list->children();
  return list->Error(absl::StrCat("`", name, "`: expected a list, found ", list->kind_name()));
}

}  // namespace iamsim
