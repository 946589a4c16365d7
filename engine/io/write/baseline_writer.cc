// Tested by tests/io/write_baseline_test.cc.
#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/io/write_baseline.h"

namespace iamsim {
namespace {

std::string Member(absl::string_view key, absl::string_view value) {
  return absl::StrCat(JsonQuote(key), ": ", JsonQuote(value));
}

std::string Expectation(const BaselineCase& one) {
  if (one.decision != DecisionKind::kConditional) {
    return Member("expect", DecisionName(one.decision));
  }
  std::string names;
  for (const std::string& name : one.depends_on) {
    absl::StrAppend(&names, names.empty() ? "" : ", ", JsonQuote(name));
  }
  return absl::StrCat("\"expect\": {\"conditional\": [", names, "]}");
}

std::string Line(const BaselineCase& one, const std::string& name) {
  std::string line =
      absl::StrCat("   {", Member("name", name), ", ", Member("principal", one.principal), ", ",
                   Member("action", one.action), ", ", Member("resource", one.resource));
  for (const std::string& member : one.members) absl::StrAppend(&line, ", ", member);
  return absl::StrCat(line, ", ", Expectation(one), "}");
}

}  // namespace

std::string BaselineJson(const std::string& snapshot, const std::vector<BaselineCase>& cases) {
  absl::flat_hash_map<std::string, int> uses;
  for (const BaselineCase& one : cases) ++uses[one.name];
  std::string out = absl::StrCat("{", Member("name", "recorded decisions"), ",\n");
  if (!snapshot.empty()) {
    absl::StrAppend(&out, " \"snapshot\": {", Member("file", snapshot), "},\n");
  }
  absl::StrAppend(&out, " \"tests\": [");
  bool first = true;
  for (const BaselineCase& one : cases) {
    const std::string name =
        uses[one.name] == 1 ? one.name : absl::StrCat(one.name, " [", one.principal, "]");
    absl::StrAppend(&out, first ? "\n" : ",\n", Line(one, name));
    first = false;
  }
  absl::StrAppend(&out, "]}\n");
  return out;
}

}  // namespace iamsim
