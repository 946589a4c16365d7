#ifndef IAMSIM_TESTS_SUPPORT_STATUS_MATCHERS_H_
#define IAMSIM_TESTS_SUPPORT_STATUS_MATCHERS_H_

#include <gmock/gmock.h>

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "iamsim/base/source_place.h"

namespace iamsim {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <class T>
const absl::Status& StatusOf(const absl::StatusOr<T>& status_or) {
  return status_or.status();
}

// EXPECT_THAT(ParseArn(text), IsOk())
MATCHER(IsOk, "is OK") {
  *result_listener << Describe(StatusOf(arg));
  return StatusOf(arg).ok();
}

// EXPECT_THAT(ParseArn(text), Fails(HasSubstr("expected an ARN"))): matches what a person reads.
MATCHER_P(Fails, message_matcher, "fails with a fitting message") {
  if (StatusOf(arg).ok()) {
    *result_listener << "which is OK";
    return false;
  }
  const std::string message = Describe(StatusOf(arg));
  *result_listener << "which says \"" << message << "\" ";
  return ::testing::ExplainMatchResult(message_matcher, message, result_listener);
}

}  // namespace iamsim

#endif  // IAMSIM_TESTS_SUPPORT_STATUS_MATCHERS_H_
