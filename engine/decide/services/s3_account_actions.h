#ifndef IAMSIM_ENGINE_DECIDE_SERVICES_S3_ACCOUNT_ACTIONS_H_
#define IAMSIM_ENGINE_DECIDE_SERVICES_S3_ACCOUNT_ACTIONS_H_

#include "iamsim/model/action.h"

namespace iamsim {

// MR-10, OP-5: S3 actions without a resource type in the Service Authorization Reference (2026-11).
bool IsS3AccountAction(const Action& action);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_SERVICES_S3_ACCOUNT_ACTIONS_H_
