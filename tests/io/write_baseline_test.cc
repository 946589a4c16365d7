#include "iamsim/io/write_baseline.h"

#include <gtest/gtest.h>

#include "iamsim/io/read.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

BaselineCase Case(const std::string& name, const std::string& principal) {
  return {.name = name,
          .principal = principal,
          .action = "s3:GetObject",
          .resource = "*",
          .members = {"\"context\": {\"k\": \"v\"}"},
          .decision = DecisionKind::kAllowed};
}

TEST(BaselineJsonTest, IsAScenarioWithALineForEachCase) {
  BaselineCase conditional = Case("q \"2\"", "arn:aws:iam::111122223333:user/a");
  conditional.decision = DecisionKind::kConditional;
  conditional.depends_on = {"aws:SourceVpc", "Lost"};
  conditional.members.clear();
  const std::string text =
      BaselineJson("w.json", {Case("q", "anonymous"), Case("q", "*"), conditional});
  EXPECT_EQ(text,
            R"({"name": "recorded decisions",
 "snapshot": {"file": "w.json"},
 "tests": [
   {"name": "q [anonymous]", "principal": "anonymous", "action": "s3:GetObject", "resource": "*", "context": {"k": "v"}, "expect": "allowed"},
   {"name": "q [*]", "principal": "*", "action": "s3:GetObject", "resource": "*", "context": {"k": "v"}, "expect": "allowed"},
   {"name": "q \"2\"", "principal": "arn:aws:iam::111122223333:user/a", "action": "s3:GetObject", "resource": "*", "expect": {"conditional": ["aws:SourceVpc", "Lost"]}}]}
)");
  const TempFolder folder;
  folder.Write("w.json", R"({"resources": []})");
  const auto scenarios = ReadScenarios({folder.Write("s.json", text)});
  ASSERT_THAT(scenarios, IsOk());
  EXPECT_EQ(scenarios->front().cases.size(), 3U);
}

TEST(BaselineJsonTest, NamesNoSnapshotWhereThereIsNone) {
  EXPECT_EQ(BaselineJson("", {}), "{\"name\": \"recorded decisions\",\n \"tests\": []}\n");
}

}  // namespace
}  // namespace iamsim
