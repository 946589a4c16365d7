// Tested by actions_on_resource_test.cc.
#include "audit/permissions/action_classes.h"

#include <limits>
#include <map>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

// Whether the pattern can match an action that begins with `prefix`, "service:" in lower case.
bool MayMatch(absl::string_view pattern, absl::string_view prefix) {
  const std::size_t wildcard = pattern.find_first_of("*?");
  const absl::string_view literal = pattern.substr(0, wildcard);
  return literal.size() < prefix.size() ? absl::StartsWithIgnoreCase(prefix, literal)
                                        : absl::StartsWithIgnoreCase(literal, prefix);
}

}  // namespace

ActionClasses::ActionClasses(const Catalog& catalog, ServiceId service,
                             std::vector<ActionId> actions)
    : catalog_(catalog),
      first_(static_cast<std::uint32_t>(catalog.actions_of(service).begin)),
      actions_(std::move(actions)),
      place_of_(catalog.actions_of(service).size(), kNowhere),
      class_of_(actions_.size(), 0),
      is_touched_(actions_.size(), false) {
  prefix_ = absl::AsciiStrToLower(absl::StrCat(catalog.service(actions_.front()), ":"));
  for (std::uint32_t place = 0; place < actions_.size(); ++place) {
    place_of_[static_cast<std::uint32_t>(actions_[place]) - first_] = place;
  }
}

void ActionClasses::Touch(ActionId action) {
  const std::uint32_t offset = static_cast<std::uint32_t>(action) - first_;
  if (offset >= place_of_.size()) return;  // of another service; below the first it wraps around
  const std::uint32_t place = place_of_[offset];
  if (place == kNowhere || is_touched_[place]) return;
  is_touched_[place] = true;
  touched_.push_back(place);
}

// What of a class is touched becomes a class of its own.
void ActionClasses::MoveTouched() {
  absl::flat_hash_map<std::uint32_t, std::uint32_t> moved;
  for (const std::uint32_t place : touched_) {
    is_touched_[place] = false;
    const auto [entry, is_new] = moved.try_emplace(class_of_[place], count_);
    if (is_new) ++count_;
    class_of_[place] = entry->second;
  }
  touched_.clear();
}

void ActionClasses::Split(const Statement& statement) {
  for (const ActionPattern& pattern : statement.actions) {
    if (!MayMatch(pattern.text(), prefix_)) continue;
    if (!pattern.has_wildcards()) {
      if (const std::optional<ActionId> action = catalog_.Find(pattern.text())) Touch(*action);
      continue;
    }
    if (pattern.text() == "*") {
      for (const ActionId action : actions_) Touch(action);
      break;
    }
    for (const ActionId action : catalog_.Expand(pattern)) Touch(action);
  }
  // Whether the statement speaks of those or of all others is the same to the classes.
  if (touched_.size() == actions_.size()) {
    for (const std::uint32_t place : touched_) is_touched_[place] = false;
    touched_.clear();
  }
  MoveTouched();
}

void ActionClasses::SplitBy(const std::vector<std::uint32_t>& keys) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> classes;
  for (std::uint32_t place = 0; place < actions_.size(); ++place) {
    const auto [entry, is_new] = classes.try_emplace({class_of_[place], keys[place]}, count_);
    if (is_new) ++count_;
    class_of_[place] = entry->second;
  }
}

}  // namespace iamsim
