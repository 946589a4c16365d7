// Tested by actions_on_resource_test.cc: each action as DecideChain decides it.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "audit/permissions/action_classes.h"
#include "decide/resource_behind.h"
#include "decide/special_actions.h"
#include "iamsim/audit/permissions.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"

namespace iamsim {
namespace {

template <class T, class List>
bool IsListed(const T& value, const List& list) {
  return list.empty() || absl::c_linear_search(list, value);
}

void SplitByPolicies(const PolicyList& policies, ActionClasses* classes) {
  for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
    if (policy->policy == nullptr) continue;
    for (const Statement& statement : policy->policy->statements) classes->Split(statement);
  }
}

void SplitByPolicies(const std::optional<std::vector<PolicyLevel>>& levels,
                     ActionClasses* classes) {
  if (!levels) return;
  for (const PolicyLevel& level : *levels) SplitByPolicies(level.policies, classes);
}

void SplitByPolicies(const PolicyLayers& layers, ActionClasses* classes) {
  SplitByPolicies(layers.identity, classes);
  SplitByPolicies(layers.resource, classes);
  for (const auto* limit : {&layers.permissions_boundary, &layers.session, &layers.vpc_endpoint}) {
    if (limit->has_value()) SplitByPolicies(**limit, classes);
  }
  SplitByPolicies(layers.service_control, classes);
  SplitByPolicies(layers.resource_control, classes);
}

// Decides actions of one resource, each class of actions that are decided alike once.
class Decider {
 public:
  Decider(const Snapshot& snapshot, const Catalog& catalog, const Request& question,
          const EvaluationOptions& options)
      : snapshot_(snapshot), catalog_(catalog), request_(question), options_(options) {
    // S3-6, CH-*: more than one check.
    one_by_one_ = ResourceBehind(snapshot, question.resource).has_value() ||
                  !question.via.empty() || question.pass_role.has_value();
  }

  absl::Status Decide(ServiceId service, std::vector<ActionId> actions,
                      std::vector<ActionOnResource>* out) {
    ActionClasses classes(catalog_, service, std::move(actions));
    IAMSIM_RETURN_IF_ERROR(Classify(&classes));
    std::vector<std::optional<ActionOnResource>> answers(classes.class_bound());
    for (std::uint32_t place = 0; place < classes.actions().size(); ++place) {
      const ActionId action = classes.actions()[place];
      std::optional<ActionOnResource>& answer = answers[classes.ClassOf(place)];
      if (!answer) {
        IAMSIM_ASSIGN_OR_RETURN(answer, Ask(action));
      }
      out->push_back(*answer);
      out->back().action = std::string(catalog_.text(action));
      out->back().level = catalog_.access_level(action);
    }
    return absl::OkStatus();
  }

 private:
  absl::Status Classify(ActionClasses* classes) {
    std::vector<Action> parsed;
    std::optional<RequestContext> context;
    for (std::uint32_t place = 0; place < classes->actions().size(); ++place) {
      request_.action = std::string(catalog_.text(classes->actions()[place]));
      IAMSIM_ASSIGN_OR_RETURN(Action action, ParseAction(request_.action));
      if (one_by_one_ || IsSpecialAction(action)) {
        classes->Isolate(place);
      } else if (!context) {
        IAMSIM_ASSIGN_OR_RETURN(context, Resolve(snapshot_, World::kSnapshot, request_, options_));
      }
      parsed.push_back(std::move(action));
    }
    if (!context) return absl::OkStatus();
    absl::flat_hash_map<std::string, std::uint32_t> families;
    std::vector<std::uint32_t> keys;
    for (Action& action : parsed) {
      context->action = std::move(action);
      keys.push_back(
          families.try_emplace(ServiceFamily(*context), static_cast<std::uint32_t>(families.size()))
              .first->second);
    }
    if (families.size() > 1) classes->SplitBy(keys);
    SplitByPolicies(context->policies, classes);
    return absl::OkStatus();
  }

  absl::StatusOr<ActionOnResource> Ask(ActionId action) {
    request_.action = std::string(catalog_.text(action));
    IAMSIM_ASSIGN_OR_RETURN(const ChainResult result,
                            DecideChain(snapshot_, World::kSnapshot, request_, options_));
    return ActionOnResource{.decision = result.decision.kind,
                            .allowed_when = result.decision.allowed_when};
  }

  const Snapshot& snapshot_;
  const Catalog& catalog_;
  Request request_;
  const EvaluationOptions& options_;
  bool one_by_one_;
};

// The actions of `service` that can be asked of a resource of one of `types`. MR-9: an action
// without resource types is never asked of an ARN.
std::vector<ActionId> ActionsOf(const Catalog& catalog, ServiceId service,
                                const std::vector<bool>& is_asked,
                                const PermissionsFilter& filter) {
  std::vector<ActionId> actions;
  const ActionRange range = catalog.actions_of(service);
  for (auto i = static_cast<std::uint32_t>(range.begin); i < static_cast<std::uint32_t>(range.end);
       ++i) {
    const ActionId id{i};
    const bool fits = absl::c_any_of(catalog.resource_types(id), [&](const ResourceUse& use) {
      return is_asked[static_cast<std::size_t>(use.type())];
    });
    if (fits && IsListed(catalog.access_level(id), filter.levels)) actions.push_back(id);
  }
  return actions;
}

}  // namespace

absl::StatusOr<std::vector<ActionOnResource>> FindActionsOn(const Snapshot& snapshot,
                                                            const Catalog& catalog,
                                                            const Request& question,
                                                            const PermissionsFilter& filter,
                                                            const EvaluationOptions& options) {
  std::vector<bool> is_asked(std::size_t{1} << 16, false);
  for (const ResourceTypeId type : catalog.ResourceTypesMatching(question.resource)) {
    is_asked[static_cast<std::size_t>(type)] = true;
  }
  std::vector<ActionOnResource> actions;
  Decider decider(snapshot, catalog, question, options);
  for (std::size_t i = 0; i < catalog.service_count(); ++i) {
    const auto service = static_cast<ServiceId>(i);
    if (catalog.actions_of(service).size() == 0) continue;
    const std::string name =
        absl::AsciiStrToLower(catalog.service(catalog.actions_of(service).begin));
    if (!IsListed(name, filter.services)) continue;
    std::vector<ActionId> of_service = ActionsOf(catalog, service, is_asked, filter);
    if (of_service.empty()) continue;
    IAMSIM_RETURN_IF_ERROR(decider.Decide(service, std::move(of_service), &actions));
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
