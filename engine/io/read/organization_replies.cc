// Tested by tests/io/organization_cli_reader_test.cc.
#include "io/read/organization_replies.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "iamsim/base/file.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "io/read/members.h"

namespace iamsim {
namespace {

using Replies = OrganizationReplies;

struct SingleReply {
  absl::string_view file;
  absl::string_view member;
  std::optional<JsonNode> Replies::*reply;
};
constexpr SingleReply kSingleReplies[] = {
    {"describe-organization.json", "DescribeOrganization", &Replies::organization},
    {"list-roots.json", "ListRoots", &Replies::roots},
    {"list-accounts.json", "ListAccounts", &Replies::accounts},
    {"delegated-administrators.json", "ListDelegatedAdministrators",
     &Replies::delegated_administrators},
};

// One reply for each id.
struct RepliesById {
  absl::string_view prefix;
  absl::string_view suffix;
  absl::string_view member;  // of the merged file; empty: `Children`, which has two for each id
  Replies::ById Replies::*replies;
};
constexpr RepliesById kRepliesById[] = {
    {"children/", ".ous.json", "", &Replies::units_below},
    {"children/", ".accounts.json", "", &Replies::accounts_below},
    {"list-policies/", ".json", "ListPolicies", &Replies::policy_lists},
    {"policies/", ".json", "Policies", &Replies::policies},
    {"targets/", ".json", "Targets", &Replies::targets},
};

// Where the reply in the file `name` belongs; false: nowhere.
bool Put(absl::string_view name, const JsonNode& reply, Replies* replies) {
  for (const SingleReply& single : kSingleReplies) {
    if (name != single.file) continue;
    replies->*single.reply = reply;
    return true;
  }
  for (const RepliesById& row : kRepliesById) {
    absl::string_view id = name;
    if (!absl::ConsumePrefix(&id, row.prefix) || !absl::ConsumeSuffix(&id, row.suffix)) continue;
    (replies->*row.replies).insert_or_assign(std::string(id), reply);
    return true;
  }
  return false;
}

bool HasPlace(absl::string_view name) {
  for (const SingleReply& single : kSingleReplies) {
    if (name == single.file) return true;
  }
  for (const RepliesById& row : kRepliesById) {
    if (absl::StartsWith(name, row.prefix) && absl::EndsWith(name, row.suffix)) return true;
  }
  return false;
}

void PutChildren(const JsonNode& parent, Replies* replies) {
  const std::string id(parent.key());
  if (parent.Find("OrganizationalUnits")) replies->units_below.insert_or_assign(id, parent);
  if (parent.Find("Accounts")) replies->accounts_below.insert_or_assign(id, parent);
}

// A member of the merged file; false: it means nothing.
absl::StatusOr<bool> PutMember(const JsonNode& member, Replies* replies) {
  for (const SingleReply& single : kSingleReplies) {
    if (member.key() != single.member) continue;
    replies->*single.reply = member;
    return true;
  }
  if (member.key() == "Children") {
    IAMSIM_RETURN_IF_ERROR(ExpectObject(member));
    for (const JsonNode& parent : member.children()) {
      IAMSIM_RETURN_IF_ERROR(ExpectObject(parent));
      PutChildren(parent, replies);
    }
    return true;
  }
  for (const RepliesById& row : kRepliesById) {
    if (row.member.empty() || member.key() != row.member) continue;
    IAMSIM_RETURN_IF_ERROR(ExpectObject(member));
    for (const JsonNode& reply : member.children()) {
      (replies->*row.replies).insert_or_assign(std::string(reply.key()), reply);
    }
    return true;
  }
  return false;
}

std::vector<absl::string_view> MemberNames() {
  std::vector<absl::string_view> names = {"Children"};
  for (const SingleReply& single : kSingleReplies) names.push_back(single.member);
  for (const RepliesById& row : kRepliesById) {
    if (!row.member.empty()) names.push_back(row.member);
  }
  return names;
}

}  // namespace

absl::Status GatherReplies(const SnapshotFolder& folder, SnapshotInput& input, Replies* replies) {
  replies->place = folder.path;
  for (const std::string& path : folder.files) {
    const absl::string_view name = absl::string_view(path).substr(folder.path.size() + 1);
    if (!HasPlace(name)) {
      input.builder().AddDiagnostic(
          {.severity = Severity::kWarning,
           .rule = "",
           .place = {.file = path, .pointer = "", .position = std::nullopt},
           .message = "expected a file of the organization's outputs, ignored"});
      continue;
    }
    absl::StatusOr<std::shared_ptr<const JsonDocument>> document = ReadDump(path);
    if (!document.ok()) {
      IAMSIM_RETURN_IF_ERROR(input.Damage(document.status()));
      continue;
    }
    Put(name, (*document)->root(), replies);
    replies->documents.push_back(*std::move(document));
  }
  return absl::OkStatus();
}

absl::Status GatherReplies(const JsonNode& merged, SnapshotInput& input, Replies* replies) {
  replies->place = merged.document().file();
  for (const JsonNode& member : merged.children()) {
    const absl::StatusOr<bool> known = PutMember(member, replies);
    if (!known.ok()) {
      IAMSIM_RETURN_IF_ERROR(input.Damage(known.status()));
    } else if (!*known) {
      input.Warn(member, absl::StrCat("unknown member `", member.key(), "`, ignored",
                                      DidYouMean(member.key(), MemberNames())));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<JsonNode>> EntriesOf(const JsonNode& reply, absl::string_view name) {
  if (reply.is_array()) return reply.children();
  IAMSIM_RETURN_IF_ERROR(ExpectObject(reply));
  if (!reply.Find(name)) return reply.Error(absl::StrCat("expected `", name, "`, found none"));
  return ListOf(reply, name);
}

bool GoesOn(const JsonNode& reply) {
  const std::optional<JsonNode> token =
      reply.is_object() ? reply.Find("NextToken") : std::optional<JsonNode>();
  return token && token->is_string();
}

}  // namespace iamsim
