#ifndef IAMSIM_TOOLS_IAMSIM_CHANGE_ARGUMENTS_H_
#define IAMSIM_TOOLS_IAMSIM_CHANGE_ARGUMENTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "arg_parser.h"
#include "iamsim/snapshot/change.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// What somebody is about to change in a snapshot, as it is typed.
struct ChangeArguments {
  std::vector<std::string> service_control;   // NAME=FILE
  std::vector<std::string> resource_control;  // NAME=FILE
  std::vector<std::string> policies;          // ARN=FILE
  std::vector<std::string> attach;            // POLICY@TARGET
  std::vector<std::string> detach;
  std::vector<std::string> move_account;      // ID=UNIT
  std::vector<std::string> remove_statement;  // POLICY#SID

  bool IsEmpty() const;
  // The same as words of a command line.
  std::vector<std::string> Words() const;
};

// Adds --scp, --rcp, --policy, --attach, --detach, --move-account and --remove-statement. `out`
// must outlive `arguments`.
void DeclareChangeArguments(Arguments& arguments, ChangeArguments* out);

// The changes, with the documents of their files read. Errors name the option, or the place in the
// file.
absl::StatusOr<std::vector<Change>> ReadChanges(const ChangeArguments& arguments,
                                                const Snapshot& snapshot);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_CHANGE_ARGUMENTS_H_
