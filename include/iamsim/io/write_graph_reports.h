#ifndef IAMSIM_IO_WRITE_GRAPH_REPORTS_H_
#define IAMSIM_IO_WRITE_GRAPH_REPORTS_H_

#include <string>
#include <vector>

#include "iamsim/graph/reports.h"
#include "iamsim/io/write.h"

namespace iamsim {

// What `graph --report` prints. The first line counts; at most about a screen unless `all`; ends in
// a newline. The JSON is one line without a newline.

// Groups of principals that can become each other, and whether by allowed hops only.
struct StrongGroup {
  std::vector<std::uint32_t> members;
  DecisionKind kind = DecisionKind::kAllowed;
};
std::string GroupsText(const Snapshot& snapshot, const std::vector<StrongGroup>& groups, bool all,
                       const TextStyle& style);
// {"groups": [{"decision", "principals": […]}]}
std::string GroupsJson(const Snapshot& snapshot, const std::vector<StrongGroup>& groups);

struct AdministratorsReport {
  std::vector<std::uint32_t> administrators;
  std::vector<ReachedAdministrator> reached;
};
std::string AdministratorsText(const Snapshot& snapshot, const AdministratorsReport& report,
                               bool all, const TextStyle& style);
// {"administrators": […], "reached": [{"principal", "administrator", "hops", "decision"}]}
std::string AdministratorsJson(const Snapshot& snapshot, const AdministratorsReport& report);

std::string OutsideText(const Snapshot& snapshot, const std::vector<ReachedFromOutside>& roles,
                        bool all, const TextStyle& style);
// {"roles": [{"role", "from", "hops", "decision"}]}
std::string OutsideJson(const Snapshot& snapshot, const std::vector<ReachedFromOutside>& roles);

std::string DanglingText(const Snapshot& snapshot, const std::vector<DanglingTrust>& trusts,
                         bool all, const TextStyle& style);
// {"trusts": [{"role", "statement", "principal", "reason": "unknown id|no such principal"}]}
std::string DanglingJson(const Snapshot& snapshot, const std::vector<DanglingTrust>& trusts);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_GRAPH_REPORTS_H_
