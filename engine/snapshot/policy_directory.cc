#include "snapshot/policy_directory.h"

#include "absl/strings/str_cat.h"
#include "iamsim/base/last_part.h"
#include "iamsim/model/arn.h"
#include "snapshot/builtin_policies.h"
#include "snapshot/same_contents.h"

namespace iamsim {
namespace {

std::shared_ptr<const AttachedPolicy> WithoutDocument(absl::string_view name,
                                                      absl::string_view arn) {
  auto policy = std::make_shared<AttachedPolicy>();
  policy->name = std::string(name);
  policy->arn = std::string(arn);
  return policy;
}

}  // namespace

PolicyDirectory::PolicyDirectory(PolicyKind kind, const std::vector<Named>& policies,
                                 const std::vector<std::string>& without_targets,
                                 Diagnostics* diagnostics)
    : kind_(kind), diagnostics_(*diagnostics) {
  for (const std::string& missing : without_targets) {
    on_every_level_.push_back(WithoutDocument(missing, ""));
  }
  for (const Named& named : policies) {
    const auto [entry, is_new] = by_name_.try_emplace(named.first, named.second);
    if (!is_new && !SameContents(entry->second, named.second)) {
      diagnostics_.push_back({Severity::kWarning,
                              "",
                              {},
                              absl::StrCat(PolicyNoun(kind_), " `", named.first,
                                           "` is described twice with different contents; the "
                                           "first one counts")});
    }
  }
  // A name as it was given wins over what else the policies could be called.
  for (const Named& named : policies) {
    by_alias_.try_emplace(std::string(LastPart(named.first)), named.second);
    by_alias_.try_emplace(named.second->name, named.second);
    by_alias_.try_emplace(named.second->arn, named.second);
    by_alias_.try_emplace(std::string(LastPart(named.second->arn)), named.second);
  }
  by_alias_.erase("");
}

bool PolicyDirectory::NamesBuiltin(absl::string_view reference) const {
  return kind_ == PolicyKind::kServiceControl ? NamesBuiltinServiceControl(reference)
                                              : NamesBuiltinResourceControl(reference);
}

std::shared_ptr<const AttachedPolicy> PolicyDirectory::FindKnown(
    const std::string& reference) const {
  if (const auto found = by_name_.find(reference); found != by_name_.end()) return found->second;
  if (const auto found = by_alias_.find(reference); found != by_alias_.end()) return found->second;
  const auto found = by_alias_.find(LastPart(reference));
  return found == by_alias_.end() ? nullptr : found->second;
}

std::shared_ptr<const AttachedPolicy> PolicyDirectory::Find(const std::string& reference,
                                                            absl::string_view target) {
  std::shared_ptr<const AttachedPolicy> known = FindKnown(reference);
  // AWS's own two documents are known even where a dump lacks or damaged them.
  if ((known == nullptr || known->policy == nullptr) && NamesBuiltin(reference)) {
    return kind_ == PolicyKind::kServiceControl ? BuiltinServiceControl()
                                                : BuiltinResourceControl();
  }
  if (known != nullptr) return known;
  diagnostics_.push_back({Severity::kWarning,
                          "",
                          {},
                          absl::StrCat(PolicyNoun(kind_), " `", reference, "` is attached to `",
                                       target, "`, but its document is not in the input")});
  const bool is_arn = IsArn(reference);
  known = WithoutDocument(is_arn ? LastPart(reference) : reference, is_arn ? reference : "");
  by_name_.emplace(reference, known);
  return known;
}

PolicyLevel PolicyDirectory::MakeLevel(absl::string_view target,
                                       const std::vector<std::string>& references) {
  PolicyLevel level;
  level.target = std::string(target);
  for (const std::string& reference : references) {
    level.policies.push_back(Find(reference, target));
  }
  level.policies.insert(level.policies.end(), on_every_level_.begin(), on_every_level_.end());
  if (kind_ == PolicyKind::kResourceControl) AddBuiltinResourceControl(&level);
  return level;
}

PolicyLevel PolicyDirectory::MakeUnknownLevel(absl::string_view target, absl::string_view unit) {
  PolicyLevel level;
  level.target = std::string(target);
  const absl::string_view noun = kind_ == PolicyKind::kServiceControl ? "service control policies"
                                                                      : "resource control policies";
  level.policies.push_back(WithoutDocument(absl::StrCat(noun, " above ", unit), ""));
  return level;
}

}  // namespace iamsim
