#include "request/question.h"

namespace iamsim {

bool IsGeneralPurposeBucketArn(const Arn& arn) {
  return arn.service() == "s3" && arn.region().empty() && arn.account().empty();
}

}  // namespace iamsim
