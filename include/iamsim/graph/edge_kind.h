#ifndef IAMSIM_GRAPH_EDGE_KIND_H_
#define IAMSIM_GRAPH_EDGE_KIND_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace iamsim {

// How somebody becomes somebody else.
enum class EdgeKind : std::uint8_t {
  kAssume,    // assumes the role
  kPassRole,  // has a service run code with the role
  kControl,   // rewrites the trust or the policies of the principal, or makes its credentials
};

// The word of formats.md: "assume", "passRole", "control".
constexpr absl::string_view EdgeKindName(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::kAssume:
      return "assume";
    case EdgeKind::kPassRole:
      return "passRole";
    case EdgeKind::kControl:
      return "control";
  }
  return "";
}

// Which kinds a question is about.
struct EdgeKinds {
  bool assume = true;
  bool pass_role = false;
  bool control = false;

  bool Has(EdgeKind kind) const {
    return kind == EdgeKind::kAssume ? assume : kind == EdgeKind::kPassRole ? pass_role : control;
  }
};

}  // namespace iamsim

#endif  // IAMSIM_GRAPH_EDGE_KIND_H_
