#ifndef IAMSIM_IO_WRITE_GRAPH_H_
#define IAMSIM_IO_WRITE_GRAPH_H_

#include <string>

#include "iamsim/graph/picture.h"
#include "iamsim/io/write.h"

namespace iamsim {

// {"nodes": [{"id", "kind", "account", "members"?}], "edges": [{"from", "to", "kind", "service"?,
// "actions"?, "decision", "conditions"?}]}. One line, no trailing newline.
std::string GraphJson(const Picture& picture);
// For Graphviz: accounts are clusters, conditional edges are dashed with their conditions (the
// first ones; all of them in the tooltip), and edges of other kinds say how.
std::string GraphDot(const Picture& picture);
// For Mermaid: the same as a flowchart.
std::string GraphMermaid(const Picture& picture);
// GraphML with the fields of the JSON as data; conditions as text.
std::string GraphMl(const Picture& picture);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_GRAPH_H_
