#ifndef IAMSIM_ENGINE_DECIDE_SERVICES_S3_PUBLIC_POLICY_H_
#define IAMSIM_ENGINE_DECIDE_SERVICES_S3_PUBLIC_POLICY_H_

#include "iamsim/policy/policy.h"

namespace iamsim {

// S3-4: whether Amazon S3 regards a bucket policy as public. One public statement suffices.
bool IsPublicBucketPolicy(const Policy& policy);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_SERVICES_S3_PUBLIC_POLICY_H_
