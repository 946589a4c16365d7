#ifndef IAMSIM_ENGINE_DECIDE_SPECIAL_ACTIONS_H_
#define IAMSIM_ENGINE_DECIDE_SPECIAL_ACTIONS_H_

#include <string>

#include "iamsim/model/action.h"
#include "iamsim/request/request_context.h"

namespace iamsim {

// For who decides many actions at once. Two actions of one service that are not special, asked by
// the same principal of the same resource, have the same context keys and the same documents; when
// their ServiceFamily() is the same too, and the same statements speak of them, they are decided
// alike.

// Some rule of section 4 or of a layer names this action itself.
bool IsSpecialAction(const Action& action);

// What the rules of the services (5.8, 6.1) say of the check, as a key.
std::string ServiceFamily(const RequestContext& context);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_SPECIAL_ACTIONS_H_
