#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_COUNT_SERVICES_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_COUNT_SERVICES_H_

#include <vector>

#include "audit/permissions/rule.h"
#include "iamsim/audit/permissions.h"
#include "iamsim/catalog/catalog.h"

namespace iamsim {

// What the rules permit of each service, by access level. Services of which nothing is permitted
// are not among them.
std::vector<ServicePermissions> CountServices(const std::vector<Rule>& allows,
                                              const std::vector<Rule>& denies,
                                              const Catalog& catalog);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_COUNT_SERVICES_H_
