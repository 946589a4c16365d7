#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "iamsim/audit/permissions.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"

namespace iamsim {
namespace {

template <class T, class List>
bool IsListed(const T& value, const List& list) {
  return list.empty() || absl::c_linear_search(list, value);
}

bool IsWanted(ActionId id, const PermissionsFilter& filter, const Catalog& catalog) {
  return IsListed(catalog.access_level(id), filter.levels) &&
         IsListed(absl::AsciiStrToLower(catalog.service(id)), filter.services);
}

}  // namespace

absl::StatusOr<std::vector<ActionOnResource>> FindActionsOn(const Snapshot& snapshot,
                                                            const Catalog& catalog,
                                                            const Request& question,
                                                            const PermissionsFilter& filter,
                                                            const EvaluationOptions& options) {
  std::vector<ActionOnResource> actions;
  Request request = question;
  for (std::uint32_t i = 0; i < catalog.action_count(); ++i) {
    const ActionId id{i};
    // MR-9: an action without resource types is never asked of an ARN.
    if (!IsWanted(id, filter, catalog)) continue;
    if (catalog.ResourceTypesMatching(id, question.resource).empty()) continue;
    request.action = std::string(catalog.text(id));
    IAMSIM_ASSIGN_OR_RETURN(const ChainResult result,
                            DecideChain(snapshot, World::kSnapshot, request, options));
    actions.push_back({.action = request.action,
                       .level = catalog.access_level(id),
                       .decision = result.decision.kind,
                       .allowed_when = result.decision.allowed_when});
  }
  if (actions.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("no action of the catalog has a resource like `", question.resource, "`"));
  }
  std::stable_sort(
      actions.begin(), actions.end(),
      [](const ActionOnResource& a, const ActionOnResource& b) { return a.level < b.level; });
  return actions;
}

}  // namespace iamsim
