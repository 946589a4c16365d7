#include "iamsim/snapshot/snapshot.h"

#include <algorithm>
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

template <class Record, class Index>
const Record* FindIn(const std::vector<Record>& records, const Index& index,
                     const typename Index::key_type& key) {
  const auto found = index.find(key);
  return found == index.end() ? nullptr : &records[found->second];
}

}  // namespace

std::shared_ptr<const Snapshot> Snapshot::Empty() {
  static const auto& empty =
      *new std::shared_ptr<const Snapshot>(std::make_shared<const Snapshot>());
  return empty;
}

void Snapshot::MakeIndex() {
  principal_by_arn_.reserve(principals_.size());
  role_by_name_.reserve(principals_.size());
  for (std::size_t i = 0; i < principals_.size(); ++i) {
    const PrincipalRecord& principal = principals_[i];
    principal_by_arn_.try_emplace(principal.arn.text(), i);
    if (principal.kind == PrincipalKind::kRole) {
      role_by_name_.try_emplace(
          std::make_pair(principal.arn.account(), absl::string_view(principal.name)), i);
    }
  }
  for (std::size_t i = 0; i < accounts_.size(); ++i) account_by_id_.try_emplace(accounts_[i].id, i);
  for (std::size_t i = 0; i < resources_.size(); ++i) {
    resource_by_arn_.try_emplace(resources_[i].arn.text(), i);
  }
}

const PrincipalRecord* Snapshot::FindPrincipal(absl::string_view arn) const {
  return FindIn(principals_, principal_by_arn_, arn);
}

const PrincipalRecord* Snapshot::FindRole(absl::string_view account, absl::string_view name) const {
  return FindIn(principals_, role_by_name_, std::make_pair(account, name));
}

const GroupRecord* Snapshot::FindGroup(absl::string_view arn) const {
  const auto found = std::lower_bound(
      groups_.begin(), groups_.end(), arn,
      [](const GroupRecord& group, absl::string_view wanted) { return group.arn.text() < wanted; });
  return found == groups_.end() || found->arn.text() != arn ? nullptr : &*found;
}

const AccountRecord* Snapshot::FindAccount(absl::string_view id) const {
  return FindIn(accounts_, account_by_id_, id);
}

const ResourceRecord* Snapshot::FindResource(absl::string_view arn) const {
  // SV-1: what a qualified ARN says itself comes before what its function says.
  if (const ResourceRecord* own = FindIn(resources_, resource_by_arn_, arn); own != nullptr) {
    return own;
  }
  const absl::StatusOr<Arn> parsed = ParseArn(arn);
  if (!parsed.ok()) return nullptr;
  const absl::string_view container = ContainerPart(*parsed);
  if (container.empty()) return nullptr;
  const std::size_t prefix = arn.size() - parsed->resource().size();
  return FindIn(resources_, resource_by_arn_, arn.substr(0, prefix + container.size()));
}

const VpcEndpointRecord* Snapshot::FindVpcEndpoint(absl::string_view id) const {
  const auto found =
      std::lower_bound(vpc_endpoints_.begin(), vpc_endpoints_.end(), id,
                       [](const VpcEndpointRecord& endpoint, absl::string_view wanted) {
                         return endpoint.id < wanted;
                       });
  return found == vpc_endpoints_.end() || found->id != id ? nullptr : &*found;
}

}  // namespace iamsim
