#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/scenario/coverage.h"
#include "iamsim/snapshot/change.h"
#include "scenario/coverage_world.h"
#include "scenario/statement_index.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;

// "Sid: by whom it was noticed", conditions as "Sid without KEY: …".
std::vector<std::string> Rows(const std::vector<Scenario>& scenarios) {
  const CoverageReport coverage = MeasureCoverage(scenarios, {});
  std::vector<std::string> rows;
  for (const Mutant& mutant : MutateStatements(scenarios, {}).mutants) {
    rows.push_back(absl::StrCat(coverage.statements[mutant.statement].sid,
                                mutant.condition ? absl::StrCat(" ", mutant.removed) : "", ": ",
                                mutant.noticed_by));
  }
  return rows;
}

TEST(MutateStatementsTest, TellsWhichRemovalsNoTestNotices) {
  const TempFolder folder;
  const std::vector<Scenario> scenarios =
      CoverageWorld(folder, absl::StrCat(kReads, ",", kReadsElsewhere, ",", kWrites));
  EXPECT_THAT(Rows(scenarios), ElementsAre("Region: reads elsewhere",
                                           // Without its region the guard denies everything.
                                           "Region StringNotEquals aws:RequestedRegion: reads",
                                           "Region ArnNotLike aws:PrincipalArn: ", "NoDelete: ",
                                           // Whoever may read by Read may by All.
                                           "Read: ", "All: writes"));
}

TEST(MutateStatementsTest, WhatFailsAlreadyNoticesNothing) {
  const TempFolder folder;
  const std::vector<Scenario> scenarios = CoverageWorld(
      folder,
      R"({"name": "t", "principal": "ann", "action": "s3:PutObject", "resource": "arn:aws:s3:::b/x", "expect": "implicitDeny"})");
  for (const Mutant& mutant : MutateStatements(scenarios, {}).mutants) {
    EXPECT_FALSE(mutant.noticed());
    EXPECT_EQ(mutant.asked, 0U);
  }
}

TEST(MutateStatementsTest, TellsHowFarItIs) {
  const TempFolder folder;
  std::vector<std::size_t> done;
  MutateStatements(CoverageWorld(folder, kReads), {}, [&](std::size_t at, std::size_t of) {
    EXPECT_EQ(of, 6U);
    done.push_back(at);
  });
  EXPECT_THAT(done, ElementsAre(0, 1, 2, 3, 4, 5));
}

// Every case of every mutant, in a world that is made for it.
bool AnybodyNotices(const std::vector<Scenario>& scenarios,
                    const std::vector<std::vector<CaseResult>>& before, const StatementIndex& index,
                    const Mutant& mutant) {
  for (std::size_t s = 0; s < scenarios.size(); ++s) {
    DocumentReplacements replacements;
    for (const StatementIndex::Occurrence& one : index.OccurrencesOf(mutant.statement)) {
      if (one.snapshot != scenarios[s].snapshot.get()) continue;
      replacements[one.document.get()] =
          mutant.condition ? DropCondition(*one.document, one.place, *mutant.condition)
                           : DropStatement(*one.document, one.place);
    }
    if (replacements.empty()) continue;
    Scenario changed = scenarios[s];
    changed.snapshot = ReplaceDocuments(*scenarios[s].snapshot, replacements);
    const std::vector<CaseResult> after = RunScenario(changed, {});
    for (std::size_t c = 0; c < after.size(); ++c) {
      if (before[s][c].passed() && !after[c].passed()) return true;
    }
  }
  return false;
}

// The cases that are not asked would not have noticed.
TEST(MutateStatementsTest, AgreesWithAskingEverything) {
  absl::StatusOr<std::vector<Scenario>> scenarios =
      ReadScenarios({absl::StrCat(IAMSIM_SOURCE_DIR, "/scenarios")});
  ASSERT_TRUE(scenarios.ok());
  std::vector<std::vector<CaseResult>> before;
  before.reserve(scenarios->size());
  for (const Scenario& scenario : *scenarios) before.push_back(RunScenario(scenario, {}));
  const StatementIndex index(*scenarios);
  const MutationReport report = MutateStatements(*scenarios, {});
  ASSERT_GT(report.mutants.size(), 300U);
  for (const Mutant& mutant : report.mutants) {
    const CoveredStatement& statement = index.statements()[mutant.statement];
    EXPECT_EQ(mutant.noticed(), AnybodyNotices(*scenarios, before, index, mutant))
        << statement.file << ":" << statement.begin.line << " " << mutant.removed;
  }
}

}  // namespace
}  // namespace iamsim
