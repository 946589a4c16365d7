// Tested by tests/io/write_text_test.cc.

#include "io/write/statement_text.h"

#include <algorithm>
#include <cstddef>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxConditionLines = 3;
constexpr std::size_t kMaxKeys = 5;
constexpr std::size_t kMinElided = 8;  // a shorter common prefix is not worth an ellipsis

absl::string_view LastName(absl::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == absl::string_view::npos ? path : path.substr(slash + 1);
}

const Statement* FindIn(const PolicyList& policies, const StatementReference& reference) {
  for (const std::shared_ptr<const AttachedPolicy>& attached : policies) {
    if (attached == nullptr || attached->policy == nullptr) continue;
    if (attached->name != reference.policy || attached->file != reference.file) continue;
    const std::vector<Statement>& statements = attached->policy->statements;
    if (reference.statement >= statements.size()) continue;
    const Statement& statement = statements[reference.statement];
    if (attached->PositionOf(statement) == reference.position) return &statement;
  }
  return nullptr;
}

const Statement* FindIn(const std::optional<PolicyList>& policies,
                        const StatementReference& reference) {
  return policies ? FindIn(*policies, reference) : nullptr;
}

const Statement* FindIn(const std::optional<std::vector<PolicyLevel>>& levels,
                        const StatementReference& reference) {
  if (!levels) return nullptr;
  for (const PolicyLevel& level : *levels) {
    if (const Statement* found = FindIn(level.policies, reference)) return found;
  }
  return nullptr;
}

// "…:user-profile-arn" for a key that begins like `first`.
std::string Elide(absl::string_view key, absl::string_view first) {
  std::size_t same = 0;
  while (same < key.size() && same < first.size() && key[same] == first[same]) ++same;
  const std::size_t separator = key.substr(0, same).find_last_of(":/");
  if (separator == absl::string_view::npos || separator < kMinElided) return std::string(key);
  return absl::StrCat("…", key.substr(separator));
}

// Null conditions that ask the same are one line; all others have one each.
bool SameNullTest(const Condition& a, const Condition& b) {
  return a.op.is_null_test() && b.op.is_null_test() && a.op_text == b.op_text &&
         a.values == b.values && a.values.size() == 1;
}

std::string NullLine(const std::vector<const Condition*>& group) {
  const std::string& value = group[0]->values[0];
  std::string keys;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (i == kMaxKeys) {
      absl::StrAppend(&keys, ", … and ", group.size() - i, " more");
      break;
    }
    absl::StrAppend(&keys, i == 0 ? "" : ", ",
                    i == 0 ? group[i]->key : Elide(group[i]->key, group[0]->key));
  }
  return absl::StrCat(group[0]->op_text, " ", value, ": ", keys,
                      group.size() > 1 ? " are " : " is ",
                      absl::AsciiStrToLower(value) == "true" ? "absent" : "present");
}

std::string KnownValue(const Condition& condition, const ContextKeys& keys) {
  switch (keys.Find(condition.key)) {
    case ContextKeys::State::kUnknown:
      return "";
    case ContextKeys::State::kAbsent:
      return " (it is absent)";
    case ContextKeys::State::kPresent:
      break;
  }
  const std::vector<std::string>& values = keys.Values(condition.key)[0].values;
  if (values == condition.values) return "";
  return absl::StrCat(" (it is ", values.size() == 1 ? "" : "a list of ", OneOf(values), ")");
}

std::string OneLine(const Condition& condition, const ContextKeys& keys) {
  const std::string words = ConditionWords(condition.op_text, condition.key, condition.values);
  if (condition.op.is_null_test()) return absl::StrCat(condition.op_text, ": ", words);
  return absl::StrCat(condition.op_text, ": ", words, KnownValue(condition, keys));
}

