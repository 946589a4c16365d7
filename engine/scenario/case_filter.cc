// Tested by tests/scenario/case_filter_test.cc.
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "iamsim/match/glob.h"
#include "iamsim/scenario/scenario.h"

namespace iamsim {
namespace {

bool IsGlob(absl::string_view text) { return text.find_first_of("*?") != absl::string_view::npos; }

bool Holds(const TestCase& test, absl::string_view filter) {
  const bool negated = absl::ConsumePrefix(&filter, "!");
  if (absl::ConsumePrefix(&filter, "tag:")) {
    const std::string glob = EncodeGlob(filter);
    const bool tagged =
        absl::c_any_of(test.tags, [&glob](const std::string& tag) { return GlobMatch(glob, tag); });
    return tagged != negated;
  }
  const bool named = IsGlob(filter) ? GlobMatch(EncodeGlob(filter), test.name)
                                    : absl::StrContains(test.name, filter);
  return named != negated;
}

}  // namespace

bool IsSelected(const TestCase& test, absl::Span<const std::string> filters) {
  return absl::c_all_of(filters,
                        [&test](const std::string& filter) { return Holds(test, filter); });
}

}  // namespace iamsim
