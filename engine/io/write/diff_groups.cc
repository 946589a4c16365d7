// Tested by tests/io/write_diff_test.cc.
#include "io/write/diff_groups.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "iamsim/model/arn.h"
#include "io/write/formula_text.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

// Conditions beyond these are counted.
constexpr std::size_t kMaxWords = 4;

std::string AccountOf(absl::string_view principal) {
  const absl::StatusOr<Arn> arn = ParseArn(principal);
  return arn.ok() ? std::string(arn->account()) : "";
}

// "o-1/r-1/ou-ml/" → "ou-ml".
std::string UnitOf(const AccountRecord& account) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(account.organization_path, '/', absl::SkipEmpty());
  return parts.size() < 2 ? "" : std::string(parts.back());
}

std::string JoinLines(const Formula& formula) {
  const std::vector<FormulaLine> lines = FormulaLines(formula);
  std::vector<std::string> words;
  for (const FormulaLine& line : lines) {
    if (line.leaf.has_value()) words.push_back(line.words);
  }
  const bool any = FormulaHeading(formula) == "allowed if one holds:";
  const bool is_nested = words.size() != lines.size();
  const std::size_t shown = std::min(words.size(), kMaxWords);
  std::string joined =
      absl::StrJoin(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(shown),
                    is_nested ? "; "
                    : any     ? " or "
                              : " and ");
  if (shown < words.size()) absl::StrAppend(&joined, " … and ", words.size() - shown, " more");
  // What is nested has no short form; the JSON has all of it.
  return is_nested ? absl::StrCat("a combination of: ", joined) : joined;
}

// What a denial adds to the conditions that there were: `denied_when` without the operands that
// `before` has as well.
Formula BeyondBefore(const Formula& denied_when, const Formula& before) {
  if (denied_when.kind() != Formula::Kind::kAll) return denied_when;
  const bool is_all = before.kind() == Formula::Kind::kAll;
  std::vector<Formula> rest;
  for (const Formula& operand : denied_when.operands()) {
    const bool was_needed =
        is_all ? absl::c_linear_search(before.operands(), operand) : operand == before;
    if (!was_needed) rest.push_back(operand);
  }
  return AllOf(std::move(rest));
}

std::vector<DiffDirection> DirectionsOf(const DecisionChange& change) {
  std::vector<DiffDirection> directions;
  if (!change.shift.newly_denied_when.IsFalse()) directions.push_back(DiffDirection::kNewlyDenied);
  if (!change.shift.newly_allowed_when.IsFalse()) {
    directions.push_back(DiffDirection::kNewlyAllowed);
  }
  if (directions.empty()) directions.push_back(DiffDirection::kMayDiffer);
  return directions;
}

}  // namespace

absl::string_view DirectionWords(DiffDirection direction) {
  switch (direction) {
    case DiffDirection::kNewlyDenied:
      return "newly denied";
    case DiffDirection::kNewlyAllowed:
      return "newly allowed";
    case DiffDirection::kMayDiffer:
      return "may differ";
  }
  return "";
}

absl::string_view DirectionId(DiffDirection direction) {
  switch (direction) {
    case DiffDirection::kNewlyDenied:
      return "newly-denied";
    case DiffDirection::kNewlyAllowed:
      return "newly-allowed";
    case DiffDirection::kMayDiffer:
      return "may-differ";
  }
  return "";
}

std::vector<DiffGroup> GroupChanges(const DiffReport& report) {
  // Changes without a statement come last.
  using Key = std::tuple<std::size_t, std::string, DiffDirection, std::string>;
  std::map<Key, DiffGroup> groups;
  for (const DecisionChange& change : report.result.changes) {
    const std::string account = AccountOf(change.principal);
    for (const DiffDirection direction : DirectionsOf(change)) {
      DiffGroup& group = groups[{change.because.value_or(report.difference.statements.size()),
                                 change.reason, direction, account}];
      group.direction = direction;
      group.because = change.because;
      group.reason = change.reason;
      group.account = account;
      group.changes.push_back(&change);
    }
  }
  std::vector<DiffGroup> sorted;
  for (auto& item : groups) {
    DiffGroup& group = item.second;
    std::set<absl::string_view> principals;
    for (const DecisionChange* change : group.changes) principals.insert(change->principal);
    group.principals = principals.size();
    if (const AccountRecord* account = report.difference.after->FindAccount(group.account)) {
      group.account_name = account->name;
      group.unit = UnitOf(*account);
    }
    sorted.push_back(std::move(group));
  }
  return sorted;
}

