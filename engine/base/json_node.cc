#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/json_value.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

absl::Status WrongKind(const JsonNode& node, absl::string_view expected, absl::string_view what) {
  return node.Error(
      absl::StrCat("expected ", expected, " for ", what, ", found ", node.kind_name()));
}

}  // namespace

const JsonDocument::Value& JsonNode::value() const { return document_->values_[index_]; }

JsonKind JsonNode::kind() const { return value().kind; }

absl::string_view JsonNode::kind_name() const {
  switch (kind()) {
    case JsonKind::kNull:
      return "null";
    case JsonKind::kBoolean:
      return "a boolean";
    case JsonKind::kNumber:
      return "a number";
    case JsonKind::kString:
      return "a string";
    case JsonKind::kArray:
      return "an array";
    case JsonKind::kObject:
      break;
  }
  return "an object";
}

absl::string_view JsonNode::text() const { return document_->Resolve(value().text); }

absl::string_view JsonNode::source() const {
  return document_->text().substr(value().begin, value().end - value().begin);
}

std::size_t JsonNode::size() const { return value().children; }

std::vector<JsonNode> JsonNode::children() const {
  std::vector<JsonNode> nodes;
  nodes.reserve(size());
  for (std::uint32_t i = index_ + 1; i < value().next; i = document_->values_[i].next) {
    nodes.push_back(JsonNode(document_, i));
  }
  return nodes;
}

absl::string_view JsonNode::key() const { return document_->Resolve(value().key); }

SourcePosition JsonNode::key_position() const { return document_->Locate(value().key_offset); }

absl::string_view JsonNode::key_source() const {
  if (index_ == 0 || document_->values_[value().parent].kind != JsonKind::kObject) return {};
  const absl::string_view text = document_->text();
  std::size_t end = value().key_offset + 1;
  while (text[end] != '"') end += text[end] == '\\' ? 2U : 1U;
  return text.substr(value().key_offset, end + 1 - value().key_offset);
}

std::optional<JsonNode> JsonNode::Find(absl::string_view name) const {
  if (!is_object()) return std::nullopt;
  for (std::uint32_t i = index_ + 1; i < value().next; i = document_->values_[i].next) {
    const JsonNode member(document_, i);
    if (member.key() == name) return member;
  }
  return std::nullopt;
}

SourcePosition JsonNode::begin() const { return document_->Locate(value().begin); }

SourcePosition JsonNode::end() const { return document_->Locate(value().end); }

std::string JsonNode::pointer() const {
  std::vector<std::string> tokens;
  for (std::uint32_t i = index_; i != 0; i = document_->values_[i].parent) {
    const JsonDocument::Value& value = document_->values_[i];
    const bool member = document_->values_[value.parent].kind == JsonKind::kObject;
    tokens.push_back(member ? std::string(JsonNode(document_, i).key())
                            : absl::StrCat(value.ordinal));
  }
  std::string pointer = document_->origin_.pointer;
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
    pointer = JoinPointer(pointer, *token);
  }
  return pointer;
}

SourcePlace JsonNode::place() const {
  return {.file = document_->file(), .pointer = pointer(), .position = begin()};
}

absl::Status JsonNode::Error(absl::string_view message) const {
  return SourceError(place(), message);
}

absl::StatusOr<std::string> ReadString(const JsonNode& node, absl::string_view what) {
  if (!node.is_string()) return WrongKind(node, "a string", what);
  return std::string(node.text());
}

absl::StatusOr<bool> ReadBool(const JsonNode& node, absl::string_view what) {
  if (node.kind() != JsonKind::kBoolean) return WrongKind(node, "true or false", what);
  return node.text() == "true";
}

absl::StatusOr<std::vector<std::string>> ReadStringList(const JsonNode& node,
                                                        absl::string_view what) {
  std::vector<std::string> strings;
  if (node.is_string()) {
    strings.emplace_back(node.text());
    return strings;
  }
  if (!node.is_array()) return WrongKind(node, "a string or an array of strings", what);
  strings.reserve(node.size());
  for (const JsonNode& element : node.children()) {
    IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadString(element, what));
    strings.push_back(std::move(text));
  }
  return strings;
}

absl::Status RejectUnknownMembers(const JsonNode& object,
                                  const std::vector<absl::string_view>& allowed) {
  if (!object.is_object()) {
    return object.Error(absl::StrCat("expected an object, found ", object.kind_name()));
  }
  for (const JsonNode& member : object.children()) {
    if (std::find(allowed.begin(), allowed.end(), member.key()) != allowed.end()) continue;
    SourcePlace place = member.place();
    place.position = member.key_position();
    const std::string hint = DidYouMean(member.key(), allowed);
    if (allowed.empty()) {
      return SourceError(place, absl::StrCat("expected no keys, found `", member.key(), "`"));
    }
    if (!hint.empty()) {
      return SourceError(place, absl::StrCat("unknown key `", member.key(), "`", hint));
    }
    return SourceError(place,
                       absl::StrCat("expected one of the keys `", absl::StrJoin(allowed, "`, `"),
                                    "`, found `", member.key(), "`"));
  }
  return absl::OkStatus();
}

}  // namespace iamsim
