// Tested by tests/snapshot/documents_test.cc.
#include "iamsim/snapshot/documents.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/last_part.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/some_of.h"
#include "iamsim/model/arn.h"
#include "snapshot/builtin_policies.h"

namespace iamsim {
namespace {

using Document = std::shared_ptr<const AttachedPolicy>;

// Kinds in the order in which AWS asks them.
int Rank(PolicyKind kind) {
  switch (kind) {
    case PolicyKind::kServiceControl:
      return 0;
    case PolicyKind::kResourceControl:
      return 1;
    case PolicyKind::kIdentity:
    case PolicyKind::kPermissionsBoundary:
    case PolicyKind::kSession:
      return 2;
    case PolicyKind::kTrust:
      return 3;
    case PolicyKind::kResource:
      return 4;
    case PolicyKind::kVpcEndpoint:
      return 5;
  }
  return 6;
}

// Each document once, with the first holder by name.
class Collector {
 public:
  void Add(PolicyKind kind, const Document& document, absl::string_view holder,
           bool is_inline = false) {
    if (document == nullptr) return;
    const auto [found, is_new] = place_.try_emplace(document.get(), held_.size());
    if (is_new) {
      held_.push_back({kind, document, std::string(holder), is_inline});
    } else if (HeldDocument& known = held_[found->second];
               known.holder.empty() || (!holder.empty() && holder < known.holder)) {
      known.holder = std::string(holder);
    }
  }

  void AddLevels(PolicyKind kind, const std::optional<std::vector<PolicyLevel>>& levels) {
    if (!levels.has_value()) return;
    for (const PolicyLevel& level : *levels) {
      for (const Document& document : level.policies) Add(kind, document, level.target);
    }
  }

  void AddAttached(const Snapshot& snapshot) {
    const auto add_levels = [this](const auto& record) {
      AddLevels(PolicyKind::kServiceControl, record.service_control);
      AddLevels(PolicyKind::kResourceControl, record.resource_control);
    };
    absl::c_for_each(snapshot.units(), add_levels);
    absl::c_for_each(snapshot.accounts(), add_levels);
    // Groups first: their inline policies are theirs, not those of their users.
    for (const GroupRecord& group : snapshot.groups()) {
      for (const Document& document : group.policies) AddIdentity(document, group.arn.text());
    }
    for (const PrincipalRecord& principal : snapshot.principals()) {
      const std::string& arn = principal.arn.text();
      for (const Document& document : principal.identity_policies) AddIdentity(document, arn);
      Add(PolicyKind::kIdentity, principal.permissions_boundary, arn);
      Add(PolicyKind::kTrust, principal.trust_policy, arn, true);
    }
    for (const ResourceRecord& resource : snapshot.resources()) {
      Add(PolicyKind::kResource, resource.policy, resource.arn.text(), true);
    }
    for (const VpcEndpointRecord& endpoint : snapshot.vpc_endpoints()) {
      Add(PolicyKind::kVpcEndpoint, endpoint.policy, endpoint.id, true);
    }
  }

  // What is in the input without being attached.
  void AddKnown(const Snapshot& snapshot) {
    const KnownPolicies& known = snapshot.known_policies();
    for (const Document& document : known.managed) Add(PolicyKind::kIdentity, document, "");
    AddNamed(PolicyKind::kServiceControl, known.service_control, BuiltinServiceControl());
    AddNamed(PolicyKind::kResourceControl, known.resource_control, BuiltinResourceControl());
  }

  std::vector<HeldDocument> Take() {
    absl::c_stable_sort(held_, [](const HeldDocument& a, const HeldDocument& b) {
      return std::make_tuple(Rank(a.kind), absl::string_view(a.document->arn),
                             absl::string_view(a.holder), absl::string_view(a.document->name)) <
             std::make_tuple(Rank(b.kind), absl::string_view(b.document->arn),
                             absl::string_view(b.holder), absl::string_view(b.document->name));
    });
    return std::move(held_);
  }

 private:
  // Of two descriptions of one policy the world has the one that is attached.
  void AddNamed(PolicyKind kind, const PolicyList& policies, const Document& builtin) {
    absl::flat_hash_set<std::pair<std::string, std::string>> names;
    for (const HeldDocument& held : held_) {
      if (held.kind == kind) names.emplace(held.document->arn, held.document->name);
    }
    for (const Document& policy : policies) {
      if (names.emplace(policy->arn, policy->name).second) Add(kind, policy, "");
    }
    const bool has_builtin = absl::c_any_of(held_, [&](const HeldDocument& held) {
      return held.kind == kind && (kind == PolicyKind::kServiceControl
                                       ? NamesBuiltinServiceControl(held.document->name)
                                       : NamesBuiltinResourceControl(held.document->name));
    });
    if (!has_builtin) Add(kind, builtin, "");
  }

  void AddIdentity(const Document& document, absl::string_view holder) {
    Add(PolicyKind::kIdentity, document, holder, document->arn.empty());
  }

