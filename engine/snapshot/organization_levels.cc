#include "snapshot/organization_levels.h"

#include <algorithm>
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

  // SC-2, RP-1: root, each unit down.
  std::optional<std::vector<PolicyLevel>> MakeUnits(const UnitTree::Chain& chain) const {
    if (directory_ == nullptr) return std::nullopt;  // SC-3
    std::vector<PolicyLevel> levels;
    if (!chain.starts_at_root) {
      const Unit& top = units_[chain.units.front()];
      levels.push_back(directory_->MakeUnknownLevel(top.parent, top.id));
    }
    for (const std::size_t unit : chain.units) levels.push_back(unit_levels_[unit]);
    return levels;
  }

  // `above`, then the account.
  std::optional<std::vector<PolicyLevel>> Make(const std::optional<std::vector<PolicyLevel>>& above,
                                               absl::string_view account,
                                               const DirectPolicies& direct) const {
    if (directory_ == nullptr) return std::nullopt;  // SC-3
    std::vector<PolicyLevel> levels = *above;
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

// One record for each of `units`, in their order.
std::vector<UnitRecord> MakeUnitRecords(const UnitTree& tree, const std::vector<Unit>& units,
                                        const LevelMaker& service, const LevelMaker& resource,
                                        const std::optional<OrganizationRecord>& organization,
                                        Diagnostics* diagnostics) {
  std::vector<UnitRecord> records;
  records.reserve(units.size());
  bool depth_is_told = false;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const UnitTree::Chain chain = tree.ChainTo(i);
    if (chain.is_too_deep && !std::exchange(depth_is_told, true)) {
      ReportDepth(chain, units, diagnostics);
    }
    records.push_back({.id = units[i].id,
                       .organization_path = PathOf(chain, units, organization),
                       .service_control = service.MakeUnits(chain),
                       .resource_control = resource.MakeUnits(chain)});
  }
  return records;
}

// The first of several with one id counts.
void SortById(std::vector<UnitRecord>* units) {
  std::stable_sort(units->begin(), units->end(),
                   [](const UnitRecord& a, const UnitRecord& b) { return a.id < b.id; });
  units->erase(std::unique(units->begin(), units->end(),
                           [](const UnitRecord& a, const UnitRecord& b) { return a.id == b.id; }),
               units->end());
}

}  // namespace

void PlaceInOrganization(const std::vector<Unit>& units,
                         const absl::btree_map<std::string, DirectPolicies>& direct,
                         PolicyDirectory* service_control, PolicyDirectory* resource_control,
                         std::optional<OrganizationRecord>* organization,
                         absl::btree_map<std::string, AccountRecord>* accounts,
                         std::vector<UnitRecord>* unit_records, Diagnostics* diagnostics) {
  const UnitTree tree(units, diagnostics);
  const LevelMaker service(units, &Unit::service_control, &DirectPolicies::service_control,
                           service_control);
  const LevelMaker resource(units, &Unit::resource_control, &DirectPolicies::resource_control,
                            resource_control);
  *unit_records = MakeUnitRecords(tree, units, service, resource, *organization, diagnostics);
  const DirectPolicies none;
  for (const UnitTree::Placement& placement : tree.placements()) {
    const auto own = direct.find(placement.account);
    const DirectPolicies& attached = own == direct.end() ? none : own->second;
    const UnitRecord& unit = (*unit_records)[placement.unit];
    AccountRecord& record = RecordOf(placement.account, accounts);
    record.in_organization = true;
    record.organization_path = unit.organization_path;
    record.service_control = service.Make(unit.service_control, placement.account, attached);
    record.resource_control = resource.Make(unit.resource_control, placement.account, attached);
  }
  SortById(unit_records);
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
