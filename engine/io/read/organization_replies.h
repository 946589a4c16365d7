#ifndef IAMSIM_IO_READ_ORGANIZATION_REPLIES_H_
#define IAMSIM_IO_READ_ORGANIZATION_REPLIES_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/status/status.h"
#include "iamsim/base/json_document.h"
#include "io/read/snapshot_input.h"

namespace iamsim {

// What AWS Organizations answered, by what was asked. Replies do not say what they answer, so the
// names of files, or of members in one merged file, do:
//
//   org/describe-organization.json            "DescribeOrganization": {"Organization": …}
//   org/list-roots.json                       "ListRoots": {"Roots": […]}
//   org/list-accounts.json                    "ListAccounts": {"Accounts": […]}
//   org/delegated-administrators.json         "ListDelegatedAdministrators":
//                                                 {"DelegatedAdministrators": […]}
//   org/children/PARENT.ous.json              "Children": {"PARENT": {"OrganizationalUnits": […],
//   org/children/PARENT.accounts.json                                 "Accounts": […]}}
//   org/list-policies/TYPE.json               "ListPolicies": {"TYPE": {"Policies": […]}}
//   org/policies/POLICY.json                  "Policies": {"POLICY": {"Policy": …}}
//   org/targets/POLICY.json                   "Targets": {"POLICY": {"Targets": […]}}
//
// PARENT is the id of a root or unit, POLICY that of a policy, TYPE SERVICE_CONTROL_POLICY or
// RESOURCE_CONTROL_POLICY. A list may stand for the object whose only member it is.
struct OrganizationReplies {
  using ById = absl::btree_map<std::string, JsonNode>;

  std::string place;  // the folder or file
  std::optional<JsonNode> organization;
  std::optional<JsonNode> roots;
  std::optional<JsonNode> accounts;
  std::optional<JsonNode> delegated_administrators;
  ById units_below;
  ById accounts_below;
  ById policy_lists;
  ById policies;
  ById targets;

  std::vector<std::shared_ptr<const JsonDocument>> documents;  // keep the nodes alive
};

// The replies in a folder of files as above (without `org/`), or in one merged file. A part that
// cannot be read is damage, and then missing; a name that means nothing here is a warning.
absl::Status GatherReplies(const SnapshotFolder& folder, SnapshotInput& input,
                           OrganizationReplies* replies);
absl::Status GatherReplies(const JsonNode& merged, SnapshotInput& input,
                           OrganizationReplies* replies);

// The entries of the list `name` in `reply`, or of `reply` if that is the list. Errors: it is
// something else.
absl::StatusOr<std::vector<JsonNode>> EntriesOf(const JsonNode& reply, absl::string_view name);
// AWS said that more entries follow than are in `reply`.
bool GoesOn(const JsonNode& reply);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_ORGANIZATION_REPLIES_H_
