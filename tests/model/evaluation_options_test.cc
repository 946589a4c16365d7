#include "iamsim/model/evaluation_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;

TEST(EvaluationOptionsTest, DefaultsAreThoseOfSection8) {
  const EvaluationOptions options;
  EXPECT_FALSE(options.strictNotPrincipal);           // OP-1
  EXPECT_TRUE(options.boundaryLimitsTrust);           // OP-2
  EXPECT_FALSE(options.emptyStringIsNull);            // OP-6
  EXPECT_TRUE(options.transitiveTagsNeedTagSession);  // OP-14
}

TEST(EvaluationOptionsTest, SetsEachOptionByName) {
  const struct {
    const char* assignment;
    bool EvaluationOptions::*member;
    bool want;
  } rows[] = {
      {"strictNotPrincipal=true", &EvaluationOptions::strictNotPrincipal, true},
      {"boundaryLimitsTrust=false", &EvaluationOptions::boundaryLimitsTrust, false},
      {"emptyStringIsNull=true", &EvaluationOptions::emptyStringIsNull, true},
      {"transitiveTagsNeedTagSession=false", &EvaluationOptions::transitiveTagsNeedTagSession,
       false},
  };
  for (const auto& row : rows) {
    EvaluationOptions options;
    ASSERT_NE(options.*row.member, row.want) << row.assignment;
    ASSERT_THAT(SetOption(row.assignment, &options), IsOk()) << row.assignment;
    EXPECT_EQ(options.*row.member, row.want) << row.assignment;
  }
}

TEST(EvaluationOptionsTest, SaysWhatIsWrong) {
  const struct {
    const char* assignment;
    const char* message;
  } rows[] = {
      {"emptyStringIsNul=true",
       "unknown option `emptyStringIsNul`, did you mean `emptyStringIsNull`?"},
      {"xyz=true", "unknown option `xyz`"},
      {"=true", "unknown option ``"},
      {"emptyStringIsNull", "expected `name=true` or `name=false`, found `emptyStringIsNull`"},
      {"emptyStringIsNull=yes",
       "expected `true` or `false` for option `emptyStringIsNull`, found `yes`"},
      {"emptyStringIsNull=", "found ``"},
      {"emptyStringIsNull=TRUE", "found `TRUE`"},
  };
  for (const auto& row : rows) {
    EvaluationOptions options;
    EXPECT_THAT(SetOption(row.assignment, &options), Fails(HasSubstr(row.message)))
        << row.assignment;
    EXPECT_FALSE(options.emptyStringIsNull) << row.assignment;
  }
}

}  // namespace
}  // namespace iamsim
