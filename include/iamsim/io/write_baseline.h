#ifndef IAMSIM_IO_WRITE_BASELINE_H_
#define IAMSIM_IO_WRITE_BASELINE_H_

#include <string>
#include <vector>

#include "iamsim/model/decision.h"

namespace iamsim {

// A decision of today, as a test that it stays one.
struct BaselineCase {
  std::string name;  // of the question; several cases may have it
  std::string principal;
  std::string action;
  std::string resource;
  std::vector<std::string> members;  // further members of the test, as JSON: "\"context\": {…}"
  DecisionKind decision = DecisionKind::kImplicitDeny;
  std::vector<std::string> depends_on;  // of a conditional decision: DependenciesOf()
};

// A scenario file with a line for each case. `snapshot`: the path to name; empty: none. Names are
// made unique by what is asked. Ends in a newline.
std::string BaselineJson(const std::string& snapshot, const std::vector<BaselineCase>& cases);

}  // namespace iamsim

#endif  // IAMSIM_IO_WRITE_BASELINE_H_
