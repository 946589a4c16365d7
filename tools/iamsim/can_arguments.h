#ifndef IAMSIM_TOOLS_IAMSIM_CAN_ARGUMENTS_H_
#define IAMSIM_TOOLS_IAMSIM_CAN_ARGUMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "change_arguments.h"
#include "iamsim/graph/access.h"
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
  std::optional<std::string> max_hops;
  bool via_any = false;
  bool json = false;
  bool quiet = false;
};

// The Request that `arguments` ask. Names of principals and roles are looked up in `snapshot`;
// errors name the option and what was expected.
// With --via-any it is the question without roles and without what is said of a session.
absl::StatusOr<Request> MakeRequest(const CanArguments& arguments, const Snapshot& snapshot);

// The question of --via-any; `request` is what MakeRequest() made.
absl::StatusOr<AccessQuestion> MakeAccessQuestion(const CanArguments& arguments,
                                                  const Request& request,
                                                  const EvaluationOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_CAN_ARGUMENTS_H_
