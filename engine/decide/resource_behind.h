#ifndef IAMSIM_ENGINE_DECIDE_RESOURCE_BEHIND_H_
#define IAMSIM_ENGINE_DECIDE_RESOURCE_BEHIND_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/request/request.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// S3-6: the same object or bucket under the name of the bucket behind its access point; nullopt for
// everything else.
std::optional<std::string> ResourceBehind(const Snapshot& snapshot, absl::string_view resource);
// The second check of a request through an access point: `request` asked of its bucket.
std::optional<Request> RequestBehind(const Snapshot& snapshot, const Request& request);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_RESOURCE_BEHIND_H_
