// Tested by tests/io/write_who_can_test.cc.
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/io/write_who_can.h"
#include "iamsim/model/caller.h"
#include "io/write/formula_text.h"
#include "io/write/text_lines.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxNames = 12;      // who may
constexpr std::size_t kMaxGroups = 3;      // different conditions
constexpr std::size_t kMaxGroupNames = 4;  // who may under the same conditions

// Those whose conditions are the same.
struct ConditionGroup {
  const Formula* allowed_when;
  std::vector<const Grantee*> grantees;
};

// In the order of their first members.
std::vector<ConditionGroup> GroupByConditions(const WhoCanResult& result) {
  std::vector<ConditionGroup> groups;
  absl::flat_hash_map<std::string, std::size_t> index;
  for (const Grantee& grantee : result.grantees) {
    if (grantee.kind != DecisionKind::kConditional) continue;
    const auto [entry, is_new] = index.try_emplace(grantee.allowed_when.Text(), groups.size());
    if (is_new) groups.push_back({&grantee.allowed_when, {}});
    groups[entry->second].grantees.push_back(&grantee);
  }
  return groups;
}

// Why somebody may who is not of the snapshot, or through which roles.
std::string HowWords(const Grantee& grantee) {
  if (!grantee.via.empty()) {
    return absl::StrCat("  through ", absl::StrJoin(grantee.via, ", then ",
                                                    [](std::string* out, const Grantee::Hop& hop) {
                                                      absl::StrAppend(out, EntityName(hop.role));
                                                    }));
  }
  if (grantee.is_in_snapshot) return "";
  return grantee.principal == "*" ? "  (anybody, by the resource policy)"
                                  : "  (by the resource policy)";
}

class WhoCanWriter {
 public:
  WhoCanWriter(bool all, const TextStyle& style) : all_(all), style_(style) {}

  std::string Write(const Request& question, const WhoCanResult& result) {
    Heading(question, result);
    std::vector<const Grantee*> allowed;
    for (const Grantee& grantee : result.grantees) {
      if (grantee.kind == DecisionKind::kAllowed) allowed.push_back(&grantee);
    }
    Names(allowed, kMaxNames, "  ");
    const std::vector<ConditionGroup> groups = GroupByConditions(result);
    const std::size_t shown = all_ ? groups.size() : std::min(groups.size(), kMaxGroups);
    for (std::size_t i = 0; i < shown; ++i) Group(groups[i]);
    if (shown < groups.size()) {
      std::size_t rest = 0;
      for (std::size_t i = shown; i < groups.size(); ++i) rest += groups[i].grantees.size();
      Line(absl::StrCat("… and ", rest, " more under ", groups.size() - shown,
                        " other conditions (--all)"));
    }
    return std::move(out_);
  }

 private:
  void Line(absl::string_view text) { absl::StrAppend(&out_, text, "\n"); }

  void Heading(const Request& question, const WhoCanResult& result) {
    const std::size_t asked = result.denied + result.grantees.size();
    const std::string what = absl::StrCat(question.action, " on ", question.resource);
    if (result.grantees.empty()) {
      Line(absl::StrCat(Paint("nobody", DecisionKind::kImplicitDeny, style_), "  of ", asked,
                        " principals may ", what));
      return;
    }
    std::string words = Paint(absl::StrCat(result.allowed, " may"), DecisionKind::kAllowed, style_);
    if (result.conditional > 0) {
      absl::StrAppend(&words, ", ",
                      Paint(absl::StrCat(result.conditional, " under conditions"),
                            DecisionKind::kConditional, style_));
    }
    Line(absl::StrCat(words, ", ", result.denied, " may not: ", what));
  }

  void Names(const std::vector<const Grantee*>& grantees, std::size_t most,
             absl::string_view indent) {
    const std::size_t shown =
        all_ || grantees.size() <= most ? grantees.size() : std::min(grantees.size(), most - 1);
    for (std::size_t i = 0; i < shown; ++i) {
      const Grantee& grantee = *grantees[i];
      Line(absl::StrCat(indent, grantee.principal, HowWords(grantee)));
    }
    if (shown < grantees.size()) {
      Line(absl::StrCat(indent, "… and ", grantees.size() - shown, " more (--all)"));
    }
  }

  void Group(const ConditionGroup& group) {
    Line("");
    Line(Paint(FormulaHeading(*group.allowed_when), DecisionKind::kConditional, style_));
    for (const std::string& line : IndentedFormulaLines(*group.allowed_when, all_)) {
      Line(absl::StrCat("     ", line));
    }
    Names(group.grantees, kMaxGroupNames, "  ");
  }

  const bool all_;
  const TextStyle& style_;
  std::string out_;
};

}  // namespace

std::string WhoCanText(const Request& question, const WhoCanResult& result, bool all,
                       const TextStyle& style) {
  return WhoCanWriter(all, style).Write(question, result);
}

}  // namespace iamsim
