#ifndef IAMSIM_ENGINE_SNAPSHOT_PRINCIPAL_NAME_H_
#define IAMSIM_ENGINE_SNAPSHOT_PRINCIPAL_NAME_H_

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// A name of formats.md taken apart: `name`, `role/name`, `role/path/name`, `user/name`.
struct PrincipalName {
  std::optional<PrincipalKind> kind;  // absent: either
  absl::string_view rest;             // name, or path and name
};
PrincipalName TakeApart(absl::string_view name);

// "path/name" of the principal, without a slash before it.
absl::string_view PathAndName(const PrincipalRecord& principal);

// The id of the account that `name` means, by id or by name. NotFound with the nearest name, or
// InvalidArgument for the name of several.
absl::StatusOr<absl::string_view> FindAccountId(const Snapshot& snapshot, absl::string_view name);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_SNAPSHOT_PRINCIPAL_NAME_H_
