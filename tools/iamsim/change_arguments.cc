// Tested by tests/cli/diff_test.cc.

#include "change_arguments.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/arn.h"
#include "iamsim/snapshot/documents.h"
#include "policy_file.h"

namespace iamsim {
namespace {

using Parts = std::pair<std::string, std::string>;

absl::StatusOr<Parts> Split(absl::string_view option, absl::string_view shape,
                            absl::string_view text, std::size_t at) {
  if (at == absl::string_view::npos || at == 0 || at + 1 == text.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("`", option, "`: expected ", shape, ", found `", text, "`"));
  }
  return Parts(text.substr(0, at), text.substr(at + 1));
}

// A policy's name and a target's name may both hold an at sign: the first split of which the left
// side is a policy.
absl::StatusOr<Parts> SplitAttachment(absl::string_view option, const std::string& text,
                                      const ChangeArguments& arguments, const Snapshot& snapshot) {
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1)) {
    const std::string policy = text.substr(0, at);
    bool known = FindPolicy(snapshot, policy).ok();
    for (const auto* added :
         {&arguments.service_control, &arguments.resource_control, &arguments.policies}) {
      for (const std::string& change : *added) {
        known |= absl::StartsWith(change, absl::StrCat(policy, "="));
      }
    }
    if (known) return Split(option, "POLICY@TARGET", text, at);
  }
  return Split(option, "POLICY@TARGET", text, text.find('@'));
}

// What grammar the new document of a policy has. A managed policy may be a new one.
absl::StatusOr<PolicyKind> KindOf(const std::string& policy, const Snapshot& snapshot) {
  const absl::StatusOr<HeldDocument> held = FindPolicy(snapshot, policy);
  if (held.ok()) return held->kind;
  const absl::StatusOr<Arn> arn = ParseArn(policy);
  const bool is_managed =
      arn.ok() && arn->service() == "iam" && absl::StartsWith(arn->resource(), "policy/");
  if (is_managed) return PolicyKind::kIdentity;
  return held.status();
}

absl::Status AddReplacements(absl::string_view option, const std::vector<std::string>& texts,
                             std::optional<PolicyKind> kind, const Snapshot& snapshot,
                             std::vector<Change>* changes) {
  for (const std::string& text : texts) {
    IAMSIM_ASSIGN_OR_RETURN(
        const Parts parts,
        Split(option, kind.has_value() ? "NAME=FILE" : "ARN=FILE", text, text.find('=')));
    ReplacePolicy replace{.policy = parts.first, .document = nullptr};
    if (kind.has_value()) {
      replace.kind = *kind;
    } else {
      IAMSIM_ASSIGN_OR_RETURN(replace.kind, KindOf(parts.first, snapshot));
    }
    IAMSIM_ASSIGN_OR_RETURN(replace.document, ReadPolicyFile(parts.second, replace.kind));
    changes->emplace_back(std::move(replace));
  }
  return absl::OkStatus();
}

struct OptionRow {
  const char* name;
  std::vector<std::string> ChangeArguments::*values;
  const char* shape;
  const char* help;
};
constexpr OptionRow kOptions[] = {
    {"--scp", &ChangeArguments::service_control, "NAME=FILE",
     "a service control policy has the document of FILE; repeatable"},
    {"--rcp", &ChangeArguments::resource_control, "NAME=FILE",
     "a resource control policy has the document of FILE; repeatable"},
    {"--policy", &ChangeArguments::policies, "ARN=FILE",
     "a managed policy, or the policy of a resource or role, has the document of FILE; repeatable"},
    {"--attach", &ChangeArguments::attach, "POLICY@TARGET",
     "to a unit, account, user, role or group; repeatable"},
    {"--detach", &ChangeArguments::detach, "POLICY@TARGET", "the opposite; repeatable"},
    {"--move-account", &ChangeArguments::move_account, "ID=UNIT",
     "an account stands in another organizational unit; repeatable"},
    {"--remove-statement", &ChangeArguments::remove_statement, "POLICY#SID",
     "a policy lacks a statement, by Sid or index; repeatable"},
};

}  // namespace

bool ChangeArguments::IsEmpty() const {
  for (const OptionRow& row : kOptions) {
    if (!(this->*row.values).empty()) return false;
  }
  return true;
}

std::vector<std::string> ChangeArguments::Words() const {
  std::vector<std::string> words;
  for (const OptionRow& row : kOptions) {
    for (const std::string& value : this->*row.values) {
      words.emplace_back(row.name);
      words.push_back(value);
    }
  }
  return words;
}

void DeclareChangeArguments(Arguments& arguments, ChangeArguments* out) {
  for (const OptionRow& row : kOptions) {
    arguments.Option(row.name, row.shape, row.help, &(out->*row.values));
  }
}

absl::StatusOr<std::vector<Change>> ReadChanges(const ChangeArguments& arguments,
                                                const Snapshot& snapshot) {
  std::vector<Change> changes;
  IAMSIM_RETURN_IF_ERROR(AddReplacements("--scp", arguments.service_control,
                                         PolicyKind::kServiceControl, snapshot, &changes));
  IAMSIM_RETURN_IF_ERROR(AddReplacements("--rcp", arguments.resource_control,
                                         PolicyKind::kResourceControl, snapshot, &changes));
  IAMSIM_RETURN_IF_ERROR(
      AddReplacements("--policy", arguments.policies, std::nullopt, snapshot, &changes));
  for (const std::string& text : arguments.attach) {
    IAMSIM_ASSIGN_OR_RETURN(Parts parts, SplitAttachment("--attach", text, arguments, snapshot));
    changes.emplace_back(AttachPolicy{std::move(parts.first), std::move(parts.second)});
  }
  for (const std::string& text : arguments.detach) {
    IAMSIM_ASSIGN_OR_RETURN(Parts parts, SplitAttachment("--detach", text, arguments, snapshot));
    changes.emplace_back(DetachPolicy{std::move(parts.first), std::move(parts.second)});
  }
  for (const std::string& text : arguments.move_account) {
    IAMSIM_ASSIGN_OR_RETURN(Parts parts, Split("--move-account", "ID=UNIT", text, text.find('=')));
    changes.emplace_back(MoveAccount{std::move(parts.first), std::move(parts.second)});
  }
  for (const std::string& text : arguments.remove_statement) {
    IAMSIM_ASSIGN_OR_RETURN(Parts parts,
                            Split("--remove-statement", "POLICY#SID", text, text.rfind('#')));
    changes.emplace_back(RemoveStatement{std::move(parts.first), std::move(parts.second)});
  }
  return changes;
}

}  // namespace iamsim
