#ifndef IAMSIM_IO_READ_ORGANIZATION_CLI_H_
#define IAMSIM_IO_READ_ORGANIZATION_CLI_H_

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "io/read/organization_replies.h"
#include "io/read/snapshot_input.h"

namespace iamsim {

inline constexpr absl::string_view kServiceControlType = "SERVICE_CONTROL_POLICY";
inline constexpr absl::string_view kResourceControlType = "RESOURCE_CONTROL_POLICY";

// "place: what", of something that is not in the input.
absl::Status MissingReply(absl::string_view place, absl::string_view what);

// What the replies of AWS Organizations say. What they lack may hold anything: policies that nobody
// knows stand on a level without a document, policies whose targets nobody knows on every level,
// and accounts that nobody lists are not outside.
class OrganizationCliReader {
 public:
  OrganizationCliReader(OrganizationReplies replies, SnapshotInput& input)
      : replies_(std::move(replies)), input_(input) {}

  // Adds everything to the input's builder. Errors: damage, when reading is strict.
  absl::Status Read();

 private:
  struct Attached {
    std::vector<std::string> service_control;
    std::vector<std::string> resource_control;
  };

  absl::Status Tolerate(const absl::Status& status) {
    return status.ok() ? status : input_.Damage(status);
  }
  absl::Status Incomplete(const absl::Status& status) {
    incomplete_ = true;
    return input_.Damage(status);
  }

  absl::Status ReadOrganization();
  absl::Status ReadRoots();
  absl::Status ReadTypes();
  absl::Status ReadPolicyList(const JsonNode& reply);
  absl::Status ReadPolicies();
  absl::Status ReadPolicy(const std::string& id, const JsonNode& reply);
  absl::Status ReadTargets();
  absl::Status ReadTargetsOf(const std::string& policy, const JsonNode& reply);
  absl::Status AddUnlistedTypes();
  absl::Status WalkTree();
  absl::StatusOr<std::vector<JsonNode>> EntriesBelow(const std::string& id,
                                                     const OrganizationReplies::ById& replies,
                                                     absl::string_view name);
  absl::Status ReadUnit(const std::string& id, const std::string& parent);
  absl::Status ReadAccountList();
  absl::StatusOr<std::string> ReadAccount(const JsonNode& account);
  absl::Status ReadDelegatedAdministrators();
  absl::Status AttachToAccounts();

  OrganizationReplies replies_;
  SnapshotInput& input_;
  OrganizationRecord organization_;
  bool incomplete_ = false;
  std::string root_;  // empty: not known
  bool service_control_enabled_ = true;
  bool resource_control_enabled_ = true;
  absl::btree_map<std::string, std::string> types_;        // of policies, by id
  absl::btree_set<std::string> listed_types_;              // whose policies are known
  absl::btree_map<std::string, Attached> attached_;        // by target
  std::deque<std::pair<std::string, std::string>> units_;  // and their parents, to be read
  absl::btree_set<std::string> seen_units_;
  absl::btree_set<std::string> told_accounts_;
};

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_ORGANIZATION_CLI_H_
