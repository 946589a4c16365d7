#ifndef IAMSIM_TOOLS_IAMSIM_POLICY_FILE_H_
#define IAMSIM_TOOLS_IAMSIM_POLICY_FILE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// The policy document in a file that the command line names, by the grammar of `kind`. Its name is
// the file's. Errors: unreadable, not JSON, or what AWS would reject, with file, line and column.
absl::StatusOr<std::shared_ptr<const AttachedPolicy>> ReadPolicyFile(const std::string& file,
                                                                     PolicyKind kind);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_POLICY_FILE_H_
