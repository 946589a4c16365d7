#ifndef IAMSIM_REQUEST_KEYS_RESOURCE_KEYS_H_
#define IAMSIM_REQUEST_KEYS_RESOURCE_KEYS_H_

#include "iamsim/model/action.h"

namespace iamsim {

// RC-24: requests of this action do not have the keys of the resource's owner.
bool HasNoOwnerKeys(const Action& action);

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_KEYS_RESOURCE_KEYS_H_
