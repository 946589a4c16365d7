#ifndef IAMSIM_ENGINE_DECIDE_RESOURCE_BEHIND_H_
#define IAMSIM_ENGINE_DECIDE_RESOURCE_BEHIND_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// S3-6: the same object or bucket under the name of the bucket behind its access point; nullopt for
// everything else.
std::optional<std::string> ResourceBehind(const Snapshot& snapshot, absl::string_view resource);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_RESOURCE_BEHIND_H_
