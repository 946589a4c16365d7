#include "audit/permissions/count_services.h"

#include <cstdint>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "decide/services/s3_account_actions.h"
#include "iamsim/match/action_pattern.h"

namespace iamsim {
namespace {

std::vector<bool> MembersOf(const ActionSet& actions, const Catalog& catalog) {
  std::vector<bool> members(catalog.action_count(), actions.negated);
  for (const ActionGlob& pattern : actions.patterns) {
    for (const ActionId id : catalog.Expand(ActionPattern(pattern.text()))) {
      members[static_cast<std::size_t>(id)] = !actions.negated;
    }
  }
  return members;
}

// MR-9, MR-10: whether a rule on `resources` is about an action that has no resource.
bool IsAboutStar(const ResourceSet& resources, absl::string_view action) {
  const ResourceSet buckets{false, {ResourceGlob("arn:aws:s3:::*")}};
  const absl::StatusOr<Action> parsed = ParseAction(action);
  const bool by_bucket =
      parsed.ok() && IsS3AccountAction(*parsed) && resources.Covers(buckets) != resources.negated;
  if (resources.negated) return !by_bucket;
  // MR-14: some services send `…:/*` instead of `*`.
  const bool by_service = absl::c_any_of(resources.patterns, [](const ResourceGlob& one) {
    return absl::EndsWith(one.text(), ":/*");
  });
  return by_bucket || by_service || resources.IsAll();
}

enum class Extent : std::uint8_t { kNone, kConditional, kPlain };

class Counter {
 public:
  Counter(const std::vector<Rule>& allows, const std::vector<Rule>& denies, const Catalog& catalog)
      : catalog_(catalog), extent_(catalog.action_count(), Extent::kNone) {
    for (const Rule& rule : allows) Permit(rule);
    for (const Rule& rule : denies) Deny(rule, allows);
  }

  std::vector<ServicePermissions> Count() const {
    std::vector<ServicePermissions> services;
    for (std::size_t s = 0; s < catalog_.service_count(); ++s) {
      const ServiceId service{static_cast<std::uint16_t>(s)};
      ServicePermissions out{.service = std::string(catalog_.service_name(service)), .levels = {}};
      const ActionRange range = catalog_.actions_of(service);
      std::size_t permitted = 0;
      for (auto i = static_cast<std::uint32_t>(range.begin);
           i < static_cast<std::uint32_t>(range.end); ++i) {
        AccessCount& count =
            out.levels[static_cast<std::size_t>(catalog_.access_level(ActionId{i}))];
        ++count.total;
        if (extent_[i] == Extent::kNone) continue;
        ++permitted;
        ++count.permitted;
        if (extent_[i] == Extent::kConditional) ++count.conditional;
      }
      if (permitted > 0) services.push_back(std::move(out));
    }
    return services;
  }

 private:
  bool Applies(const Rule& rule, std::size_t action) const {
    const ActionId id{static_cast<std::uint32_t>(action)};
    return !catalog_.wildcard_only(id) || IsAboutStar(rule.resources, catalog_.text(id));
  }

  void Permit(const Rule& rule) {
    const Extent extent = rule.conditions.empty() ? Extent::kPlain : Extent::kConditional;
    const std::vector<bool> members = MembersOf(rule.actions, catalog_);
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i] && extent_[i] < extent && Applies(rule, i)) extent_[i] = extent;
    }
  }

  void Deny(const Rule& rule, const std::vector<Rule>& allows) {
    const bool always = rule.conditions.empty() && absl::c_all_of(allows, [&](const Rule& allow) {
                          return rule.resources.Covers(allow.resources);
                        });
    const std::vector<bool> members = MembersOf(rule.actions, catalog_);
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (!members[i] || extent_[i] == Extent::kNone || !Applies(rule, i)) continue;
      extent_[i] = always ? Extent::kNone : Extent::kConditional;
    }
  }

  const Catalog& catalog_;
  std::vector<Extent> extent_;
};

}  // namespace

std::vector<ServicePermissions> CountServices(const std::vector<Rule>& allows,
                                              const std::vector<Rule>& denies,
                                              const Catalog& catalog) {
  return Counter(allows, denies, catalog).Count();
}

}  // namespace iamsim
