#include "snapshot/organization_levels.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "snapshot/unit_tree.h"

namespace iamsim {
namespace {

using Unit = SnapshotBuilder::OrganizationUnitEntry;
using References = std::vector<std::string> Unit::*;
using DirectReferences = std::vector<std::string> DirectPolicies::*;

// The levels of one policy type; null directory: the type is not enabled.
class LevelMaker {
 public:
  LevelMaker(const std::vector<Unit>& units, References references, DirectReferences direct,
             PolicyDirectory* directory)
      : units_(units), direct_(direct), directory_(directory) {
    if (directory_ == nullptr) return;
    unit_levels_.reserve(units.size());
    for (const Unit& unit : units) {
      unit_levels_.push_back(directory_->MakeLevel(unit.id, unit.*references));
    }
  }

  // SC-2, RP-1: root, each unit down, account.
  std::optional<std::vector<PolicyLevel>> Make(const UnitTree::Chain& chain,
                                               absl::string_view account,
                                               const DirectPolicies& direct) const {
    if (directory_ == nullptr) return std::nullopt;  // SC-3
    std::vector<PolicyLevel> levels;
    if (!chain.starts_at_root) {
      const Unit& top = units_[chain.units.front()];
      levels.push_back(directory_->MakeUnknownLevel(top.parent, top.id));
    }
    for (const std::size_t unit : chain.units) levels.push_back(unit_levels_[unit]);
    levels.push_back(directory_->MakeLevel(account, direct.*direct_));
    return levels;
  }

  // The levels of an account whose place nobody knows.
  std::optional<std::vector<PolicyLevel>> MakeUnplaced(absl::string_view account,
                                                       const DirectPolicies& direct) const {
    if (directory_ == nullptr) return std::nullopt;  // SC-3
    return std::vector<PolicyLevel>{directory_->MakeUnknownLevel("", account),
                                    directory_->MakeLevel(account, direct.*direct_)};
  }

 private:
  const std::vector<Unit>& units_;
  DirectReferences direct_;
  PolicyDirectory* directory_;
  std::vector<PolicyLevel> unit_levels_;
};

// RC-4: "o-x/r-y/ou-…/".
std::string PathOf(const UnitTree::Chain& chain, const std::vector<Unit>& units,
                   const std::optional<OrganizationRecord>& organization) {
  if (!chain.starts_at_root || !organization.has_value() || organization->id.empty()) return "";
  std::string path = absl::StrCat(organization->id, "/");
  for (const std::size_t unit : chain.units) absl::StrAppend(&path, units[unit].id, "/");
  return path;
}

AccountRecord& RecordOf(const std::string& account,
                        absl::btree_map<std::string, AccountRecord>* accounts) {
  AccountRecord& record = (*accounts)[account];
  record.id = account;
  return record;
}

// Accounts that are in the organization, but have no place: what stands above them is missing, not
// absent.
void PlaceTheRest(const absl::btree_map<std::string, DirectPolicies>& direct,
                  const LevelMaker& service, const LevelMaker& resource,
                  absl::btree_map<std::string, AccountRecord>* accounts, Diagnostics* diagnostics) {
  for (const auto& [account, attached] : direct) {
    const bool has_policies =
        !attached.service_control.empty() || !attached.resource_control.empty();
    if (!has_policies && !attached.in_organization) continue;
    AccountRecord& record = RecordOf(account, accounts);
    if (record.in_organization) continue;  // also the management account
    record.in_organization = true;
    record.service_control = service.MakeUnplaced(account, attached);
    record.resource_control = resource.MakeUnplaced(account, attached);
    diagnostics->push_back({Severity::kError,
                            "SC-2",
                            {},
                            absl::StrCat("account `", account, "` ",
                                         has_policies ? "has organization policies attached"
                                                      : "is in the organization",
                                         ", but stands in no organizational unit of the input")});
  }
}

// Accounts that may be in the part of the organization that the input lacks.
void PlaceAnywhere(const LevelMaker& service, const LevelMaker& resource,
                   absl::btree_map<std::string, AccountRecord>* accounts,
                   Diagnostics* diagnostics) {
  for (auto& [account, record] : *accounts) {
    if (record.in_organization) continue;
    record.service_control = service.MakeUnplaced(account, {});
    record.resource_control = resource.MakeUnplaced(account, {});
    diagnostics->push_back(
        {Severity::kWarning,
         "SC-2",
         {},
         absl::StrCat("account `", account,
                      "` may stand in the part of the organization that is not in the input: the "
                      "policies above it count as missing")});
  }
}

void MarkManagementAccount(OrganizationRecord* organization,
                           absl::btree_map<std::string, AccountRecord>* accounts) {
  if (organization->management_account.empty()) return;
  // SC-1, RP-1: neither its principals nor its resources are bound.
  AccountRecord& management = RecordOf(organization->management_account, accounts);
  management.in_organization = true;
  management.is_management_account = true;
  management.service_control.reset();
  management.resource_control.reset();
}

void ReportDepth(const UnitTree::Chain& chain, const std::vector<Unit>& units,
                 Diagnostics* diagnostics) {
  diagnostics->push_back(
      {Severity::kError,
       "SC-2",
       {},
       absl::StrCat("organizational unit `", units[chain.units.back()].id, "` stands more than ",
                    chain.units.size(), " levels deep, which AWS does not allow")});
}

}  // namespace

void PlaceInOrganization(const std::vector<Unit>& units,
                         const absl::btree_map<std::string, DirectPolicies>& direct,
                         PolicyDirectory* service_control, PolicyDirectory* resource_control,
                         std::optional<OrganizationRecord>* organization,
                         absl::btree_map<std::string, AccountRecord>* accounts,
                         Diagnostics* diagnostics) {
  const UnitTree tree(units, diagnostics);
  const LevelMaker service(units, &Unit::service_control, &DirectPolicies::service_control,
                           service_control);
  const LevelMaker resource(units, &Unit::resource_control, &DirectPolicies::resource_control,
                            resource_control);
  const DirectPolicies none;
  bool depth_is_told = false;
  for (const UnitTree::Placement& placement : tree.placements()) {
    const UnitTree::Chain chain = tree.ChainTo(placement.unit);
    if (chain.is_too_deep && !std::exchange(depth_is_told, true)) {
      ReportDepth(chain, units, diagnostics);
    }
    const auto own = direct.find(placement.account);
    const DirectPolicies& attached = own == direct.end() ? none : own->second;
    AccountRecord& record = RecordOf(placement.account, accounts);
    record.in_organization = true;
    record.organization_path = PathOf(chain, units, *organization);
    record.service_control = service.Make(chain, placement.account, attached);
    record.resource_control = resource.Make(chain, placement.account, attached);
  }
  if (organization->has_value()) {
    (*organization)->accounts_are_known =
        !tree.placements().empty() && !(*organization)->is_incomplete;
    MarkManagementAccount(&**organization, accounts);
  }
  PlaceTheRest(direct, service, resource, accounts, diagnostics);
  if (organization->has_value() && (*organization)->is_incomplete) {
    PlaceAnywhere(service, resource, accounts, diagnostics);
  }
}

}  // namespace iamsim