absl::string_view EntryWords(const PrincipalEntry& entry, const Caller& caller) {
  const auto is = [&entry](const std::string& name) {
    return !name.empty() && entry.value == name;
  };
  if (entry.type == PrincipalType::kService) return is(caller.name) ? "names the service" : "";
  if (entry.type == PrincipalType::kFederated) return is(caller.text) ? "names the provider" : "";
  if (entry.type != PrincipalType::kAws) return "";
  if (entry.value == "*") return "admits everyone";
  if (is(caller.session_arn)) return "names the session";
  if (is(caller.entity_arn) || is(caller.unique_id)) {
    if (caller.kind == CallerKind::kRoleSession) return "names the role";
    return caller.kind == CallerKind::kUser ? "names the user" : "names the caller";
  }
  if (!caller.account.empty() &&
      (is(caller.account) ||
       entry.value == absl::StrCat("arn:", caller.partition, ":iam::", caller.account, ":root"))) {
    return "names the account";
  }
  return "";
}

}  // namespace

void PlaceNames::Add(const StatementReference& statement) {
  if (statement.file.empty()) return;
  const auto [entry, inserted] =
      path_of_.try_emplace(std::string(LastName(statement.file)), statement.file);
  if (!inserted && entry->second != statement.file) entry->second.clear();
}

void PlaceNames::Add(const Decision& decision) {
  if (decision.decided_by.statement) Add(*decision.decided_by.statement);
  for (const LayerReport& layer : decision.layers) {
    for (const StatementReference& statement : layer.statements) Add(statement);
  }
}

std::string PlaceNames::Of(const StatementReference& statement) const {
  if (statement.file.empty()) return "";
  const auto entry = path_of_.find(std::string(LastName(statement.file)));
  const bool unique = entry != path_of_.end() && entry->second == statement.file;
  return absl::StrCat(unique ? LastName(statement.file) : absl::string_view(statement.file), ":",
                      statement.position.line, ":", statement.position.column);
}

const std::string& StatementName(const StatementReference& statement) {
  return statement.sid.empty() ? statement.policy : statement.sid;
}

const Statement* FindStatement(const RequestContext& context, PolicyKind layer,
                               const StatementReference& reference) {
  const PolicyLayers& policies = context.policies;
  switch (layer) {
    case PolicyKind::kIdentity:
      return FindIn(policies.identity, reference);
    case PolicyKind::kPermissionsBoundary:
      return FindIn(policies.permissions_boundary, reference);
    case PolicyKind::kSession:
      return FindIn(policies.session, reference);
    case PolicyKind::kResource:
    case PolicyKind::kTrust:
      return FindIn(policies.resource, reference);
    case PolicyKind::kServiceControl:
      return FindIn(policies.service_control, reference);
    case PolicyKind::kResourceControl:
      return FindIn(policies.resource_control, reference);
    case PolicyKind::kVpcEndpoint:
      return FindIn(policies.vpc_endpoint, reference);
  }
  return nullptr;
}

std::vector<std::string> ConditionLines(const Statement& statement, const ContextKeys& keys) {
  std::vector<std::string> lines;
  std::size_t next = 0;
  while (next < statement.conditions.size()) {
    if (lines.size() == kMaxConditionLines) {
      lines.push_back(
          absl::StrCat("… and ", statement.conditions.size() - next, " more conditions"));
      break;
    }
    const Condition& first = statement.conditions[next];
    std::vector<const Condition*> group = {&first};
    while (next + group.size() < statement.conditions.size() &&
           SameNullTest(first, statement.conditions[next + group.size()])) {
      group.push_back(&statement.conditions[next + group.size()]);
    }
    next += group.size();
    const bool one_null_test = SameNullTest(first, first) && first.op_text == "Null";
    lines.push_back(one_null_test ? NullLine(group) : OneLine(first, keys));
  }
  return lines;
}

absl::string_view NamesWords(const Statement& statement, const Caller& caller) {
  if (!statement.principal || statement.principal->negated) return "";
  if (statement.principal->everyone) return "admits everyone";
  for (const PrincipalEntry& entry : statement.principal->entries) {
    const absl::string_view words = EntryWords(entry, caller);
    if (!words.empty()) return words;
  }
  return "";
}

}  // namespace iamsim
