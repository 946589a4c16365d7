// Tested by tests/cli/can_test.cc and tests/cli/diff_test.cc.

#include "policy_file.h"

#include <utility>

#include "iamsim/base/file.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/policy/parse.h"

namespace iamsim {

absl::StatusOr<std::shared_ptr<const AttachedPolicy>> ReadPolicyFile(const std::string& file,
                                                                     PolicyKind kind) {
  IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadFile(file, JsonLimits().max_bytes));
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const JsonDocument> document,
                          JsonDocument::Parse(std::move(text), file));
  const ParsedPolicy parsed = ParsePolicy(document->root(), kind);
  if (parsed.policy == nullptr) return parsed.status();
  auto policy = std::make_shared<AttachedPolicy>();
  policy->name = file.substr(file.rfind('/') + 1);
  policy->policy = parsed.policy;
  policy->file = file;
  policy->start = document->root().begin();
  return policy;
}

}  // namespace iamsim
