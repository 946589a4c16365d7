#include "iamsim/snapshot/snapshot.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"

namespace iamsim {
namespace {

constexpr absl::string_view kAccessPoint = "accesspoint/";
constexpr absl::string_view kFunction = "function:";

absl::string_view UpTo(absl::string_view text, std::size_t end) {
  return end == absl::string_view::npos ? absl::string_view() : text.substr(0, end);
}

// The part of `arn`'s resource that names what holds it and carries its policy; empty for a
// resource that stands for itself. Secrets, queues, topics and keys do.
absl::string_view ContainerPart(const Arn& arn) {
  const absl::string_view resource = arn.resource();
  if (arn.service() == "s3" && arn.region().empty() && arn.account().empty()) {
    return UpTo(resource, resource.find('/'));  // object → bucket
  }
  if (arn.service() == "s3-outposts") return UpTo(resource, resource.find("/object/"));
  if (absl::StartsWith(arn.service(), "s3") && absl::StartsWith(resource, kAccessPoint)) {
    return UpTo(resource, resource.find('/', kAccessPoint.size()));
  }
  if (arn.service() == "execute-api") return UpTo(resource, resource.find('/'));  // method → API
  if (arn.service() == "lambda" && absl::StartsWith(resource, kFunction)) {
    return UpTo(resource, resource.find(':', kFunction.size()));  // version or alias → function
  }
  return {};
}

template <class Table, class Index>
auto FindIn(const Table& table, const Index& index, const typename Index::key_type& key) ->
    typename decltype(table.records)::const_pointer {
  const auto found = index.find(key);
  return found == index.end() ? nullptr : &table.records[found->second];
}

const std::string& IdOf(const GroupRecord& record) { return record.arn.text(); }
const std::string& IdOf(const UnitRecord& record) { return record.id; }
const std::string& IdOf(const VpcEndpointRecord& record) { return record.id; }
const std::string& IdOf(const AccountRecord& record) { return record.id; }
const std::string& IdOf(const ResourceRecord& record) { return record.arn.text(); }

// Of records that are sorted by it.
template <class Record>
const Record* FindById(const std::vector<Record>& records, absl::string_view id) {
  const auto found = std::lower_bound(
      records.begin(), records.end(), id,
      [](const Record& record, absl::string_view wanted) { return IdOf(record) < wanted; });
  return found == records.end() || IdOf(*found) != id ? nullptr : &*found;
}

template <class Table, class Record>
std::shared_ptr<const Table> MakeTable(std::vector<Record> records) {
  auto table = std::make_shared<Table>();
  table->records = std::move(records);
  for (std::size_t i = 0; i < table->records.size(); ++i) {
    table->by_id.try_emplace(IdOf(table->records[i]), i);
  }
  return table;
}

}  // namespace

Snapshot::Snapshot() {
  Set(std::vector<PrincipalRecord>());
  Set(std::vector<AccountRecord>());
  Set(std::vector<ResourceRecord>());
  Set(std::vector<GroupRecord>());
  Set(std::vector<UnitRecord>());
  Set(std::vector<VpcEndpointRecord>());
  Set(KnownPolicies());
}

std::shared_ptr<const Snapshot> Snapshot::Empty() {
  static const auto& empty =
      *new std::shared_ptr<const Snapshot>(std::make_shared<const Snapshot>());
  return empty;
}

void Snapshot::Set(std::vector<PrincipalRecord> principals) {
  auto table = std::make_shared<Principals>();
  table->records = std::move(principals);
  table->by_arn.reserve(table->records.size());
  table->by_role_name.reserve(table->records.size());
  for (std::size_t i = 0; i < table->records.size(); ++i) {
    const PrincipalRecord& principal = table->records[i];
    table->by_arn.try_emplace(principal.arn.text(), i);
    if (principal.kind == PrincipalKind::kRole) {
      table->by_role_name.try_emplace(
          std::make_pair(principal.arn.account(), absl::string_view(principal.name)), i);
    }
  }
  principals_ = std::move(table);
}

void Snapshot::Set(std::vector<AccountRecord> accounts) {
  accounts_ = MakeTable<Table<AccountRecord>>(std::move(accounts));
}

void Snapshot::Set(std::vector<ResourceRecord> resources) {
  resources_ = MakeTable<Table<ResourceRecord>>(std::move(resources));
}

void Snapshot::Set(std::vector<GroupRecord> groups) {
  groups_ = std::make_shared<const std::vector<GroupRecord>>(std::move(groups));
}

void Snapshot::Set(std::vector<UnitRecord> units) {
  units_ = std::make_shared<const std::vector<UnitRecord>>(std::move(units));
}

void Snapshot::Set(std::vector<VpcEndpointRecord> endpoints) {
  vpc_endpoints_ = std::make_shared<const std::vector<VpcEndpointRecord>>(std::move(endpoints));
}

void Snapshot::Set(KnownPolicies policies) {
  for (PolicyList* list :
       {&policies.managed, &policies.service_control, &policies.resource_control}) {
    std::stable_sort(list->begin(), list->end(), [](const auto& a, const auto& b) {
      return std::tie(a->arn, a->name) < std::tie(b->arn, b->name);
    });
  }
  known_policies_ = std::make_shared<const KnownPolicies>(std::move(policies));
}

const PrincipalRecord* Snapshot::FindPrincipal(absl::string_view arn) const {
  return FindIn(*principals_, principals_->by_arn, arn);
}

const PrincipalRecord* Snapshot::FindRole(absl::string_view account, absl::string_view name) const {
  return FindIn(*principals_, principals_->by_role_name, std::make_pair(account, name));
}

const GroupRecord* Snapshot::FindGroup(absl::string_view arn) const {
  return FindById(*groups_, arn);
}

const AccountRecord* Snapshot::FindAccount(absl::string_view id) const {
  return FindIn(*accounts_, accounts_->by_id, id);
}

const UnitRecord* Snapshot::FindUnit(absl::string_view id) const { return FindById(*units_, id); }

const ResourceRecord* Snapshot::FindResource(absl::string_view arn) const {
  // SV-1: what a qualified ARN says itself comes before what its function says.
  if (const ResourceRecord* own = FindIn(*resources_, resources_->by_id, arn); own != nullptr) {
    return own;
  }
  const absl::StatusOr<Arn> parsed = ParseArn(arn);
  if (!parsed.ok()) return nullptr;
  const absl::string_view container = ContainerPart(*parsed);
  if (container.empty()) return nullptr;
  const std::size_t prefix = arn.size() - parsed->resource().size();
  return FindIn(*resources_, resources_->by_id, arn.substr(0, prefix + container.size()));
}

const VpcEndpointRecord* Snapshot::FindVpcEndpoint(absl::string_view id) const {
  return FindById(*vpc_endpoints_, id);
}

}  // namespace iamsim
