#ifndef IAMSIM_TOOLS_IAMSIM_CAN_ARGUMENTS_H_
#define IAMSIM_TOOLS_IAMSIM_CAN_ARGUMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "change_arguments.h"
#include "iamsim/request/request.h"
#include "iamsim/snapshot/snapshot.h"
#include "question_arguments.h"
#include "snapshot_arguments.h"

namespace iamsim {

// The question of `iamsim can` as the user types it.
struct CanArguments {
  SnapshotArguments snapshot;
  ChangeArguments change;
  QuestionArguments question;
  std::string principal;
  std::string action;
  std::string resource = "*";
  std::vector<std::string> via;
  std::vector<std::string> session_tags;
  std::optional<std::string> session_name;
  std::optional<std::string> session_policy;
  std::optional<std::string> external_id;
  std::optional<std::string> expect;
  std::optional<std::string> pass_role;
  std::optional<std::string> pass_to;
  bool json = false;
  bool quiet = false;
};

// The Request that `arguments` ask. Names of principals and roles are looked up in `snapshot`;
// errors name the option and what was expected.
absl::StatusOr<Request> MakeRequest(const CanArguments& arguments, const Snapshot& snapshot);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_CAN_ARGUMENTS_H_
