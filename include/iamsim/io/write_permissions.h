#ifndef IAMSIM_IO_WRITE_PERMISSIONS_H_
#define IAMSIM_IO_WRITE_PERMISSIONS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/audit/permissions.h"
#include "iamsim/io/write.h"

namespace iamsim {

// What `permissions PRINCIPAL` prints: a line that says how much, then a table by service and
// access level. More than a screen of services only with `all`. Ends in a newline.
std::string PermissionsText(const Permissions& permissions, bool all);

// What `permissions PRINCIPAL RESOURCE` prints: the actions by access level, those under one
// condition together with it. Denied actions are counted only. Ends in a newline.
std::string ActionsText(absl::string_view principal, absl::string_view resource,
                        const std::vector<ActionOnResource>& actions);

// {"principal", "resource", "actions": [{"action", "decision", "conditions"?}]} without a newline.
std::string ActionsJson(absl::string_view principal, absl::string_view resource,
                        const std::vector<ActionOnResource>& actions);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_PERMISSIONS_H_
