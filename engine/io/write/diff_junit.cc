// Tested by tests/io/write_diff_test.cc.
#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/io/write_diff.h"
#include "io/write/diff_groups.h"
#include "io/write/xml_text.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxFailureLines = 50;  // of one failure

struct Case {
  std::string classname;
  std::string name;
  std::string place;
  std::vector<const DiffGroup*> groups;
};

std::vector<Case> CasesOf(const DiffReport& report, const std::vector<DiffGroup>& groups) {
  std::vector<Case> cases;
  for (const ChangedStatement& changed : report.difference.statements) {
    cases.push_back(
        {changed.policy().name, ChangedStatementName(changed), ChangedStatementPlace(changed), {}});
  }
  for (const DiffGroup& group : groups) {
    if (group.because.has_value()) {
      cases[*group.because].groups.push_back(&group);
      continue;
    }
    if (cases.empty() || cases.back().name != group.reason) {
      cases.push_back({"iamsim", group.reason, "", {}});
    }
    cases.back().groups.push_back(&group);
  }
  if (cases.empty()) cases.push_back({"iamsim", "no statement changed", "", {}});
  return cases;
}

std::string LinesOf(const DiffReport& report, const Case& test) {
  std::string text;
  std::size_t lines = 0;
  std::size_t left_out = 0;
  for (const DiffGroup* group : test.groups) {
    for (const DecisionChange* change : group->changes) {
      if (++lines > kMaxFailureLines) {
        ++left_out;
        continue;
      }
      const Request& request = RequestOf(report, *change);
      const std::string when = WhenWords(*change, group->direction);
      absl::StrAppend(&text, DirectionWords(group->direction), ": ", change->principal, " ",
                      request.action, " ", request.resource, when.empty() ? "" : " ", when, "\n");
    }
  }
  if (left_out > 0) absl::StrAppend(&text, "… and ", left_out, " more\n");
  return text;
}

void WriteCase(const DiffReport& report, const Case& test, std::string* out) {
  absl::StrAppend(out, "    <testcase classname=\"", XmlText(test.classname), "\" name=\"",
                  XmlText(test.name), "\"");
  if (test.groups.empty()) {
    absl::StrAppend(out, "/>\n");
    return;
  }
  std::size_t changes = 0;
  for (const DiffGroup* group : test.groups) changes += group->changes.size();
  absl::StrAppend(
      out, ">\n      <failure type=\"", DirectionId(test.groups.front()->direction),
      "\" message=\"",
      XmlText(absl::StrCat(Counted(changes, "decision"), changes == 1 ? " changes" : " change",
                           test.place.empty() ? "" : absl::StrCat(" (", test.place, ")"))),
      "\">", XmlText(LinesOf(report, test)), "</failure>\n    </testcase>\n");
}

}  // namespace

std::string DiffJunit(const DiffReport& report) {
  const std::vector<DiffGroup> groups = GroupChanges(report);
  const std::vector<Case> cases = CasesOf(report, groups);
  const auto failures = std::count_if(cases.begin(), cases.end(),
                                      [](const Case& test) { return !test.groups.empty(); });
  const std::string counts =
      absl::StrCat("tests=\"", cases.size(), "\" failures=\"", failures, "\" errors=\"0\"");
  std::string out =
      absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites ", counts,
                   ">\n  <testsuite name=\"iamsim diff\" ", counts, " skipped=\"0\">\n");
  for (const Case& test : cases) WriteCase(report, test, &out);
  return absl::StrCat(out, "  </testsuite>\n</testsuites>");
}

}  // namespace iamsim
