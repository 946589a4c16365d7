// Tested by resolve_name_test.cc.
#include "snapshot/principal_name.h"

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/model/caller.h"

namespace iamsim {

PrincipalName TakeApart(absl::string_view name) {
  PrincipalName parts{std::nullopt, name};
  if (absl::ConsumePrefix(&parts.rest, "role/")) {
    parts.kind = PrincipalKind::kRole;
  } else if (absl::ConsumePrefix(&parts.rest, "user/")) {
    parts.kind = PrincipalKind::kUser;
  }
  return parts;
}

absl::string_view PathAndName(const PrincipalRecord& principal) {
  const absl::string_view resource = principal.arn.resource();
  return resource.substr(resource.find('/') + 1);
}

absl::StatusOr<absl::string_view> FindAccountId(const Snapshot& snapshot, absl::string_view name) {
  if (IsAccountId(name)) return name;
  std::vector<absl::string_view> ids;
  std::vector<absl::string_view> names;
  for (const AccountRecord& account : snapshot.accounts()) {
    if (account.name == name) ids.push_back(account.id);
    if (!account.name.empty()) names.push_back(account.name);
  }
  if (ids.size() == 1) return ids.front();
  if (ids.empty()) {
    return absl::NotFoundError(absl::StrCat("expected an account, found `", name,
                                            "`, which is none of the snapshot",
                                            DidYouMean(name, names)));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("account name `", name, "` is ambiguous: ", absl::StrJoin(ids, ", ")));
}

}  // namespace iamsim
