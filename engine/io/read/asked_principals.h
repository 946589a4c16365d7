#ifndef IAMSIM_IO_READ_ASKED_PRINCIPALS_H_
#define IAMSIM_IO_READ_ASKED_PRINCIPALS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/base/json_document.h"
#include "iamsim/scenario/scenario.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// Whom the `principal` of a test names: a name, a pattern (everybody that it matches), or a list of
// those. Names are kept as they are written.
struct AskedPrincipals {
  std::vector<std::string> names;  // each once
  bool is_several = false;         // by a pattern or a list, even if it is one
};
// Errors: a pattern that matches nobody, with the nearest name.
absl::StatusOr<AskedPrincipals> ReadAskedPrincipals(const JsonNode& node, const Snapshot& snapshot);

// `only` of a test whose `principal` is `asked` (absent: everybody, also whom the policy of the
// resource admits from outside the snapshot). Errors: who is not in the snapshot, or not asked.
absl::StatusOr<std::shared_ptr<const ExpectedOnly>> ReadOnly(const JsonNode& only,
                                                             const std::optional<JsonNode>& asked,
                                                             bool outsiders_may_be_asked,
                                                             const Snapshot& snapshot);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_ASKED_PRINCIPALS_H_
