// Tested by assume_graph_test.cc: a document that it takes as irrelevant must be.
#include "graph/crowds.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/sort_each_once.h"
#include "decide/statement_match.h"

namespace iamsim {
namespace {

bool IsLiteral(const ResourcePattern& pattern) {
  return !pattern.is_short() && pattern.text().find_first_of("*?$") == std::string::npos;
}

// Matches every resource in every context. PG-14: an Allow with a Principal grants nothing here.
bool SpeaksOfAll(const Statement& statement) {
  return statement.has_resource && !statement.not_resource && !statement.principal &&
         statement.conditions.empty() &&
         absl::c_any_of(statement.resources,
                        [](const ResourcePattern& pattern) { return pattern.is_star(); });
}

}  // namespace

Crowds::Crowds(const PreparedSnapshot& world, const Action& action) : world_(world) {
  readings_.resize(world.documents().size());
  holders_.resize(world.documents().size());
  for (std::uint32_t id = 0; id < world.documents().size(); ++id) {
    Read(id, *world.documents()[id], action);
  }
  SortEachOnce(&everywhere_);
  crowds_of_group_.resize(world.groups().size());
  profile_of_.reserve(world.principals().size());
  for (std::uint32_t id = 0; id < world.principals().size(); ++id) Sort(id);
}

void Crowds::Read(std::uint32_t document, const AttachedPolicy& policy, const Action& action) {
  Reading& reading = readings_[document];
  if (policy.policy == nullptr) {  // it may say anything
    reading.is_narrow = true;
    everywhere_.push_back(document);
    return;
  }
  for (const Statement& statement : policy.policy->statements) {
    if (!MatchesAction(statement, action)) continue;
    if (SpeaksOfAll(statement)) {
      (statement.effect == Effect::kAllow ? reading.allows_all : reading.denies_all) = true;
    } else {
      reading.is_narrow = true;
      ReadResources(document, statement);
    }
  }
}

void Crowds::ReadResources(std::uint32_t document, const Statement& statement) {
  if (!statement.has_resource || statement.not_resource) {
    everywhere_.push_back(document);
    return;
  }
  for (const ResourcePattern& pattern : statement.resources) {
    if (pattern.is_star()) {
      everywhere_.push_back(document);
    } else if (IsLiteral(pattern)) {
      literal_[pattern.text()].push_back(document);
    } else {
      const auto [entry, is_new] = pattern_ids_.try_emplace(
          absl::StrCat(pattern.has_variables(), pattern.text()), patterns_.size());
      if (is_new) patterns_.push_back({&pattern, {}});
      patterns_[entry->second].documents.push_back(document);
    }
  }
}

std::vector<std::uint32_t> Crowds::DocumentsAbout(absl::string_view resource) const {
  std::vector<std::uint32_t> out = everywhere_;
  if (const auto found = literal_.find(resource); found != literal_.end()) {
    out.insert(out.end(), found->second.begin(), found->second.end());
  }
  const auto nothing_known = [](absl::string_view, absl::string_view*) {
    return VariableState::kUnknown;
  };
  for (const Pattern& pattern : patterns_) {
    if (pattern.pattern->Matches(resource, nothing_known) == PatternMatch::kNo) continue;
    out.insert(out.end(), pattern.documents.begin(), pattern.documents.end());
  }
  SortEachOnce(&out);
  return out;
}

std::uint32_t Crowds::CrowdFor(std::uint32_t principal, bool allows, bool denies) {
  const PreparedSnapshot::Principal& held = world_.principals()[principal];
  const std::string key = absl::StrCat(held.group, " ", held.boundary, " ", allows, " ", denies);
  const auto [entry, is_new] =
      crowd_ids_.try_emplace(key, static_cast<std::uint32_t>(crowds_.size()));
  if (is_new) {
    Crowd& crowd = crowds_.emplace_back();
    crowd.group = held.group;
    crowd.boundary = held.boundary;
    crowd.allows = allows;
    crowd.denies = denies;
    crowds_of_group_[held.group].push_back(entry->second);
  }
  return entry->second;
}

void Crowds::Sort(std::uint32_t principal) {
  const PreparedSnapshot::Principal& held = world_.principals()[principal];
  bool allows = false;
  bool denies = false;
  std::vector<std::uint32_t> narrow;
  for (const std::uint32_t document : world_.DocumentsOf(held)) {
    const Reading& reading = readings_[document];
    allows |= reading.allows_all;
    denies |= reading.denies_all;
    if (reading.is_narrow) narrow.push_back(document);
  }
  const std::uint32_t crowd = CrowdFor(principal, allows, denies);
  const auto [entry, is_new] =
      profile_ids_.try_emplace(absl::StrCat(crowd, ":", absl::StrJoin(narrow, " ")),
                               static_cast<std::uint32_t>(profiles_.size()));
  if (is_new) {
    profiles_.push_back({crowd, narrow, {}});
    crowds_[crowd].profiles.push_back(entry->second);
    SortEachOnce(&narrow);
    for (const std::uint32_t document : narrow) holders_[document].push_back(entry->second);
  }
  profiles_[entry->second].members.push_back(principal);
  profile_of_.push_back(entry->second);
}

}  // namespace iamsim
