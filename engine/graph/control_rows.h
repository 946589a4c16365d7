#ifndef IAMSIM_ENGINE_GRAPH_CONTROL_ROWS_H_
#define IAMSIM_ENGINE_GRAPH_CONTROL_ROWS_H_

#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// One way to become the master of a role or a user.
struct ControlRow {
  PrincipalKind of;
  const char* action;
};
inline constexpr ControlRow kControlRows[] = {
#define IAMSIM_CONTROL(kind, action) {PrincipalKind::kind, action},
#include "graph/control.inc"
#undef IAMSIM_CONTROL
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_GRAPH_CONTROL_ROWS_H_