  std::vector<HeldDocument> held_;
  absl::flat_hash_map<const AttachedPolicy*, std::size_t> place_;
};

bool IsOrganizationPolicy(const HeldDocument& held) { return Rank(held.kind) <= 1; }

// Trust, resource and endpoint policies go by their holder.
bool GoesByHolder(const HeldDocument& held) { return Rank(held.kind) >= 3; }

enum class Fit { kNo, kByName, kExactly };

Fit FitOf(const HeldDocument& held, absl::string_view reference) {
  if (GoesByHolder(held)) return held.holder == reference ? Fit::kExactly : Fit::kNo;
  const AttachedPolicy& document = *held.document;
  if (!document.arn.empty() && document.arn == reference) return Fit::kExactly;
  if (held.is_inline && absl::StrCat(held.holder, "/", document.name) == reference) {
    return Fit::kExactly;
  }
  if (document.name == reference) return Fit::kByName;
  const bool is_id =
      IsOrganizationPolicy(held) && !document.arn.empty() && LastPart(document.arn) == reference;
  return is_id ? Fit::kByName : Fit::kNo;
}

std::string NameOf(const HeldDocument& held) {
  if (held.is_inline && !GoesByHolder(held)) {
    return absl::StrCat(held.holder, "/", held.document->name);
  }
  if (GoesByHolder(held)) return held.holder;
  return held.document->arn.empty() ? held.document->name : held.document->arn;
}

absl::Status Ambiguous(absl::string_view reference, const std::vector<HeldDocument>& candidates) {
  std::vector<std::string> names;
  for (const HeldDocument& held : candidates) {
    names.push_back(absl::StrCat(PolicyNoun(held.kind), " `", NameOf(held), "`"));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("policy `", reference, "` is ambiguous: ", SomeOf(names)));
}

// What may have a policy of its own and has none.
std::optional<HeldDocument> FindHolder(const Snapshot& snapshot, absl::string_view reference) {
  if (const auto* endpoint = snapshot.FindVpcEndpoint(reference); endpoint != nullptr) {
    return HeldDocument{PolicyKind::kVpcEndpoint, nullptr, endpoint->id, true};
  }
  const PrincipalRecord* principal = snapshot.FindPrincipal(reference);
  if (principal != nullptr && principal->kind == PrincipalKind::kRole) {
    return HeldDocument{PolicyKind::kTrust, nullptr, principal->arn.text(), true};
  }
  const ResourceRecord* resource = snapshot.FindResource(reference);
  if (resource != nullptr && resource->arn.text() == reference) {
    return HeldDocument{PolicyKind::kResource, nullptr, resource->arn.text(), true};
  }
  return std::nullopt;
}

absl::Status NoSuchPolicy(const Snapshot& snapshot, absl::string_view reference,
                          std::optional<PolicyKind> kind, const std::vector<HeldDocument>& known) {
  std::vector<std::string> names;
  for (const HeldDocument& held : known) {
    if (!GoesByHolder(held)) names.push_back(held.document->name);
    names.push_back(NameOf(held));
  }
  if (!kind.has_value()) {
    for (const ResourceRecord& resource : snapshot.resources()) {
      names.push_back(resource.arn.text());
    }
  }
  const std::vector<absl::string_view> views(names.begin(), names.end());
  return absl::NotFoundError(absl::StrCat(kind.has_value() ? PolicyNoun(*kind) : "policy", " `",
                                          reference, "` is not in the snapshot",
                                          DidYouMean(reference, views)));
}

}  // namespace

std::vector<HeldDocument> DocumentsOf(const Snapshot& snapshot) {
  Collector collector;
  collector.AddAttached(snapshot);
  return collector.Take();
}

absl::StatusOr<HeldDocument> FindPolicy(const Snapshot& snapshot, absl::string_view reference,
                                        std::optional<PolicyKind> kind) {
  Collector collector;
  collector.AddAttached(snapshot);
  collector.AddKnown(snapshot);
  std::vector<HeldDocument> known = collector.Take();
  if (kind.has_value()) {
    std::erase_if(known, [&](const HeldDocument& held) { return held.kind != *kind; });
  }
  std::vector<HeldDocument> exactly;
  std::vector<HeldDocument> by_name;
  for (const HeldDocument& held : known) {
    const Fit fit = FitOf(held, reference);
    if (fit == Fit::kExactly) exactly.push_back(held);
    if (fit == Fit::kByName) by_name.push_back(held);
  }
  const std::vector<HeldDocument>& candidates = exactly.empty() ? by_name : exactly;
  if (candidates.size() == 1) return candidates.front();
  if (!candidates.empty()) return Ambiguous(reference, candidates);
  const std::optional<HeldDocument> holder = FindHolder(snapshot, reference);
  if (holder.has_value() && (!kind.has_value() || holder->kind == *kind)) return *holder;
  return NoSuchPolicy(snapshot, reference, kind, known);
}

}  // namespace iamsim
