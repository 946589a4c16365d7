#include "iamsim/base/status_macros.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "support/status_matchers.h"

namespace iamsim {
namespace {

absl::StatusOr<std::unique_ptr<int>> Box(int value) {
  if (value < 0) return absl::InvalidArgumentError("expected no negative number");
  return std::make_unique<int>(value);
}

absl::StatusOr<int> Sum(int a, int b) {
  int sum = 0;
  IAMSIM_ASSIGN_OR_RETURN(const std::unique_ptr<int> first, Box(a));
  sum += *first;
  std::unique_ptr<int> second;
  IAMSIM_ASSIGN_OR_RETURN(second, Box(b));
  sum += *second;
  return sum;
}

absl::Status Forward(const absl::Status& status, bool* went_on) {
  if (went_on != nullptr) IAMSIM_RETURN_IF_ERROR(status);
  *went_on = true;
  return absl::OkStatus();
}

TEST(StatusMacrosTest, AssignOrReturnMovesValuesAndReturnsTheFirstFailure) {
  EXPECT_EQ(Sum(1, 2).value(), 3);
  EXPECT_THAT(Sum(-1, 2), Fails("expected no negative number"));
  EXPECT_THAT(Sum(1, -2), Fails("expected no negative number"));
}

TEST(StatusMacrosTest, ReturnIfErrorGoesOnOnlyAfterSuccess) {
  bool went_on = false;
  EXPECT_EQ(Forward(absl::NotFoundError("gone"), &went_on), absl::NotFoundError("gone"));
  EXPECT_FALSE(went_on);
  EXPECT_THAT(Forward(absl::OkStatus(), &went_on), IsOk());
  EXPECT_TRUE(went_on);
}

}  // namespace
}  // namespace iamsim
