#ifndef IAMSIM_IO_WRITE_PATHS_H_
#define IAMSIM_IO_WRITE_PATHS_H_

#include <cstddef>
#include <string>

#include "iamsim/graph/paths.h"
#include "iamsim/io/write.h"

namespace iamsim {

// {"paths": [{"from", "to", "decision", "conditions"?, "hops": [{"kind": "assume|passRole|control",
// "to", "service"?, "actions"?, "decision", "conditions"?}]}], "complete"}. One line, no trailing
// newline.
std::string PathsJson(const Snapshot& snapshot, const PathResult& result);

// What was asked, as a person asked it.
struct PathsHeading {
  std::string from;         // a principal, or a pattern
  std::size_t sources = 1;  // how many principals it means
  std::string to;           // empty: every role
  std::size_t max_hops = 0;
  EdgeKinds edges;
};
// For a person: each path with its answer, its hops and what it is allowed under. At most about a
// screen unless `all`. Ends in a newline.
std::string PathsText(const Snapshot& snapshot, const PathsHeading& asked, const PathResult& result,
                      bool all, const TextStyle& style);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_PATHS_H_
