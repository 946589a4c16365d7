#ifndef IAMSIM_IO_WRITE_PATHS_H_
#define IAMSIM_IO_WRITE_PATHS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/graph/paths.h"
#include "iamsim/io/write.h"

namespace iamsim {

// {"paths": [{"from", "to", "decision", "conditions"?, "hops": [{"kind": "assume", "to",
// "decision", "conditions"?}]}], "complete"}. One line, no trailing newline.
std::string PathsJson(const Snapshot& snapshot, absl::string_view from, const PathResult& result);

// For a person: each path with its answer, its roles and what it is allowed under. At most about a
// screen unless `all`. Ends in a newline.
std::string PathsText(const Snapshot& snapshot, absl::string_view from, const PathResult& result,
                      bool all, const TextStyle& style);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_PATHS_H_
