// Tested by tests/io/write_graph_reports_test.cc.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "iamsim/io/write_graph_reports.h"
#include "io/write/text_lines.h"

namespace iamsim {
namespace {

constexpr std::size_t kScreenLines = 16;
constexpr std::size_t kMaxMembers = 6;  // of a group

std::string Count(std::size_t count, absl::string_view one, absl::string_view many) {
  return absl::StrCat(count, " ", count == 1 ? one : many);
}

class ReportWriter {
 public:
  ReportWriter(const Snapshot& snapshot, bool all, const TextStyle& style)
      : snapshot_(snapshot), all_(all), style_(style) {}

  // The first line: the count, in the colour of bad news, or that there is none.
  void Heading(const std::string& count, absl::string_view what) {
    absl::StrAppend(&out_, Paint(count, DecisionKind::kImplicitDeny, style_), "  ", what, "\n");
  }
  void None(absl::string_view what) {
    absl::StrAppend(&out_, Paint("none", DecisionKind::kAllowed, style_), "  ", what, "\n");
  }
  void Line(absl::string_view text) { absl::StrAppend(&out_, text, "\n"); }
  void Lines(const std::vector<std::string>& lines, std::size_t most) {
    const std::size_t shown = all_ || lines.size() <= most ? lines.size() : most - 1;
    for (std::size_t i = 0; i < shown; ++i) Line(lines[i]);
    if (shown < lines.size()) {
      Line(absl::StrCat("     … and ", lines.size() - shown, " more (--all)"));
    }
  }
  const std::string& Arn(std::uint32_t id) const { return snapshot_.principals()[id].arn.text(); }
  std::string Kind(DecisionKind kind) const {
    return Paint(DecisionName(kind), kind, style_) +
           std::string(kind == DecisionKind::kAllowed ? 4 : 0, ' ');
  }
  std::string Take() { return std::move(out_); }

 private:
  const Snapshot& snapshot_;
  const bool all_;
  const TextStyle& style_;
  std::string out_;
};

std::string HopWords(std::size_t hops) { return absl::StrCat(hops, hops == 1 ? " hop " : " hops"); }

}  // namespace

std::string GroupsText(const Snapshot& snapshot, const std::vector<StrongGroup>& groups, bool all,
                       const TextStyle& style) {
  ReportWriter out(snapshot, all, style);
  if (groups.empty()) {
    out.None("no principals can become each other");
  } else {
    out.Heading(Count(groups.size(), "group", "groups"),
                "of principals that can become each other");
  }
  constexpr std::size_t kMaxShown = 3;
  const std::size_t shown = all ? groups.size() : std::min(groups.size(), kMaxShown);
  for (std::size_t i = 0; i < shown; ++i) {
    out.Line("");
    out.Line(absl::StrCat(out.Kind(groups[i].kind), "  ", groups[i].members.size(), " principals"));
    std::vector<std::string> lines;
    for (const std::uint32_t id : groups[i].members) {
      lines.push_back(absl::StrCat("     ", out.Arn(id)));
    }
    out.Lines(lines, kMaxMembers);
  }
  if (shown < groups.size()) {
    out.Line(absl::StrCat("\n… and ", groups.size() - shown, " more groups (--all)"));
  }
  return out.Take();
}

std::string AdministratorsText(const Snapshot& snapshot, const AdministratorsReport& report,
                               bool all, const TextStyle& style) {
  ReportWriter out(snapshot, all, style);
  const std::size_t administrators = report.administrators.size();
  if (report.reached.empty()) {
    out.None(administrators == 0 ? "no principal is an administrator"
                                 : "no other principal reaches an administrator");
  } else {
    out.Heading(
        Count(report.reached.size(), "principal", "principals"),
        absl::StrCat("from which one of ", Count(administrators, "administrator", "administrators"),
                     " is reached"));
  }
  constexpr std::size_t kMaxAdministrators = 6;
  std::vector<std::string> lines;
  for (const std::uint32_t id : report.administrators) {
    lines.push_back(absl::StrCat("     ", out.Arn(id)));
  }
  if (!lines.empty()) {
    out.Line("\nadministrators");
    out.Lines(lines, kMaxAdministrators);
  }
  lines.clear();
  for (const ReachedAdministrator& one : report.reached) {
    lines.push_back(absl::StrCat("     ", out.Kind(one.kind), "  ", HopWords(one.hops), "  ",
                                 out.Arn(one.principal), " → ", out.Arn(one.administrator)));
  }
  if (!lines.empty()) {
    out.Line("\nreached from");
    out.Lines(lines, kScreenLines - kMaxAdministrators);
  }
  return out.Take();
}

std::string OutsideText(const Snapshot& snapshot, const std::vector<ReachedFromOutside>& roles,
                        bool all, const TextStyle& style) {
  ReportWriter out(snapshot, all, style);
  const std::string outside = absl::StrCat(
      "reached from outside the ", snapshot.organization() ? "organization" : "loaded accounts");
  if (roles.empty()) {
    out.None(absl::StrCat("no role is ", outside));
  } else {
    out.Heading(Count(roles.size(), "role", "roles"), outside);
  }
  std::vector<std::string> lines;
  for (const ReachedFromOutside& one : roles) {
    lines.push_back(absl::StrCat("     ", out.Kind(one.kind), "  ", HopWords(one.hops), "  ",
                                 out.Arn(one.role), " ← ", one.from));
  }
  if (!lines.empty()) out.Line("");
  out.Lines(lines, kScreenLines);
  return out.Take();
}

std::string DanglingText(const Snapshot& snapshot, const std::vector<DanglingTrust>& trusts,
                         bool all, const TextStyle& style) {
  ReportWriter out(snapshot, all, style);
  if (trusts.empty()) {
    out.None("no role trusts somebody who is not there");
  } else {
    out.Heading(Count(trusts.size(), "trust", "trusts"), "in somebody who is not there");
  }
  std::vector<std::string> lines;
  for (const DanglingTrust& trust : trusts) {
    lines.push_back(absl::StrCat(
        "     ", out.Arn(trust.role), "  statement ", trust.statement, "  ", trust.principal,
        trust.is_id ? "  (an id that nobody has)" : "  (no such principal)"));
  }
  if (!lines.empty()) out.Line("");
  out.Lines(lines, kScreenLines);
  return out.Take();
}

}  // namespace iamsim
