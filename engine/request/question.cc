#include "request/question.h"

#include "absl/strings/match.h"

namespace iamsim {

bool IsTrustAction(const Action& action) {
  return absl::StartsWith(action.lower(), "sts:assumerole") || action.Is("sts:tagsession") ||
         action.Is("sts:setsourceidentity");
}

bool IsRoleArn(const Arn& arn) {
  return arn.service() == "iam" && absl::StartsWith(arn.resource(), "role/");
}

bool IsGeneralPurposeBucketArn(const Arn& arn) {
  return arn.service() == "s3" && arn.region().empty() && arn.account().empty();
}

}  // namespace iamsim
