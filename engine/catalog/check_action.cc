#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/model/action.h"

namespace iamsim {
namespace {

std::vector<ActionId> Ids(ActionRange range) {
  std::vector<ActionId> ids;
  ids.reserve(range.size());
  for (auto id = static_cast<std::uint32_t>(range.begin);
       id < static_cast<std::uint32_t>(range.end); ++id) {
    ids.push_back(ActionId{id});
  }
  return ids;
}

// The action of `service` that is spelt most like `name`, or "".
std::string NearestInService(const Catalog& catalog, ServiceId service, absl::string_view name) {
  std::vector<absl::string_view> names;
  for (const ActionId id : Ids(catalog.actions_of(service))) names.push_back(catalog.name(id));
  const absl::string_view nearest = NearestName(name, names);
  return nearest.empty() ? "" : absl::StrCat(catalog.service_name(service), ":", nearest);
}

// "iam:AssumeRole": another service has an action of this name.
std::string SameNameElsewhere(const Catalog& catalog, absl::string_view action,
                              absl::string_view name) {
  std::vector<absl::string_view> found;
  for (const ActionId id : Ids(catalog.actions())) {
    if (absl::EqualsIgnoreCase(catalog.name(id), name)) found.push_back(catalog.text(id));
  }
  return std::string(found.size() == 1 ? found.front() : NearestName(action, found));
}

std::string NearestService(const Catalog& catalog, absl::string_view prefix) {
  std::vector<absl::string_view> names;
  for (std::size_t i = 0; i < catalog.service_count(); ++i) {
    names.push_back(catalog.service_name(static_cast<ServiceId>(i)));
  }
  return std::string(NearestName(prefix, names));
}

std::string Question(const std::string& suggestion) {
  return suggestion.empty() ? "" : absl::StrCat(", did you mean `", suggestion, "`?");
}

}  // namespace

absl::Status Catalog::CheckAction(absl::string_view action) const {
  if (Find(action).has_value()) return absl::OkStatus();
  if (const absl::StatusOr<Action> parsed = ParseAction(action); !parsed.ok()) {
    return parsed.status();
  }
  const std::size_t colon = action.find(':');
  const absl::string_view prefix = action.substr(0, colon);
  const absl::string_view name = action.substr(colon + 1);
  std::string message = absl::StrCat("unknown action `", action, "`");
  std::string suggestion;
  if (const std::optional<ServiceId> service = FindService(prefix); service.has_value()) {
    suggestion = NearestInService(*this, *service, name);
    if (suggestion.empty()) suggestion = SameNameElsewhere(*this, action, name);
  } else {
    message = absl::StrCat("unknown service `", prefix, "` in the action `", action, "`");
    suggestion = SameNameElsewhere(*this, action, name);
    if (suggestion.empty()) suggestion = NearestService(*this, prefix);
  }
  return absl::InvalidArgumentError(absl::StrCat(message, Question(suggestion)));
}

}  // namespace iamsim
