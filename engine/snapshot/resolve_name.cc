// The abbreviations of formats.md: `Role`, `role/Role`, `role/path/Role`, `user/name`, each
// optionally behind `account:`, where the account is an id or a name; and `account:root`.
// Tested by resolve_name_test.cc.
#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/some_of.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/caller.h"
#include "iamsim/snapshot/snapshot.h"
#include "snapshot/principal_name.h"

namespace iamsim {
namespace {

// Whom a name asks for.
struct NameParts {
  absl::string_view account;  // id; empty: any
  std::optional<PrincipalKind> kind;
  absl::string_view rest;  // name, or path and name
};

absl::string_view ResourceOf(const PrincipalRecord& principal) { return principal.arn.resource(); }

bool Fits(const NameParts& wanted, const PrincipalRecord& principal) {
  if (!wanted.account.empty() && principal.arn.account() != wanted.account) return false;
  if (wanted.kind.has_value() && principal.kind != *wanted.kind) return false;
  if (principal.name == wanted.rest) return true;
  return wanted.kind.has_value() && PathAndName(principal) == wanted.rest;
}

// Whether the ARN of the principal ends in the name, from a slash on: `team/Deploy` of
// role/app/team/Deploy. Not within a part: `Reader` must never be answered for `AdminReader`.
bool EndsIn(const NameParts& wanted, const PrincipalRecord& principal) {
  if (!wanted.account.empty() && principal.arn.account() != wanted.account) return false;
  if (wanted.kind.has_value() && principal.kind != *wanted.kind) return false;
  return absl::EndsWith(ResourceOf(principal), absl::StrCat("/", wanted.rest));
}

absl::Status Ambiguous(absl::string_view name,
                       const std::vector<const PrincipalRecord*>& candidates) {
  std::vector<std::string> names;
  for (const PrincipalRecord* principal : candidates) {
    names.push_back(absl::StrCat("`", principal->arn.text(), "`"));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("principal `", name, "` is ambiguous: ", SomeOf(names)));
}

absl::Status NoSuchName(const Snapshot& snapshot, absl::string_view name, const NameParts& wanted) {
  std::vector<absl::string_view> names;
  for (const PrincipalRecord& principal : snapshot.principals()) {
    if (!wanted.account.empty() && principal.arn.account() != wanted.account) continue;
    if (wanted.kind.has_value() && principal.kind != *wanted.kind) continue;
    names.push_back(principal.name);
    if (wanted.kind.has_value()) names.push_back(PathAndName(principal));
  }
  return absl::NotFoundError(absl::StrCat("principal `", name, "` is not in the snapshot",
                                          DidYouMean(wanted.rest, names)));
}

absl::Status NoSuchArn(const Snapshot& snapshot, const Caller& caller) {
  // A wrong path is the likeliest mistake; then a wrong name.
  if (const PrincipalRecord* role = snapshot.FindRole(caller.account, caller.name);
      role != nullptr && caller.kind == CallerKind::kRoleSession) {
    return absl::NotFoundError(absl::StrCat("principal `", caller.text,
                                            "` is not in the snapshot, did you mean `",
                                            role->arn.text(), "`?"));
  }
  std::vector<absl::string_view> arns;
  for (const PrincipalRecord& principal : snapshot.principals()) {
    arns.push_back(principal.arn.text());
  }
  return absl::NotFoundError(absl::StrCat("principal `", caller.text, "` is not in the snapshot",
                                          DidYouMean(caller.text, arns)));
}

absl::StatusOr<std::string> ResolveArn(const Snapshot& snapshot, absl::string_view arn) {
  if (snapshot.FindPrincipal(arn) != nullptr) return std::string(arn);
  IAMSIM_ASSIGN_OR_RETURN(const Caller caller, ParseCaller(arn));
  const bool names_entity =
      caller.kind == CallerKind::kUser ||
      (caller.kind == CallerKind::kRoleSession && caller.session_name.empty());
  const AccountRecord* account = snapshot.FindAccount(caller.account);
  if (names_entity && account != nullptr && account->has_principals) {
    return NoSuchArn(snapshot, caller);
  }
  return std::string(arn);
}

std::string RootOf(const Snapshot& snapshot, absl::string_view account) {
  absl::string_view partition = "aws";
  for (const PrincipalRecord& principal : snapshot.principals()) {
    if (principal.arn.account() == account) partition = principal.arn.partition();
  }
  return absl::StrCat("arn:", partition, ":iam::", account, ":root");
}

}  // namespace

absl::StatusOr<std::string> Snapshot::ResolvePrincipalName(absl::string_view name) const {
  if (IsArn(name)) return ResolveArn(*this, name);
  absl::string_view account;
  absl::string_view rest = name;
  if (const std::size_t colon = name.rfind(':'); colon != absl::string_view::npos) {
    IAMSIM_ASSIGN_OR_RETURN(account, FindAccountId(*this, name.substr(0, colon)));
    rest = name.substr(colon + 1);
    if (rest == "root") return RootOf(*this, account);
  }
  const PrincipalName parts = TakeApart(rest);
  const NameParts wanted{account, parts.kind, parts.rest};
  std::vector<const PrincipalRecord*> candidates;
  // Whatever fits or ends in it has the same last part.
  const std::vector<const PrincipalRecord*> named = FindNamed(EntityName(wanted.rest));
  for (const auto fits : {Fits, EndsIn}) {
    for (const PrincipalRecord* principal : named) {
      if (fits(wanted, *principal)) candidates.push_back(principal);
    }
    if (!candidates.empty()) break;
  }
  if (candidates.size() == 1) return candidates.front()->arn.text();
  if (!candidates.empty()) return Ambiguous(name, candidates);
  // Services, built-in identity providers, "anonymous".
  const absl::StatusOr<Caller> caller = ParseCaller(name);
  if (caller.ok()) return std::string(name);
  return NoSuchName(*this, name, wanted);
}

}  // namespace iamsim
