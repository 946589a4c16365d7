#ifndef IAMSIM_IO_READ_SCENARIO_CASES_H_
#define IAMSIM_IO_READ_SCENARIO_CASES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "iamsim/base/json_document.h"
#include "iamsim/model/context_value.h"
#include "iamsim/scenario/scenario.h"
#include "io/read/document_reader.h"

namespace iamsim {

// What all tests of a file have in common.
struct CommonOfTests {
  ContextMap context;
  std::vector<std::string> tags;
};

// Adds the cases of one element of `tests` to `scenario`, whose snapshot is read: one for every
// combination of its principals, actions, resources and contexts.
absl::Status ReadTestCases(const JsonNode& test, const CommonOfTests& common,
                           DocumentReader& documents, Scenario* scenario);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_SCENARIO_CASES_H_
