// Whom a test asks, and who alone may. Tested by tests/io/scenario_cases_test.cc.
#include "io/read/asked_principals.h"

#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "base/sort_each_once.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/snapshot/principal_pattern.h"

namespace iamsim {
namespace {

constexpr absl::string_view kEveryone = "*";  // the anonymous caller, not a pattern

bool IsPattern(absl::string_view name) { return name != kEveryone && IsPrincipalPattern(name); }

std::vector<JsonNode> ElementsOf(const JsonNode& node) {
  return node.is_array() ? node.children() : std::vector<JsonNode>{node};
}

absl::StatusOr<std::vector<std::uint32_t>> Match(const JsonNode& node, const Snapshot& snapshot) {
  absl::StatusOr<std::vector<std::uint32_t>> found = MatchPrincipals(snapshot, node.text());
  if (!found.ok()) return node.Error(found.status().message());
  return found;
}

const std::string& ArnOf(const Snapshot& snapshot, std::uint32_t id) {
  return snapshot.principals()[id].arn.text();
}

// The place of the user or role that `node` names; absent for everybody who is not in the snapshot.
absl::StatusOr<std::optional<std::uint32_t>> Place(const JsonNode& node, const Snapshot& snapshot,
                                                   std::string* name) {
  *name = std::string(node.text());
  if (*name == kEveryone) return std::optional<std::uint32_t>();
  absl::StatusOr<std::string> resolved = snapshot.ResolvePrincipalName(*name);
  if (!resolved.ok()) return node.Error(resolved.status().message());
  *name = *std::move(resolved);
  const PrincipalRecord* found = snapshot.FindPrincipal(*name);
  if (found == nullptr) return std::optional<std::uint32_t>();
  return static_cast<std::uint32_t>(found - snapshot.principals().data());
}

absl::StatusOr<std::vector<std::uint32_t>> ReadAskedPlaces(const std::optional<JsonNode>& asked,
                                                           const Snapshot& snapshot) {
  std::vector<std::uint32_t> places;
  if (!asked) {
    places.resize(snapshot.principals().size());
    absl::c_iota(places, 0);
    return places;
  }
  for (const JsonNode& element : ElementsOf(*asked)) {
    IAMSIM_ASSIGN_OR_RETURN(const std::string text, ReadString(element, "`principal`"));
    if (IsPattern(text)) {
      IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::uint32_t> found, Match(element, snapshot));
      absl::c_copy(found, std::back_inserter(places));
      continue;
    }
    std::string name;
    IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::uint32_t> place,
                            Place(element, snapshot, &name));
    if (!place) {
      return element.Error(absl::StrCat("`only` asks users and roles of the snapshot, found `",
                                        text, "`; leave `principal` out to ask everybody"));
    }
    places.push_back(*place);
  }
  SortEachOnce(&places);
  return places;
}

absl::Status ReadAllowed(const JsonNode& element, const Snapshot& snapshot, ExpectedOnly* only) {
  std::vector<std::uint32_t> places;
  if (IsPattern(element.text())) {
    IAMSIM_ASSIGN_OR_RETURN(places, Match(element, snapshot));
  } else {
    std::string name;
    IAMSIM_ASSIGN_OR_RETURN(const std::optional<std::uint32_t> place,
                            Place(element, snapshot, &name));
    if (!place && !only->outsiders_are_asked) {
      return element.Error(absl::StrCat("expected one of those whom `principal` asks, found `",
                                        element.text(), "`"));
    }
    if (!place) only->allowed.push_back(std::move(name));
    if (place) places.push_back(*place);
  }
  for (const std::uint32_t place : places) {
    if (!absl::c_binary_search(only->asked, place)) {
      return element.Error(absl::StrCat("expected one of those whom `principal` asks, found `",
                                        ArnOf(snapshot, place), "`"));
    }
    only->allowed.push_back(ArnOf(snapshot, place));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<AskedPrincipals> ReadAskedPrincipals(const JsonNode& node,
                                                    const Snapshot& snapshot) {
  AskedPrincipals asked;
  asked.is_several = node.is_array();
  absl::flat_hash_set<std::string> seen;
  const auto add = [&](const std::string& name) {
    if (seen.insert(name).second) asked.names.push_back(name);
  };
  for (const JsonNode& element : ElementsOf(node)) {
    IAMSIM_ASSIGN_OR_RETURN(const std::string name, ReadString(element, "`principal`"));
    if (!IsPattern(name)) {
      add(name);
      continue;
    }
    asked.is_several = true;
    IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::uint32_t> found, Match(element, snapshot));
    for (const std::uint32_t id : found) add(ArnOf(snapshot, id));
  }
  if (!asked.names.empty()) return asked;
  return node.Error("`principal`: expected at least one, found an empty list");
}

absl::StatusOr<std::shared_ptr<const ExpectedOnly>> ReadOnly(const JsonNode& only,
                                                             const std::optional<JsonNode>& asked,
                                                             bool outsiders_may_be_asked,
                                                             const Snapshot& snapshot) {
  ExpectedOnly expected;
  expected.outsiders_are_asked = outsiders_may_be_asked && !asked;
  IAMSIM_ASSIGN_OR_RETURN(expected.asked, ReadAskedPlaces(asked, snapshot));
  for (const JsonNode& element : only.children()) {
    IAMSIM_RETURN_IF_ERROR(ReadAllowed(element, snapshot, &expected));
  }
  SortEachOnce(&expected.allowed);
  return std::make_shared<const ExpectedOnly>(std::move(expected));
}

}  // namespace iamsim
