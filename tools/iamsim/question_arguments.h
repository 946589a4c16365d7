#ifndef IAMSIM_TOOLS_IAMSIM_QUESTION_ARGUMENTS_H_
#define IAMSIM_TOOLS_IAMSIM_QUESTION_ARGUMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "arg_parser.h"
#include "iamsim/model/context_value.h"
#include "iamsim/request/request.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// What every command that asks a snapshot is told of the request, but who asks and what.
struct QuestionArguments {
  std::vector<std::string> context;
  std::optional<std::string> context_file;
  std::vector<std::string> resource_tags;
  std::vector<std::string> principal_tags;
  std::optional<std::string> resource_account;
  std::optional<std::string> source_vpce;
  std::vector<std::string> options;
  bool assume_absent = false;
  bool complete_context = false;
};

// Adds --context, --context-file, --resource-tag, --principal-tag, --resource-account,
// --source-vpce, --assume-absent, --complete-context and --option. `out` must outlive `arguments`.
void DeclareQuestionArguments(Arguments& arguments, QuestionArguments* out);

// Writes them into `request`. Errors name the option, what was expected and what was found.
absl::Status ApplyQuestionArguments(const QuestionArguments& arguments, Request* request);

// RESOURCE as a user types it: of actions of iam and sts also the name of a user or role, as
// Snapshot::ResolvePrincipalName takes it.
absl::StatusOr<std::string> ResolveResourceName(const std::string& action,
                                                const std::string& resource,
                                                const Snapshot& snapshot);

// The values of a repeatable option of the form K=V.
absl::StatusOr<Tags> ReadTagOptions(absl::string_view option,
                                    const std::vector<std::string>& texts);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_QUESTION_ARGUMENTS_H_
