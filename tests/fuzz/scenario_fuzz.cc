// Scenario files. The laws: reading never crashes and ends in scenarios or in an error of one line;
// it is the same twice; and what was read can be run and reported, a result for each case.
//
// Input: files as in tests/io/data/snapshots (support/file_sections.h).
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/input_folder.h"
#include "iamsim/base/check.h"
#include "iamsim/base/source_place.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write_test_report.h"

namespace {

constexpr std::size_t kMaxBytes = 16384;
constexpr std::size_t kMaxCases = 200;  // a matrix multiplies

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > kMaxBytes) return 0;
  if (!iamsim::WriteInput({reinterpret_cast<const char*>(data), size})) return 0;
  const auto scenarios = iamsim::ReadScenarios({iamsim::InputFolder("from")});
  const auto again = iamsim::ReadScenarios({iamsim::InputFolder("from")});
  IAMSIM_CHECK(scenarios.status() == again.status());
  if (!scenarios.ok()) {
    IAMSIM_CHECK(iamsim::Describe(scenarios.status()).find('\n') == std::string::npos);
    return 0;
  }
  IAMSIM_CHECK(scenarios->size() == again->size());
  std::vector<iamsim::CaseResult> results;
  for (std::size_t i = 0; i < scenarios->size(); ++i) {
    const iamsim::Scenario& scenario = (*scenarios)[i];
    IAMSIM_CHECK(scenario.cases.size() == (*again)[i].cases.size());
    if (scenario.cases.size() > kMaxCases) return 0;
    for (iamsim::CaseResult& result : iamsim::RunScenario(scenario, {})) {
      results.push_back(std::move(result));
    }
  }
  for (const iamsim::TestReportFormat& format : iamsim::TestReportFormats()) {
    IAMSIM_CHECK(!format.write(results, {}).empty());
  }
  return 0;
}
