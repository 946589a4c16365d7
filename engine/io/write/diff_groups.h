#ifndef IAMSIM_ENGINE_IO_WRITE_DIFF_GROUPS_H_
#define IAMSIM_ENGINE_IO_WRITE_DIFF_GROUPS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/io/write_diff.h"

namespace iamsim {

// What all reports of `diff` say alike.

enum class DiffDirection : std::uint8_t { kNewlyDenied, kNewlyAllowed, kMayDiffer };
absl::string_view DirectionWords(DiffDirection direction);  // "newly denied", …
absl::string_view DirectionId(DiffDirection direction);     // "newly-denied", …

// The changes of one direction behind which one statement stands, in one account.
struct DiffGroup {
  DiffDirection direction = DiffDirection::kNewlyDenied;
  std::optional<std::size_t> because;  // of WorldDifference::statements
  std::string reason;                  // when there is none
  std::string account;                 // id; empty for callers without one
  std::string account_name;
  std::string unit;  // where the account stands; empty outside an organization
  std::vector<const DecisionChange*> changes;
  std::size_t principals = 0;
};

// By statement, direction and account. A decision that is newly allowed and newly denied, under
// different conditions, is in two groups.
std::vector<DiffGroup> GroupChanges(const DiffReport& report);

// The change that shows best what the group is about.
const DecisionChange& ExampleOf(const DiffReport& report, const DiffGroup& group);

const Request& RequestOf(const DiffReport& report, const DecisionChange& change);

// "DenyS3 of guard", "statement 0 of guard".
std::string ChangedStatementName(const ChangedStatement& changed);
// "guard.json:4:5" by the last name of the file; empty without a file.
std::string ChangedStatementPlace(const ChangedStatement& changed);
// "studio (111122223333, ou-ml)".
std::string AccountOfGroup(const DiffGroup& group);

// "unless a is `b`", "if a is `b` and c is present", or empty: under which conditions the decision
// changes.
std::string WhenWords(const DecisionChange& change, DiffDirection direction);

// "2 newly denied, 0 newly allowed, 1 may differ, of 10 decisions".
std::string CountWords(const DiffCounts& counts);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_DIFF_GROUPS_H_
