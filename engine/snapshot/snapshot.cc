#include "iamsim/snapshot/snapshot.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "absl/strings/match.h"
#include "snapshot/record_index.h"

namespace iamsim {
namespace {

constexpr absl::string_view kAccessPoint = "accesspoint/";
constexpr absl::string_view kFunction = "function:";

absl::string_view UpTo(absl::string_view text, std::size_t end) {
  return end == absl::string_view::npos ? absl::string_view() : text.substr(0, end);
}

// The fields of an ARN, after `arn` and the partition; nothing of other texts. Views: every
// question about a resource asks this.
struct Fields {
  absl::string_view service;
  absl::string_view region;
  absl::string_view account;
  absl::string_view resource;
};
std::optional<Fields> FieldsOf(absl::string_view arn) {
  if (!absl::StartsWith(arn, "arn:")) return std::nullopt;
  std::array<absl::string_view, 5> fields;
  for (absl::string_view& field : fields) {
    const std::size_t colon = arn.find(':');
    if (colon == absl::string_view::npos) return std::nullopt;
    field = arn.substr(0, colon);
    arn.remove_prefix(colon + 1);
  }
  return Fields{fields[2], fields[3], fields[4], arn};
}

// The part of `arn`'s resource that names what holds it and carries its policy; empty for a
// resource that stands for itself. Secrets, queues, topics and keys do.
absl::string_view ContainerPart(const Fields& arn) {
  const absl::string_view resource = arn.resource;
  if (arn.service == "s3" && arn.region.empty() && arn.account.empty()) {
    return UpTo(resource, resource.find('/'));  // object → bucket
  }
  if (arn.service == "s3-outposts") return UpTo(resource, resource.find("/object/"));
  if (absl::StartsWith(arn.service, "s3") && absl::StartsWith(resource, kAccessPoint)) {
    return UpTo(resource, resource.find('/', kAccessPoint.size()));
  }
  if (arn.service == "execute-api") return UpTo(resource, resource.find('/'));  // method → API
  if (arn.service == "lambda" && absl::StartsWith(resource, kFunction)) {
    return UpTo(resource, resource.find(':', kFunction.size()));  // version or alias → function
  }
  return {};
}

template <class Record>
auto Indexed(std::vector<Record> list) {
  RecordTable<Record> records(std::move(list));
  auto index = IndexOf(records.All());  // a table that moves keeps its records where they are
  using Index = std::remove_const_t<typename decltype(index)::element_type>;
  return std::make_shared<const IndexedRecords<Record, Index>>(
      IndexedRecords<Record, Index>{std::move(records), std::move(index)});
}

template <class Record, class Index>
std::shared_ptr<const IndexedRecords<Record, Index>> Shared(IndexedRecords<Record, Index>& table) {
  return std::make_shared<const IndexedRecords<Record, Index>>(std::move(table));
}

template <class Record, class Index>
const Record* At(const IndexedRecords<Record, Index>& table, const RecordIndex::Found& found) {
  return found ? &table.records[*found] : nullptr;
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

Snapshot::Snapshot(SnapshotParts&& parts)
    : principals_(Shared(parts.principals)),
      groups_(Shared(parts.groups)),
      accounts_(Shared(parts.accounts)),
      units_(Shared(parts.units)),
      resources_(Shared(parts.resources)),
      vpc_endpoints_(Shared(parts.vpc_endpoints)),
      known_policies_(
          std::make_shared<const RecordTable<KnownPolicies>>(std::move(parts.known_policies))),
      organization_(std::move(parts.organization)) {}

void Snapshot::Set(std::vector<PrincipalRecord> principals) {
  principals_ = Indexed(std::move(principals));
}

void Snapshot::Set(std::vector<AccountRecord> accounts) {
  accounts_ = Indexed(std::move(accounts));
}

void Snapshot::Set(std::vector<ResourceRecord> resources) {
  resources_ = Indexed(std::move(resources));
}

void Snapshot::Set(std::vector<GroupRecord> groups) { groups_ = Indexed(std::move(groups)); }

void Snapshot::Set(std::vector<UnitRecord> units) { units_ = Indexed(std::move(units)); }

void Snapshot::Set(std::vector<VpcEndpointRecord> endpoints) {
  vpc_endpoints_ = Indexed(std::move(endpoints));
}

void Snapshot::Set(KnownPolicies policies) {
  for (PolicyList* list :
       {&policies.managed, &policies.service_control, &policies.resource_control}) {
    std::stable_sort(list->begin(), list->end(), [](const auto& a, const auto& b) {
      return std::tie(a->arn, a->name) < std::tie(b->arn, b->name);
    });
  }
  std::vector<KnownPolicies> one;
  one.push_back(std::move(policies));
  known_policies_ = std::make_shared<const RecordTable<KnownPolicies>>(std::move(one));
}

const PrincipalRecord* Snapshot::FindPrincipal(absl::string_view arn) const {
  return At(*principals_, principals_->index->Find(arn));
}

const PrincipalRecord* Snapshot::FindRole(absl::string_view account, absl::string_view name) const {
  return At(*principals_, principals_->index->FindRole(account, name));
}

const GroupRecord* Snapshot::FindGroup(absl::string_view arn) const {
  return At(*groups_, groups_->index->Find(arn));
}

const AccountRecord* Snapshot::FindAccount(absl::string_view id) const {
  return At(*accounts_, accounts_->index->Find(id));
}

const UnitRecord* Snapshot::FindUnit(absl::string_view id) const {
  return At(*units_, units_->index->Find(id));
}

const ResourceRecord* Snapshot::FindResource(absl::string_view arn) const {
  // SV-1: what a qualified ARN says itself comes before what its function says.
  if (const RecordIndex::Found own = resources_->index->Find(arn)) return At(*resources_, own);
  const std::optional<Fields> fields = FieldsOf(arn);
  if (!fields) return nullptr;
  const absl::string_view container = ContainerPart(*fields);
  if (container.empty()) return nullptr;
  const std::size_t prefix = arn.size() - fields->resource.size();
  return At(*resources_, resources_->index->Find(arn.substr(0, prefix + container.size())));
}

const VpcEndpointRecord* Snapshot::FindVpcEndpoint(absl::string_view id) const {
  return At(*vpc_endpoints_, vpc_endpoints_->index->Find(id));
}

std::vector<const PrincipalRecord*> Snapshot::FindNamed(absl::string_view name) const {
  std::vector<const PrincipalRecord*> found;
  for (const std::size_t i : principals_->index->FindNamed(name)) {
    found.push_back(&principals_->records[i]);
  }
  return found;
}

}  // namespace iamsim
