#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_RESTRICT_DENIALS_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_RESTRICT_DENIALS_H_

#include <string>
#include <vector>

#include "audit/permissions/action_universe.h"
#include "audit/permissions/rule.h"
#include "iamsim/catalog/catalog.h"

namespace iamsim {

// The Deny statements of `book` that can touch what `allows` permit, reduced to these actions, and
// to the actions and resources that their layer binds: RP-2, RP-3, SC-5, MA-6. Where that cannot be
// said they deny more, and `narrower` gets a line.
std::vector<Rule> RestrictDenials(const RuleBook& book, const std::vector<Rule>& allows,
                                  const ActionUniverse& universe, const Catalog& catalog,
                                  std::vector<std::string>* narrower);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_RESTRICT_DENIALS_H_
