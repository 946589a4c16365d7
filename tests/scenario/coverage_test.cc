#include "iamsim/scenario/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "scenario/coverage_world.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;

// "Sid decided/took part"
std::vector<std::string> Rows(const CoverageReport& report) {
  std::vector<std::string> rows;
  for (const CoveredStatement& statement : report.statements) {
    rows.push_back(absl::StrCat(statement.sid, " ", statement.decided, "/", statement.took_part));
  }
  return rows;
}

TEST(MeasureCoverageTest, CountsTheCasesOfEveryStatement) {
  const TempFolder folder;
  const CoverageReport report = MeasureCoverage(
      CoverageWorld(folder, absl::StrCat(kReads, ",", kReadsElsewhere, ",", kWrites)), {});
  EXPECT_EQ(report.cases, 3U);
  // The guardrails first. Reading is allowed by both statements of ann; the first one is named.
  EXPECT_THAT(Rows(report), ElementsAre("Region 1/1", "NoDelete 0/0", "Read 1/2", "All 1/3"));
  const CoveredStatement& region = report.statements[0];
  EXPECT_EQ(region.kind, PolicyKind::kServiceControl);
  EXPECT_EQ(region.policy, "guard");
  EXPECT_EQ(region.file, folder.PathOf("guard.json"));
  EXPECT_EQ(region.begin.line, 2U);
  EXPECT_EQ(region.end.line, 4U);
  EXPECT_EQ(region.effect, Effect::kDeny);
  EXPECT_EQ(report.statements[1].statement, 1U);
  EXPECT_EQ(report.statements[2].kind, PolicyKind::kIdentity);
}

TEST(MeasureCoverageTest, WhatIsSkippedCoversNothing) {
  const TempFolder folder;
  const CoverageReport report = MeasureCoverage(
      CoverageWorld(
          folder,
          R"({"name": "t", "skip": "not yet", "principal": "ann", "action": "s3:GetObject", "expect": "allowed"})"),
      {});
  EXPECT_EQ(report.cases, 0U);
  EXPECT_THAT(Rows(report), ElementsAre("Region 0/0", "NoDelete 0/0", "Read 0/0", "All 0/0"));
}

TEST(MeasureCoverageTest, EverybodyWhomOnlyAsksIsOneCase) {
  const TempFolder folder;
  const CoverageReport report = MeasureCoverage(
      CoverageWorld(
          folder,
          R"({"name": "t", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/x", "expect": {"only": ["ann"]}})"),
      {});
  EXPECT_EQ(report.cases, 1U);
  EXPECT_EQ(Rows(report)[2], "Read 1/1");
}

TEST(MeasureCoverageTest, EveryHopTakesPart) {
  absl::StatusOr<std::vector<Scenario>> scenarios =
      ReadScenarios({absl::StrCat(IAMSIM_SOURCE_DIR, "/scenarios/emr-serverless-cross-account")});
  ASSERT_TRUE(scenarios.ok());
  const CoverageReport report = MeasureCoverage(*scenarios, {});
  std::size_t seen = 0;
  for (const CoveredStatement& statement : report.statements) {
    if (!absl::EndsWith(statement.file, "trust-AssumableRole.json")) continue;
    ++seen;
    EXPECT_GT(statement.took_part, 0U);
  }
  EXPECT_GT(seen, 0U);
}

}  // namespace
}  // namespace iamsim