const Request& RequestOf(const DiffReport& report, const DecisionChange& change) {
  return report.result.questions[change.question].request;
}

// A resource that somebody knows by name shows more than `*`, and a plain change more than one
// under conditions.
const DecisionChange& ExampleOf(const DiffReport& report, const DiffGroup& group) {
  const auto rank = [&](const DecisionChange* change) {
    const Formula& when = group.direction == DiffDirection::kNewlyAllowed
                              ? change->shift.newly_allowed_when
                              : change->shift.newly_denied_when;
    const std::string& resource = RequestOf(report, *change).resource;
    const bool is_known = report.difference.after->FindResource(resource) != nullptr;
    return std::make_tuple(resource == "*", !is_known, !when.IsConstant());
  };
  return **std::min_element(
      group.changes.begin(), group.changes.end(),
      [&](const DecisionChange* a, const DecisionChange* b) { return rank(a) < rank(b); });
}

std::string ChangedStatementName(const ChangedStatement& changed) {
  const Statement& statement = changed.statement();
  const std::string sid = statement.sid.value_or("");
  return absl::StrCat(sid.empty() ? absl::StrCat("statement ", statement.index) : sid, " of ",
                      changed.policy().name);
}

std::string ChangedStatementPlace(const ChangedStatement& changed) {
  const AttachedPolicy& policy = changed.policy();
  if (policy.file.empty()) return "";
  const SourcePosition position = policy.PositionOf(changed.statement());
  return absl::StrCat(policy.file.substr(policy.file.rfind('/') + 1), ":", position.line, ":",
                      position.column);
}

std::string AccountOfGroup(const DiffGroup& group) {
  if (group.account.empty()) return "callers outside the snapshot";
  std::string words = group.account_name.empty() ? group.account : group.account_name;
  std::vector<std::string> more;
  if (!group.account_name.empty()) more.push_back(group.account);
  if (!group.unit.empty()) more.push_back(group.unit);
  if (!more.empty()) absl::StrAppend(&words, " (", absl::StrJoin(more, ", "), ")");
  return words;
}

std::string WhenWords(const DecisionChange& change, DiffDirection direction) {
  const DecisionShift& shift = change.shift;
  switch (direction) {
    case DiffDirection::kNewlyDenied:
      if (change.before_when.IsTrue()) {
        return change.after_when.IsFalse() ? ""
                                           : absl::StrCat("unless ", JoinLines(change.after_when));
      }
      if (change.after_when.IsFalse()) {
        return absl::StrCat("where it was allowed: if ", JoinLines(change.before_when));
      }
      return absl::StrCat(
          "unless ", JoinLines(Not(BeyondBefore(shift.newly_denied_when, change.before_when))));
    case DiffDirection::kNewlyAllowed:
      if (shift.newly_allowed_when.IsTrue()) return "";
      if (change.after_when.IsTrue()) return absl::StrCat("unless ", JoinLines(change.before_when));
      return absl::StrCat("if ", JoinLines(shift.newly_allowed_when));
    case DiffDirection::kMayDiffer:
      return "conditions that could not be compared";
  }
  return "";
}

std::string Counted(std::size_t count, absl::string_view noun) {
  return absl::StrCat(count, " ", noun, count == 1 ? "" : "s");
}

std::string CoverageWords(const Coverage& coverage) {
  return absl::StrCat(Counted(coverage.questions, "question"), ": ",
                      Counted(coverage.actions, "action"), " that the change can touch, by ",
                      coverage.classes.size(), " that stand for all; ",
                      Counted(coverage.resources.size(), "resource"), " that stand for ",
                      coverage.resource_candidates);
}

std::string CountWords(const DiffCounts& counts) {
  std::string words =
      absl::StrCat(counts.newly_denied, " newly denied, ", counts.newly_allowed, " newly allowed");
  if (counts.may_differ > 0) absl::StrAppend(&words, ", ", counts.may_differ, " may differ");
  return absl::StrCat(words, ", of ", Counted(counts.decisions, "decision"));
}

}  // namespace iamsim
