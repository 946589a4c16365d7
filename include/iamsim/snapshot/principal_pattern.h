#ifndef IAMSIM_SNAPSHOT_PRINCIPAL_PATTERN_H_
#define IAMSIM_SNAPSHOT_PRINCIPAL_PATTERN_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Several principals named at once, as question files and scenario tests do.

// Whether `name` holds `*` or `?`, which no principal's name does.
bool IsPrincipalPattern(absl::string_view name);

// The users and roles that `pattern` matches, by their places in Snapshot::principals(), so in the
// order of their ARNs. A pattern is a name as Snapshot::ResolvePrincipalName() takes it in which
// `*` stands for any run (also over `/`) and `?` for one character: `role/team-*`,
// `111122223333:role/x*`, `studio:*`, `arn:aws:iam::*:user/*`. What it says has to be the whole
// name, or the whole of path and name; case matters. NotFound, with the nearest name, when nobody
// matches, and for an account that the snapshot lacks. Linear in the principals. Thread-safe.
absl::StatusOr<std::vector<std::uint32_t>> MatchPrincipals(const Snapshot& snapshot,
                                                           absl::string_view pattern);

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_PRINCIPAL_PATTERN_H_
