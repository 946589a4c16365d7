// Tested by tests/io/write_permissions_test.cc.

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "iamsim/io/write_permissions.h"
#include "iamsim/model/caller.h"
#include "io/write/formula_text.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

constexpr std::size_t kRows = 40;
constexpr int kServiceWidth = 24;
constexpr std::size_t kTextWidth = 100;

// The columns, from what looks to what decides.
constexpr AccessLevel kLevels[] = {AccessLevel::kList, AccessLevel::kRead, AccessLevel::kTagging,
                                   AccessLevel::kWrite, AccessLevel::kPermissionsManagement};
constexpr const char* kHeads[] = {"list", "read", "tagging", "write", "permissions"};

std::string NameOf(absl::string_view principal) {
  const absl::StatusOr<Caller> caller = ParseCaller(principal);
  return caller.ok() ? CallerWords(*caller) : std::string(principal);
}

std::string Plural(std::size_t count, absl::string_view noun) {
  return absl::StrCat(count, " ", noun, count == 1 ? "" : "s");
}

AccessCount Total(const ServicePermissions& service) {
  AccessCount total;
  for (const AccessCount& count : service.levels) {
    total.total += count.total;
    total.permitted += count.permitted;
    total.conditional += count.conditional;
  }
  return total;
}

// `*`: every action of the level; `?`: some of them only under conditions.
std::string Cell(const AccessCount& count) {
  if (count.permitted == 0) return "";
  return absl::StrCat(count.permitted == count.total ? "*" : absl::StrCat(count.permitted),
                      count.conditional > 0 ? "?" : "");
}

std::string Line(absl::string_view service, const std::array<std::string, 5>& cells) {
  std::string line = absl::StrFormat("%-*s", kServiceWidth, service);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    absl::StrAppend(&line, absl::StrFormat("%*s", i + 1 < cells.size() ? 8 : 13, cells[i]));
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return absl::StrCat(line, "\n");
}

std::string Row(const ServicePermissions& service) {
  std::array<std::string, 5> cells;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i] = Cell(service.levels[static_cast<std::size_t>(kLevels[i])]);
  }
  return Line(service.service, cells);
}

// The services with the most permitted actions, in the order of their names.
std::vector<const ServicePermissions*> Shown(const Permissions& permissions, bool all) {
  std::vector<const ServicePermissions*> shown;
  for (const ServicePermissions& service : permissions.services) shown.push_back(&service);
  if (all || shown.size() <= kRows) return shown;
  absl::c_stable_sort(shown, [](const ServicePermissions* a, const ServicePermissions* b) {
    return Total(*a).permitted > Total(*b).permitted;
  });
  shown.resize(kRows);
  absl::c_sort(shown, [](const ServicePermissions* a, const ServicePermissions* b) {
    return a->service < b->service;
  });
  return shown;
}

void AppendWrapped(const std::vector<std::string>& words, std::string* out) {
  std::size_t column = kTextWidth;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = absl::StrCat(words[i], i + 1 < words.size() ? "," : "");
    if (column + 1 + word.size() > kTextWidth) {
      absl::StrAppend(out, i == 0 ? "" : "\n", "     ", word);
      column = 5 + word.size();
    } else {
      absl::StrAppend(out, " ", word);
      column += 1 + word.size();
    }
  }
  *out += "\n";
}

// Actions of one level with the same formula.
struct ActionGroup {
  Formula when;
  std::vector<std::string> actions;
};

std::string LevelText(AccessLevel level, const std::vector<ActionOnResource>& actions) {
  std::vector<ActionGroup> groups;
  for (const ActionOnResource& one : actions) {
    if (one.level != level || one.allowed_when.IsFalse()) continue;
    auto group = absl::c_find_if(
        groups, [&](const ActionGroup& other) { return other.when == one.allowed_when; });
    if (group == groups.end()) group = groups.insert(group, ActionGroup{one.allowed_when, {}});
    group->actions.push_back(one.action);
  }
  absl::c_stable_sort(groups, [](const ActionGroup& a, const ActionGroup& b) {
    return a.when.IsTrue() && !b.when.IsTrue();
  });
  std::string text;
  for (const ActionGroup& group : groups) {
    absl::StrAppend(&text, "\n", ToString(level));
    if (!group.when.IsTrue()) absl::StrAppend(&text, "  ", FormulaHeading(group.when));
    text += "\n";
    if (!group.when.IsTrue()) {
      for (const FormulaLine& line : FormulaLines(group.when)) {
        absl::StrAppend(&text, std::string(static_cast<std::size_t>(9 + 2 * line.depth), ' '),
                        line.words, "\n");
      }
    }
    AppendWrapped(group.actions, &text);
  }
  return text;
}

}  // namespace

std::string PermissionsText(const Permissions& permissions, bool all) {
  AccessCount total;
  for (const ServicePermissions& service : permissions.services) {
    total.permitted += Total(service).permitted;
    total.conditional += Total(service).conditional;
  }
  const std::string who = NameOf(permissions.principal);
  if (total.permitted == 0) return absl::StrCat("nothing  ", who, " is permitted no action\n");
  std::string text =
      absl::StrCat(Plural(total.permitted, "action"), "  of ",
                   Plural(permissions.services.size(), "service"), " permitted to ", who);
  if (total.conditional > 0) {
    absl::StrAppend(&text, ", ", total.conditional, " of them under conditions (?)");
  }
  text += "\n\n";
  std::array<std::string, 5> heads;
  std::copy(std::begin(kHeads), std::end(kHeads), heads.begin());
  text += Line("service", heads);
  const std::vector<const ServicePermissions*> shown = Shown(permissions, all);
  for (const ServicePermissions* service : shown) text += Row(*service);
  if (shown.size() < permissions.services.size()) {
    absl::StrAppend(&text, "… and ", Plural(permissions.services.size() - shown.size(), "service"),
                    " more, with --all\n");
  }
  absl::StrAppend(&text,
                  "\n*: every action of the level; the policy itself with --policy; "
                  "the actions on one resource with its ARN\n");
  return text;
}

std::string ActionsText(absl::string_view principal, absl::string_view resource,
                        const std::vector<ActionOnResource>& actions) {
  std::size_t permitted = 0;
  std::size_t conditional = 0;
  for (const ActionOnResource& one : actions) {
    if (one.decision == DecisionKind::kAllowed) ++permitted;
    if (one.decision == DecisionKind::kConditional) ++conditional;
  }
  std::string text = absl::StrCat(permitted, " of ", Plural(actions.size(), "action"), "  on ",
                                  resource, " permitted to ", NameOf(principal));
  if (conditional > 0) absl::StrAppend(&text, ", ", conditional, " more under conditions");
  text += "\n";
  for (const AccessLevel level : kLevels) text += LevelText(level, actions);
  return text;
}

std::string ActionsJson(absl::string_view principal, absl::string_view resource,
                        const std::vector<ActionOnResource>& actions) {
  JsonWriter out;
  out.BeginObject().Member("principal", principal).Member("resource", resource);
  out.Key("actions").BeginArray();
  for (const ActionOnResource& one : actions) {
    out.BeginObject().Member("action", one.action).Member("decision", DecisionName(one.decision));
    if (one.decision == DecisionKind::kConditional) {
      out.Key("conditions");
      WriteFormula(one.allowed_when, out);
    }
    out.EndObject();
  }
  out.EndArray().EndObject();
  return out.Take();
}

}  // namespace iamsim
